"""The index: every sentence of the shelf's articles in both languages, in the database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, func, insert, select, update

from bot.answers.analyse import arabic_terms, english_fold
from bot.answers.facts import Movement, facts
from bot.articles import Article
from bot.inference.embed import Embedder
from bot.store import Database, sqlite
from bot.store.tables import articles, passages, sentences
from bot.translation import Translation


@dataclass(frozen=True, slots=True)
class Filters:
    """Which articles to search. ``articles`` are ids; ``source`` is part of a source; dates are inclusive."""

    articles: tuple[str, ...] | None = None
    source: str | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """One indexed sentence. ``start`` and ``end`` are code points into the article's original."""

    id: int
    article_id: str
    article_number: int
    sentence: int  # 1-based
    ar: str
    en: str
    start: int
    end: int
    published: date | None = field(default=None)


class Index:
    """Keeps passages as articles and translations change, and looks them up.

    Args:
        database: the store that holds the articles too; removing an article removes its passages.
        embedder: makes the vectors; ``None`` searches by words only.
    """

    def __init__(self, database: Database, embedder: Embedder | None = None) -> None:
        self._database = database
        self._embedder = embedder

    def add(self, article: Article, translations: Sequence[Translation], movements: Sequence[Movement] = ()) -> int:
        """Index an article that is on the shelf; only sentences that changed are written. Returns how many were.

        Args:
            article: as shelved.
            translations: one for each of its sentences.
            movements: its records, as far as there are any.
        """
        wanted = {
            s.n: {
                "article_id": article.id,
                "n": s.n,
                "en": t.text,
                "ar_terms": " ".join(arabic_terms(s.clean)),
                "en_terms": english_fold(t.text),
                "facts_terms": facts([m for m in movements if m.sentence == s.n]),
            }
            for s, t in zip(article.sentences, translations, strict=True)
        }
        with self._database.write() as connection:
            rows = connection.execute(select(passages).where(passages.c.article_id == article.id)).all()
            kept = {r.n for r in rows if r.n in wanted and all(getattr(r, k) == v for k, v in wanted[r.n].items())}
            stale = [r.id for r in rows if r.n not in kept]
            if stale:
                connection.execute(delete(passages).where(passages.c.id.in_(stale)))
            fresh = [row for n, row in wanted.items() if n not in kept]
            if fresh:
                connection.execute(insert(passages), fresh)
        self._embed(article, {n: str(row["en"]) for n, row in wanted.items()})
        return len(fresh)

    def has(self, article_id: str) -> bool:
        """Whether an article is indexed."""
        with self._database.read() as connection:
            query = select(passages.c.id).where(passages.c.article_id == article_id).limit(1)
            return connection.execute(query).first() is not None

    def count(self) -> int:
        """How many sentences are indexed."""
        with self._database.read() as connection:
            return int(connection.execute(select(func.count()).select_from(passages)).scalar_one())

    def by_words(self, side: str, words: Sequence[str], limit: int, filters: Filters) -> list[int]:
        """Passage ids by BM25 over one side ("ar": stems, "en" and "facts": folded words), best first."""
        with self._database.read() as connection:
            return sqlite.ranked(connection, side, words, limit, among(filters))

    def words_like(self, beginning: str) -> list[str]:
        """English words of the index that begin so, as Porter stems."""
        with self._database.read() as connection:
            return sqlite.known_words(connection, "en", beginning)

    def passages(self, ids: Iterable[int]) -> dict[int, Passage]:
        """Passages by id; those that are gone are left out."""
        return self._load(_PASSAGES.where(passages.c.id.in_(list(ids))))

    def at(self, places: Iterable[tuple[str, int]]) -> list[Passage]:
        """The passages at (article id, sentence), in the order asked for; those not there are left out."""
        asked = list(places)
        by_article: dict[str, set[int]] = {}
        for article_id, n in asked:
            by_article.setdefault(article_id, set()).add(n)
        found: dict[tuple[str, int], Passage] = {}
        for article_id, numbers in by_article.items():
            query = _PASSAGES.where(passages.c.article_id == article_id, passages.c.n.in_(numbers))
            found |= {(p.article_id, p.sentence): p for p in self._load(query).values()}
        return [found[place] for place in asked if place in found]

    def ids(self, filters: Filters) -> list[int]:
        """Every passage the filters let through."""
        with self._database.read() as connection:
            return [row[0] for row in connection.execute(among(filters))]

    def vector_state(self) -> tuple[int, int]:
        """Changes whenever the vectors do: how many there are, and the last passage that has one."""
        with self._database.read() as connection:
            query = select(func.count(), func.coalesce(func.max(passages.c.id), 0)).where(self._embedded())
            row = connection.execute(query).one()
        return row[0], row[1]

    def vectors(self) -> list[tuple[int, bytes]]:
        """(passage id, vectors) of all passages that have them: Arabic then English, float16."""
        with self._database.read() as connection:
            query = select(passages.c.id, passages.c.vector).where(self._embedded())
            return [(r[0], r[1]) for r in connection.execute(query)]

    def _embedded(self) -> ColumnElement[bool]:
        return passages.c.embedder == (self._embedder.name if self._embedder else "")

    def _load(self, query: Select[Any]) -> dict[int, Passage]:
        with self._database.read() as connection:
            return {
                r.id: Passage(
                    r.id,
                    r.article_id,
                    r.number,
                    r.n,
                    r.raw,
                    r.en,
                    r.start,
                    r.end,
                    date.fromisoformat(r.published) if r.published else None,
                )
                for r in connection.execute(query)
            }

    def _embed(self, article: Article, english: Mapping[int, str]) -> None:
        """Vectors for the sentences that have none from this embedder."""
        if self._embedder is None:
            return
        name = self._embedder.name
        with self._database.read() as connection:
            query = select(passages.c.id, passages.c.n).where(
                passages.c.article_id == article.id, passages.c.embedder.is_distinct_from(name)
            )
            rows = connection.execute(query).all()
        if not rows:
            return
        arabic = {s.n: s.clean for s in article.sentences}
        made = self._embedder.passages([arabic[r.n] for r in rows] + [english[r.n] for r in rows])
        with self._database.write() as connection:
            for i, row in enumerate(rows):
                pair = made[[i, len(rows) + i]].astype("float16")  # (2, dimensions)
                values = {"vector": pair.tobytes(), "embedder": name}
                connection.execute(update(passages).where(passages.c.id == row.id).values(**values))


_PASSAGES = (
    select(
        passages.c.id,
        passages.c.article_id,
        passages.c.n,
        passages.c.en,
        articles.c.number,
        articles.c.published,
        sentences.c.start,
        sentences.c.end,
        func.substr(articles.c.raw, sentences.c.start + 1, sentences.c.end - sentences.c.start).label("raw"),
    )
    .join(articles, articles.c.id == passages.c.article_id)
    .join(sentences, (sentences.c.article_id == passages.c.article_id) & (sentences.c.n == passages.c.n))
)


def among(filters: Filters) -> Select[Any]:
    """The passages that filters let through; without a WHERE when they let all through."""
    query = select(passages.c.id)
    if filters.articles is not None:
        query = query.where(passages.c.article_id.in_(filters.articles))
    if filters.source or filters.since or filters.until:
        query = query.join(articles, articles.c.id == passages.c.article_id)
    if filters.source:
        query = query.where(articles.c.source.icontains(filters.source, autoescape=True))
    if filters.since:
        query = query.where(articles.c.published >= filters.since.isoformat())
    if filters.until:
        query = query.where(articles.c.published <= filters.until.isoformat())
    return query
