"""What an answer is to the faces."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Outcome = Literal["answered", "closest", "silent"]

NOT_SAID = "The articles do not say."
CLOSEST = "The articles do not say so plainly; these are the closest sentences."


@dataclass(frozen=True, slots=True)
class Citation:
    """A sentence that an answer rests on. ``start`` and ``end`` are code points into the article's original."""

    article_id: str
    article_number: int
    sentence: int  # 1-based
    ar: str
    en: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer with its proof, or none.

    Attributes:
        question: as asked.
        standalone: the same in English, standing alone.
        answer: in English with its claimant; ``None`` when the articles do not say.
        abstained: whether there is no answer; ``citations`` are then the closest sentences, or empty.
        confidence: how likely the answer is right, 0 to 1, calibrated on held-out questions.
        citations: the sentences the answer rests on, the most important first.
        span: the bare answer, without claimant.
        claimant: whose word it is; ``None`` for the article's own report.
        trace: how it was found, as JSON values.
    """

    question: str
    standalone: str
    answer: str | None
    abstained: bool
    confidence: float
    citations: tuple[Citation, ...]
    outcome: Outcome = "answered"
    span: str | None = None
    claimant: str | None = None
    trace: Mapping[str, Any] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """What to show in the answer's place: the answer, or why there is none."""
        return self.answer or (CLOSEST if self.outcome == "closest" else NOT_SAID)
