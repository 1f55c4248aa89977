"""The shelf: articles kept in the store, each with the number people call it by."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from bot.articles.article import Article, Sentence, Span
from bot.errors import NotFoundError
from bot.store import Database
from bot.store.tables import articles, sentences


@dataclass(frozen=True, slots=True)
class Shelved:
    """An article with its number, counted from 1 in the order of arrival."""

    number: int
    article: Article


class Shelf:
    """Articles in the database. The same article (by content) is kept once; a date found later is added to it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, found: Sequence[Article]) -> list[Shelved]:
        """Keep articles, in order; all or none."""
        with self._database.write() as connection:
            return [Shelved(self._keep(connection, a), a) for a in found]

    def all(self) -> list[Shelved]:
        """Every article, by number."""
        with self._database.read() as connection:
            rows = connection.execute(select(articles).order_by(articles.c.number)).all()
            return [self._load(connection, row) for row in rows]

    def get(self, reference: str) -> Shelved:
        """The article with that number ("3", "#3") or whose id begins so.

        Raises:
            NotFoundError: there is none, or several ids begin so.
        """
        wanted = reference.strip().removeprefix("#")
        query = select(articles).where(articles.c.id.startswith(wanted.lower(), autoescape=True))
        if wanted.isdecimal() and len(wanted) < 9:
            query = select(articles).where(articles.c.number == int(wanted))
        elif not re.fullmatch(r"[0-9a-fA-F]{4,16}", wanted):
            raise NotFoundError(f"'{reference}' is no article number or id. 'mirsad articles' lists them.")
        with self._database.read() as connection:
            rows = connection.execute(query.limit(2)).all()
            if not rows:
                raise NotFoundError(f"There is no article '{reference}'. 'mirsad articles' lists them.")
            if len(rows) > 1:
                raise NotFoundError(f"Several articles have an id that begins with '{reference}'; give more of it.")
            return self._load(connection, rows[0])

    def _keep(self, connection: Connection, article: Article) -> int:
        known = connection.execute(select(articles).where(articles.c.id == article.id)).one_or_none()
        if known is None:
            number: int = connection.execute(select(func.coalesce(func.max(articles.c.number), 0) + 1)).scalar_one()
            connection.execute(insert(articles).values(id=article.id, number=number, **_columns(article)))
        else:
            number = known.number
            if article.published is None and known.published is not None:  # what is known stays known
                keep = {"published": known.published, "published_from": known.published_from}
            else:
                keep = {}
            connection.execute(
                update(articles).where(articles.c.id == article.id).values(**{**_columns(article), **keep})
            )
            connection.execute(sentences.delete().where(sentences.c.article_id == article.id))
        if article.sentences:
            connection.execute(
                insert(sentences),
                [
                    {
                        "article_id": article.id,
                        "n": s.n,
                        "paragraph": s.paragraph,
                        "start": s.start,
                        "end": s.end,
                        "clean": s.clean,
                    }
                    for s in article.sentences
                ],
            )
        return number

    def _load(self, connection: Connection, row: Row[Any]) -> Shelved:
        found = connection.execute(select(sentences).where(sentences.c.article_id == row.id).order_by(sentences.c.n))
        return Shelved(
            row.number,
            Article(
                id=row.id,
                source=row.source,
                raw=row.raw,
                headline=row.headline,
                published=date.fromisoformat(row.published) if row.published else None,
                published_from=row.published_from,
                sentences=tuple(
                    Sentence(s.n, s.paragraph, s.start, s.end, row.raw[s.start : s.end], s.clean, id=f"{row.id}.{s.n}")
                    for s in found
                ),
                boilerplate=tuple(Span(*b) for b in row.boilerplate),
            ),
        )


def _columns(article: Article) -> dict[str, Any]:
    return {
        "source": article.source,
        "raw": article.raw,
        "headline": article.headline,
        "published": article.published.isoformat() if article.published else None,
        "published_from": article.published_from,
        "boilerplate": [[b.start, b.end, b.rule] for b in article.boilerplate],
    }
