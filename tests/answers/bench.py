"""The question sets as the program sees them: articles on a shelf, and where each answer lies."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bot.answers.analyse import english_fold
from bot.articles import Article, load_text
from bot.articles.arabic import content_key
from bot.translation import Translation

DATA = Path(__file__).parents[1] / "data"
SEEDS = Path(__file__).parents[2] / "seeds"


@dataclass(frozen=True)
class Asked:
    """One question of a set. ``support`` are sentences that hold the answer; ``accept`` lists of words to be in it."""

    id: str
    kind: str
    english: str
    arabic: str
    answer: str  # empty: the article does not say
    support: frozenset[int]
    follows: bool
    standalone: str
    accept: Sequence[Sequence[str]]
    only: str = ""  # the language it must be asked in

    def right(self, answer: str) -> bool:
        folded = english_fold(answer)
        if self.accept:
            return any(all(word in folded for word in words) for words in self.accept)
        return f1(answer, self.answer) > 0.999 or english_fold(self.answer) in folded


@dataclass(frozen=True)
class Set:
    article: Article
    english: tuple[str, ...]  # by hand, one a sentence
    asked: tuple[Asked, ...]

    def translations(self, made: Mapping[str, str] | None = None) -> list[Translation]:
        texts = self.english if made is None else [made[s.clean] for s in self.article.sentences]
        return [Translation(s.clean, t, (), 1.0, "gold") for s, t in zip(self.article.sentences, texts, strict=True)]


def f1(answer: str, gold: str) -> float:
    """Token F1 as in SQuAD: articles and punctuation dropped, repeated words counted."""
    drop = {"a", "an", "the"}
    a, g = (
        [w for w in english_fold(t).replace(".", " ").replace(",", " ").split() if w not in drop]
        for t in (answer, gold)
    )
    same = sum(min(a.count(w), g.count(w)) for w in set(a))
    return 2 * same / (len(a) + len(g)) if a or g else 1.0


def gold() -> list[Set]:
    """The seeds' questions. The annotator's sentences are laid over the program's by their letters."""
    sets = []
    for entry in json.loads((DATA / "gold" / "answers.json").read_text(encoding="utf-8")):
        article = load_text((SEEDS / entry["file"]).read_text(encoding="utf-8"), source=entry["file"])
        of = _overlay([s.clean for s in article.sentences], entry["ar"])
        english = tuple(" ".join(entry["en"][i] for i in numbers) for numbers in of)
        texts = {q["id"]: q["q"] for q in entry["qa"]}
        asked = tuple(
            Asked(
                id=q["id"],
                kind="follow_up" if q["follows"] else "alone",
                english=texts[q["id"]] if q["lang"] == "en" else "",
                arabic=q["q"] if q["lang"] == "ar" else "",
                answer=q["a"],
                support=frozenset(n for n, numbers in enumerate(of, 1) if {i + 1 for i in numbers} & set(q["support"])),
                follows=bool(q["follows"]),
                standalone="",
                accept=q["accept"],
                only=q["lang"],
            )
            for q in entry["qa"]
        )
        sets.append(Set(article, english, asked))
    return sets


def dev() -> list[Set]:
    """Invented articles kept out of training; every question in both languages."""
    sets = []
    for line in (DATA / "dev" / "answers.jsonl").read_text(encoding="utf-8").splitlines():
        entry: dict[str, Any] = json.loads(line)
        when = date.fromisoformat(entry["published"])
        article = load_text("\n".join(entry["ar"]), source=f"{entry['id']}.txt", published=when)
        of = _overlay([s.clean for s in article.sentences], entry["ar"])
        english = tuple(" ".join(entry["en"][i] for i in numbers) for numbers in of)
        asked = tuple(
            Asked(
                id=f"{entry['id']}-{i}",
                kind=q["kind"],
                english=q["q"],
                arabic=q["q_ar"],
                answer=q["a"] or "",
                support=frozenset(n for n, numbers in enumerate(of, 1) if (q["sentence"] or 0) - 1 in numbers),
                follows=q["kind"] == "follow_up",
                standalone=q.get("standalone") or q["q"],
                accept=(),
            )
            for i, q in enumerate(entry["qa"], 1)
        )
        sets.append(Set(article, english, asked))
    return sets


def _overlay(ours: Sequence[str], theirs: Sequence[str]) -> list[list[int]]:
    """For each of our sentences the indexes of theirs that share at least a fifth of its letters."""
    spans = []
    at = 0
    for text in theirs:
        length = len(content_key(text))
        spans.append((at, at + length))
        at += length
    whole = content_key(" ".join(theirs))
    found, begin = [], 0
    for text in ours:
        key = content_key(text)
        start = whole.find(key[:20], begin)
        start = begin if start < 0 else start
        end = start + len(key)
        begin = start + len(key) // 2
        found.append([i for i, (a, b) in enumerate(spans) if min(b, end) - max(a, start) > 0.2 * min(b - a, len(key))])
    return found
