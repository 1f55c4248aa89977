"""Checks by word lists: months, weekdays, compass directions."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from bot.articles import normalise
from bot.translation.text import Mark

_COMPASS_EN = re.compile(
    r"\b(?P<a>north|south)(?:ern|wards?)?(?:[- ]?(?P<b>east|west)(?:ern|wards?)?)?\b"
    r"|\b(?P<c>east|west)(?:ern|wards?)?\b",
    re.IGNORECASE,
)
# Names and blocs that only look like directions.
_NO_COMPASS_EN = re.compile(
    r"\bmiddle[- ]east(?:ern)?\b|\b(?:the|with) (?-i:West)\b(?! of| Bank)"
    r"|\bwestern (?:countries|powers|states|officials|diplomats?|capitals|nations)\b",
    re.IGNORECASE,
)
_NO_COMPASS_AR = re.compile(
    r"الشرق الاوسط|شرق اوسطيه?|الدول الغربيه|الغرب(?! من)(?!\w)|المغرب|الغربيين"
    r"|دبلوماسي\w* غربي\w*|دول غربيه|مسوول\w* غربي\w*"
)


def dates(arabic: str, english: str) -> tuple[Mark, ...]:
    """Marks for months and weekdays that are on one side only."""
    return (*_named("months", arabic, english, lost=True), *_named("weekdays", arabic, english, lost=True))


def invented_dates(arabic: str, english: str) -> tuple[Mark, ...]:
    """Marks for months and weekdays in the English alone."""
    return (*_named("months", arabic, english, lost=False), *_named("weekdays", arabic, english, lost=False))


def directions(arabic: str, english: str) -> tuple[Mark, ...]:
    """Marks for compass directions that are on one side only ("south-east" has become "south-west")."""
    ar, en = compass_arabic(arabic), compass_english(english)
    lost, new = _letters(ar) - _letters(en), _letters(en) - _letters(ar)
    marks = [Mark("direction", f"{_COMPASS[d]} is in the Arabic but not in the English") for d in sorted(lost)]
    return (*marks, *(Mark("direction", f"{_COMPASS[d]} is in the English but not in the Arabic") for d in sorted(new)))


def invented_directions(arabic: str, english: str) -> tuple[Mark, ...]:
    """Marks for compass directions in the English alone."""
    new = _letters(compass_english(english)) - _letters(compass_arabic(arabic))
    return tuple(Mark("direction", f"{_COMPASS[d]} is in the English but not in the Arabic") for d in sorted(new))


_COMPASS = {"n": "north", "s": "south", "e": "east", "w": "west"}


def compass_english(text: str) -> list[str]:
    """Directions in order, as "n", "se", …"""
    text = _NO_COMPASS_EN.sub(" ", text)
    return [((m["a"] or m["c"])[0] + (m["b"] or " ")[0]).strip().lower() for m in _COMPASS_EN.finditer(text)]


def compass_arabic(text: str) -> list[str]:
    """Directions in order, one letter a word; a compound is two."""
    text = _NO_COMPASS_AR.sub(" ", normalise(text))
    stems = {w: d for d, words in _tables()["directions"].items() for w in words}
    pattern = r"(?<!\w)[وف]?[بلك]?(?:ال)?(" + "|".join(sorted(stems, key=len, reverse=True)) + r")(?!\w)"
    return [stems[m[1]] for m in re.finditer(pattern, text)]


def _letters(directions_found: Iterable[str]) -> set[str]:
    return {letter for d in directions_found for letter in d}


def _named(table: str, arabic: str, english: str, *, lost: bool) -> list[Mark]:
    text, lower = normalise(arabic), english.lower()
    marks = []
    for name, forms in _tables()[table].items():
        ar = re.search(r"(?<!\w)[وف]?[بل]?(?:" + "|".join(forms) + r")(?!\w)", text)
        # "may" and "march" are also verbs: they count as months in capitals.
        en = re.search(rf"\b{name.capitalize()}s?\b", english) or (name not in ("may", "march") and name in lower)
        if ar and not en and lost and not _doubtful(name, text, ar):
            marks.append(Mark("date", f"{name.capitalize()} is in the Arabic but not in the English"))
        if (
            en
            and not ar
            and not (name in ("may", "march") and not re.search(rf"\w[^.!?]* {name.capitalize()}\b", english))
        ):
            marks.append(Mark("date", f"{name.capitalize()} is in the English but not in the Arabic"))
    return marks


def _doubtful(name: str, text: str, found: re.Match[str]) -> bool:
    """Whether the word may be something else there: a name, "the fifth", "the two"."""
    after = text[found.end() : found.end() + 12]
    before = text[max(0, found.start() - 12) : found.start()]
    if name == "thursday":
        return bool(re.search(r"(?:الفوج|الفيلق|الفرقه|الاسبوع|للمره|القرن|الرقم) $", before)) or after.startswith(
            " من الشهر"
        )
    if name in ("monday", "sunday"):
        return bool(re.search(r"(?:هذين|الرجلين|كلا) $", before))
    return name in ("august", "march", "may") and found[0] in ("اب", "ماي", "باب", "لاب", "مارس")


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("bot.translation").joinpath("words.toml").read_text(encoding="utf-8"))
