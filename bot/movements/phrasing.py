"""A record in one English line: who, what, where, how much, when, according to whom."""

import re
from collections.abc import Sequence
from datetime import date
from functools import cache

from bot.movements.record import Amount, Movement, Place
from bot.movements.tables import toml

LONGEST = 20  # words in a bullet
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip
_COMPARED = {"about": "about ", "more_than": "over ", "less_than": "under ", "at_least": "at least "}


@cache
def short_names() -> dict[str, str]:
    """Canonical force names and the short form that bullets use."""
    table = toml("actors.toml")
    return {a["name"]: a["short"] for a in table["actor"]} | {g["name"]: g["name"] for g in table["generic"]}


def short(name: str) -> str:
    """A force's short name."""
    return short_names().get(name, name)


def claimant(source: str) -> str:
    """A source's short name."""
    known = toml("phrasing.toml")["claimants"].get(source)
    return str(known) if known else short(source)


def line(m: Movement, *, claimants: Sequence[str] = ()) -> str:
    """The record as a bullet, without what does not fit into :data:`LONGEST` words.

    Args:
        claimants: short names of everyone who claims it; none for the article's own report.
    """
    core = f"{_subject(m)} {_verb(m)}".strip()
    extras = [e for e in (_amounts(m), _allies(m), _route(m), _when(m)) if e]
    lead = "Background: " if m.background else ""
    tail = f", {_joined(claimants)} {_says(m, claimants)}" if claimants and m.certainty != "denied" else ""
    if m.certainty == "denied" and claimants and m.phase != "not_achieved":
        lead, tail = f"{_joined(claimants)} {'deny' if _many(claimants) else 'denies'} that ", ""
    elif m.certainty == "denied" and claimants:
        tail = f", {_joined(claimants)} {_says(m, claimants)}"
    room = LONGEST - len(f"{lead}{core}{tail}".split())
    kept: list[str] = []
    for extra in sorted(extras, key=_worth):
        if (size := len(extra.split())) <= room:
            kept.append(extra)
            room -= size
    text = f"{lead}{core}{''.join(' ' + e for e in extras if e in kept)}{tail}"
    return text[:1].upper() + text[1:]


def _worth(extra: str) -> int:
    return 0 if re.search(r"\d", extra) else 1


def _says(m: Movement, claimants: Sequence[str]) -> str:
    if m.attribution.source_type == "media" and claimants and claimants[0] == "media reports":
        return "say"
    plural = _many(claimants) or claimants[-1].endswith(
        ("sources", "analysts", "activists", "residents", "witnesses", "forces")
    )
    return "say" if plural else "says"


def _many(claimants: Sequence[str]) -> bool:
    return len(claimants) > 1 or " and " in "".join(claimants)


def _joined(names: Sequence[str]) -> str:
    return " and ".join(names) if len(names) < 3 else ", ".join(names[:-1]) + " and " + names[-1]


def _subject(m: Movement) -> str:
    names = [short(a.name) for a in m.actor if a.name != "unspecified"]
    if not names:
        return {"attack": "Attackers", "besiege": "Besiegers"}.get(m.action, "Unnamed forces")
    text = _joined(names)
    return text[:1].upper() + text[1:]


def _plural(m: Movement) -> bool:
    return len(m.actor) > 1 or _subject(m)[-1:] == "s" or _subject(m).endswith(("Peshmerga", "Hamas police"))


def _verb(m: Movement) -> str:
    words = toml("phrasing.toml")["actions"][m.action]
    near = next((q for q in m.quantity if q.kind == "distance_to" and q.value is not None), None)
    if m.action == "approach" and near is not None and m.phase in ("completed", "ongoing"):
        verb = "are" if _plural(m) else "is"
        return f"{verb} {amount(near)} from {_places(m)}"
    if m.action == "withdraw" and (m.origin is not None or m.destination):
        left = f" from {place(m.origin)}" if m.origin else f" in {_list(m.location)}" if m.location else ""
        return f"{_tense(m, words)}{left}" + (f" to {_list(m.destination)}" if m.destination else "")
    if m.action in ("redeploy", "reinforce"):
        said = _tense(m, words)
        said += f" from {place(m.origin)}" if m.origin else ""
        return said + (f" to {_list(m.destination or m.location)}" if m.destination or m.location else "")
    foes = _joined([short(o) for o in m.opponent])
    where = _places(m)
    said = _tense(m, words)
    if m.action == "expel":
        return f"{said} {foes or 'opponents'} from {_share(m)}{where}" if where else f"{said} out {foes or 'opponents'}"
    if m.action in ("clash", "attack", "support", "contact_line", "advance"):
        said += f" {foes}" if foes and m.action in ("clash", "attack") else ""
        if m.action == "attack" and m.phase == "not_achieved" and m.opponent:
            return f"{'were' if _plural(m) else 'was'} held off by {foes}" + (f" at {where}" if where else "")
        joint = words["dest"] if not m.location and m.destination else words["prep"]
        if m.action == "attack" and not foes and m.location:
            joint = ""
        return f"{said} {joint} {where}".replace("  ", " ").strip() if where else said
    if m.action == "besiege" and foes and where:
        return f"{said} {foes} in {where}"
    if m.action in ("capture", "recapture", "control_status", "lose_control"):
        part = _share(m)
        return f"{said} {part}{where}".strip() if where or part else said
    return f"{said} {where}".strip()


