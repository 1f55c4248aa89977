"""Movement records as words to find sentences by: "who controls X" finds what was taken, held or lost there."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from bot.answers.analyse import english_fold, english_words

# What people call an action, beside its class. A class's own name is among its words.
_CALLED = {
    "advance": "advance push progress reach move",
    "approach": "approach near close reach distance far",
    "enter": "enter inside push",
    "capture": "capture take seize control hold fall",
    "recapture": "recapture retake regain take seize control hold fall",
    "clear": "clear comb mop demine",
    "attack": "attack offensive assault campaign operation launch",
    "clash": "clash fight battle fighting",
    "besiege": "besiege siege encircle surround",
    "break_siege": "break lift open siege",
    "cut_route": "cut road supply route sever",
    "withdraw": "withdraw retreat leave pull flee",
    "expel": "expel drive push out",
    "lose_control": "lose control hold fall",
    "redeploy": "redeploy deploy move send",
    "reinforce": "reinforce reinforcement send bring arrive",
    "support": "support strike bombard air artillery",
    "contact_line": "front line face",
    "control_status": "control hold share",
}
_MEASURED = {
    "distance": "far distance close",
    "depth": "deep far",
    "percent": "percent share proportion",
    "share": "percent share",
}


class _Party(Protocol):
    @property
    def name(self) -> str: ...


class _Place(Protocol):
    @property
    def name_en(self) -> str: ...


class _Amount(Protocol):
    @property
    def kind(self) -> str: ...


class _Attribution(Protocol):
    @property
    def source(self) -> str: ...


class Movement(Protocol):
    """What is needed of a movement record (:mod:`bot.movements`)."""

    @property
    def sentence(self) -> int:
        """1-based, in the article."""

    @property
    def action(self) -> str:
        """One of the classes of the schema."""

    @property
    def actor(self) -> Sequence[_Party]:
        """Who moves."""

    @property
    def opponent(self) -> Sequence[str]:
        """Against whom."""

    @property
    def location(self) -> Sequence[_Place]:
        """Where it happens."""

    @property
    def destination(self) -> Sequence[_Place]:
        """Where it leads."""

    @property
    def quantity(self) -> Sequence[_Amount]:
        """What is measured."""

    @property
    def attribution(self) -> _Attribution:
        """Who says so."""


def facts(movements: Iterable[Movement]) -> str:
    """The words that a sentence's records are found by, folded, each once."""
    words: list[str] = []
    for m in movements:
        words += [m.action.replace("_", " "), _CALLED.get(m.action, ""), *(p.name for p in m.actor), *m.opponent]
        words += [p.name_en for p in (*m.location, *m.destination)]
        words += [_MEASURED[k] for q in m.quantity for k in _MEASURED if k in q.kind]
        words.append(m.attribution.source)
    return " ".join(dict.fromkeys(english_fold(" ".join(words)).split()))


def asked_facts(question: str, words: Sequence[str]) -> list[str]:
    """What of a question to look for among records: its words, and how it measures."""
    measures = {"far": "distance", "close": "distance", "deep": "deep", "percent": "percent", "share": "share"}
    return list(dict.fromkeys([*words, *(measures[w] for w in english_words(question) if w in measures)]))
