"""Measures retrieval and answers on the seeds' gold questions and the held-out invented articles.

    python -m tests.answers.score retrieve            right sentence in the top 3, by what is fused
    python -m tests.answers.score answers             conversations, article by article, with the shipped model
    python -m tests.answers.score answers --made      the same over the model's own translations
    python -m tests.answers.score latency             at 5 and at --articles N articles

Gold is measured on, never fitted to; ``calibrate`` fits on the invented articles only.
"""

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.answers import Answer, Answers
from bot.answers.analyse import english_fold
from bot.answers.index import Filters
from bot.answers.retrieve import Query
from bot.articles.shelf import Shelf
from bot.inference import Engine, Manifest, Prompts, ShippedEngine
from bot.inference.embed import E5Embedder
from bot.resources import shipped
from bot.store import Database
from bot.translation import Glossary, Memory, Translator
from tests.answers.bench import Asked, Set, dev, f1, gold

ABLATIONS: Mapping[str, frozenset[str]] = {
    "bm25 english": frozenset({"english"}),
    "bm25 arabic": frozenset({"arabic"}),
    "bm25 both": frozenset({"english", "arabic"}),
    "dense": frozenset({"dense"}),
    "fused": frozenset({"english", "arabic", "dense"}),
    "with records": frozenset({"english", "arabic", "dense", "records"}),
}


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


class Room:
    """Everything of one measurement, over a new database."""

    def __init__(self, sets: Sequence[Set], made: bool = False) -> None:
        self.folder = tempfile.TemporaryDirectory()
        database = Database(Path(self.folder.name) / "mirsad.db")
        models = shipped("models")
        manifest = Manifest(models)
        self.engine: Engine = ShippedEngine(manifest[manifest.default], Prompts(shipped("prompts")))
        self.embedder = E5Embedder.shipped(models)
        glossary = Glossary.load()
        self.translator = Translator(self.engine, Memory(database), glossary)
        self.shelf = Shelf(database)
        self.answers = Answers(
            database,
            self.engine,
            self.translator,
            self.shelf,
            terms=glossary.terms,
            embedder=self.embedder,
        )
        self.sets = sets
        self.shelf.add([s.article for s in sets])
        for s in sets:
            texts = [x.clean for x in s.article.sentences]
            english = self.translator.translate(texts) if made else s.translations()
            self.answers.index(s.article, english)


def retrieve(sets: Sequence[Set], label: str) -> None:
    """Right sentence at rank 1 and among the first 3; questions as they stand alone."""
    room = Room(sets)
    retriever = room.answers._retriever
    for language in ("english", "arabic"):
        for scope in ("article", "all articles"):
            cells = []
            for name, use in ABLATIONS.items():
                first = third = n = 0
                for s in sets:
                    for q in s.asked:
                        text = (q.standalone or q.english) if language == "english" else q.arabic
                        if not q.answer or not text or (q.follows and (language == "arabic" or not q.standalone)):
                            continue
                        filters = Filters(articles=(s.article.id,)) if scope == "article" else Filters()
                        hits = retriever.search(_query(room, language, text), 3, filters, use=use)
                        right = [h.passage.article_id == s.article.id and h.passage.sentence in q.support for h in hits]
                        n, first, third = n + 1, first + any(right[:1]), third + any(right)
                cells.append(f"{name} {first / n:.2f}/{third / n:.2f}")
            say(f"{label:5} {language:8} {scope:13} n={n:3}  " + "  ".join(cells))


def _query(room: Room, language: str, text: str) -> Query:
    return Query(english=text) if language == "english" else Query(english=room.answers._english(text), arabic=text)


def conversations(room: Room, language: str | None, within: bool) -> Iterator[tuple[Set, Asked, Answer, float]]:
    """Each article's questions in their order, as one conversation."""
    for s in room.sets:
        room.answers.forget("score")
        for q in s.asked:
            text = q.english if (q.only or language) in ("en", "english") else q.arabic
            begun = time.perf_counter()
            answer = room.answers.ask(text, chat="score", articles=[s.article.id] if within else None)
            yield s, q, answer, time.perf_counter() - begun


