"""Quantities: what each measures, and how exactly."""

import pytest

from bot.movements.quantities import find
from bot.movements.words import words


@pytest.mark.parametrize(
    ("text", "kind", "comparator", "value", "unit"),
    [
        ("باتت على بعد نحو 12 كيلومترا عن المحطة", "distance_to", "about", 12, "km"),
        ("تبعد أقل من ٢٠ كم عن المطار", "distance_to", "less_than", 20, "km"),
        ("على مسافة كيلومترين من البلدة", "distance_to", "exact", 2, "km"),
        ("توغلت مسافة ثمانية كيلومترات", "depth", "exact", 8, "km"),
        ("الواقعة على بعد ثمانين كيلومترا", "distance_between", "exact", 80, "km"),
        ("لا يفصل بينها سوى بضعة كيلومترات", "distance_between", "about", "a few", "km"),
        ("نحو 85 كيلومترا من الحدود", "length", "about", 85, "km"),
        ("شمال المدينة بنحو 10 كم", "distance_from", "about", 10, "km"),
        ("عشرات الكيلومترات", "distance", "about", "tens", "km"),
        ("600 متر عن الساحة", "distance_to", "exact", 600, "m"),
        ("أكثر من 60 في المئة من المدينة", "share", "more_than", 60, "percent"),
        ("64 في المائة من المدينة", "share", "exact", 64, "percent"),
        ("٩٠٪ من المدينة", "share", "exact", 90, "percent"),
        ("أكثر من نصف مساحة المحافظة", "share", "more_than", 50, "percent"),
        ("معظم المحافظة", "share", "most", None, None),
        ("أربعة أحياء على الأقل", "count", "at_least", 4, "neighbourhoods"),
        ("نحو ألف مقاتل", "count", "about", 1000, "fighters"),
        ("نحو الف وخمسمئة مقاتل", "count", "about", 1500, "fighters"),
        ("قريتين", "count", "exact", 2, "villages"),
        ("من ثلاث جهات", "count", "exact", 3, "sides"),
        ("كافة الطرق البرية", "share", "all", None, "overland roads"),
        ("خمسة كيلومترات مربعة", "area", "exact", 5, "sq km"),
        ("لمدة ثلاث سنوات", "duration", "exact", 3, "years"),
        ("عشرة و15 كيلومترا", "distance", "exact", "10-15", "km"),
    ],
)  # fmt: skip
def test_quantity(text: str, kind: str, comparator: str, value: object, unit: str | None) -> None:
    found = find(words(text))
    assert [(q.kind, q.comparator, q.value, q.unit) for q in found] == [(kind, comparator, value, unit)]
