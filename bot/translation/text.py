"""What a translated sentence is to the rest of the house."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """A reason to distrust a sentence or bullet, shown beside it.

    ``code`` is one of number, percentage, date, negation, name, loop, arabic, length, role, withheld, engine;
    ``detail`` says in English what is wrong, e.g. "12 is in the Arabic but not in the English".
    """

    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Translation:
    """An Arabic sentence in English, as checked.

    ``confidence`` is the mean probability per target token, 0 to 1 (the geometric mean, from the model's
    log-probabilities). ``decoding`` names the attempt that won: "greedy", "beam", "n-best". ``reused`` is true
    when it came from the translation memory.
    """

    source: str
    text: str
    marks: tuple[Mark, ...]
    confidence: float
    decoding: str
    reused: bool = False
