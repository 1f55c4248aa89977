"""Restatements: a later record that tells again what an earlier one told gets its id."""

from collections.abc import Sequence
from dataclasses import replace

from bot.movements.record import Movement, Place

FAMILIES = (
    {"advance", "approach", "enter"}, {"capture", "recapture", "expel", "clear"}, {"besiege", "cut_route"},
    {"withdraw", "lose_control"}, {"attack", "clash"}, {"redeploy", "reinforce"}, {"break_siege"}, {"support"},
    {"contact_line"}, {"control_status"},
)  # fmt: skip


def family(action: str) -> int:
    """Which scoring family an action class belongs to."""
    return next(i for i, f in enumerate(FAMILIES) if action in f)


def key(place: Place) -> str:
    """What makes two places the same: the gazetteer's id, else the name."""
    return place.gid or place.name_en.lower()


def same(a: Movement, b: Movement) -> bool:
    """Whether two records tell of the same event: family, actor, place, standing and numbers agree."""
    if family(a.action) != family(b.action) or a.background != b.background:
        return False
    if (a.action == "clear") != (b.action == "clear"):  # taken, and still being cleared, are two claims
        return False
    if (a.certainty in _OPEN or b.certainty in _OPEN) and a.certainty != b.certainty:
        return False
    if not {p.name for p in a.actor} & {p.name for p in b.actor}:
        return False
    if not {key(p) for p in (*a.location, *a.destination)} & {key(p) for p in (*b.location, *b.destination)}:
        return False
    if a.event_date and b.event_date and a.event_date[:10] != b.event_date[:10]:
        return False
    one, other = ({(q.kind, q.value) for q in m.quantity if q.value is not None} for m in (a, b))
    return not one or not other or bool(one & other)


_OPEN = frozenset({"planned", "expected", "denied"})


def linked(movements: Sequence[Movement]) -> list[Movement]:
    """The records with ``same_as`` set to the first one that tells the same in an earlier sentence."""
    made: list[Movement] = []
    for m in movements:
        first = next((e for e in made if e.sentence < m.sentence and e.same_as is None and same(e, m)), None)
        made.append(replace(m, same_as=first.event_id) if first else m)
    return made
