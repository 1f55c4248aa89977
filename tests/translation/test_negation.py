"""Negation: what must be caught on either side, and what only looks like a negative."""

import pytest

from bot.translation.negation import compare, in_bullet


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        # lost
        ("لم تدخل القوات العراقية حي الانتصار", "Iraqi forces entered the Intisar neighborhood"),
        ("لن تنسحب قوات الدعم السريع من الفاشر", "The RSF will withdraw from El Fasher"),
        ("ليس هناك أي اتفاق مع الحوثيين", "There is an agreement with the Houthis"),
        ("سيطر الجيش على القرية من دون قتال", "The army took the village after fighting"),
        ("دعا إلى عدم مهاجمة طرابلس", "He called for attacking Tripoli"),
        ("نفى الجيش السوداني انسحابه من الخرطوم", "The Sudanese army said it was withdrawing from Khartoum"),
        ("لم يقتل أحد ولم يصب أحد في جباليا", "No one was killed and everyone was wounded in Jabalia"),
        ("طلب منه ألا يعبر الجسر", "He asked him to cross the bridge"),
        ("تبعد مسافة لا تتجاوز 3 كيلومترات", "It is at a distance that exceeds 3 kilometers"),
        # nothing but
        ("لم يبق في أيدي التنظيم سوى حي واحد", "The group held the neighborhood"),
        # invented
        ("دخل الجيش السوري مدينة تدمر", "The Syrian army did not enter Palmyra"),
        ("سيطرت حكومة الوفاق على غريان", "The GNA never took Gharyan"),
        ("أعلن حزب الله مسؤوليته عن الهجوم", "Hezbollah denied responsibility for the attack"),
        ("لا يزال التنظيم يسيطر على البلدة", "The group does not control the town"),
    ],
)
def test_a_turned_negative_is_marked(arabic: str, english: str) -> None:
    assert [m.code for m in compare(arabic, english)] == ["negation"]


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("لم تتمكن القوات من دخول المدينة", "Forces were unable to enter the city"),
        ("لم تنجح قوات حفتر في دخول طرابلس", "Haftar's forces failed to enter Tripoli"),
        ("لم يعد التنظيم يسيطر على الرقة", "The group no longer controls Raqqa"),
        ("لا يزال الجيش يحاصر الحي", "The army is still besieging the neighborhood"),
        ("ما زالت المعارك مستمرة", "Fighting is ongoing"),
        ("لم يبق سوى جيوب صغيرة", "Only small pockets remain"),
        ("لا بد من السيطرة على الجسر، لا سيما ليلا", "The bridge must be taken, especially at night"),
        ("قصفت طائرة بدون طيار رتلا", "A drone bombed a convoy"),
        ("قتل ما لا يقل عن 20 جنديا", "At least 20 soldiers were killed"),
        ("غير أن الجيش تقدم", "But the army advanced"),
        ("لقاء غير رسمي", "An informal meeting"),
        ("نفى الحوثيون ذلك", "The Houthis denied it"),
        ("فشل الهجوم على مأرب", "The attack on Marib did not succeed"),
        ("لا قتلى ولا جرحى في الغارة", "No dead or wounded in the strike"),
        ("لم تلق القوات مقاومة تذكر، ولم يطلق النار", "Forces met little resistance and no shots were fired"),
        ("انتهت المعركة ليلا", "The battle ended overnight"),
        ("لم تكتف إسرائيل بالقصف بل توغلت", "Israel not only bombed but also pushed in"),
    ],
)
def test_a_right_rendering_is_not_marked(arabic: str, english: str) -> None:
    assert compare(arabic, english) == ()


def test_the_reason_says_which_side() -> None:
    assert compare("لم يدخل الجيش", "The army entered")[0].detail == "the Arabic is negative and the English is not"
    assert compare("دخل الجيش", "The army did not enter")[0].detail == "the English is negative where the Arabic is not"


def test_a_bullet_may_leave_a_negative_clause_out_but_not_turn_the_main_one() -> None:
    arabic = "سيطر الجيش السوري على بلدة السخنة شرق مدينة تدمر من دون قتال"
    assert in_bullet(arabic, "Army took Sukhna") == ()
    assert in_bullet(arabic, "Army did not take Sukhna, nor Palmyra, and never will")
    assert in_bullet("لم يدخل الجيش السخنة", "Army entered Sukhna")
