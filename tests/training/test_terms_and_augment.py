from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UnreadableError
from bot.training import augment
from bot.training.terms import Distractors, Hint, TermTable, gazetteer_names, hint_text, transplant

TABLE = TermTable(
    [
        (["دير الزور"], ["Deir ez-Zor", "Deir al-Zor"], "place"),
        (["محافظة دير الزور"], ["Deir ez-Zor province"], "place"),
        (["الرقة"], ["Raqqa"], "place"),
        (["البغيلية"], ["al-Baghiliyah"], "place"),
    ]
)


@pytest.mark.parametrize(
    "arabic",
    ["في الرقة", "بالرقة", "وبالرقة", "للرقة", "وللرقة", "والرقة", "من الرقّة."],
)
def test_names_are_found_behind_clitics(arabic: str) -> None:
    assert [h.english for h in TABLE.aligned(arabic, "in Raqqa.")] == ["Raqqa"]


@pytest.mark.parametrize("arabic", ["الرقةي", "رقة", "الرقةوالي"])
def test_parts_of_other_words_are_no_names(arabic: str) -> None:
    assert TABLE.aligned(arabic, "in Raqqa.") == []


def test_the_longer_name_wins_and_a_second_mention_is_still_found() -> None:
    english = "In Deir ez-Zor province and the city of Deir al-Zor"
    assert [h.english for h in TABLE.aligned("في محافظة دير الزور", english)] == ["Deir ez-Zor province"]
    both = TABLE.aligned("في محافظة دير الزور ومدينة دير الزور", english)
    assert [h.english for h in both] == ["Deir ez-Zor province", "Deir al-Zor"]


def test_a_name_missing_in_the_english_is_no_hint() -> None:
    assert TABLE.aligned("في الرقة", "in the city") == []


def test_transplanting_needs_one_plain_mention() -> None:
    assert transplant("انسحبوا من الرقة والرقة", "الرقة", "هجين", clitics="وفبك") is None
    assert transplant("وصلوا إلى #الرقة", "الرقة", "هجين", clitics="وفبك") is None
    assert transplant("وصلوا بالرقة", "الرقة", "هجين", clitics="وفبك") == "وصلوا بهجين"
    assert transplant("in Raqqa city", "Raqqa", "Hajin") == "in Hajin city"


def test_distractors_do_not_stand_in_the_sentence() -> None:
    pool = [Hint("الرقة", "Raqqa"), Hint("هجين", "Hajin"), Hint("البغلية", "al-Bughaliyah")]
    draw = Distractors(pool)
    for seed in range(50):
        found = draw.draw(Random(seed), 2, "في الرقة", [Hint("البغيلية", "al-Baghiliyah")])
        assert all(h.arabic != "الرقة" for h in found)
    assert Distractors([]).draw(Random(1), 3, "x") == []


def test_hints_are_written_as_the_prompt_wants_them() -> None:
    assert hint_text([Hint("أ", "A"), Hint("ب", "B")]) == "أ = A; ب = B"


def test_a_gazetteer_without_its_columns_is_refused(tmp_path: Path) -> None:
    (tmp_path / "g.tsv").write_text("kind\tname\nlocality\tx\n", encoding="utf-8")
    with pytest.raises(UnreadableError, match="name_en"):
        gazetteer_names(tmp_path / "g.tsv")


def test_gazetteer_names_are_plain(tmp_path: Path) -> None:
    lines = ["kind\tname_en\tnames_ar", "locality\tHajin\tهجين|حجين", "locality\tKm 5\tكم", "county\tX\tسسس"]
    (tmp_path / "g.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert gazetteer_names(tmp_path / "g.tsv") == [Hint("هجين", "Hajin")]


def test_digits_go_both_ways() -> None:
    text = "قتل 1,200 شخص و3.5% منهم"
    eastern = augment.digits(text, Random(1))
    assert eastern == "قتل ١٬٢٠٠ شخص و٣٫٥٪ منهم"
    assert augment.digits(eastern, Random(1)) == text


def test_a_hashtag_is_one_word() -> None:
    assert augment.hashtag("في دير الزور", Random(1), ["دير الزور"]) == "في #دير_الزور"
    assert augment.hashtag("في دير الزور", Random(1), ["الرقة"]) == "في دير الزور"


@given(st.text(alphabet="إأآابتثيىة 0123456789.,%", max_size=60), st.integers())
def test_spelling_variants_compare_equal(text: str, seed: int) -> None:
    from bot.training.text import words

    variant = augment.spell(text, Random(seed))
    # Separators differ between the two kinds of digits; the words may not.
    assert "".join(words(variant)) == "".join(words(text))


def test_joined_units_are_closed_by_stops() -> None:
    assert augment.join([("أ", "A"), ("ب؟", "B?")]) == ("أ. ب؟", "A. B?")


def test_a_dateline_is_put_on_both_sides() -> None:
    arabic, english = augment.dateline("تقدم الجيش.", "The army advanced.", Random(3))
    assert arabic.endswith("تقدم الجيش.")
    assert english.endswith("The army advanced.")
    assert (arabic.removesuffix("تقدم الجيش."), english.removesuffix("The army advanced.")) in augment.DATELINES
