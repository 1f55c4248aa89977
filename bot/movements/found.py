"""A movement with where it was read, and choosing among many."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.articles.article import Article
from bot.movements.bullets import status
from bot.movements.record import Movement
from bot.movements.words import fold


@dataclass(frozen=True, slots=True)
class Found:
    """A movement, the article it is from, and its sentence: ``start`` and ``end`` are code points into the original."""

    movement: Movement
    article: str  # the article's id
    source: str  # path or URL
    published: str | None  # ISO
    start: int
    end: int
    arabic: str
    english: str


def found(
    article: Article, movements: Iterable[Movement], translations: Mapping[int, str] | None = None
) -> list[Found]:
    """An article's movements with their provenance."""
    sentences = {s.n: s for s in article.sentences}
    day = article.published.isoformat() if article.published else None
    made = []
    for m in movements:
        s = sentences[m.sentence]
        english = (translations or {}).get(s.n, "")
        made.append(Found(m, article.id, article.source, day, s.start, s.end, s.text, english))
    return made


def chosen(
    entries: Iterable[Found], *, actor: str | None = None, place: str | None = None, since: str | None = None,
    until: str | None = None, status_is: str | None = None,
) -> list[Found]:  # fmt: skip
    """Those that fit. Names match in either language, any part of them; dates are ISO and inclusive.

    A movement without a date fits no date filter. ``status_is`` is a bullet's status.
    """
    kept = []
    for f in entries:
        m = f.movement
        if actor is not None and not _named(
            actor, [*(a.name for a in m.actor), *(a.name for a in m.allies), *m.opponent]
        ):
            continue
        if place is not None and not _named(place, [n for p in m.places for n in (p.name_en, p.name_ar)]):
            continue
        if status_is is not None and status(m) != status_is:
            continue
        if since is not None and (
            m.event_date is None or (m.event_date_end or m.event_date) < since[: len(m.event_date_end or m.event_date)]
        ):
            continue
        if until is not None and (m.event_date is None or m.event_date > until):
            continue
        kept.append(f)
    return kept


def _named(wanted: str, names: Sequence[str]) -> bool:
    low = fold(wanted).lower()
    return any(low in fold(n).lower() for n in names)
