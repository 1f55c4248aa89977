"""When it happened, as far as the text says: Arabic time expressions against the article's day.

An expression is found and kept as written. It becomes a date only by arithmetic on the day the article was published
(or on its own, when it names the year); without that day it stays an expression. Weeks run from Monday to Sunday.

Libraries were tried first. dateparser 1.5 reads "قبل 3 سنوات" but not "قبل ثلاث سنوات", makes a single day of "last
week", and knows neither "السادس من الشهر الحالي" nor double month names ("حزيران/يونيو"); puckling could not be had
from the registry. So the tables are ours.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.movements.counting import number, ordinal
from bot.movements.words import Word, listed, stems

_MONTHS = {
    name: n
    for n, names in enumerate(
        (
            ("يناير", "كانون الثاني", "جانفي"), ("فبراير", "شباط", "فيفري"), ("مارس", "اذار"),
            ("ابريل", "نيسان", "افريل"), ("مايو", "ايار", "ماي"), ("يونيو", "حزيران", "جوان"),
            ("يوليو", "تموز", "جويليه"), ("اغسطس", "اب", "اوت"), ("سبتمبر", "ايلول"),
            ("اكتوبر", "تشرين الاول"), ("نوفمبر", "تشرين الثاني"), ("ديسمبر", "كانون الاول"),
        ),
        1,
    )
    for name in names
}  # fmt: skip
_DAYS = {"الاثنين": 0, "الثلاثاء": 1, "الاربعاء": 2, "الخميس": 3, "الجمعه": 4, "السبت": 5, "الاحد": 6}
_YEAR_WORDS = frozenset({"عام", "العام", "سنه", "السنه"})
_SEASONS = frozenset({"صيف", "شتاء", "ربيع", "خريف"})
_PAST = frozenset({"الماضي", "الماضيه", "المنصرم", "المنصرمه", "الفايت", "الفايته", "السابق"})
_NOW = frozenset({"الحالي", "الحاليه", "الجاري", "الجاريه"})
_NEXT = frozenset({"المقبل", "المقبله", "القادم", "القادمه"})
_LATEST = _PAST | {"الاخيره", "الاخير"}
_STARTS = frozenset({"مطلع", "بدايه", "اوايل", "مستهل"})
_MIDDLES = frozenset({"منتصف"})
_ENDS = frozenset({"نهايه", "اواخر"})
_PARTS = frozenset({"صباح", "مساء", "فجر", "ليل", "ليله", "ظهر", "عصر", "يوم", "نهار", "فجرا", "بعد"})
_SINCE = frozenset({"منذ", "مذ"})
_AGO = frozenset({"قبل", "منذ"})
_UNITS = {
    "سنوات": "year", "سنه": "year", "عام": "year", "اعوام": "year", "عاما": "year", "عامين": "year2",
    "سنتين": "year2", "اشهر": "month", "شهر": "month", "شهور": "month", "شهرا": "month", "شهرين": "month2",
    "اسابيع": "week", "اسبوع": "week", "اسبوعا": "week", "اسبوعين": "week2", "ايام": "day", "يوم": "day",
    "يوما": "day", "يومين": "day2", "ساعات": "hour", "ساعه": "hour", "ساعتين": "hour2", "دقايق": "hour",
    "عقد": "decade", "عقود": "decade", "عقدين": "decade",
}  # fmt: skip
_ROUGHLY = frozenset({"نحو", "حوالي", "قرابه", "زهاء"})
_NUMERIC = re.compile(r"^(\d{1,4})$")


@dataclass(frozen=True, slots=True)
class When:
    """A time expression at words[start:end]. ``day`` and ``until`` are ISO dates, whole or partial (YYYY, YYYY-MM)."""

    start: int
    end: int
    text: str
    basis: str
    precision: int  # 1 a day, 2 some days, 3 a week, 4 a month, 5 a year or open, 6 none
    day: str | None = None
    until: str | None = None
    since: bool = False

    def is_past(self, published: date | None) -> bool:
        """Whether it lies so far before the article's day that what it dates is background."""
        if self.day is None or published is None:
            return self.basis in _OLD
        if len(self.day) == 4:
            return int(self.day) < published.year or self.since
        if len(self.day) == 7:
            return True
        return (published - date.fromisoformat(self.until or self.day)).days > 6


_OLD = listed(
    """
    explicit_year explicit_year_since relative_years_ago relative_months_ago explicit_month explicit_month_since
    relative_year relative_month relative_week relative_weeks_ago relative_months duration
    explicit_season_year_since anaphoric_since
    """
)


