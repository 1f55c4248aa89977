"""Fifty sentences of other fronts, written before looking at what the rules say of them: counts, pinned."""

from collections import Counter
from datetime import date
from pathlib import Path

from bot.movements.bullets import status
from bot.movements.extract import extract
from bot.movements.places import Gazetteer
from bot.movements.record import Movement
from bot.movements.restate import family
from tests.movements.gold import article

_ROWS = [
    line.split("\t")
    for line in Path(__file__).with_name("other_fronts.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("# ")
]
FLOORS = {"found": 45, "actor": 43, "status": 44, "source": 44, "place": 44, "silent": 5}


def _right(m: Movement, actor: str, state: str, source: str, place: str) -> set[str]:
    """Which of the expected fields the record has."""
    said_by = m.attribution
    named = said_by.source_type == "narrator" or state != "reported" if source == "-" else source in said_by.source
    return {
        name
        for name, good in (
            ("actor", actor == "-" or any(actor in a.name for a in m.actor)),
            ("status", status(m) == state),
            ("source", named),
            ("place", any(place in p.name_en for p in m.places)),
        )
        if good
    }


def test_counts(gazetteer: Gazetteer) -> None:
    got: Counter[str] = Counter()
    for text, action, *expected in _ROWS:
        said = extract(article("other", [text], date(2020, 1, 15)), gazetteer=gazetteer)
        if action == "-":
            got["silent"] += not said
            continue
        fitting = [_right(m, *expected) for m in said if family(m.action) == family(action)]
        got.update({"found", *max(fitting, key=len)} if fitting else ())
    assert {k: got[k] for k in FLOORS if got[k] < FLOORS[k]} == {}
