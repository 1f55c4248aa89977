from dataclasses import replace
from pathlib import Path

import pytest

from bot.errors import InputError
from bot.evaluation.reversals import Reversal, judge, read, turned

FILE = Path(__file__).parents[1] / "data" / "reversals.tsv"
SIEGE = Reversal("حاصر داعش قوات النظام", "", ("Daesh", "IS"), ("regime forces",), ("besieg",))


def test_there_are_enough_and_no_sentence_twice() -> None:
    items = read(FILE)
    assert len(items) >= 120
    assert len({i.arabic for i in items}) == len(items)


def test_the_judge_accepts_every_reference_and_refuses_it_turned_round() -> None:
    for item in read(FILE):
        assert judge(item.english, item) == "kept", item.english
        assert judge(item.english, replace(item, agent=item.patient, patient=item.agent)) == "turned", item.english


@pytest.mark.parametrize(
    ("english", "verdict"),
    [
        ("Daesh besieged the regime forces.", "kept"),
        ("IS has been besieging the regime forces since 2015.", "kept"),
        ("The regime forces have been besieging IS since 2015.", "turned"),
        ("The regime forces were besieged by Daesh.", "kept"),
        ("The regime forces, besieged by Daesh, held out.", "kept"),
        ("The besieging of the regime forces by Daesh went on.", "kept"),
        ("Daesh was besieged by the regime forces.", "turned"),
        ("Daesh has been besieged.", "turned"),
        ("The regime forces that Daesh besieged held out.", "kept"),
        ("Daesh, which the regime forces besieged, held out.", "turned"),
        ("The regime forces were besieged.", "unclear"),
        ("The regime forces is in the town and besieged.", "unclear"),
        ("There was fighting.", "unclear"),
        ("", "unclear"),
    ],
)
def test_judge(english: str, verdict: str) -> None:
    assert judge(english, SIEGE) == verdict


def test_turned_tells_places() -> None:
    outputs = ["Daesh besieged regime forces.", "Regime forces besieged Daesh.", "Nothing."]
    assert turned(outputs, [SIEGE] * 3) == ([1], [2])


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    (tmp_path / "r.tsv").write_text("arabic\tenglish\tagent\tpatient\tverb\na\tb\tc\n", "utf-8")
    with pytest.raises(InputError, match="line 2"):
        read(tmp_path / "r.tsv")
