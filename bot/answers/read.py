"""Reading an answer out of sentences with the model, several ways, and how far to trust each reading.

A small model reads short contexts better than long ones, and is easily drawn to a wrong sentence. So the first
sentence found is read alone; only when that gives nothing to be sure of are the next ones read, alone and together.
Each answer is checked against its sentences and scored by features that do not come from the model alone, with
weights fitted on held-out questions (``calibration.toml``; logistic regression).
"""

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from bot.answers.analyse import english_fold
from bot.answers.index import Passage
from bot.answers.kinds import holds, kind
from bot.answers.mend import mend
from bot.answers.retrieve import Hit
from bot.answers.support import Support, stems, support
from bot.inference import Engine

NO_ANSWER = "not in the articles"  # what the model was taught to say
Context = tuple[int, ...]  # ranks of the hits that are read together, from 0
FIRST: tuple[Context, ...] = ((0,),)
MORE: tuple[Context, ...] = ((1,), (2,), (0, 1, 2))
Raw = tuple[str, float, Context]  # an answer, the model's confidence, what was read
FITS = 1.5  # how much more a sentence counts that holds an answer of the kind asked for
SURE = 0.5  # from this score on nothing more is read


@dataclass(frozen=True, slots=True)
class Reading:
    """One answer the model gave, merged over the contexts that gave it.

    ``score`` is how likely it is right, 0 to 1; ``passages`` bear it out, best first.
    """

    answer: str
    score: float
    support: Support
    passages: tuple[Passage, ...]
    features: Mapping[str, float]

    def told(self) -> dict[str, Any]:
        """For the trace."""
        places = [[p.article_number, p.sentence] for p in self.passages]
        features = {k: round(v, 3) for k, v in self.features.items()}
        return {"answer": self.answer, "score": round(self.score, 3), "sentences": places, "features": features}


class Reader:
    """Reads with the engine's ``answer`` prompt."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def read(self, question: str, hits: Sequence[Hit]) -> list[Reading]:
        """Answers that their sentences bear out, the most likely right first; empty when there is none."""
        if not hits or "answer" not in self._engine.tasks:
            return []
        hits = fitting_first(question, hits)
        raw = self._raw(question, hits, FIRST)
        readings = weigh(question, hits, raw)
        if readings and readings[0].score >= SURE:
            return readings
        raw += self._raw(question, hits, [c for c in MORE if c[-1] < len(hits)])
        return weigh(question, hits, raw)

    def _raw(self, question: str, hits: Sequence[Hit], contexts: Sequence[Context]) -> list[Raw]:
        inputs = [{"context": together([hits[i].passage for i in c]), "question": question} for c in contexts]
        outputs = self._engine.run("answer", inputs)
        return [(o[0].text.strip(), o[0].confidence, c) for o, c in zip(outputs, contexts, strict=True)]


def fitting_first(question: str, hits: Sequence[Hit]) -> list[Hit]:
    """Hits again by score, with those ahead that hold a figure or a time where one is asked for."""
    wanted = kind(question)
    return sorted(hits, key=lambda h: -h.score * (FITS if holds(wanted, h.passage.en) else 1))


def weigh(question: str, hits: Sequence[Hit], raw: Sequence[Raw]) -> list[Reading]:
    """Merge and score what was read."""
    refused = [(confidence, c) for answer, confidence, c in raw if is_refusal(answer)]
    given = [(answer, confidence, c) for answer, confidence, c in raw if answer and not is_refusal(answer)]
    readings: dict[str, Reading] = {}
    for said, _, context in given:
        answer = mend(said, " ".join(hits[i].passage.en for i in context))
        key = english_fold(answer).strip(" .")
        if key in readings:
            continue
        same = [(a, p, c) for a, p, c in given if agree(a, said)]
        seen = sorted({i for _, _, c in same for i in c})
        borne = support(answer, question, [hits[i].passage.en for i in seen])
        if not borne.holds or not answers(question, answer):
            continue
        cited = [seen[i] for i in borne.places]
        features = _features(question, answer, hits, cited, same, refused, len(raw))
        score = probability(features, first=len(raw) == len(FIRST))
        readings[key] = Reading(answer, score, borne, tuple(hits[i].passage for i in cited), features)
    return sorted(readings.values(), key=lambda r: -r.score)


def answers(question: str, answer: str) -> bool:
    """Whether an answer can be one at all: a time to "when", a figure to "how many", and more than the question."""
    wanted, own, asked = kind(question), stems(answer), stems(question)
    if wanted in ("number", "measure", "time") and not holds(wanted, answer):
        return False
    # "Has the town been captured?" is not answered by "the key town": that names what was asked about.
    return len(own & asked) < len(own) * (0.5 if wanted == "truth" else 1)


def is_refusal(answer: str) -> bool:
    """Whether the model said that the articles do not say."""
    return english_fold(answer).strip(" .-") in (NO_ANSWER, "", "not in the article")


def agree(a: str, b: str) -> bool:
    """Whether two answers are the same or one is part of the other."""
    left, right = stems(a), stems(b)
    return bool(left and right) and (left <= right or right <= left)


def probability(features: Mapping[str, float], *, first: bool) -> float:
    """How likely a reading with these features is right; ``first``: only the first sentence was read."""
    weights = _calibration()["first" if first else "more"]
    return 1 / (1 + math.exp(-sum(weights.get(k, 0.0) * v for k, v in features.items())))


def _features(
    question: str,
    answer: str,
    hits: Sequence[Hit],
    cited: Sequence[int],
    same: Sequence[Raw],
    refused: Sequence[tuple[float, Context]],
    read: int,
) -> dict[str, float]:
    asked = stems(question)
    having = set().union(*(stems(hits[i].passage.en) for i in cited))
    own = stems(answer)
    return {
        "bias": 1.0,
        "sure": max(p for _, p, _ in same),
        "mean": sum(p for _, p, _ in same) / len(same),
        "agree": len(same) / read,
        "refused_here": float(any(cited[0] in c for _, c in refused)),
        "overlap": len(asked & having) / max(1, len(asked)),
        "rank": 1 / (1 + min(cited)),
        "hit": min(1.0, hits[cited[0]].score),
        "kind": float(holds(kind(question), answer)),
        "echo": len(own & asked) / max(1, len(own)),
        "long": min(1.0, len(answer.split()) / 20),
    }


def together(passages: Sequence[Passage]) -> str:
    """Sentences in the order of their articles, as the model saw them when it learnt to read."""
    return " ".join(p.en for p in sorted(passages, key=lambda p: (p.article_number, p.sentence)))


@cache
def _calibration() -> dict[str, dict[str, float]]:
    table = tomllib.loads(files("bot.answers").joinpath("calibration.toml").read_text(encoding="utf-8"))
    return {name: {k: float(v) for k, v in table[name].items()} for name in ("first", "more")}