def find(text: Sequence[Word], sentence: str, published: date | None) -> tuple[When, ...]:
    """The time expressions of a sentence, from left to right.

    Args:
        text: the words of ``sentence``.
        published: the article's day, None when nobody knows it.
    """
    found: list[When] = []
    i = 0
    while i < len(text):
        hit = _at(text, i, published)
        if hit is None:
            i += 1
            continue
        end, basis, precision, day, until, since = hit
        start = i - 1 if i and _leads(text[i - 1].norm) else i
        written = sentence[text[start].start : text[end - 1].end]
        found.append(When(start, end, written, basis, precision, day, until, since))
        i = end
    return tuple(found)


def next_weekday(when: When, published: date | None) -> When:
    """The same weekday read forward: "by Tuesday" said of what is still to come."""
    if published is None or when.day is None or not when.basis.startswith("weekday") or len(when.day) != 10:
        return when
    day = date.fromisoformat(when.day)
    while day < published:
        day += timedelta(days=7)
    return When(when.start, when.end, when.text, "weekday_next", 1, day.isoformat(), None)


_Hit = tuple[int, str, int, str | None, str | None, bool]


def _at(text: Sequence[Word], i: int, today: date | None) -> _Hit | None:
    for rule in (_numeric, _day_month, _day_of_this_month, _that_time, _years, _relative, _months, _weekday, _plain):
        hit = rule(text, i, today)
        if hit is not None:
            return hit
    return None


def _norm(text: Sequence[Word], i: int) -> str:
    return text[i].norm if 0 <= i < len(text) else ""


def _bare(text: Sequence[Word], i: int) -> str:
    """The word without conjunction and preposition, for table look-ups."""
    norm = _norm(text, i)
    for stem in stems(norm):
        if stem.rest in _MONTHS or stem.rest in _DAYS or stem.rest in _SINCE or stem.rest in _YEAR_WORDS:
            return stem.rest
    return norm.removeprefix("و") if len(norm) > 3 else norm


def _leads(norm: str) -> bool:
    return norm in ("في", "منذ", "خلال", "قبل", "بعد", "منتصف", "حتي", "وفي", "ومنذ", "وخلال", "بحلول", "صباح", "مساء",
                    "فجر", "ليل", "ليله", "يوم", "ظهر", "لمده", "طيله", "طوال")  # fmt: skip


def _since(text: Sequence[Word], i: int) -> bool:
    return any(_norm(text, k).removeprefix("و") in _SINCE for k in range(max(0, i - 2), i))


def _month(text: Sequence[Word], i: int) -> tuple[int, int] | None:
    """A month's number and the word after it; "ايار/مايو" is one month."""
    for width in (2, 1):
        head = _bare(text, i) if width == 1 else f"{_bare_first(text, i)} {_norm(text, i + 1)}"
        n = _MONTHS.get(head)
        if n is None or i + width > len(text) or (head in ("اب", "ماي", "جوان", "اوت") and not _in_date(text, i)):
            continue
        end = i + width
        if _norm(text, end) in ("/", "-", "(") and (again := _month(text, end + 1)) and again[0] == n:
            end = again[1] + (1 if _norm(text, again[1]) == ")" else 0)
        return n, end
    return None


def _bare_first(text: Sequence[Word], i: int) -> str:
    norm = _norm(text, i)
    return next((s.rest for s in stems(norm) if s.rest in ("كانون", "تشرين")), norm)


def _in_date(text: Sequence[Word], i: int) -> bool:
    return bool(
        _norm(text, i + 1) == "/" or _norm(text, i - 1) == "/" or _norm(text, i - 1)[:1].isdigit()
        or _norm(text, i - 1) in ("من", "شهر")
    )  # fmt: skip


def _year(text: Sequence[Word], i: int) -> tuple[int, int] | None:
    """A year written as four digits, with or without the word "year" in front, and the word after it."""
    j = i + 1 if _norm(text, i) in ("عام", "العام", "سنه", "السنه", "من", "،", ",") else i
    if j == i + 1 and _norm(text, j) in _YEAR_WORDS:
        j += 1
    norm = _norm(text, j)
    return (int(norm), j + 1) if re.fullmatch(r"(?:19|20)\d\d", norm) else None


def _iso(year: int, month: int | None = None, day: int | None = None) -> str | None:
    if month is None:
        return f"{year:04d}"
    if day is None:
        return f"{year:04d}-{month:02d}"
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _last_such_month(today: date | None, month: int, day: int = 1) -> int | None:
    """The year in which this month last came, seen from the article's day."""
    if today is None:
        return None
    return today.year if (month, day) <= (today.month, today.day) else today.year - 1


