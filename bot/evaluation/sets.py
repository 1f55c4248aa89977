"""Test sets: TSV of arabic, english and perhaps a bullet; JSONL of pairs or of annotated articles."""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from bot.errors import InputError, UnreadableError


@dataclass(frozen=True, slots=True)
class Pair:
    """An Arabic sentence with its reference; ``bullet`` is None where none was written."""

    arabic: str
    english: str
    bullet: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question over English sentences; an empty answer means that they hold none."""

    context: str
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class EvaluationSet:
    """A file's name (without ending) and what it holds."""

    name: str
    pairs: tuple[Pair, ...]
    questions: tuple[Question, ...] = field(default=())


def _tsv(text: str, path: Path) -> Iterator[Pair]:
    for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter="\t", quoting=csv.QUOTE_NONE), 1):
        if not row or not any(cell.strip() for cell in row):
            continue
        if number == 1 and row[0].strip().lower() in {"arabic", "ar"}:
            continue
        if len(row) not in (2, 3):
            raise InputError(f"{path}, line {number}: {len(row)} columns instead of arabic, english[, bullet].")
        yield Pair(row[0].strip(), row[1].strip(), row[2].strip() or None if len(row) == 3 else None)


def _article(entry: Mapping[str, Any]) -> tuple[list[Pair], list[Question]]:
    arabic, english = entry["ar"], entry["en"]
    bullets = {b["sentences"][0]: b["text"] for b in entry.get("bullets", []) if len(b["sentences"]) == 1}
    pairs = [Pair(a, e, bullets.get(i)) for i, (a, e) in enumerate(zip(arabic, english, strict=True), 1)]
    questions = []
    for qa in entry.get("qa", []):
        # A few sentences as retrieval would find them: the right one among others; always the same ones.
        at = (qa["sentence"] or 0) - 1
        others = [i for i in range(len(english)) if i != at]
        keep = Random(f"{entry.get('id')}/{qa['q']}").sample(others, min(3, len(others))) + ([at] if at >= 0 else [])
        context = " ".join(english[i] for i in sorted(keep))
        questions.append(Question(context, qa.get("standalone", qa["q"]), qa["a"] or ""))
    return pairs, questions


def _json(text: str, path: Path) -> tuple[list[Pair], list[Question]]:
    pairs: list[Pair] = []
    questions: list[Question] = []
    if path.suffix == ".json":
        try:
            entries = [(1, entry) for entry in json.loads(text)]
        except ValueError as e:
            raise InputError(f"{path}: not JSON ({e}).") from e
    else:
        entries = []
        for number, line in enumerate(text.splitlines(), 1):
            if line.strip():
                try:
                    entries.append((number, json.loads(line)))
                except ValueError as e:
                    raise InputError(f"{path}, line {number}: not JSON ({e}).") from e
    for number, entry in entries:
        try:
            arabic, english = entry.get("ar", entry.get("arabic")), entry.get("en", entry.get("english"))
            if isinstance(arabic, list):
                more_pairs, more_questions = _article(entry)
                pairs += more_pairs
                questions += more_questions
            elif "context" in entry:
                questions.append(Question(entry["context"], entry["question"], entry.get("answer") or ""))
            elif isinstance(arabic, str) and isinstance(english, str):
                flat = [" ".join(t.split()) for t in (arabic, english)]
                pairs.append(Pair(flat[0], flat[1], entry.get("bullet")))
            else:
                raise KeyError("ar and en")
        except (KeyError, TypeError, AttributeError, ValueError) as e:
            raise InputError(f"{path}, entry on line {number}: no pair, question or article ({e!r}).") from e
    return pairs, questions


def read(path: Path) -> EvaluationSet:
    """The set in a ``.tsv``, ``.jsonl`` or ``.json`` file; the error names file and line."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as e:
        raise UnreadableError(f"Cannot read {path}: {e}") from e
    if path.suffix in {".jsonl", ".json"}:
        pairs, questions = _json(text, path)
    else:
        pairs, questions = list(_tsv(text, path)), []
    if not pairs and not questions:
        raise InputError(f"{path} holds nothing to evaluate.")
    stem = path.name.split(".")[0]
    # The bitext's files are numbered by theme: "15" alone would name several.
    name = f"{path.resolve().parent.name}/{stem}" if stem.isdigit() else stem
    return EvaluationSet(name, tuple(pairs), tuple(questions))


def merge(name: str, parts: Sequence[EvaluationSet]) -> EvaluationSet:
    """Several sets as one: corpus scores of the whole are not the mean of the parts'."""
    return EvaluationSet(name, tuple(p for s in parts for p in s.pairs), tuple(q for s in parts for q in s.questions))
