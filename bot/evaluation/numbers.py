"""The numbers in an English text, as values, however they are written."""

import re
from collections import Counter
from decimal import Decimal, InvalidOperation

# fmt: off
_UNITS = (
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)
# fmt: on
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SMALL = {w: i for i, w in enumerate(_UNITS, 2)} | {w: 10 * i for i, w in enumerate(_TENS, 2)}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_TOKEN = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[a-z]+", re.IGNORECASE)


def _tokens(text: str) -> list[tuple[str, bool]]:
    """(token, whether it stands directly after the one before: only spaces or a hyphen between)."""
    found, end = [], 0
    for match in _TOKEN.finditer(text):
        between = text[end : match.start()]
        found.append((match[0].lower(), not between.strip(" -\u00a0")))
        end = match.end()
    return found


def values(text: str) -> Counter[Decimal]:
    """The numbers of ``text``: 1,200 and "twelve hundred" are both 1200, "2.5 million" is 2500000.

    "one" alone is left out: it is mostly a pronoun. "Dozens", "hundreds" and fractions are no numbers here.
    """
    found: Counter[Decimal] = Counter()
    total, part = Decimal(0), None  # what was closed by a scale; what is being read

    def close() -> None:
        nonlocal total, part
        if part is not None or total:
            found[(total + (part or 0)).normalize()] += 1
        total, part = Decimal(0), None

    before = ""
    found_tokens = _tokens(text)
    for i, (token, joined) in enumerate(found_tokens):
        scaled = i + 1 < len(found_tokens) and found_tokens[i + 1][0] in _SCALES and found_tokens[i + 1][1]
        if not joined or (token == "and" and before not in _SCALES):
            close()
        if token[0].isdigit():
            close()
            try:
                part = Decimal(token.replace(",", ""))
            except InvalidOperation:
                continue
        elif token in _SMALL:
            value = _SMALL[token]
            if part is not None and not (part % 100 == 0 or (part % 10 == 0 and part % 100 >= 20 and value < 10)):
                close()
            part = (part or Decimal(0)) + value
        elif token == "one" and before in _TENS:
            part = (part or Decimal(0)) + 1
        elif token in {"one", "a"} and scaled:
            if not (token == "a" and before == "half"):
                close()
            part = Decimal("0.5") if before == "half" else Decimal(1)
        elif token == "hundred" and part is not None:
            part *= 100
        elif token in _SCALES and part is not None:
            total, part = total + part * _SCALES[token], None
        elif token != "and":
            close()
        before = token
    close()
    return found
