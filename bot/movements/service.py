"""Movements as the rest of the house asks for them."""

from collections.abc import Sequence

from bot.articles import Article
from bot.movements.bullet import Bullet, make
from bot.translation import Report, Translation, Translator, counter


class Movements:
    """Finds what moved in translated articles. Bullets come from the model's bullet prompt and are checked."""

    def __init__(self, translator: Translator) -> None:
        self._translator = translator

    def bullets(
        self,
        articles: Sequence[Article],
        translations: Sequence[Sequence[Translation]],
        progress: Report | None = None,
    ) -> list[tuple[Bullet, ...]]:
        """The bullets of each article; all sentences go through the model together."""
        texts = [s.clean for a in articles for s in a.sentences]
        drafts = iter(self._translator.draft("bullet", texts, counter("Finding movements", len(texts), progress)))
        return [
            make(a, t, {s.n: next(drafts) for s in a.sentences}, self._translator.glossary)
            for a, t in zip(articles, translations, strict=True)
        ]
