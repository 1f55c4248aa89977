from pathlib import Path

import pytest

from bot.errors import UnreadableError
from bot.evaluation.names import Names

ROWS = (
    "arabic\tenglish\ttype\tvariants",
    "دير الزور\tDeir ez-Zor\tplace\tديرالزور|Deir al-Zor",
    "محافظة دير الزور\tDeir ez-Zor province\tplace\t",
    "الرقة\tRaqqa",
)


@pytest.fixture
def names(tmp_path: Path) -> Names:
    (tmp_path / "g.tsv").write_text("\n".join(ROWS) + "\n", "utf-8")
    return Names([tmp_path / "g.tsv"])


def test_all_forms_of_a_name_are_accepted(names: Names) -> None:
    assert names("في ديرالزور", "in Deir al-Zor") == [("Deir ez-Zor", "Deir al-Zor")]


def test_the_longer_name_hides_the_shorter(names: Names) -> None:
    assert names("في محافظة دير الزور", "in Deir ez-Zor province") == [("Deir ez-Zor province",)]


@pytest.mark.parametrize("arabic", ["للرقّة", "وبالرقة", "الرقة"])
def test_clitics_and_diacritics(names: Names, arabic: str) -> None:
    assert names(arabic, "to Raqqa") == [("Raqqa",)]


def test_what_the_reference_leaves_out_is_not_asked_for(names: Names) -> None:
    assert names("في الرقة", "in the city") == []


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError):
        Names([tmp_path / "none.tsv"])
