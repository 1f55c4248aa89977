"""Fits ``bot/answers/calibration.toml``: how likely a reading is right, from its features.

    python -m tests.answers.calibrate --reads reads.json      read (slow, once) and keep what was read
    python -m tests.answers.calibrate --reads reads.json      fit on what was kept, and print the table

Logistic regression with an L2 penalty, by Newton's method, on the held-out invented articles; figures are from
leaving out one article at a time.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bot.answers.read import FIRST, MORE, together, weigh
from bot.answers.retrieve import Hit
from tests.answers.bench import Set, dev, f1
from tests.answers.score import Room, _query, say

PENALTY = 1.0


def read(sets: Sequence[Set], contexts: Sequence[Sequence[int]]) -> list[dict[str, Any]]:
    """Every question, standing alone, over every context; within its article."""
    room = Room(sets)
    rows = []
    for s in sets:
        for q in s.asked:
            query = _query(room, "english", q.standalone or q.english)
            hits = room.answers.search(query.english, 6, _only(s))
            inputs = [together([hits[i].passage for i in c]) for c in contexts if c[-1] < len(hits)]
            outputs = room.engine.run("answer", [{"context": c, "question": query.english} for c in inputs])
            rows.append(
                {
                    "article": s.article.source,
                    "id": q.id,
                    "question": query.english,
                    "answer": q.answer,
                    "hits": [[h.passage.sentence, h.passage.en, h.score] for h in hits],
                    "reads": [[o[0].text, o[0].confidence, c] for o, c in zip(outputs, contexts, strict=False)],
                }
            )
    return rows


def _only(s: Set) -> Any:
    from bot.answers.index import Filters

    return Filters(articles=(s.article.id,))


def is_right(answer: str, gold: str) -> bool:
    """The gold answer, or one that shares most words with it or holds it."""
    from bot.answers.analyse import english_fold

    a, g = english_fold(answer).strip(" ."), english_fold(gold)
    return bool(gold) and (f1(answer, gold) >= 0.6 or g in a or (len(a) > 2 and a in g))


def fit(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Weights (features,) of a logistic regression; the bias, column 0, is not penalised."""
    w = np.zeros(x.shape[1])
    penalty = PENALTY * np.eye(x.shape[1])
    penalty[0, 0] = 1e-6
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (p - y) + penalty @ w
        step = np.linalg.solve(x.T @ (x * (p * (1 - p))[:, None]) + penalty, gradient)
        w -= step
        if np.abs(step).max() < 1e-8:
            break
    return w


def hits_of(row: dict[str, Any]) -> list[Hit]:
    from bot.answers.index import Passage

    return [Hit(Passage(i, row["article"], 1, n, "", en, 0, 0), score) for i, (n, en, score) in enumerate(row["hits"])]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reads", type=Path, required=True)
    options = parser.parse_args()
    if not options.reads.is_file():
        options.reads.write_text(json.dumps(read(dev(), [*FIRST, *MORE]), ensure_ascii=False), encoding="utf-8")
    rows = json.loads(options.reads.read_text(encoding="utf-8"))
    say("[first]")
    evaluate(rows, FIRST)
    say("[more]")  # fitted on all: what the first sentence does not answer is too little to learn from
    evaluate(rows, (*FIRST, *MORE))


def evaluate(rows: Sequence[dict[str, Any]], contexts: Sequence[Sequence[int]], *, table: bool = True) -> None:
    """Fit on ``rows`` with the readings of ``contexts``, and print figures and weights."""
    wanted = {tuple(c) for c in contexts}
    readings = []
    for row in rows:
        raw = [(a, p, tuple(c)) for a, p, c in row["reads"] if tuple(c) in wanted]
        readings.append(weigh(row["question"], hits_of(row), raw))
    names = sorted({k for rs in readings for r in rs for k in r.features} - {"bias"})
    names.insert(0, "bias")
    x = np.array([[r.features[k] for k in names] for rs in readings for r in rs])
    y = np.array([float(is_right(r.answer, row["answer"])) for row, rs in zip(rows, readings, strict=True) for r in rs])
    group = np.array([row["article"] for row, rs in zip(rows, readings, strict=True) for _ in rs])
    held = np.zeros(len(y))
    for g in set(group):
        out = group == g
        held[out] = 1 / (1 + np.exp(-x[out] @ fit(x[~out], y[~out])))
    scores = iter(held)
    best = [max(((next(scores), r.answer) for r in rs), default=(0.0, "")) for rs in readings]
    ceiling = sum(any(is_right(r.answer, row["answer"]) for r in rs) for row, rs in zip(rows, readings, strict=True))
    answerable = max(1, sum(bool(row["answer"]) for row in rows))
    say(f"contexts {sorted(wanted)}: {len(y)} readings, a right one for {ceiling}/{answerable}")
    for threshold in (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6):
        right = wrong = invented = declined = 0
        total = 0.0
        for row, (score, answer) in zip(rows, best, strict=True):
            if not row["answer"]:
                declined += score < threshold
                invented += score >= threshold
            elif score >= threshold:
                total += f1(answer, row["answer"])
                right += is_right(answer, row["answer"])
                wrong += not is_right(answer, row["answer"])
        missed = answerable - right - wrong
        say(
            f"  from {threshold}: right {right}/{answerable}, wrong {wrong}, F1 {total / answerable:.3f}, declined "
            f"{declined}/{declined + invented}, abstention precision {declined / max(1, declined + missed):.2f}"
        )
    if table:
        for name, weight in zip(names, fit(x, y), strict=True):
            say(f"{name} = {weight:.3f}")


if __name__ == "__main__":
    main()
