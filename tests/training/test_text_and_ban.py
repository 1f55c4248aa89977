from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UnreadableError
from bot.resources import shipped
from bot.training.ban import BanList
from bot.training.smoke import TRIPLES
from bot.training.text import grams, normal, words

SENTENCE = "تقدمت قوات كبيرة من الجيش نحو البلدة الحدودية فجر اليوم من ثلاثة محاور"


def test_spellings_compare_equal() -> None:
    assert normal("إلى الأحياءِ الشرقيّة ١٢") == normal("الى الاحياء الشرقيه 12")
    assert normal("#دير_الزور") == "#دير الزور"


@given(st.text())
def test_normal_is_idempotent(text: str) -> None:
    assert normal(normal(text)) == normal(text)


def test_grams_need_eight_words() -> None:
    assert grams("one two three") == set()
    assert len(grams(SENTENCE)) == len(words(SENTENCE)) - 7


def test_a_banned_run_of_words_is_found_in_another_spelling(tmp_path: Path) -> None:
    (tmp_path / "seed.txt").write_text(SENTENCE + "\n", encoding="utf-8")
    ban = BanList.from_files([tmp_path])
    assert ban.overlap("قال ناشط: " + SENTENCE.replace("البلدة", "البلدَة").replace("الحدودية", "الحدوديه"))
    assert ban.overlap("some English", "وصل وفد إلى العاصمة") is None


def test_a_run_of_words_across_lines_is_banned_too(tmp_path: Path) -> None:
    half = SENTENCE.split()
    (tmp_path / "a.txt").write_text(" ".join(half[:6]) + "\n" + " ".join(half[6:]), encoding="utf-8")
    assert BanList.from_files([tmp_path / "a.txt"]).overlap(SENTENCE)


def test_a_missing_banned_file_stops_the_preparation(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"none\.txt"):
        BanList.from_files([tmp_path / "none.txt"])


def test_what_is_trained_on_and_judged_with_here_shares_nothing_with_the_seeds() -> None:
    ban = BanList.from_files([shipped("seeds")])
    assert ban.grams
    own = [text for triple in TRIPLES for text in triple]
    own += (Path(__file__).parents[1] / "data" / "reversals.tsv").read_text(encoding="utf-8").splitlines()
    assert [text for text in own if ban.overlap(text)] == []
