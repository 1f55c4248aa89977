"""Arabic sentences to checked English ones: memory, model, glossary, checks, and another try where they fail."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot.articles import split
from bot.articles.arabic import clean
from bot.inference import GREEDY, Decoding, Engine, Hypothesis, Progress
from bot.translation.checks import check
from bot.translation.glossary import Glossary
from bot.translation.memory import Memory, key
from bot.translation.text import Mark, Translation

# Part of the memory's key: raise it when the checks or the way of trying again change, so that old results are
# made anew.
METHOD = "2"

# How bad a mark is when candidates are compared: what turns a fact round weighs more than what reads badly.
_WEIGHT = {"loop": 8, "arabic": 8, "role": 6, "negation": 5, "number": 4, "percentage": 4, "date": 3, "direction": 3}
_WEIGHT_OF_OTHERS = 2

_LONG = 24  # words from which a sentence that failed is also tried in two parts
_CLAUSE = re.compile(r"[،؛;,:]\s+|\s+(?=(?:فيما|بينما|حيث|كما|في حين|مشيرا|مؤكدا|مضيفا)\b)")


class Translator:
    """Translates with one engine. Results come from the translation memory where nothing that shaped them changed.

    The method: greedy first; a sentence that fails a check is decoded again with a beam, and a long one also in
    two parts; of all candidates the one with the least serious marks wins, then the most confident. What still
    fails keeps its marks, which every face shows.
    """

    def __init__(self, engine: Engine, memory: Memory, glossary: Glossary, *, beam: int = 4) -> None:
        self._engine = engine
        self._memory = memory
        self._glossary = glossary
        self._again = Decoding("beam", beam=beam, n_best=beam)

    @property
    def glossary(self) -> Glossary:
        """The terms that come out as written."""
        return self._glossary

    @property
    def made_with(self) -> dict[str, str]:
        """What shaped the translations, for provenance: engine, model revision, glossary revision."""
        shape = self._shape("checked")
        return {k: shape[k] for k in ("engine", "revision", "glossary")}

    def translate(self, sentences: Sequence[str], progress: Progress | None = None) -> list[Translation]:
        """One translation a sentence, in order. ``progress`` is called with the number finished."""
        return self._memory.through("translate", sentences, self._shape("checked"), self._checked, progress)

    def translate_texts(self, texts: Sequence[str], progress: Progress | None = None) -> list[Translation]:
        """One translation for each text of any length, which may be empty or hold several sentences."""
        cut = [[clean(t[start:end]) for start, end in split.sentences(t)] for t in texts]
        made = iter(self.translate([s for sentences in cut for s in sentences], progress))
        return [_whole(t, [next(made) for _ in sentences]) for t, sentences in zip(texts, cut, strict=True)]

    def remembered(self, sentences: Sequence[str]) -> list[Translation | None]:
        """What the memory holds of these sentences; the model is not asked."""
        shape = self._shape("checked")
        keys = [key("translate", s, **shape) for s in sentences]
        found = self._memory.find(keys)
        return [found.get(k) for k in keys]

    def draft(self, task: str, sentences: Sequence[str], progress: Progress | None = None) -> list[Translation]:
        """Another of the model's prompts over Arabic sentences (``bullet``, ``question``), unchecked but remembered.

        Empty texts where the engine cannot do the task.
        """
        if task not in self._engine.tasks:
            return [Translation(s, "", (), 0.0, GREEDY.name) for s in sentences]

        def make(sources: Sequence[str]) -> list[Translation]:
            outputs = self._engine.run(task, [{"sentence": s} for s in sources])
            return [
                Translation(s, o[0].text, (), o[0].confidence, GREEDY.name)
                for s, o in zip(sources, outputs, strict=True)
            ]

        return self._memory.through(task, sentences, self._shape("draft"), make, progress)

    def _shape(self, method: str) -> dict[str, str]:
        """All that shapes a result beside the text."""
        return {
            "engine": self._engine.name,
            "revision": self._engine.revision,
            "decoding": self._again.tag,
            "glossary": self._glossary.revision,
            "method": f"{method} {METHOD}",
        }

    def _checked(self, sentences: Sequence[str]) -> list[Translation]:
        best = [self._best(s, GREEDY, [h]) for s, h in zip(sentences, self._decode(sentences, GREEDY), strict=True)]
        failed = [i for i, t in enumerate(best) if t.marks]
        for i, hypotheses in zip(failed, self._decode([sentences[i] for i in failed], self._again), strict=True):
            best[i] = min(best[i], self._best(sentences[i], self._again, [hypotheses]), key=_rank)
        halves = {i: parts for i in failed if best[i].marks and (parts := _two_parts(sentences[i]))}
        decoded = iter(self._decode([p for parts in halves.values() for p in parts], GREEDY))
        for i in halves:
            joined = self._best(sentences[i], Decoding("parts"), [next(decoded), next(decoded)])
            best[i] = min(best[i], joined, key=_rank)
        return best

    def _decode(self, sentences: Sequence[str], decoding: Decoding) -> list[tuple[Hypothesis, ...]]:
        """The engine's hypotheses; with the glossary's names as hints where the model has learnt to read them."""
        if not sentences:
            return []
        if "translate_terms" not in self._engine.tasks:
            return self._engine.run("translate", [{"sentence": s} for s in sentences], decoding)
        hints = ["; ".join(f"{a} = {e}" for a, e in self._glossary.hints(s)) for s in sentences]
        outputs: list[tuple[Hypothesis, ...]] = [()] * len(sentences)
        for task, chosen in (("translate", [not h for h in hints]), ("translate_terms", [bool(h) for h in hints])):
            places = [i for i, c in enumerate(chosen) if c]
            inputs = [{"sentence": sentences[i]} | ({"terms": hints[i]} if hints[i] else {}) for i in places]
            for i, output in zip(places, self._engine.run(task, inputs, decoding), strict=True):
                outputs[i] = output
        return outputs

    def _best(self, arabic: str, decoding: Decoding, parts: Sequence[tuple[Hypothesis, ...]]) -> Translation:
        """The best of the candidates; several parts are joined, the first hypothesis of each."""
        if len(parts) > 1:
            texts: Iterable[tuple[str, float]] = [
                (_join([p[0].text for p in parts]), min(p[0].confidence for p in parts)),
            ]
        else:
            texts = [(h.text, h.confidence) for h in parts[0]]
        return min(self._judge(arabic, texts, decoding), key=_rank)

    def _judge(self, arabic: str, texts: Iterable[tuple[str, float]], decoding: Decoding) -> Iterator[Translation]:
        for text, confidence in texts:
            english = self._glossary.enforce(arabic, text)
            yield Translation(arabic, english, check(arabic, english, self._glossary), confidence, decoding.name)


def severity(marks: Iterable[Mark]) -> int:
    """How serious marks are together; 0 is none."""
    return sum(_WEIGHT.get(m.code, _WEIGHT_OF_OTHERS) for m in marks)


def _rank(candidate: Translation) -> tuple[int, float]:
    return severity(candidate.marks), -candidate.confidence


def _whole(source: str, parts: Sequence[Translation]) -> Translation:
    """Translated sentences as one text; as little to be trusted as its worst sentence."""
    if len(parts) == 1:
        return replace(parts[0], source=source)
    return Translation(
        source,
        " ".join(p.text for p in parts),
        tuple(m for p in parts for m in p.marks),
        min((p.confidence for p in parts), default=1.0),
        parts[0].decoding if parts else GREEDY.name,
        all(p.reused for p in parts),
    )


def _two_parts(sentence: str) -> tuple[str, str] | None:
    """A long sentence cut at the clause boundary nearest its middle; None where there is none well inside."""
    if len(sentence.split()) < _LONG:
        return None
    middle = len(sentence) / 2
    cuts = [m for m in _CLAUSE.finditer(sentence) if abs(m.end() - middle) < len(sentence) / 4]
    if not cuts:
        return None
    cut = min(cuts, key=lambda m: abs(m.end() - middle))
    return sentence[: cut.start()].strip(), sentence[cut.end() :].strip()


def _join(parts: Sequence[str]) -> str:
    """English parts as one sentence: inner full stops become commas."""
    head = [p.rstrip(" .,;") for p in parts[:-1]]
    return ", ".join([*head, parts[-1]])
