"""Roles: the doer and the sufferer of the Arabic must not change places in the English."""

from pathlib import Path

import pytest

from bot.translation import Glossary
from bot.translation.roles import compare

REVERSALS = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parents[1] / "data" / "reversals.tsv").read_text(encoding="utf-8").splitlines()[1:]
]


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return Glossary.load()


@pytest.mark.parametrize(
    ("arabic", "right", "wrong"),
    [
        (
            "يحاصر التنظيم قوات النظام منذ 2015",
            "The group has been besieging regime forces since 2015",
            "Regime forces have been besieging the group since 2015",
        ),
        (
            "يحاصر التنظيم منذ 2015 قوات النظام",
            "Regime forces have been besieged by the group since 2015",
            "The group has been besieged by regime forces since 2015",
        ),
        (
            "ويحاصر منذ ذلك الحين قوات النظام",
            "Since then it has been besieging regime forces",
            "Since then regime forces have been besieging the city",
        ),
        (
            "طردت قوات الدعم السريع الجيش السوداني من البلدة",
            "The RSF drove the Sudanese army out of the town",
            "The Sudanese army drove the RSF out of the town",
        ),
        (
            "طوقت القوات الحكومية الحوثيين في صرواح",
            "Government forces encircled the Houthis in Sirwah",
            "The Houthis encircled government forces in Sirwah",
        ),
        (
            "الفصائل التي يحاصرها الجيش رفضت الخروج",
            "The factions that the army is besieging refused to leave",
            "The army that the factions are besieging refused to leave",
        ),
        (
            "هاجم مسلحون مجهولون دورية للجيش",
            "Unidentified gunmen attacked an army patrol",
            "An army patrol attacked unidentified gunmen",
        ),
        (
            "قتل ثلاثون جنديا ماليا على يد مسلحين قرب غاو",
            "Thirty Malian soldiers were killed by gunmen near Gao",
            "Gunmen were killed by thirty Malian soldiers near Gao",
        ),
        (
            "اتهمت حماس الجيش الإسرائيلي بخرق وقف النار",
            "Hamas accused the Israeli army of violating the ceasefire",
            "The Israeli army accused Hamas of violating the ceasefire",
        ),
        (
            "استعاد التنظيم البوكمال من الجيش",
            "IS recaptured Albu Kamal from the army",
            "The army recaptured Albu Kamal from IS",
        ),
    ],
)
def test_a_reversal_is_marked_and_a_right_order_is_not(arabic: str, right: str, wrong: str, glossary: Glossary) -> None:
    assert compare(arabic, right, glossary) == ()
    assert [m.code for m in compare(arabic, wrong, glossary)] == ["role"]


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("واذا نجح الجيش في استعادة النهود", "If the army succeeds in retaking al-Nahud"),
        ("احتجاجا على قصف القوات التركية مواقع كردية", "In protest at Turkish forces' shelling of Kurdish positions"),
        ("أوقف جنود أميركيون دورية روسية", "US soldiers stopped a Russian patrol that was trying to take a road"),
        ("تحاصر قوات النظام مقاتلي التنظيم", "The group is besieged by regime forces"),
        ("قال الجيش إن الحوثيين انسحبوا", "The army said the Houthis had withdrawn"),
    ],
)
def test_what_only_looks_reversed_is_not_marked(arabic: str, english: str, glossary: Glossary) -> None:
    assert compare(arabic, english, glossary) == ()


def test_no_alarm_on_right_translations(glossary: Glossary) -> None:
    assert len(REVERSALS) > 100
    assert [(r[0], r[1]) for r in REVERSALS if compare(r[0], r[1], glossary)] == []
