"""Sentences of other fronts and theatres, written for this: what happens, who does it, how sure, who says so, where."""

from datetime import date
from pathlib import Path

import pytest

from bot.movements.bullets import status
from bot.movements.extract import extract
from bot.movements.places import Gazetteer
from bot.movements.record import Movement
from bot.movements.restate import family
from tests.movements.gold import article

_ROWS = [
    line.split("\t")
    for line in Path(__file__).with_name("own_sentences.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def _faults(row: list[str], said: list[Movement]) -> list[str]:
    """What is wrong with the best fitting record."""
    _, action, actor, state, source, place = row
    if action == "-":
        return [f"invented {m.action}" for m in said]
    fitting = [m for m in said if family(m.action) == family(action)]
    if not fitting:
        return [f"no {action} in {[m.action for m in said]}"]
    return min((_differences(m, actor, state, source, place) for m in fitting), key=len)


def _differences(m: Movement, actor: str, state: str, source: str, place: str) -> list[str]:
    found = []
    if actor != "-" and not any(actor.lower() in a.name.lower() for a in m.actor):
        found.append(f"actor {[a.name for a in m.actor]}")
    if status(m) != state:
        found.append(f"status {status(m)}")
    said_by = m.attribution.source
    if (source == "-") != (m.attribution.source_type == "narrator") or (
        source != "-" and source.lower() not in said_by.lower()
    ):
        found.append(f"source {said_by}")
    if place != "-" and not any(place.lower() in p.name_en.lower() for p in m.places):
        found.append(f"place {[p.name_en for p in m.places]}")
    return found


def test_there_are_enough_of_them() -> None:
    assert len(_ROWS) >= 60


@pytest.mark.parametrize("row", _ROWS, ids=lambda row: row[0][:40])
def test_sentence(row: list[str], gazetteer: Gazetteer) -> None:
    said = extract(article("own", [row[0]], date(2020, 1, 15)), gazetteer=gazetteer)
    assert _faults(row, said) == []
