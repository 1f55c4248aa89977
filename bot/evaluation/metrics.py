"""Metrics of translations, bullets and answers; pure functions of texts.

BLEU (Papineni et al. 2002) and chrF++ (Popović 2017) come from sacrebleu with their signatures (Post 2018). The rest
are counts that a reader can follow by hand.
"""

import importlib
import re
import string
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from bot.errors import ModelError
from bot.evaluation.numbers import values

NO_ANSWER = "not in the articles"
NO_MOVEMENT = "-"
SHORT = 0.6  # of the reference's words: below, a clause is missing (measured on references cut by hand: 0.4 to 0.7)

_ARABIC = re.compile("[\u0621-\u064a]{2,}")
_NEGATIONS = re.compile(
    r"\b(?:not|no|nor|never|none|nobody|nothing|neither|without|cannot|unable|refus\w*|den(?:y|ie\w*|ying)|fail\w*|"
    r"lack\w*|reject\w*)\b|n['’]t\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\w'’]+")


@dataclass(frozen=True, slots=True)
class Score:
    """A corpus score, 0 to 100, with the settings it was computed with."""

    value: float
    signature: str


def _sacrebleu() -> Any:
    try:
        return importlib.import_module("sacrebleu.metrics")
    except ImportError as e:
        raise ModelError("BLEU and chrF++ need sacrebleu, which is not installed: pip install 'mirsad[train]'") from e


def _corpus(metric: Any, outputs: Sequence[str], references: Sequence[str]) -> Score:
    result = metric.corpus_score(list(outputs), [list(references)])
    return Score(round(float(result.score), 2), str(metric.get_signature()))


def bleu(outputs: Sequence[str], references: Sequence[str]) -> Score:
    """Corpus BLEU over one reference each."""
    return _corpus(_sacrebleu().BLEU(), outputs, references)


def chrf(outputs: Sequence[str], references: Sequence[str]) -> Score:
    """Corpus chrF++ (words up to 2) over one reference each."""
    return _corpus(_sacrebleu().CHRF(word_order=2), outputs, references)


def number_recall(outputs: Sequence[str], references: Sequence[str]) -> float | None:
    """The share of the references' numbers that the outputs have too, by value; None where there is no number."""
    kept = total = 0
    for output, reference in zip(outputs, references, strict=True):
        wanted, got = values(reference), values(output)
        kept += (wanted & got).total()
        total += wanted.total()
    return kept / total if total else None


def wrong_numbers(output: str, reference: str) -> bool:
    """Whether a number of the reference is missing, or one appears that it has not."""
    return values(output) != values(reference)


def has_name(output: str, forms: Collection[str]) -> bool:
    """Whether one of the accepted ``forms`` of a name stands in ``output`` as a whole word."""
    text = output.lower()
    return any(re.search(rf"(?<!\w){re.escape(f.lower().removeprefix('the '))}(?!\w)", text) for f in forms)


def entity_accuracy(outputs: Sequence[str], names: Sequence[Sequence[Collection[str]]]) -> float | None:
    """The share of names rendered in an accepted form. ``names[i]`` holds the accepted forms of each in sentence i."""
    right = total = 0
    for output, wanted in zip(outputs, names, strict=True):
        right += sum(has_name(output, forms) for forms in wanted)
        total += len(wanted)
    return right / total if total else None


def negated(text: str) -> bool:
    """Whether an English text holds a negation or a denial."""
    return bool(_NEGATIONS.search(text))


def negation_errors(outputs: Sequence[str], references: Sequence[str]) -> list[int]:
    """The places where exactly one of output and reference is negated. Each is to be read by a person."""
    return [i for i, (o, r) in enumerate(zip(outputs, references, strict=True)) if negated(o) != negated(r)]


def loops(text: str, most: int = 3) -> bool:
    """Whether a run of 1 to 8 words stands ``most`` times or more in a row, or a 6-gram comes back twice over."""
    found = [w.lower() for w in _WORD.findall(text)]
    for n in range(1, 9):
        again = 0
        for i in range(n, len(found)):
            again = again + 1 if found[i] == found[i - n] else 0
            # A name said twice in a row ("Duran Duran") is no loop; a longer run said twice is.
            if again >= n * (most - 1) or (n >= 4 and again >= n):
                return True
    grams = Counter(tuple(found[i : i + 6]) for i in range(len(found) - 5))
    return any(count >= most for count in grams.values())


def untranslated(output: str) -> bool:
    """Whether the output is empty or still holds an Arabic word."""
    return not output.strip() or bool(_ARABIC.search(output))


