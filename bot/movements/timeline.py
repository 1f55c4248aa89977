"""Who held a place when, by claimant; and claims that do not agree. Sources stand side by side, unreconciled."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from bot.movements.found import Found
from bot.movements.record import Amount, Movement, Place
from bot.movements.restate import family, key

_GAIN = frozenset({"capture", "recapture"})
_LOSS = frozenset({"lose_control", "withdraw"})


@dataclass(frozen=True, slots=True)
class Step:
    """One claim about control of a place. ``holder`` None: whoever held it lost it, and nobody is said to have it."""

    place: str
    gid: str | None
    start: str | None  # ISO, whole or partial; None: undated
    end: str | None
    holder: str | None
    lost_by: str | None
    share: str | None
    claimant: str
    certainty: str
    found: Found


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch of days between two dated steps of a place for which no article says who held it."""

    place: str
    start: str
    end: str


def timeline(entries: Iterable[Found], place: str | None = None) -> dict[str, list[Step | Gap]]:
    """Steps of control by place, oldest first, undated ones last, with gaps between.

    Planned, expected and denied movements tell nothing of who holds a place and are left out.
    """
    steps: dict[str, list[Step]] = {}
    for f in entries:
        m = f.movement
        if m.certainty in ("planned", "expected", "denied") or m.phase in ("planned", "attempted", "not_achieved"):
            continue
        if m.action not in _GAIN | _LOSS | {"control_status", "expel"}:
            continue
        for p in (*m.location, *m.destination, *((m.origin,) if m.origin and m.action in _LOSS else ())):
            if place is not None and place.lower() not in f"{p.name_en} {p.name_ar}".lower():
                continue
            steps.setdefault(key(p), []).append(_step(f, p))
    made: dict[str, list[Step | Gap]] = {}
    for found in steps.values():
        ordered = sorted(found, key=lambda s: (s.start is None, s.start or "", s.found.movement.event_id))
        made[ordered[0].place] = _with_gaps(ordered)
    return dict(sorted(made.items()))


def _step(f: Found, p: Place) -> Step:
    m = f.movement
    who = ", ".join(a.name for a in m.actor if a.name != "unspecified") or None
    holds = m.action not in _LOSS
    share = next((_amount(q) for q in m.quantity if q.kind in ("share", "area")), None)
    lost = who if not holds else (", ".join(m.opponent) or None)
    return Step(p.name_en, p.gid, m.event_date, m.event_date_end, who if holds else None, lost, share,
                m.attribution.source, m.certainty, f)  # fmt: skip


def _amount(q: Amount) -> str:
    return " ".join(
        str(x) for x in (q.comparator if q.comparator != "exact" else None, q.value, q.unit) if x is not None
    )


def _with_gaps(steps: Sequence[Step]) -> list[Step | Gap]:
    made: list[Step | Gap] = []
    last: str | None = None
    for s in steps:
        if last is not None and s.start is not None and s.start[: len(last)] > last:
            made.append(Gap(s.place, last, s.start))
        made.append(s)
        last = s.end or s.start or last
    return made


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two claims that cannot both be right, or do not give the same figure."""

    what: str
    one: Found
    other: Found


def conflicts(entries: Sequence[Found]) -> list[Conflict]:
    """Pairs of claims of different sources about one place that disagree: figures, holder, or whether it happened."""
    made = []
    for a, b in combinations(entries, 2):
        m, n = a.movement, b.movement
        if m.same_as == n.event_id or n.same_as == m.event_id or _source(m) == _source(n):
            continue
        if not _together(m, n):
            continue
        what = _figures(m, n) or _holders(m, n) or _denied(m, n)
        if what is not None:
            made.append(Conflict(what, a, b))
    return made


def _source(m: Movement) -> str:
    return m.attribution.source


def _together(m: Movement, n: Movement) -> bool:
    """Same place, and not on different days."""
    if not {key(p) for p in (*m.location, *m.destination)} & {key(p) for p in (*n.location, *n.destination)}:
        return False
    return m.event_date is None or n.event_date is None or m.event_date == n.event_date


def _figures(m: Movement, n: Movement) -> str | None:
    if not {a.name for a in m.actor} & {a.name for a in n.actor}:
        return None
    for q in m.quantity:
        for r in n.quantity:
            if (
                q.kind == r.kind
                and q.unit == r.unit
                and q.value is not None
                and r.value is not None
                and q.value != r.value
            ) and q.kind in ("distance_to", "share", "depth"):
                return f"{q.kind}: {_amount(q)} against {_amount(r)}"
    return None


def _holders(m: Movement, n: Movement) -> str | None:
    held = ("control_status", "capture", "recapture")
    if m.action not in held or n.action not in held or "denied" in (m.certainty, n.certainty):
        return None
    if any(q.kind in ("share", "count", "area") for q in (*m.quantity, *n.quantity)) or m.background != n.background:
        return None
    if not {m.phase, n.phase} <= {"completed", "ongoing"}:  # a wish to take a place is no claim to hold it
        return None
    one, other = ({a.name for a in x.actor} - {"unspecified"} for x in (m, n))
    if not one or not other:
        return None
    return None if one & other else f"held by {', '.join(sorted(one))} or by {', '.join(sorted(other))}"


def _denied(m: Movement, n: Movement) -> str | None:
    if (m.certainty == "denied") == (n.certainty == "denied") or family(m.action) != family(n.action):
        return None
    if m.certainty in ("planned", "expected") or n.certainty in ("planned", "expected") or m.background != n.background:
        return None
    return "claimed by one, denied by the other" if {a.name for a in m.actor} & {a.name for a in n.actor} else None
