"""Who does what to whom: short sentences whose roles are easy to turn round, and the judge of their translations."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.errors import InputError, UnreadableError

_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being|get|gets|got)(?:\s+(?:not|also|already|\w+ly))*\s*$", re.I)


@dataclass(frozen=True, slots=True)
class Reversal:
    """``agent`` does ``verb`` to ``patient``. All three are alternatives; of a verb the stems are given."""

    arabic: str
    english: str
    agent: tuple[str, ...]
    patient: tuple[str, ...]
    verb: tuple[str, ...]


def read(path: Path) -> list[Reversal]:
    """TSV with header: arabic, english, agent, patient, verb; ``|`` between alternatives."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as e:
        raise UnreadableError(f"Cannot read {path}: {e}") from e
    found = []
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) != 5 or not all(cells):
            raise InputError(f"{path}, line {number}: not arabic, english, agent, patient, verb.")
        found.append(Reversal(cells[0], cells[1], *(tuple(c.split("|")) for c in cells[2:])))
    return found


def _places(text: str, forms: Sequence[str], *, stem: bool = False) -> list[tuple[int, int]]:
    """(start, end) of every form, none inside a longer one."""
    longest = sorted(forms, key=len, reverse=True)
    # "IS" is a group and "is" is not.
    pattern = "|".join(re.escape(f) if f.isupper() else f"(?i:{re.escape(f)})" for f in longest)
    end = "[a-z]*" if stem else r"(?!\w)"
    return [m.span() for m in re.finditer(rf"(?<!\w)(?:{pattern}){end}", text)]


def judge(english: str, item: Reversal) -> str:
    """``kept``, ``turned``, or ``unclear`` where agent, verb or patient cannot be found or placed.

    Active: who stands before the verb acts; if both do ("the town that the army took"), the nearer. Passive (a form
    of "be" before the participle, or "by" after it): who stands after "by" acts. A noun ("the killing of X by Y") is
    read as a passive. Of several places of the verb, one that is right is enough.
    """
    agents, patients = _places(english, item.agent), _places(english, item.patient)
    verdicts = {_verdict(english, verb, agents, patients) for verb in _places(english, item.verb, stem=True)}
    return next((v for v in ("kept", "turned") if v in verdicts), "unclear")


def _verdict(
    english: str, verb: tuple[int, int], agents: Sequence[tuple[int, int]], patients: Sequence[tuple[int, int]]
) -> str:
    start, end = verb
    after = english[end:]
    progressive = english[start:end].endswith("ing")
    by = re.search(r"\bby\b(?!\s+\w+ing\b)", after)
    participle = not progressive and _PASSIVE.search(english[:start])
    noun = re.match(r"\s+(?:of|on|against)\b", after)
    if participle or (by and (noun or re.match(r"\s+by\b", after))):
        if by is None:
            # Nobody is said to act ("the town was captured"); wrong only if the agent has become the one acted on.
            subject = any(b <= start for b, _ in agents) and not any(b <= start for b, _ in patients)
            return "turned" if subject else "unclear"
        acting = (any(b >= end + by.end() for b, _ in agents), any(b >= end + by.end() for b, _ in patients))
        return {(True, False): "kept", (False, True): "turned"}.get(acting, "unclear")
    agent, patient = (max((b for b, e in places if e <= start), default=-1) for places in (agents, patients))
    if agent == patient:
        return "unclear"
    verdict, other = ("kept", patients) if agent > patient else ("turned", agents)
    # The other one must be there too: an object after the verb, or before the subject of a relative clause.
    return verdict if any(b >= end or e <= max(agent, patient) for b, e in other) else "unclear"


def turned(outputs: Sequence[str], items: Sequence[Reversal]) -> tuple[list[int], list[int]]:
    """(places turned round, places that a person must judge)."""
    verdicts = [judge(o, i) for o, i in zip(outputs, items, strict=True)]
    return [i for i, v in enumerate(verdicts) if v == "turned"], [i for i, v in enumerate(verdicts) if v == "unclear"]
