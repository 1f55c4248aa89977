"""The annotated articles as the package takes them."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from bot.articles.arabic import clean
from bot.articles.article import Article, Sentence

GOLD = Path(__file__).parents[1] / "data" / "gold"
STEMS = sorted(p.name.removesuffix(".sents.json") for p in GOLD.glob("0*.sents.json"))


def article(ident: str, sentences: list[str], published: date | None = None) -> Article:
    """An article of these sentences, one a line."""
    made, at = [], 0
    for n, text in enumerate(sentences, 1):
        made.append(Sentence(n, n - 1, at, at + len(text), text, clean(text), f"{ident}.{n}"))
        at += len(text) + 1
    return Article(ident, ident, "\n".join(sentences), None, published, "sidecar", tuple(made), ())


def read(stem: str) -> tuple[Article, dict[int, str], dict[int, list[dict[str, Any]]]]:
    """A gold article, its translations and its records, by 1-based sentence number.

    The day is the annotator's inference, passed as a user would pass ``--published``.
    """
    pairs = json.loads((GOLD / f"{stem}.sents.json").read_text(encoding="utf-8"))
    gold = json.loads((GOLD / f"{stem}.json").read_text(encoding="utf-8"))
    made = article(stem[:3], [p["ar"] for p in pairs], date.fromisoformat(gold["article_date"]))
    records = {m["sent"] + 1: m["records"] for m in gold["movement_sentences"]}
    return made, {n: p["en"] for n, p in enumerate(pairs, 1)}, records