@dataclass
class Tally:
    """What came of a set's questions."""

    counts: Counter[str] = field(default_factory=Counter)
    scores: list[float] = field(default_factory=list)  # token F1 of answerable questions
    seconds: list[float] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)

    def add(self, article: str, q: Asked, a: Answer, seconds: float) -> None:
        span = a.span or ""
        given = bool(q.answer) and not a.abstained
        right = given and (q.right(span) or q.right(a.answer or ""))
        part = english_fold(span).strip(" .") in english_fold(q.answer)
        # Another wording or a shorter form of the same: what a person would mostly let pass.
        self.counts["accepted"] += given and (right or f1(span, q.answer) >= 0.5 or (part and len(span) > 2))
        if q.answer:
            verdict = "right" if right else "missed" if a.abstained else "wrong"
            self.scores.append(f1(span, q.answer))
        else:
            verdict = "declined" if a.abstained else "invented"
        self.counts[verdict] += 1
        cited = {(c.article_id, c.sentence) for c in a.citations}
        self.counts["cited"] += bool(given and cited & {(article, n) for n in q.support})
        self.seconds.append(seconds)
        row = {"id": q.id, "kind": q.kind, "asked": a.question, "standalone": a.standalone, "gold": q.answer}
        self.rows.append(
            row | {"answer": a.answer, "span": a.span, "verdict": verdict, "confidence": a.confidence, "trace": a.trace}
        )

    def told(self) -> str:
        c = self.counts
        answerable, empty = c["right"] + c["missed"] + c["wrong"], c["declined"] + c["invented"]
        took = sorted(self.seconds)
        return (
            f"right {c['right']}/{answerable} (accepted {c['accepted']}), declined {c['declined']}/{empty}, "
            f"wrong {c['wrong']}, invented {c['invented']}; F1 {sum(self.scores) / max(1, len(self.scores)):.3f}; "
            "abstention precision "
            f"{c['declined'] / max(1, c['declined'] + c['missed']):.2f}, recall {c['declined'] / max(1, empty):.2f}; "
            f"right sentence cited {c['cited']}/{c['right'] + c['wrong']}; "
            f"seconds median {took[len(took) // 2]:.2f}, p95 {took[int(0.95 * len(took))]:.2f}"
        )


def answers(sets: Sequence[Set], label: str, options: argparse.Namespace) -> None:
    """Conversations, and what came of them."""
    room = Room(sets, options.made)
    tally = Tally()
    for s, q, a, seconds in conversations(room, options.language, not options.all):
        tally.add(s.article.id, q, a, seconds)
    over = "model's translations" if options.made else "translations by hand"
    scope = "all articles" if options.all else "within the article"
    say(f"{label} {options.language}, {over}, {scope}: {tally.told()}")
    if options.out:
        options.out.write_text(json.dumps(tally.rows, ensure_ascii=False, indent=1), encoding="utf-8")


def latency(sets: Sequence[Set], copies: int) -> None:
    """Retrieval over the set and over many copies of it under other ids."""
    room = Room(sets)
    base = room.answers._index.count()
    _multiply(room, copies)
    retriever = room.answers._retriever
    times = []
    for s in sets:
        for q in s.asked:
            text = q.english or q.arabic
            begun = time.perf_counter()
            retriever.search(_plain(text, q.english), 6)
            times.append(1000 * (time.perf_counter() - begun))
    times = sorted(times[1:])
    count = room.answers._index.count()
    middle, most = times[len(times) // 2], times[int(0.95 * len(times))]
    say(f"{count:,} sentences ({base} before): retrieve median {middle:.0f} ms, p95 {most:.0f} ms")


def _plain(text: str, english: str) -> Query:
    return Query(english=text) if english else Query(arabic=text)


def _multiply(room: Room, copies: int) -> None:
    if copies <= len(room.sets):
        return
    times = list(range(1, copies // len(room.sets)))
    copied = "substr({}, 1, 8) || printf('%08d', k.i)"
    with room.answers._index._database.write() as c:
        c.exec_driver_sql("CREATE TEMP TABLE k(i INTEGER)")
        c.exec_driver_sql("INSERT INTO k SELECT value FROM json_each(?)", (json.dumps(times),))
        c.exec_driver_sql(
            f"INSERT INTO articles(id, number, source, raw, boilerplate) SELECT {copied.format('a.id')}, "
            "a.number + 1000 * k.i, a.source, a.raw, '[]' FROM articles a, k"
        )
        c.exec_driver_sql(
            f"INSERT INTO sentences SELECT {copied.format('s.article_id')}, s.n, s.paragraph, s.start, s.end, s.clean "
            "FROM sentences s, k"
        )
        c.exec_driver_sql(
            "INSERT INTO passages(article_id, n, en, ar_terms, en_terms, facts_terms, vector, embedder) SELECT "
            f"{copied.format('p.article_id')}, p.n, p.en, p.ar_terms, p.en_terms, p.facts_terms, p.vector, p.embedder "
            "FROM passages p, k"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["retrieve", "answers", "latency"])
    parser.add_argument("--set", choices=["gold", "dev"])
    parser.add_argument("--language", choices=["english", "arabic"], default="english")
    parser.add_argument("--made", action="store_true", help="the model's translations instead of those by hand")
    parser.add_argument("--all", action="store_true", help="ask over all articles, not within the question's own")
    parser.add_argument("--articles", type=int, default=5)
    parser.add_argument("--out", type=Path, help="every question's outcome, as JSON")
    options = parser.parse_args()
    sets: dict[str, Callable[[], list[Set]]] = {"gold": gold, "dev": dev}
    for label in [options.set] if options.set else list(sets):
        chosen = sets[label]()
        if options.what == "retrieve":
            retrieve(chosen, label)
        elif options.what == "latency":
            latency(chosen, options.articles)
        else:
            answers(chosen, label, options)


if __name__ == "__main__":
    main()