def _tense(m: Movement, words: dict[str, str]) -> str:
    plural = _plural(m)
    base = words["base"]
    if m.certainty == "expected":
        return f"{'are' if plural else 'is'} expected to {base}"
    if m.certainty == "planned" or m.phase == "planned":
        return f"{'plan' if plural else 'plans'} to {base}"
    if m.phase == "not_achieved":
        return f"did not {base}"
    if m.phase == "attempted":
        return f"{'are' if plural else 'is'} trying to {base}"
    if m.phase == "ongoing" and m.action in ("control_status", "besiege", "contact_line"):
        verb, _, rest = words["they"].partition(" ")
        return words["they"] if plural else f"{verb}s{' ' + rest if rest else ''}"
    if m.phase == "ongoing":
        verb, _, rest = base.partition(" ")
        stem = (
            verb[:-1]
            if verb.endswith("e") and not verb.endswith("ee")
            else verb + verb[-1]
            if verb in ("cut",)
            else verb
        )
        return f"{'are' if plural else 'is'} {stem}ing{' ' + rest if rest else ''}"
    return words["past"]


def place(p: Place) -> str:
    """A place as house style writes it."""
    return p.name_en.replace(" Governorate", " province").replace(" (air base)", "")


def _list(places: Sequence[Place]) -> str:
    return _joined(list(dict.fromkeys(place(p) for p in places))[:4])


def _places(m: Movement) -> str:
    return _list(m.location or m.destination)


def _share(m: Movement) -> str:
    """ "over 60% of ": the part of a place; of a country, the part of the land that was held there."""
    part = _part(m)
    held = m.action in ("expel", "lose_control") and any(p.kind == "country" for p in (*m.location, *m.destination))
    return f"{part}the land it held in " if part and held else part


def _part(m: Movement) -> str:
    for q in m.quantity:
        if q.kind == "share" and q.unit == "percent" and isinstance(q.value, int | float):
            return f"{amount(q)} of "
        if q.kind == "share" and q.value is None and q.comparator in ("most", "large parts"):
            return f"{q.comparator} of "
        if q.kind == "area" and q.value is None and q.comparator:
            return f"{q.comparator} in "
        if q.kind == "count" and q.unit in (
            "neighbourhoods",
            "villages",
            "towns",
            "positions",
            "points",
            "hills",
            "checkpoints",
            "farms",
        ):
            return f"{amount(q)} in "
    return ""


def amount(q: Amount) -> str:
    """A quantity in words: "about 12 km", "at least 4 neighbourhoods", "over 60%"."""
    value = q.value
    if value is None:
        return q.comparator or ""
    shown = (
        f"{value:,}"
        if isinstance(value, int) and value >= 1_000
        else f"{value:g}"
        if isinstance(value, float)
        else str(value)
    )
    if isinstance(value, str) and value in ("tens", "hundreds", "dozens", "thousands"):
        return f"{value} of {q.unit or ''}".strip()
    compared = _COMPARED.get(q.comparator or "", "") if str(value)[:1].isdigit() else ""
    if q.unit == "percent":
        return f"{compared}{shown}%"
    return f"{compared}{shown} {q.unit or ''}".strip()


def _amounts(m: Movement) -> str:
    used = _share(m)
    for q in m.quantity:
        text = amount(q)
        if not text or text in used or (q.kind == "distance_to" and m.action == "approach"):
            continue
        if q.kind == "depth":
            return f"to a depth of {text}"
        if q.kind in ("distance", "length") and m.action in ("advance", "capture", "recapture"):
            return f"({text})"
        if q.kind == "distance_to":
            return f"({text} away)"
        if q.kind == "count" and q.unit in ("sides", "axes"):
            return f"from {text}"
        if q.kind == "count":
            return f"({text})"
        if q.kind == "distance_between" and m.action == "contact_line":
            return f"{text} apart"
    return ""


def _allies(m: Movement) -> str:
    by_role: dict[str, list[str]] = {}
    for a in m.allies:
        by_role.setdefault(a.role, []).append(short(a.name))
    for role, template in (
        ("air", "with {} air support"),
        ("command", "under {} command"),
        ("support", "backed by {}"),
        ("ground", "with {}"),
    ):
        if role in by_role:
            names = _joined(by_role[role][:3])
            if role == "air":
                return template.format(names.replace(" aircraft", "").replace(" air force", ""))
            return template.format(names)
    return ""


def _route(m: Movement) -> str:
    if m.direction:
        return m.direction
    if m.via:
        return f"via {_list(m.via[:2])}"
    return ""


def _when(m: Movement) -> str:
    """The date as the text gave it: a weekday stays a weekday, a full date is written out."""
    basis, day = m.date_basis, m.event_date
    if (
        m.phase == "not_achieved"
        or day is None
        or basis in ("article_day_implied", "relative_before_event", "none", "duration")
    ):
        return ""
    if len(day) == 4:
        return f"since {day}" if "since" in basis else f"in {day}"
    if len(day) == 7:
        named = f"{_MONTHS[int(day[5:]) - 1]} {day[:4]}"
        return f"since {named}" if "since" in basis else f"in {named}"
    if basis.startswith("weekday"):
        return f"on {_DAYS[date.fromisoformat(day).weekday()]}"
    if basis in ("explicit_day_month", "explicit_day_relative_month", "relative_day", "relative_days_ago"):
        return f"on {int(day[8:])} {_MONTHS[int(day[5:7]) - 1]}"
    if basis == "relative_week":
        return "last week"
    return ""
