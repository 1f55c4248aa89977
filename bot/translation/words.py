"""Checks by word lists: months and weekdays."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from bot.articles import normalise
from bot.translation.text import Mark


def dates(arabic: str, english: str) -> tuple[Mark, ...]:
    """Marks for months and weekdays that are on one side only."""
    return (*_named("months", arabic, english, lost=True), *_named("weekdays", arabic, english, lost=True))


def invented_dates(arabic: str, english: str) -> tuple[Mark, ...]:
    """Marks for months and weekdays in the English alone."""
    return (*_named("months", arabic, english, lost=False), *_named("weekdays", arabic, english, lost=False))


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
