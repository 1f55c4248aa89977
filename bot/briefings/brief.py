"""From articles to a briefing: translate everything together, find the movements, write the bullets."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.articles import Article, Problem
from bot.articles.shelf import Shelf, Shelved
from bot.movements import Bullet, Movements
from bot.movements.phrasing import claimant
from bot.translation import Mark, Report, Translation, Translator, counter

TITLE_WORDS = 14  # an article without a headline is called by so many words of its first sentence


@dataclass(frozen=True, slots=True)
class BriefedSentence:
    """A sentence with its translation. ``start`` and ``end`` are code points into the article's original."""

    n: int
    ar: str
    en: str
    marks: tuple[Mark, ...]
    confidence: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class BriefedArticle:
    """One article as briefed. ``number`` is what people call it; ``published`` is None when nothing says."""

    number: int
    id: str
    source: str
    title: str
    published: date | None
    published_from: str | None
    sentences: tuple[BriefedSentence, ...]
    bullets: tuple[Bullet, ...]


@dataclass(frozen=True, slots=True)
class Work:
    """What a briefing took: counts of sentences, and seconds."""

    sentences: int
    reused: int  # from the translation memory
    again: int  # decoded more than once
    marked: int
    bullets: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Briefing:
    """Briefed articles in order, the files that could not be used, and how it was made."""

    articles: tuple[BriefedArticle, ...]
    problems: tuple[Problem, ...]
    work: Work
    made_with: Mapping[str, str]  # engine, model revision, glossary revision


class Briefer:
    """Makes briefings; everything it translates is kept in the shelf and the translation memory."""

    def __init__(self, shelf: Shelf, translator: Translator, movements: Movements) -> None:
        self._shelf = shelf
        self._translator = translator
        self._movements = movements

    def brief(
        self, articles: Sequence[Article], problems: Sequence[Problem] = (), progress: Report | None = None
    ) -> Briefing:
        """Brief these articles. Those given twice are briefed once.

        Args:
            articles: as loaded; they are put on the shelf.
            problems: files that could not be loaded, to be told in the briefing.
            progress: called with the stage's name, sentences done and sentences in all.
        """
        begun = time.perf_counter()
        shelved = self._shelf.add(list({a.id: a for a in articles}.values()))
        translations = self.translate([s.article for s in shelved], progress)
        bullets = self._movements.bullets([s.article for s in shelved], translations, progress)
        briefed = tuple(_briefed(s, t, b) for s, t, b in zip(shelved, translations, bullets, strict=True))
        every = [t for of_article in translations for t in of_article]
        work = Work(
            sentences=len(every),
            reused=sum(t.reused for t in every),
            again=sum(t.decoding != "greedy" for t in every),
            marked=sum(bool(t.marks) for t in every),
            bullets=sum(len(a.bullets) for a in briefed),
            seconds=time.perf_counter() - begun,
        )
        return Briefing(briefed, tuple(problems), work, self._translator.made_with)

    def translate(self, articles: Sequence[Article], progress: Report | None = None) -> list[tuple[Translation, ...]]:
        """The translations of each article's sentences; all articles go through the model together."""
        texts = [s.clean for a in articles for s in a.sentences]
        flat = iter(self._translator.translate(texts, counter("Translating", len(texts), progress)))
        return [tuple(next(flat) for _ in a.sentences) for a in articles]


def _briefed(shelved: Shelved, translations: Sequence[Translation], bullets: tuple[Bullet, ...]) -> BriefedArticle:
    article = shelved.article
    return BriefedArticle(
        number=shelved.number,
        id=article.id,
        source=article.source,
        title=title(article, translations, bullets),
        published=article.published,
        published_from=article.published_from,
        sentences=tuple(
            BriefedSentence(s.n, s.text, t.text, t.marks, t.confidence, s.start, s.end)
            for s, t in zip(article.sentences, translations, strict=True)
        ),
        bullets=bullets,
    )


def title(article: Article, translations: Sequence[Translation], bullets: Sequence[Bullet]) -> str:
    """The headline in English; without one the first words of the first sentence, and who claims it."""
    if not translations:
        return article.source
    first = translations[0].text.rstrip(".")
    words = first.split()
    if article.headline or len(words) <= TITLE_WORDS:
        return first
    claimants = [c for b in bullets if 1 in b.sentences and b.claimant for c in b.claimant.split(" and ")]
    return " ".join(words[:TITLE_WORDS]) + " …" + (f" ({claimant(claimants[0])})" if claimants else "")
