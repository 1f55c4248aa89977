"""What a bullet is to the rest of the house."""

import re
from dataclasses import dataclass

from bot.translation import Glossary, Mark, negation
from bot.translation.checks import facts

LONGEST = 20  # words

_CLAUSE_END = re.compile(
    r"(?:,|;| -| where| which| who| after| before| while| and| in| from| with| as| at| on| near)(?= )"
)
_LOOSE_END = re.compile(r"(?:[,;]|\b(?:of|the|an?|to|for|by|their|its|at least|about))+$")


@dataclass(frozen=True, slots=True)
class Bullet:
    """One line of a briefing. ``sentences`` are 1-based numbers in the article; ``claimant`` None is the narrator.

    ``status`` is one of reported, claimed, confirmed, denied, planned, expected, background.
    """

    text: str
    sentences: tuple[int, ...]
    claimant: str | None
    status: str
    marks: tuple[Mark, ...] = ()


def shorten(english: str, arabic: str, glossary: Glossary) -> str:
    """A translated sentence cut where a clause ends, to at most :data:`LONGEST` words; whole where a cut would turn it.

    A cut that loses a "not" or changes who acts is refused by the checks of bullets.
    """
    text = english.rstrip(".")
    if len(text.split()) <= LONGEST:
        return text
    room = " ".join(text.replace('"', "").split()[:LONGEST])
    cuts = [m.start() for m in _CLAUSE_END.finditer(room) if m.start() > len(room) / 2]
    short = _LOOSE_END.sub("", room[: cuts[-1]] if cuts else room)
    turned = facts(arabic, short, glossary) or negation.compare(arabic, short)
    return text if turned else f"{short} …"