def length_ratio(output: str, reference: str) -> float:
    """Words of the output for each word of the reference."""
    return len(_WORD.findall(output)) / max(1, len(_WORD.findall(reference)))


def dropped(output: str, reference: str, names: Sequence[Collection[str]] = ()) -> bool:
    """Whether a clause seems lost: far too short, or rather short with a number or name missing as well."""
    ratio = length_ratio(output, reference)
    if ratio < SHORT:
        return True
    missing = bool(values(reference) - values(output)) or any(not has_name(output, forms) for forms in names)
    return ratio < 0.8 and missing


def rate(flags: Sequence[bool]) -> float:
    """The share that is true; 0 of nothing."""
    return sum(flags) / len(flags) if flags else 0.0


def _plain(text: str) -> list[str]:
    """Lower case, without punctuation and articles (as SQuAD's evaluation does, Rajpurkar et al. 2016)."""
    bare = text.lower().translate(str.maketrans("", "", string.punctuation + "“”’"))
    return [w for w in bare.split() if w not in {"a", "an", "the"}]


def exact(output: str, reference: str) -> bool:
    """Equal but for case, punctuation and articles."""
    return _plain(output) == _plain(reference)


def token_f1(output: str, reference: str) -> float:
    """The harmonic mean of precision and recall over words, 0 to 1."""
    got, wanted = Counter(_plain(output)), Counter(_plain(reference))
    same = (got & wanted).total()
    if not got or not wanted:
        return float(got == wanted)
    return 2 * same / (got.total() + wanted.total())


def rouge_l(output: str, reference: str) -> float:
    """ROUGE-L (Lin 2004): the F1 of the longest common subsequence of words, 0 to 1."""
    got, wanted = _plain(output), _plain(reference)
    if not got or not wanted:
        return float(got == wanted)
    row = [0] * (len(wanted) + 1)
    for word in got:
        diagonal = 0
        for j, other in enumerate(wanted, 1):
            diagonal, row[j] = row[j], diagonal + 1 if word == other else max(row[j], row[j - 1])
    return 2 * row[-1] / (len(got) + len(wanted))


@dataclass(frozen=True, slots=True)
class PrecisionRecall:
    """None where nothing was said or nothing was due."""

    precision: float | None
    recall: float | None


def precision_recall(said: Sequence[bool], due: Sequence[bool]) -> PrecisionRecall:
    """How often what was said was due, and what was due was said."""
    both = sum(s and d for s, d in zip(said, due, strict=True))
    return PrecisionRecall(both / sum(said) if any(said) else None, both / sum(due) if any(due) else None)


def abstention(outputs: Sequence[str], references: Sequence[str]) -> PrecisionRecall:
    """Abstaining, as the thing to be found; an empty reference means that there is no answer."""
    said = [exact(o, NO_ANSWER) for o in outputs]
    due = [not r.strip() or exact(r, NO_ANSWER) for r in references]
    return precision_recall(said, due)


def unsupported(bullet: str, source: str) -> bool:
    """Whether a bullet says a number or a capitalised name that its English source sentence does not.

    Initials of names in the source count as said there: SDF for Syrian Democratic Forces.
    """
    if bullet.strip() == NO_MOVEMENT:
        return False
    if values(bullet) - values(source):
        return True
    known = {w.lower() for w in _WORD.findall(source)}
    capitals = "".join(w[0] for w in re.findall(r"\b[A-Z][\w'’]*", source))
    for i, word in enumerate(_WORD.findall(bullet)):
        low = word.lower().removesuffix("'s").removesuffix("’s")
        if i == 0 or not word[0].isupper() or low in known or low + "s" in known or f"{low}'s" in known:
            continue
        if word.isupper() and word in capitals:
            continue
        return True
    return False


@dataclass(frozen=True, slots=True)
class Point:
    """At this confidence and above: the share of sentences, and how many of them are right."""

    threshold: float
    share: float
    right: float


def calibration(confidences: Sequence[float], right: Sequence[bool]) -> list[Point]:
    """One point for each distinct confidence, highest first."""
    pairs = sorted(zip(confidences, right, strict=True), key=lambda p: -p[0])
    points, good = [], 0
    for i, (confidence, is_right) in enumerate(pairs, 1):
        good += is_right
        if i == len(pairs) or pairs[i][0] != confidence:
            points.append(Point(confidence, i / len(pairs), good / i))
    return points


def threshold_for(points: Sequence[Point], target: float = 0.95) -> float | None:
    """The lowest confidence at and above which at least ``target`` are right; None if there is none."""
    return min((p.threshold for p in points if p.right >= target), default=None)
