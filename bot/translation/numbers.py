"""Numbers in Arabic and in English, made comparable: digits of either script and number words alike.

A number is *asked for* when the other side must have it, or *optional* when it only explains one there: ordinals,
duals, "both" and fractions are said in many ways. Vague counts ("dozens", "thousands of") are not compared.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from bot.articles import normalise
from bot.translation.text import Mark

_PERCENT_AR = re.compile(r"(?:في|ب)\s?ال(?:ميه|مايه)|بالميه|بالمايه|[%٪]")
_PERCENT_EN = re.compile(r"\bper ?cent\b|\bpercentage\b|%", re.IGNORECASE)
_DIGITS = r"\d{1,3}(?:[,٬]\d{3})+(?:\.\d+)?|\d+(?:[.٫,]\d+)?"
_TOKEN_AR = re.compile(rf"{_DIGITS}|[^\W\d_]+")
_TOKEN_EN = re.compile(rf"(?P<id>\b[A-Za-z]+-?\d[\w-]*)|(?P<n>{_DIGITS})(?P<suffix>st|nd|rd|th)?\b|[A-Za-z]+")
_TIME = re.compile(r"\b(\d{1,2}):(\d{2})\b")
_DUAL = re.compile(r"\w{2,}(?:ين|ان|تي)(?!\w)")


@dataclass(frozen=True, slots=True)
class Numbers:
    """The values a text asks the other side for, and those that it can explain beside them."""

    wanted: frozenset[float]
    optional: frozenset[float]
    percent: bool


def compare(arabic: str, english: str) -> tuple[Mark, ...]:
    """Marks for numbers that are on one side only, and for a percentage that has become something else."""
    ar, en = read_arabic(arabic), read_english(english)
    lost = sorted(ar.wanted - en.wanted - en.optional)
    marks = [Mark("number", f"{show(v)} is in the Arabic but not in the English") for v in lost]
    marks += added(ar, en)
    if ar.percent != en.percent and (ar.wanted or en.wanted):
        where = ("Arabic", "English") if ar.percent else ("English", "Arabic")
        marks.append(Mark("percentage", f"a percentage is in the {where[0]} but not in the {where[1]}"))
    return tuple(marks)


def invented(arabic: str, english: str) -> tuple[Mark, ...]:
    """Marks for numbers in the English alone; for bullets, which may leave numbers out."""
    ar, en = read_arabic(arabic), read_english(english)
    marks = added(ar, en)
    if en.percent and not ar.percent:
        marks.append(Mark("percentage", "a percentage is in the English but not in the Arabic"))
    return tuple(marks)


def added(ar: Numbers, en: Numbers) -> list[Mark]:
    """Marks for what only the English has."""
    extra = sorted(en.wanted - ar.wanted - ar.optional)
    return [Mark("number", f"{show(v)} is in the English but not in the Arabic") for v in extra]


def show(value: float) -> str:
    """A value as people write it: 85, 4.4, 350,000."""
    if value != int(value):
        return f"{value:g}"
    return f"{int(value)}" if value < 10_000 else f"{int(value):,}"


def read_arabic(text: str) -> Numbers:
    """The numbers of an Arabic text."""
    table = _tables()
    text = normalise(text)
    percent = bool(_PERCENT_AR.search(text))
    text = _PERCENT_AR.sub(" ٪ ", text)
    text, optional = _times(text)
    if _DUAL.search(text):
        optional.add(2.0)
    wanted: set[float] = set()
    run = _Run()
    ordinal = 0.0  # "the third" in "the third and twentieth"
    for m in _TOKEN_AR.finditer(text):
        word = m[0]
        joined = word.startswith("و") and len(word) > 3 and word not in table["arabic"]
        bare = word[1:] if joined else word
        bare, definite = _number_word(bare, table["arabic"])
        value = _digits(word)
        if word == "و" and run.open:  # "93 thousand and 500"
            run.joined, run.end = True, m.end()
            continue
        apart = text[run.end : m.start()].strip() not in ("",) if run.end else False
        if value is not None and re.search(r"[^\W\d_]-$", text[: m.start()]):
            wanted |= run.finish()
            optional.add(value)  # Su-34
        elif value is not None and run.joined and run.last >= 1000 and value < run.last:
            run.add(value)
        elif value is not None:
            wanted |= run.finish()
            run.start(value)
        elif ordinal and bare in ("عشر", "عشره"):
            wanted.add(ordinal + 10)
        elif (number := table["arabic"].get(bare)) is not None and (ordinal and joined and 20 <= number < 100):
            optional |= {ordinal + number}
            wanted |= {ordinal + number} if not definite else set()
        elif number is not None and definite and not run.open:
            optional.add(number)  # "the seven" may be part of a name: al-Sabaa
        elif number is not None:
            if apart:
                wanted |= run.finish()
            teen = number == 10 and run.last in range(1, 10)
            if not (joined and run.open) and not teen and not (run.open and number == 100 and run.last < 10):
                wanted |= run.finish()
            run.scale(100) if number == 100 and run.open and run.last < 10 else run.add(number)
        elif bare in table["arabic_scales"]:
            if run.open and not apart:
                run.scale(table["arabic_scales"][bare], keep=True)
            elif bare in ("الف", "مليون", "مليار") and not joined:
                wanted |= run.finish()
                run.start(table["arabic_scales"][bare])
                optional.add(table["arabic_scales"][bare])
        elif bare.lstrip("بلك") in ("احد", "احدي", "حادي", "اثنا", "اثني", "اثنتا", "اثنتي") and re.match(
            r" عشره?(?!\w)", text[m.end() :]
        ):
            wanted |= run.finish()
            run.start(1 if "ح" in bare else 2)
        else:
            wanted |= run.finish()
            if bare in table["arabic_optional"]:
                optional.add(table["arabic_optional"][bare])
        run.end = m.end()
        run.joined = False
        ordinal = table["arabic_optional"].get(bare, 0.0) or (table["arabic"].get(bare, 0.0) if definite else 0.0)
        ordinal = ordinal if ordinal < 10 else 0.0
        optional |= {ordinal, table["arabic_optional"].get(bare, 0.0)}
    wanted |= run.finish()
    if re.search(r"(?<!\w)ونصف(?!\w)", text):  # "two kilometres and a half"
        optional |= {v + 0.5 for v in wanted | {1.0, 2.0}}
        optional |= {(v + 0.5) * 1000 for v in wanted} | wanted
        wanted = {v for v in wanted if v not in range(3, 100)}
    optional |= run.parts
    # "In the tenth", "the twelfth": an ordinal of two words explains its sum.
    optional |= {10 + o for o in optional if o < 10} if "عشر" in text else set()
    wanted -= {1.0, 2.0}
    return Numbers(frozenset(wanted), frozenset(optional | {1.0}), percent)


def read_english(text: str) -> Numbers:
    """The numbers of an English text."""
    table = _tables()
    text, optional = _times(text)
    wanted: set[float] = set()
    run = _Run()
    for m in _TOKEN_EN.finditer(text):
        word = m[0].lower()
        between = text[run.end : m.start()] if run.end else ""
        apart = between.strip() not in ("", "-")
        if m["id"]:
            wanted |= run.finish()
            optional |= {float(d) for d in re.findall(r"\d+", word)}
        elif m["n"]:
            wanted |= run.finish()
            run.start(_digits(m["n"]) or 0.0)
        elif word in table["english"] and not apart:
            tens = run.last >= 20 and table["english"][word] < 10
            if not (run.open and (run.joined or tens or run.last >= 100)):
                wanted |= run.finish()
            run.add(table["english"][word])
        elif word in table["english"]:
            wanted |= run.finish()
            run.add(table["english"][word])
        elif word in table["english_scales"]:
            scale = table["english_scales"][word]
            if run.open and not apart:
                run.scale(scale, keep=True)
            elif re.search(r"\b(?<!only )(?:a|one|two)\W+$", text[: m.start()], re.IGNORECASE):
                wanted |= run.finish()
                run.start(2 * scale if re.search(r"two\W+$", text[: m.start()], re.IGNORECASE) else scale)
        elif word == "and" and run.open:
            run.joined = True
            run.end = m.end()
            continue
        else:
            wanted |= run.finish()
        if word in table["english_optional"]:
            optional.add(table["english_optional"][word])
        run.joined = False
        run.end = m.end()
    wanted |= run.finish()
    wanted -= {1.0, 2.0}
    return Numbers(frozenset(wanted), frozenset(optional | run.parts | {1.0}), bool(_PERCENT_EN.search(text)))


class _Run:
    """A number being read word by word: "three hundred and fifty thousand"."""

    def __init__(self) -> None:
        self.total = self.part = 0.0
        self.open = self.joined = False
        self.last = 0.0
        self.end = 0
        self.apart: set[float] = set()  # numbers that turned out to have ended before
        self.parts: set[float] = set()  # all values on the way: they explain a figure that is cut elsewhere

    def start(self, value: float) -> None:
        self.total, self.part, self.last, self.open = 0.0, value, value, True
        self.parts.add(value)

    def add(self, value: float) -> None:
        if not self.open:
            self.start(value)
            return
        self.part += value
        self.last = value
        self.parts |= {value, self.part}

    def scale(self, by: float, *, keep: bool = False) -> None:
        self.part *= by
        self.parts.add(self.part)
        if keep and by >= 1000:
            if self.total and self.total < by * self.part and self.total % by == 0:  # "between two and three thousand"
                self.apart.add(self.total)
                self.total = 0.0
            self.total += self.part
            self.part = 0.0
        self.last = by

    def finish(self) -> set[float]:
        value = ({round(self.total + self.part, 4)} if self.open else set()) | self.apart
        self.apart = set()
        self.total = self.part = self.last = 0.0
        self.open = self.joined = False
        return value


def _times(text: str) -> tuple[str, set[float]]:
    """The text without times of day, and the hours they may be told by: 19:00 is also 7."""
    hours = {float(m[1]) for m in _TIME.finditer(text)}
    minutes = {float(m[2]) for m in _TIME.finditer(text)}
    return _TIME.sub(" : ", text), hours | minutes | {h - 12 for h in hours if h > 12} | {h + 12 for h in hours}


def _number_word(word: str, table: dict[str, float]) -> tuple[str, bool]:
    """The word without prefix and case ending where that makes a number of it, and whether it had the article."""
    for prefix in ("", "ب", "ل", "ك"):
        rest = word.removeprefix(prefix) if word.startswith(prefix) else None
        for form in (rest, rest.removesuffix("ا") if rest else None):
            if form in table:
                return form, False
    for prefix in ("ال", "بال", "لل", "كال"):
        if word.startswith(prefix) and word.removeprefix(prefix) in table:
            return word.removeprefix(prefix), True
    return word, False


def _digits(word: str) -> float | None:
    plain = re.sub(r",(?=\d{3})", "", word).replace(",", ".").replace("٬", "").replace("٫", ".")
    try:
        return float(plain)
    except ValueError:
        return None


@cache
def _tables() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("bot.translation").joinpath("numbers.toml").read_text(encoding="utf-8"))
