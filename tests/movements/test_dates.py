"""Time expressions against the day of the article, and without one."""

from datetime import date

import pytest

from bot.movements.dates import When, find, next_weekday
from bot.movements.words import words

DAY = date(2017, 9, 14)  # a Thursday


def _only(text: str, day: date | None = DAY) -> When:
    found = find(words(text), text, day)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "basis", "precision", "day", "until"),
    [
        ("الخميس", "weekday_to_article_day", 1, "2017-09-14", None),
        ("الأحد", "weekday_previous", 1, "2017-09-10", None),
        ("الأحد المقبل", "weekday_next", 1, "2017-09-17", None),
        ("أمس", "relative_day", 1, "2017-09-13", None),
        ("في السادس من الشهر الحالي", "explicit_day_relative_month", 1, "2017-09-06", None),
        ("في العاشر من حزيران/يونيو", "explicit_day_month", 1, "2017-06-10", None),
        ("في 27 تشرين الثاني/نوفمبر 2024", "explicit_day_month", 1, "2024-11-27", None),
        ("8 ديسمبر 2024", "explicit_day_month", 1, "2024-12-08", None),
        ("في الحادي والعشرين من آب/أغسطس", "explicit_day_month", 1, "2017-08-21", None),
        ("في الأسبوع الماضي", "relative_week", 3, "2017-09-04", "2017-09-10"),
        ("الشهر الماضي", "relative_month", 4, "2017-08", None),
        ("في أيلول/سبتمبر الماضي", "explicit_month", 4, "2017-09", None),
        ("منذ منتصف آذار/مارس 2011", "explicit_month_since", 4, "2011-03", None),
        ("قبل ثلاث سنوات", "relative_years_ago", 5, "2014", None),
        ("قبل ٣ سنوات", "relative_years_ago", 5, "2014", None),
        ("منذ أكثر من عامين", "relative_years_ago", 5, None, None),
        ("منذ العام 2014", "explicit_year_since", 5, "2014", None),
        ("مطلع العام الماضي", "relative_year", 4, "2016-01", None),
        ("خلال الأيام الثلاثة الأخيرة", "relative_days", 2, "2017-09-12", "2017-09-14"),
        ("قبل يومين", "relative_days_ago", 1, "2017-09-12", None),
        ("خلال الساعات الماضية", "relative_hours", 1, "2017-09-14", None),
        ("منذ ذلك الحين", "anaphoric_since", 5, None, None),
        ("لمدة ثلاث سنوات", "duration", 5, None, None),
    ],
)  # fmt: skip
def test_with_the_articles_day(text: str, basis: str, precision: int, day: str | None, until: str | None) -> None:
    w = _only(text)
    assert (w.basis, w.precision, w.day, w.until) == (basis, precision, day, until)


@pytest.mark.parametrize(
    "text", ["الجمعة", "أمس", "الشهر الماضي", "قبل ثلاث سنوات", "في الأسبوع الماضي", "في العاشر من حزيران"]
)
def test_without_a_day_the_words_are_kept(text: str) -> None:
    w = _only(text, None)
    assert (w.day, w.precision) == (None, 6)
    assert w.text == text


def test_a_year_needs_no_day() -> None:
    assert _only("في عام 2016", None).day == "2016"


def test_a_plan_reads_a_weekday_forward() -> None:
    tuesday = _only("بحلول مساء الثلاثاء", date(2017, 9, 4))
    assert next_weekday(tuesday, date(2017, 9, 4)).day == "2017-09-05"


def test_a_month_name_that_is_a_word_is_no_date() -> None:
    assert find(words("اب الاسرة"), "اب الاسرة", DAY) == ()