def _numeric(text: Sequence[Word], i: int, _today: date | None) -> _Hit | None:
    parts = [_norm(text, i + k) for k in range(5)]
    if not (parts[1] in ("/", "-") and parts[3] == parts[1] and all(_NUMERIC.match(parts[k]) for k in (0, 2, 4))):
        return None
    a, b, c = (int(parts[k]) for k in (0, 2, 4))
    day = _iso(a, b, c) if a > 31 else _iso(c, b, a) if c > 31 and b <= 12 else None
    return (i + 5, "explicit_day_month", 1, day, None, _since(text, i)) if day else None


def _day_month(text: Sequence[Word], i: int, today: date | None) -> _Hit | None:
    day, end = _day_number(text, i)
    if day is None:
        return None
    end += _norm(text, end) in ("من", "شهر")
    end += _norm(text, end) == "شهر"
    month = _month(text, end)
    if month is None:
        return None
    n, end = month
    year, past = _year(text, end), _norm(text, end) in _PAST
    which = year[0] if year else _last_such_month(today, n, day)
    end = year[1] if year else end + past
    iso = None if which is None else _iso(which, n, day)
    return end, "explicit_day_month", 1 if iso else 6, iso, None, _since(text, i)


def _day_number(text: Sequence[Word], i: int) -> tuple[int | None, int]:
    got = ordinal(text, i)
    if got and got[0] <= 31:
        return got[0], got[1]
    norm = _norm(text, i)
    norm = norm if norm[:1].isdigit() else norm.removeprefix("ال")
    return (int(norm), i + 1) if re.fullmatch(r"[12]?\d|3[01]", norm) and norm != "0" else (None, i)


def _day_of_this_month(text: Sequence[Word], i: int, today: date | None) -> _Hit | None:
    got = ordinal(text, i)
    if got is None or got[0] > 31 or _norm(text, got[1]) != "من":
        return None
    day, end = got[0], got[1] + 1
    words = (_norm(text, end), _norm(text, end + 1))
    if words == ("هذا", "الشهر") or words[0] == "الشهر":
        last = words[1] in _PAST
        end += 2 if words[1] in _PAST | _NOW | {"نفسه"} or words[0] == "هذا" else 1
        iso = None
        if today is not None:
            year, month = _back(today.year, today.month, 1 if last else 0)
            iso = _iso(year, month, day)
        return end, "explicit_day_relative_month", 1 if iso else 6, iso, None, _since(text, i)
    return None


def _that_time(text: Sequence[Word], i: int, _today: date | None) -> _Hit | None:
    if _norm(text, i).removeprefix("و") in _SINCE and _norm(text, i + 1) in ("ذلك", "حينها", "حينه"):
        end = i + 3 if _norm(text, i + 2) in ("الحين", "الوقت", "التاريخ", "اليوم") else i + 2
        return end, "anaphoric_since", 5, None, None, True
    return None


def _years(text: Sequence[Word], i: int, today: date | None) -> _Hit | None:
    since = _norm(text, i).removeprefix("و") in _SINCE
    j = i + 1 if since or _norm(text, i) in ("في", "وفي") else i
    part = _norm(text, j)
    if part in _STARTS | _MIDDLES | _ENDS | _SEASONS:
        year = _year(text, j + 1)
        if year:
            if part in _SEASONS:
                basis = "explicit_season_year_since" if since else "explicit_season_year"
                return year[1], basis, 5, _iso(year[0]), None, since
            month = 1 if part in _STARTS else 12 if part in _ENDS else 6
            return year[1], "explicit_year_since" if since else "explicit_year", 4, _iso(year[0], month), None, since
        words = (_norm(text, j + 1), _norm(text, j + 2))
        if (words[0] in ("هذه", "هذا") and words[1] in _YEAR_WORDS) or (
            words[0] in _YEAR_WORDS and words[1] in _PAST | _NOW
        ):
            shift = 1 if words[1] in _PAST else 0
            iso = None
            if today is not None:
                month = 1 if part in _STARTS else 12 if part in _ENDS else 6
                iso = _iso(today.year - shift, month)
            return j + 3, "relative_year", 4 if iso else 6, iso, None, since
        return None
    if _norm(text, j) in _YEAR_WORDS:
        year = _year(text, j)
        if year:
            return year[1], "explicit_year_since" if since else "explicit_year", 5, _iso(year[0]), None, since
        if _norm(text, j + 1) in _PAST | _NOW:
            shift = 1 if _norm(text, j + 1) in _PAST else 0
            iso = None if today is None else _iso(today.year - shift)
            return j + 2, "relative_year", 5 if iso else 6, iso, None, since
    if since and (year := _year(text, j)):
        return year[1], "explicit_year_since", 5, _iso(year[0]), None, True
    if _norm(text, i) in ("في", "وفي") and (year := _year(text, j)) and year[1] == j + 1:
        return year[1], "explicit_year", 5, _iso(year[0]), None, False
    return None


