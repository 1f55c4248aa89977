"""Where sentences begin and end.

``sentencex`` finds the boundaries. Full stops that end no sentence (titles, initials, units, ellipses, list
numbers, links) are hidden from it first, character for character, so that its offsets hold for the original.
A semicolon ends no sentence.
"""

import re
from itertools import pairwise

import sentencex  # type: ignore[import-untyped]

from bot.articles.arabic import FORMAT, LINK

MAX_CHARS = 600  # longest sentence handed to a model; longer ones are cut at the best place before this
_MIN_CHARS = 200  # the best place is looked for from here on

_L = "[\u0621-\u064a]"
_UNITS = "كم|كلم|م|سم|مم|كغ|كغم|كجم|ت|مل|د|ق|س"
_CONTINUES = "من|عن|في|الى|إلى|على|شمال\\S*|جنوب\\S*|شرق\\S*|غرب\\S*|مربع\\S*|تقريبا\\S*|فقط"
_ATTRIBUTES = (
    "ثم|قبل|بعد|بينما|فيما|مضيف\\S*|مشير\\S*|مؤكد\\S*|موضح\\S*|لافت\\S*|معتبر\\S*|متابع\\S*|حسب|بحسب|وفق|وفقا|كما"
)
_SAYS = "قال\\S*|يقول|تقول|سأل\\S*|تساءل\\S*|أجاب\\S*|هتف\\S*|صرخ\\S*|رد|أضاف\\S*"
_NO_ENDS = (
    re.compile(r"(?<![A-Za-z])(?:[A-Za-z]\.)+(?=\s*[\w(])(?!\s+و)"),
    # units in the middle of a sentence
    re.compile(rf"(?<=[\d ])(?:{_UNITS})\.(?=\s+(?:{_CONTINUES})\b)"),
    # ellipses
    re.compile(r"\.{2,}|…"),
    # list numbers
    re.compile(r"(?:^|(?<=[.؟!]\s))\s*\(?\d{1,3}[.)]-?(?=\s)"),
    # العربية.نت
    re.compile(r"(?<=\w)\.(?=(?:نت|كوم|com|net|org)\b)"),
    # «هل عدت؟» سأله
    re.compile(rf"[.؟?!](?=[\"»”']\s*(?:{_ATTRIBUTES})\b)"),
    re.compile(rf"[؟?!](?=[\"»”']\s*(?:{_SAYS})\b)"),
)
# Titles, initials and dotted acronyms: letters that stand alone, each with a full stop (د. أ.د. ج. م. ع.).
_LETTERS = re.compile(rf"(?<![\w.])(?<!\b\w ){_L} ?\.(?:\s?{_L}\.)*")
_TITLES = frozenset({"د.", "أ.", "ا.", "م.", "أ.د.", "ا.د.", "م.م."})
_SAME_LENGTH = str.maketrans({"\n": " ", "\u00a0": " ", "\t": " ", "۔": ".", "。": ".", "\uff0e": "."})
_CLOSING = re.compile(r"[\s»”’)\]،؛:.؟?!]*")
_BREAKS = tuple(
    re.compile(pattern)
    for pattern in (r"[.؟?!…][\"»”)]*\s+", r"؛\s*", r"،\s+(?=[وفثل])", r"،\s*|:\s+", r"\s+(?=و)", r"\s+")
)


def sentences(text: str) -> list[tuple[int, int]]:
    """``(start, end)`` of each sentence of one paragraph, in code points, trimmed, in order, none over ``MAX_CHARS``.

    Only white space and invisible characters lie outside the spans.
    """
    spans: list[tuple[int, int]] = []
    for start, end in _pieces(text):
        for cut_start, cut_end in _capped(text, start, end):
            trimmed = trim(text, cut_start, cut_end)
            if trimmed[0] < trimmed[1]:
                spans.append(trimmed)
    return spans


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space and invisible characters at its ends; empty at ``end`` when nothing is left."""
    while start < end and _blank(text[start]):
        start += 1
    while end > start and _blank(text[end - 1]):
        end -= 1
    return start, end


def _blank(char: str) -> bool:
    return char.isspace() or FORMAT.match(char) is not None


def _pieces(text: str) -> list[tuple[int, int]]:
    """The sentence boundaries as spans that tile ``text``."""
    masked = FORMAT.sub(lambda m: " " * len(m[0]), text).translate(_SAME_LENGTH)
    masked = LINK.sub(lambda m: "x" * len(m[0]), masked)
    masked = _LETTERS.sub(_hide_letters, masked)
    for pattern in _NO_ENDS:
        masked = pattern.sub(lambda m: re.sub(r"[.…؟?!]", ",", m[0]), masked)
    starts = [0]
    for boundary in sentencex.get_sentence_boundaries("ar", masked):
        start = int(boundary["start_index"])
        piece = masked[starts[-1] : start]
        rest = masked[start : int(boundary["end_index"])]
        wordless = not any(char.isalpha() for char in piece)
        if start > starts[-1] and not wordless and any(char.isalpha() for char in rest):
            closing = _CLOSING.match(rest)
            starts.append(start + (len(closing[0]) if closing else 0))
    return list(pairwise([*starts, len(text)]))


def _hide_letters(found: re.Match[str]) -> str:
    letters = found[0].replace(" ", "")
    before, after = found.string[: found.start()].rstrip()[-1:], found.string[found.end() :]
    if before.isdigit() and len(letters) == 2:
        return found[0]  # a unit: 10 م.
    if letters in _TITLES or not re.match(r"\s+و|\s*$", after):
        return found[0].replace(".", ",")
    return found[0][:-1].replace(".", ",") + "."


def _capped(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    while end - start > MAX_CHARS:
        cut = _cut(text, start)
        spans.append((start, cut))
        start = cut
    spans.append((start, end))
    return spans


def _cut(text: str, start: int) -> int:
    window = text[start : start + MAX_CHARS]
    for pattern in _BREAKS:
        ends = [m.end() for m in pattern.finditer(window, _MIN_CHARS)]
        if ends:
            return start + ends[-1]
    return start + MAX_CHARS
