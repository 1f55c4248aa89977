"""Publication dates as people write them: never guessed, an error where they cannot be right."""

import re
from datetime import date

from bot.articles.arabic import normalise
from bot.errors import InputError

_MONTHS = (
    ("يناير", "كانون الثاني", "جانفي", "january", "jan"),
    ("فبراير", "شباط", "فيفري", "february", "feb"),
    ("مارس", "آذار", "march", "mar"),
    ("أبريل", "نيسان", "أفريل", "april", "apr"),
    ("مايو", "أيار", "ماي", "may"),
    ("يونيو", "حزيران", "جوان", "june", "jun"),
    ("يوليو", "تموز", "جويلية", "يوليوز", "july", "jul"),
    ("أغسطس", "آب", "أوت", "غشت", "august", "aug"),
    ("سبتمبر", "أيلول", "شتنبر", "september", "sep", "sept"),
    ("أكتوبر", "تشرين الأول", "october", "oct"),
    ("نوفمبر", "تشرين الثاني", "نونبر", "november", "nov"),
    ("ديسمبر", "كانون الأول", "دجنبر", "december", "dec"),
)
_MONTH = {normalise(name): number for number, names in enumerate(_MONTHS, 1) for name in names}
_NAMES = "|".join(sorted(_MONTH, key=len, reverse=True))
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ]+\d{1,2}:\d{2}.*)?")
_NUMBERS = re.compile(r"(\d{1,2})[-/. ]+(\d{1,2})[-/. ]+(\d{4})(?:[ ,،-]+\d{1,2}:\d{2}.*)?")
_DAY_FIRST = re.compile(
    rf"(?:[^\W\d_]+[ ,،]+)?(\d{{1,2}})[-/. ]+({_NAMES})(?: ?/ ?(?:{_NAMES}))?[-/., ،]+(\d{{4}})م?(?:[ ,،-]+.*)?"
)
_MONTH_FIRST = re.compile(rf"(?:[^\W\d_]+[ ,،]+)?({_NAMES})[. ]+(\d{{1,2}})[, ]+(\d{{4}})(?:[ ,]+.*)?")
_YEARS = range(1900, 2101)


def parse_date(text: str, where: str) -> date:
    """The calendar day that ``text`` names: ``2017-06-23``, an ISO time, ``23/6/2017``, ``23 حزيران/يونيو 2017``.

    A time's zone is left as the publisher wrote it. Raises ``InputError`` naming ``where`` (the file and field)
    for anything else, days that no calendar has, and all-number dates whose day and month could change places.
    """
    folded = normalise(text).casefold().strip(" \"'.")
    day, month, year = 0, 0, 0
    if found := _ISO.fullmatch(folded):
        year, month, day = (int(group) for group in found.groups())
    elif found := _NUMBERS.fullmatch(folded):
        day, month, year = (int(group) for group in found.groups())
        if month > 12 >= day:
            day, month = month, day
        elif day <= 12 and day != month:
            raise InputError(f"{where}: '{text}' can be read two ways. Write it as YYYY-MM-DD.")
    elif found := _DAY_FIRST.fullmatch(folded):
        day, month, year = int(found[1]), _MONTH[found[2]], int(found[3])
    elif found := _MONTH_FIRST.fullmatch(folded):
        day, month, year = int(found[2]), _MONTH[found[1]], int(found[3])
    try:
        if year in _YEARS:
            return date(year, month, day)
    except ValueError:
        pass
    raise InputError(f"{where}: '{text}' is not a date. Write it as YYYY-MM-DD, for example 2017-06-23.")