def _months(text: Sequence[Word], i: int, today: date | None) -> _Hit | None:
    since = _since(text, i) or _norm(text, i).removeprefix("و") in _SINCE
    j = i + 1 if _norm(text, i).removeprefix("و") in _SINCE | {"في"} else i
    part = _norm(text, j)
    if part in _STARTS | _MIDDLES | _ENDS:
        j += 1
    j += _norm(text, j) == "شهر"
    month = _month(text, j)
    if month is not None:
        n, end = month
        year = _year(text, end)
        past = _norm(text, end) in _PAST
        which = year[0] if year else _last_such_month(today, n)
        end = year[1] if year else end + (past or _norm(text, end) in _NOW)
        iso = None if which is None else _iso(which, n)
        return end, "explicit_month_since" if since else "explicit_month", 4 if iso else 6, iso, None, since
    words = (_norm(text, i).removeprefix("و"), _norm(text, i + 1))
    if words == ("هذا", "الشهر") or (words[0] == "الشهر" and words[1] in _NOW | _PAST):
        iso = None
        if today is not None:
            iso = _iso(*_back(today.year, today.month, 1 if words[1] in _PAST else 0))
        return i + 2, "relative_month", 4 if iso else 6, iso, None, since
    return None


def _back(year: int, month: int, by: int) -> tuple[int, int]:
    n = year * 12 + month - 1 - by
    return n // 12, n % 12 + 1


def _relative(text: Sequence[Word], i: int, today: date | None) -> _Hit | None:
    head = _norm(text, i).removeprefix("و")
    if head in _AGO:
        return _ago(text, i, today, head == "منذ")
    if head in ("خلال", "في", "طوال", "علي"):
        return _latest(text, i, today)
    if head in ("لمده", "مده", "طيله") and (got := _span(text, i + 1)) and got[1] != "hour":
        return got[2], "duration", 5, None, None, False
    if head in ("الاسبوع",) and _norm(text, i + 1) in _PAST:
        return _week(i + 2, today)
    return None


def _week(end: int, today: date | None) -> _Hit:
    if today is None:
        return end, "relative_week", 6, None, None, False
    monday = today - timedelta(days=today.weekday() + 7)
    return end, "relative_week", 3, monday.isoformat(), (monday + timedelta(days=6)).isoformat(), False


def _span(text: Sequence[Word], i: int) -> tuple[float | None, str, int, bool, bool]:
    """A length of time from word ``i``: how many, the unit, the word after, roughly, more than. No unit: ``""``."""
    rough = more = False
    if _norm(text, i) in _ROUGHLY:
        rough, i = True, i + 1
    if _norm(text, i) in ("اكثر", "ازيد") and _norm(text, i + 1) == "من":
        more, i = True, i + 2
    if _norm(text, i) in ("اقل",) and _norm(text, i + 1) == "من":
        rough, i = True, i + 2
    unit = _UNITS.get(_norm(text, i))
    if unit is not None:
        if unit.endswith("2"):
            return 2, unit[:-1], i + 1, rough, more
        one = _norm(text, i) in ("عام", "سنه", "شهر", "اسبوع", "يوم", "ساعه")
        return (1 if one else None), unit, i + 1, rough, more
    got = number(text, i)
    if got and (unit := _UNITS.get(_norm(text, got[1]))):
        return got[0], unit.rstrip("2"), got[1] + 1, rough, more
    return None, "", i, rough, more


def _ago(text: Sequence[Word], i: int, today: date | None, since: bool) -> _Hit | None:
    count, unit, end, rough, more = _span(text, i + 1)
    if not unit or (_norm(text, end) == "من" and unit in ("day", "hour") and not since):
        return None
    if _norm(text, end) in ("فقط", "تقريبا", "ونصف"):
        end += 1
    if unit == "hour":
        iso = today.isoformat() if today else None
        return end, "relative_hours", 1 if iso else 6, iso, None, since
    basis = {"year": "relative_years_ago", "decade": "relative_years_ago", "month": "relative_months_ago",
             "week": "relative_weeks_ago", "day": "relative_days_ago"}[unit]  # fmt: skip
    precision = {"year": 5, "decade": 5, "month": 5 if rough or more or count is None else 4, "week": 3, "day": 1}[unit]
    if today is None or count is None or more or unit == "decade":
        vague = {"week": 4, "day": 2}.get(unit, 5)
        return end, basis, vague if today is not None else 6, None, None, since
    n = int(count)
    if unit == "year":
        return end, basis, precision, _iso(today.year - n), None, since
    if unit == "month":
        return end, basis, precision, _iso(*_back(today.year, today.month, n)), None, since
    day = today - timedelta(days=n * (7 if unit == "week" else 1))
    return end, basis, 3 if unit == "week" else 2 if rough else 1, day.isoformat(), None, since


