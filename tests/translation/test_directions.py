"""Compass directions: kept, lost, turned round; and the names that only sound like them."""

import pytest

from bot.translation import directions


def marks(arabic: str, english: str) -> list[str]:
    found = directions.compare(arabic, english)
    assert {m.code for m in found} <= {"direction"}
    return [m.detail for m in found]


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("في شمال شرق سوريا", "in northeastern Syria"),
        ("من الجهة الجنوبية الشرقية", "from the south-eastern side"),
        ("في ريف درعا الشمالي الغربي", "in the northwestern countryside of Daraa"),
        ("جنوبي مصراتة وغربي سرت", "south of Misrata and west of Sirte"),
        ("تقدمت القوات شمالا ثم شرقا", "The forces advanced northward and then east"),
        ("تتجه غربا", "heading westbound"),
        ("للجنوب من مأرب", "to the south of Marib"),
        ("قسمين، شرقيا للمعارضة وغربيا للنظام", "two halves, eastern for the opposition and western for the regime"),
        ("جنوب الخرطوم", "south of Khartoum"),
        ("الضاحية الجنوبية لبيروت", "Beirut's southern suburbs"),
        ("غارة على الضاحية", "a strike on Beirut's southern suburbs"),
        ("في الضفة الغربية", "in the West Bank"),
        ("سكان الضفة", "residents of the West Bank"),
        ("شمال قطاع غزة وشرق رفح", "the northern Gaza Strip and east of Rafah"),
        ("في الشرق الأوسط", "in the Middle East"),
        ("شن هجمات على الغرب", "launching attacks on the West"),
        ("من الشرق والغرب", "from the east and west"),
        ("قال مصدر دبلوماسي غربي", "a Western diplomatic source said"),
        ("حلف شمال الأطلسي", "NATO"),
        ("الحركة الشعبية-شمال", "the SPLM-N"),
        ("تل الأحمر الغربي", "Tal al-Ahmar al-Gharbi"),
        ("في ظهران الجنوب", "in Dhahran al-Janub"),
        ("من الخرطوم بحري", "from Khartoum North"),
        ("دخلت القوات بلدة الشرقاط", "Forces entered the town of Sharqat"),
        ("المغرب", "Morocco"),
    ],
)
def test_a_kept_direction_is_not_marked(arabic: str, english: str) -> None:
    assert marks(arabic, english) == []


@pytest.mark.parametrize(
    ("arabic", "english", "detail"),
    [
        ("من الجهة الجنوبية الشرقية", "from the southwestern side", "east is in the Arabic but not in the English"),
        ("في شمال غرب العراق", "in northeastern Iraq", "west is in the Arabic but not in the English"),
        ("شرق الفرات", "west of the Euphrates", "east is in the Arabic but not in the English"),
        ("جنوب طرابلس", "outside Tripoli", "south is in the Arabic but not in the English"),
        ("في الحديدة", "in western Hodeidah", "west is in the English but not in the Arabic"),
        ("في الشرق الأوسط", "in the southern Middle East", "south is in the English but not in the Arabic"),
    ],
)
def test_a_changed_direction_is_marked(arabic: str, english: str, detail: str) -> None:
    assert detail in marks(arabic, english)


def test_a_compound_is_compared_where_all_sides_are_named() -> None:
    arabic = "من الجنوب الشرقي باتجاه الأحياء الغربية"
    assert marks(arabic, "from the southeast toward the western neighborhoods") == []
    assert marks(arabic, "from the southwest toward the eastern neighborhoods") == [
        "south-east in the Arabic is south-west in the English"
    ]


def test_a_side_named_more_often_than_its_opposite_is_compared() -> None:
    arabic = "شمال حلب وشمال إدلب وجنوب حماة"
    assert marks(arabic, "north of Aleppo, north of Idlib and south of Hama") == []
    assert marks(arabic, "north of Aleppo, south of Idlib and south of Hama") == [
        "north in the Arabic is south in the English"
    ]


def test_a_bullet_may_leave_a_direction_out_but_not_add_one() -> None:
    assert directions.invented("شمال حلب وشرق إدلب", "north of Aleppo") == ()
    assert [m.detail for m in directions.invented("شمال حلب", "southwest of Aleppo")] == [
        "south is in the English but not in the Arabic",
        "west is in the English but not in the Arabic",
    ]
