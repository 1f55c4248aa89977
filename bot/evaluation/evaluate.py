"""Run a model over test sets and put the metrics together."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bot.evaluation import metrics
from bot.evaluation.reversals import Reversal, turned
from bot.evaluation.sets import EvaluationSet, Pair, Question


class Translated(Protocol):
    """What is needed of a translation: its text, the marks against it and the model's confidence, 0 to 1."""

    @property
    def text(self) -> str:
        """The English."""
        ...

    @property
    def marks(self) -> Sequence[object]:
        """Reasons to distrust it; each may have a ``code``."""
        ...

    @property
    def confidence(self) -> float:
        """0 to 1."""
        ...


@dataclass(frozen=True, slots=True)
class Subject:
    """What is evaluated. Only ``translate`` is needed; all keep order and length.

    ``names`` gives, for an Arabic sentence and its reference, the accepted English forms of each name in it.
    """

    translate: Callable[[Sequence[str]], Sequence[Translated]]
    bullets: Callable[[Sequence[str]], Sequence[str]] | None = None
    answers: Callable[[Sequence[tuple[str, str]]], Sequence[str]] | None = None
    names: Callable[[str, str], Sequence[Collection[str]]] | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence as it came out, for reading: ``faults`` are named as the metrics are."""

    arabic: str
    output: str
    reference: str
    faults: tuple[str, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Result:
    """The metrics of one set (shares of 1, BLEU and chrF++ of 100), their signatures, and every sentence."""

    name: str
    size: int
    scores: dict[str, float]
    signatures: dict[str, str] = field(default_factory=dict)
    lines: tuple[Line, ...] = ()
    curve: tuple[metrics.Point, ...] = ()


def _put(scores: dict[str, float], **more: float | None) -> None:
    scores.update({key: round(value, 4) for key, value in more.items() if value is not None})


def _translations(pairs: Sequence[Pair], subject: Subject, result: Result) -> Result:
    found = subject.translate([p.arabic for p in pairs])
    outputs, references = [t.text for t in found], [p.english for p in pairs]
    names = [subject.names(p.arabic, p.english) if subject.names else () for p in pairs]
    scores, signatures = result.scores, result.signatures
    for key, score in (("bleu", metrics.bleu(outputs, references)), ("chrf", metrics.chrf(outputs, references))):
        scores[key], signatures[key] = score.value, score.signature
    lost = set(metrics.negation_errors(outputs, references))
    lines, right = [], []
    for i, (pair, translated, wanted) in enumerate(zip(pairs, found, names, strict=True)):
        text = translated.text
        flags = {
            "negation": i in lost,
            "number": metrics.wrong_numbers(text, pair.english),
            "name": any(not metrics.has_name(text, forms) for forms in wanted),
            "loop": metrics.loops(text),
            "untranslated": metrics.untranslated(text),
            "dropped": metrics.dropped(text, pair.english, wanted),
        }
        right.append(not (flags["negation"] or flags["number"] or flags["name"]))
        faults = tuple(name for name, bad in flags.items() if bad)
        lines.append(Line(pair.arabic, text, pair.english, faults, translated.confidence))
    unmarked = [ok for ok, t in zip(right, found, strict=True) if not t.marks]
    _put(
        scores,
        number_recall=metrics.number_recall(outputs, references),
        entity_accuracy=metrics.entity_accuracy(outputs, names),
        negation_errors=float(len(lost)),
        loop_rate=metrics.rate(["loop" in line.faults for line in lines]),
        untranslated_rate=metrics.rate(["untranslated" in line.faults for line in lines]),
        dropped_rate=metrics.rate(["dropped" in line.faults for line in lines]),
        marked_share=metrics.rate([bool(t.marks) for t in found]),
        unmarked_right=metrics.rate(unmarked) if unmarked else None,
    )
    curve = metrics.calibration([t.confidence for t in found], right)
    return Result(result.name, result.size, scores, signatures, tuple(lines), tuple(curve))


def _bullets(pairs: Sequence[Pair], subject: Subject, scores: dict[str, float]) -> None:
    if subject.bullets is None:
        return
    written = [(p, p.bullet) for p in pairs if p.bullet]
    if not written:
        return
    outputs = subject.bullets([p.arabic for p, _ in written])
    both = [
        (o, b) for o, (_, b) in zip(outputs, written, strict=True) if metrics.NO_MOVEMENT not in (o.strip(), b.strip())
    ]
    moved = metrics.precision_recall(
        [o.strip() != metrics.NO_MOVEMENT for o in outputs], [b.strip() != metrics.NO_MOVEMENT for _, b in written]
    )
    _put(
        scores,
        bullet_rouge_l=sum(metrics.rouge_l(o, b) for o, b in both) / len(both) if both else None,
        bullet_precision=moved.precision,
        bullet_recall=moved.recall,
        bullet_unsupported=metrics.rate(
            [metrics.unsupported(o, p.english) for o, (p, _) in zip(outputs, written, strict=True)]
        ),
    )


def _answers(questions: Sequence[Question], subject: Subject, scores: dict[str, float]) -> None:
    if subject.answers is None or not questions:
        return
    outputs = subject.answers([(q.context, q.question) for q in questions])
    due = [(o, q.answer) for o, q in zip(outputs, questions, strict=True) if q.answer]
    abstained = metrics.abstention(outputs, [q.answer for q in questions])
    _put(
        scores,
        answer_exact=metrics.rate([metrics.exact(o, a) for o, a in due]) if due else None,
        answer_f1=sum(metrics.token_f1(o, a) for o, a in due) / len(due) if due else None,
        abstention_precision=abstained.precision,
        abstention_recall=abstained.recall,
    )


def evaluate(test_set: EvaluationSet, subject: Subject) -> Result:
    """All metrics that the set and the subject allow."""
    result = Result(test_set.name, len(test_set.pairs) or len(test_set.questions), {})
    if test_set.pairs:
        result = _translations(test_set.pairs, subject, result)
        _bullets(test_set.pairs, subject, result.scores)
    _answers(test_set.questions, subject, result.scores)
    return result


def evaluate_reversals(items: Sequence[Reversal], subject: Subject, name: str = "reversals") -> Result:
    """How many of the sentences come out with agent and patient turned round."""
    found = subject.translate([i.arabic for i in items])
    outputs = [t.text for t in found]
    bad, unclear = turned(outputs, items)
    lines = tuple(
        Line(
            item.arabic,
            t.text,
            item.english,
            ("turned",) if i in bad else ("unclear",) if i in unclear else (),
            t.confidence,
        )
        for i, (item, t) in enumerate(zip(items, found, strict=True))
    )
    scores = {"turned": float(len(bad)), "role_unclear": float(len(unclear))}
    return Result(name, len(items), scores, {}, lines)