def _latest(text: Sequence[Word], i: int, today: date | None) -> _Hit | None:
    """ "in the last hours", "over the last three days", "last week", "in recent months"."""
    j, noun = i + 1, _norm(text, i + 1)
    if noun == "هذه" and _norm(text, i + 2) in ("الاثناء", "اللحظات", "الساعات"):
        return i + 3, "article_day_implied", 1 if today else 6, today.isoformat() if today else None, None, False
    if noun == "الاسبوع" and _norm(text, j + 1) in _PAST:
        return _week(j + 2, today)
    if noun == "غضون" and _norm(text, j + 1) == "ذلك":
        return j + 2, "article_day_implied", 1 if today else 6, today.isoformat() if today else None, None, False
    if noun in ("الشهر", "العام", "السنه"):
        return None  # one named month or year, not the last few
    unit = _UNITS.get(noun.removeprefix("ال"))
    count: float | None = None
    end = j + 1
    if unit is None:
        got = number(text, j)
        if got and (unit := _UNITS.get(_norm(text, got[1]).removeprefix("ال"))):
            count, end = got[0], got[1] + 1
    elif noun.startswith("ال") and (got := number(text, j + 1)):
        count, end = got[0], got[1]
    if unit is None or (_norm(text, end) not in _LATEST and not (unit == "hour" and count)):
        return None
    end += _norm(text, end) in _LATEST
    if unit.startswith("hour"):
        return end, "relative_hours", 1 if today else 6, today.isoformat() if today else None, None, False
    if unit.startswith("day") and today is not None and count:
        first = today - timedelta(days=int(count) - 1)
        return end, "relative_days", 2, first.isoformat(), today.isoformat(), False
    basis = {"day": "relative_days", "week": "relative_weeks", "month": "relative_months"}.get(unit.rstrip("2"))
    precision = {"day": 2, "week": 4}.get(unit.rstrip("2"), 5) if today else 6
    return end, basis or "relative_years", precision, None, None, False


def _weekday(text: Sequence[Word], i: int, today: date | None) -> _Hit | None:
    name = _bare(text, i)
    if name not in _DAYS:
        return None
    end, after = i + 1, _norm(text, i + 1)
    # "الاحد" after "من" and the like is a family name or "the one" only in texts that are not news; it counts.
    end += after in _PAST | _NEXT
    if today is None:
        return end, "weekday_previous" if after not in _NEXT else "weekday_next", 6, None, None, False
    ahead = (_DAYS[name] - today.weekday()) % 7
    if after in _NEXT:
        day = today + timedelta(days=ahead or 7)
        return end, "weekday_next", 1, day.isoformat(), None, False
    back = (today.weekday() - _DAYS[name]) % 7
    if after in _PAST:
        back = back or 7
    basis = "weekday_to_article_day" if back == 0 else "weekday_previous"
    return end, basis, 1, (today - timedelta(days=back)).isoformat(), None, _since(text, i)


def _plain(text: Sequence[Word], i: int, today: date | None) -> _Hit | None:
    word = _norm(text, i).removeprefix("و")
    offset = {"امس": -1, "البارحه": -1, "اليوم": 0, "غدا": 1}.get(word)
    end = i + 1
    if word == "اول" and _norm(text, i + 1) in ("امس", "من"):
        offset, end = -2, i + 2 + (_norm(text, i + 1) == "من")
        if _norm(text, end - 1) != "امس":
            return None
    if word == "امس" and _norm(text, i + 1) == "الاول":
        offset, end = -2, i + 2
    if offset is not None:
        if word == "اليوم" and (
            _norm(text, i + 1) in ("التالي", "نفسه", "ذاته") or _norm(text, i - 1) in ("في", "وفي", "ذلك", "من")
        ):
            return None
        iso = None if today is None else (today + timedelta(days=offset)).isoformat()
        return end, "relative_day", 1 if iso else 6, iso, None, False
    if word in ("حاليا", "الان"):
        return end, "article_day_implied", 1 if today else 6, today.isoformat() if today else None, None, False
    return None
