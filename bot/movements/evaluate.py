"""How good extraction is against annotated records, by the rules of the gold's own notes.

Records are matched by scoring family within a sentence, many to one, so that near-synonyms and granularity are not
punished; what a matched record says of actor, place, source, standing, quantity and date is then scored by itself.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.movements.record import Movement
from bot.movements.restate import family
from bot.movements.words import fold, listed

_OPEN = frozenset({"planned", "expected"})
_DULL = listed("of the in and on at area city side syrian source military a unnamed")


@dataclass(slots=True)
class Tally:
    """Right and wrong of one measure."""

    right: float = 0
    total: float = 0
    misses: list[str] = field(default_factory=list)

    def add(self, ok: bool, what: str = "") -> None:
        """Count one."""
        self.total += 1
        self.right += ok
        if not ok:
            self.misses.append(what)

    @property
    def rate(self) -> float:
        """Share right, 1.0 of nothing."""
        return self.right / self.total if self.total else 1.0


@dataclass(slots=True)
class Score:
    """The table: detection and records as precision and recall, the rest as shares of matched records."""

    sentence_hits: int = 0
    sentence_gold: int = 0
    sentence_said: int = 0
    gold: Tally = field(default_factory=Tally)
    said: Tally = field(default_factory=Tally)
    parts: dict[str, Tally] = field(
        default_factory=lambda: {
            k: Tally() for k in ("actor", "place", "attribution", "status", "quantity", "date", "date with end")
        }
    )
    wrong_places: list[str] = field(default_factory=list)
    sentence_misses: list[str] = field(default_factory=list)

    def rows(self) -> list[tuple[str, float, str]]:
        """(measure, value, counts) in the order of the table."""
        p = self.sentence_hits / self.sentence_said if self.sentence_said else 1.0
        r = self.sentence_hits / self.sentence_gold if self.sentence_gold else 1.0
        made = [
            ("movement sentences F1", f1(p, r), f"P {p:.3f} R {r:.3f}, {self.sentence_hits} of {self.sentence_gold}"),
            (
                "records F1 by family",
                f1(self.said.rate, self.gold.rate),
                f"P {self.said.rate:.3f} R {self.gold.rate:.3f}, {self.gold.right:.0f} of {self.gold.total:.0f}",
            ),
        ]
        made += [(name, t.rate, f"{t.right:.0f} of {t.total:.0f}") for name, t in self.parts.items()]
        made.append(("places resolved wrongly", float(len(self.wrong_places)), "; ".join(self.wrong_places[:4])))
        return made


def f1(p: float, r: float) -> float:
    """The harmonic mean of precision and recall."""
    return 2 * p * r / (p + r) if p + r else 0.0


def score(
    gold: Mapping[int, Sequence[Mapping[str, Any]]], said: Iterable[Movement], into: Score | None = None
) -> Score:
    """Score one article.

    Args:
        gold: records by sentence number, as their JSON has them; sentences without records are left out.
        said: the movements extracted.
        into: an earlier article's score to go on with.
    """
    total = into or Score()
    by_sentence: dict[int, list[dict[str, Any]]] = {}
    for movement in said:
        by_sentence.setdefault(movement.sentence, []).append(movement.to_dict())
    total.sentence_gold += len(gold)
    total.sentence_said += len(by_sentence)
    total.sentence_hits += len(set(gold) & set(by_sentence))
    total.sentence_misses += [f"missed {n}" for n in gold if n not in by_sentence]
    total.sentence_misses += [f"invented {n}" for n in by_sentence if n not in gold]
    for n in set(gold) | set(by_sentence):
        wanted, got = gold.get(n, ()), by_sentence.get(n, [])
        for m in got:
            ok = any(family(g["action"]) == family(m["action"]) for g in wanted)
            total.said.add(ok, f"{m['event_id']} {m['action']}")
        for g in wanted:
            pool = [m for m in got if family(m["action"]) == family(g["action"])]
            total.gold.add(bool(pool), f"{g['event_id']} {g['action']}")
            if pool:
                _compare(g, _likest(g, pool), total)
    return total


def _likest(g: Mapping[str, Any], pool: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return max(pool, key=lambda m: _likeness(g, m))


def _likeness(g: Mapping[str, Any], m: Mapping[str, Any]) -> float:
    return float(
        2 * _actor(g, m)
        + 2 * (_place(g, m) is not False)
        + _status(g, m)
        + 0.5 * (g["action"] == m["action"])
        + 0.5 * (g["event_date"] == m["event_date"])
        + ({_amount(q) for q in g["quantity"]} == {_amount(q) for q in m["quantity"]})
    )


def _compare(g: Mapping[str, Any], m: Mapping[str, Any], total: Score) -> None:
    what = f"{g['event_id']} {g['action']}"
    total.parts["actor"].add(_actor(g, m), f"{what}: {_names(g)} / {_names(m)}")
    place = _place(g, m)
    if place is not None:
        total.parts["place"].add(place, f"{what}: {_where(g)} / {_where(m)}")
    total.parts["attribution"].add(_source(g, m), f"{what}: {g['attribution']} / {m['attribution']}")
    total.parts["status"].add(_status(g, m), f"{what}: {_standing(g)} / {_standing(m)}")
    for kind, value, unit in {_amount(q) for q in g["quantity"]} | {_amount(q) for q in m["quantity"]}:
        ok = all((kind, value, unit) in {_amount(q) for q in r["quantity"]} for r in (g, m))
        total.parts["quantity"].add(ok, f"{what}: {g['quantity']} / {m['quantity']}")
    dates = (
        f"{what}: {g['event_date']}..{g['event_date_end']} / {m['event_date']}..{m['event_date_end']} {m['date_text']}"
    )
    total.parts["date"].add(g["event_date"] == m["event_date"], dates)
    both = (g["event_date"], g["event_date_end"]) == (m["event_date"], m["event_date_end"])
    total.parts["date with end"].add(both, dates)
    total.wrong_places += _wrong(g, m)


def _names(r: Mapping[str, Any]) -> list[str]:
    return [a["name"] for a in r["actor"]]


def _actor(g: Mapping[str, Any], m: Mapping[str, Any]) -> bool:
    wanted = set(_names(g))
    return bool(wanted & set(_names(m))) or (wanted == {"unspecified"} and not set(_names(m)) - {"unspecified"})


def _all_places(r: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [p for p in (*r["location"], *r["destination"], r["origin"], *r["via"]) if p]


def _where(r: Mapping[str, Any]) -> list[str]:
    return [f"{p['name_en']} {p['gid']}" for p in _all_places(r)]


def _place(g: Mapping[str, Any], m: Mapping[str, Any]) -> bool | None:
    """Whether the main place agrees; None when the gold has none."""
    wanted = [p for p in (*g["location"], *g["destination"]) if p] or _all_places(g)
    got = _all_places(m)
    if not wanted:
        return None
    return any(_same_place(a, b) for a in wanted for b in got)


def _same_place(a: Mapping[str, Any], b: Mapping[str, Any]) -> bool:
    if a["gid"] or b["gid"]:
        if a["gid"] == b["gid"]:
            return True
        if a["gid"] and b["gid"]:
            return False
    one, other = _content(a["name_en"]), _content(b["name_en"])
    arabic = set(fold(a["name_ar"]).split()) & set(fold(b["name_ar"]).split()) - {
        "في",
        "من",
        "مدينه",
        "منطقه",
        "المنطقه",
    }
    return bool(one & other) or bool(arabic)


def _content(text: str) -> set[str]:
    words = re.findall(r"[a-z0-9]{2,}", text.lower())
    return {w[:6] for w in words if w not in _DULL}


def _source(g: Mapping[str, Any], m: Mapping[str, Any]) -> bool:
    a, b = g["attribution"], m["attribution"]
    if a["source_type"] == "narrator" or b["source_type"] == "narrator":
        return bool(a["source_type"] == b["source_type"])
    return bool(_speaker(a["source"]) & _speaker(b["source"])) or (
        a["source_type"] == b["source_type"] and a["source_type"] in ("media", "analyst", "multiple")
    )


def _speaker(name: str) -> set[str]:
    return {w[:6] for w in re.findall(r"[a-z0-9]{2,}", name.lower())} - {"syrian", "unname", "the", "of"}


def _standing(r: Mapping[str, Any]) -> tuple[bool, bool, bool]:
    return r["certainty"] in _OPEN, r["certainty"] == "denied", r["background"]


def _status(g: Mapping[str, Any], m: Mapping[str, Any]) -> bool:
    return _standing(g) == _standing(m)


def _amount(q: Mapping[str, Any]) -> tuple[str, str, str]:
    value = q["value"] if q["value"] is not None else q["comparator"]
    return q["kind"], str(value), str(q["unit"])


def _wrong(g: Mapping[str, Any], m: Mapping[str, Any]) -> list[str]:
    """Places that the record puts on the map at another point than the gold does for the same name."""
    made = []
    for b in _all_places(m):
        for a in _all_places(g):
            named = {fold(w) for w in a["name_ar"].split()} == {fold(w) for w in b["name_ar"].split()}
            if named and a["gid"] and b["gid"] and a["gid"] != b["gid"]:
                made.append(f"{b['name_ar']} {b['gid']} not {a['gid']}")
    return made
