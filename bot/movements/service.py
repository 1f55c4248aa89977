"""Movements as the rest of the house asks for them."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from bot.articles import Article
from bot.movements.bullet import Bullet
from bot.movements.bullets import bullets
from bot.movements.extract import extract
from bot.movements.found import Found, found
from bot.movements.places import Gazetteer
from bot.movements.record import Movement
from bot.translation import Report, Translation, Translator, counter

UNSURE = 0.73  # below this mean token probability the model's bullet is not used: too often its actor is wrong


class Movements:
    """Finds what moved in translated articles: records from the Arabic, bullets from records and the model.

    Args:
        translator: gives the model's bullets and the glossary.
        cache: folder in which the gazetteer is indexed once.
    """

    def __init__(self, translator: Translator, cache: Path) -> None:
        self._translator = translator
        self._cache = cache

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Where places are looked up; indexed at the first use on a machine."""
        return Gazetteer(self._cache)

    def records(self, article: Article, translations: Sequence[Translation]) -> list[Movement]:
        """The movement records of an article, in the order of its sentences."""
        return extract(article, _english(article, translations), gazetteer=self.gazetteer)

    def found(self, article: Article, translations: Sequence[Translation]) -> list[Found]:
        """The records of an article with their provenance."""
        return found(article, self.records(article, translations), _english(article, translations))

    def bullets(
        self,
        articles: Sequence[Article],
        translations: Sequence[Sequence[Translation]],
        progress: Report | None = None,
    ) -> list[tuple[Bullet, ...]]:
        """The bullets of each article; all sentences go through the model together."""
        texts = [s.clean for a in articles for s in a.sentences]
        drafts = iter(self._translator.draft("bullet", texts, counter("Finding movements", len(texts), progress)))
        made = []
        for article, english in zip(articles, translations, strict=True):
            offered = {s.n: d.text for s in article.sentences if (d := next(drafts)).confidence >= UNSURE}
            records = self.records(article, english)
            glossary = self._translator.glossary
            made.append(bullets(article, records, _english(article, english), offered, glossary=glossary))
        return made


def _english(article: Article, translations: Sequence[Translation]) -> dict[int, str]:
    return {s.n: t.text for s, t in zip(article.sentences, translations, strict=True)}
