"""Text that has gone wrong as text: loops, Arabic left over, lengths that cannot be right."""

import pytest

from bot.translation.fluency import fluency, loop

LONG = (
    "سيطرت قوات سوريا الديموقراطية الجمعة على حي المشلب في شرق مدينة الرقة بعد معارك عنيفة مع تنظيم الدولة الاسلامية،"
    " بحسب ما افاد المرصد السوري لحقوق الانسان وكالة فرانس برس في بيان."
)
LONG_ENGLISH = (
    "The Syrian Democratic Forces on Friday took control of the al-Mashlab neighborhood in the east of the city of"
    " Raqqa after fierce battles with the Islamic State group, the Syrian Observatory for Human Rights told AFP in a"
    " statement."
)


def codes(arabic: str, english: str) -> list[str]:
    return [m.code for m in fluency(arabic, english)]


def test_a_right_translation_is_not_marked() -> None:
    assert codes(LONG, LONG_ENGLISH) == []


@pytest.mark.parametrize(
    ("english", "repeated"),
    [
        ("the city of the city of the city", "the city of"),
        ("the army the army entered", "the army"),
        ("the army army entered", "army"),
        ("in the town of Gao after the fighting in the town of Gao after the clashes", "in the town of gao"),
    ],
)
def test_a_loop_is_found(english: str, repeated: str) -> None:
    assert loop(english, "دخل الجيش المدينة") == repeated


@pytest.mark.parametrize(
    "english",
    [
        "the group (IS) is far away, far from it",
        "no one to take them in in the village",
        "he said that that was so",
    ],
)
def test_what_english_may_repeat_is_no_loop(english: str) -> None:
    assert loop(english, "") is None


def test_what_the_arabic_repeats_may_be_repeated() -> None:
    assert loop("It is a war within a war within a war.", "انها حرب داخل حرب داخل حرب") is None


@pytest.mark.parametrize(
    ("english", "code"),
    [
        ("", "length"),
        ("The army.", "length"),
        (LONG_ENGLISH[: len(LONG_ENGLISH) // 2].rsplit(" ", 1)[0] + ".", "length"),
        (" ".join(LONG_ENGLISH.split()[:18]) + " of the", "length"),
        (
            LONG_ENGLISH + " Nothing else was known and it would go on with its work." * 3,
            "length",
        ),
        (LONG_ENGLISH.replace("Raqqa", "الرقة"), "arabic"),
        (LONG_ENGLISH.replace("city", "the city of the city of the city"), "loop"),
    ],
)
def test_text_gone_wrong_is_marked(english: str, code: str) -> None:
    assert code in codes(LONG, english)


def test_nothing_for_nothing() -> None:
    assert codes("", "") == []
