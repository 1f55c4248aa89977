"""From an article's Arabic to movement records.

A sentence is read in layers: forces, places, times, quantities and sources are found first; then each word of movement
or control is given its agent by Arabic grammar (what follows a verb and agrees with it, what a relative pronoun refers
to, what stands before it in a headline, who acted last), its other side, its places by their prepositions, and its
doubt from the helping verb or particle in front of it. What is taken from another sentence is said in ``note``.
"""

from collections import Counter
from collections.abc import Mapping

from bot.articles.article import Article
from bot.movements import actors, attribution, dates, mentions, quantities
from bot.movements.events import Context
from bot.movements.places import Gazetteer
from bot.movements.reading import Sentence
from bot.movements.record import Movement
from bot.movements.restate import linked
from bot.movements.words import Word, words

_SHARE_OF_VOTES = 0.3  # a country with so much of the leading one's votes is part of the theatre


def extract(article: Article, translations: Mapping[int, str] | None = None, *, gazetteer: Gazetteer) -> list[Movement]:
    """The movement records of an article, sentence by sentence.

    Args:
        article: with ``published`` where it is known; without it relative dates stay expressions.
        translations: English by sentence number; only names that no table has are taken from it.
        gazetteer: where places are looked up.
    """
    english = translations or {}
    texts = {s.n: words(s.clean) for s in article.sentences}
    gazetteer.look_up(k for text in texts.values() for k in mentions.candidates(text))
    forces = {n: actors.find(text, english.get(n)) for n, text in texts.items()}
    forces = {n: tuple(sorted((*f, *actors.units(texts[n], f)), key=lambda s: s.start)) for n, f in forces.items()}
    whens = {s.n: dates.find(texts[s.n], s.clean, article.published) for s in article.sentences}
    counts = {n: quantities.find(text) for n, text in texts.items()}
    countries = _theatre(texts, forces, gazetteer)
    finder = mentions.Finder(gazetteer, english, countries)
    found = {
        n: finder.find(
            text,
            [*((f.start, f.end) for f in forces[n]), *((w.start, w.end) for w in whens[n]), *attribution.outlets(text)],
            english.get(n),
        )
        for n, text in texts.items()
    }
    places = finder.resolve(found)
    context = Context(actors.Cast(countries), gazetteer, article.published)
    made: list[Movement] = []
    for s in article.sentences:
        sentence = Sentence(
            s.n, article.id, texts[s.n], forces[s.n], places[s.n], whens[s.n], counts[s.n], context, english.get(s.n)
        )
        made.extend(sentence.records())
    return linked(made)


def _theatre(
    texts: Mapping[int, tuple[Word, ...]], forces: Mapping[int, tuple[actors.Span, ...]], gazetteer: Gazetteer
) -> list[str]:
    """The countries the article plays in, the most spoken of first; empty when nothing says."""
    votes: Counter[str] = Counter()
    for n, text in texts.items():
        votes.update(mentions.theatre(text, forces[n]))
        votes.update(mentions.countries_of_known(text, gazetteer))
    if not votes:
        return []
    most = max(votes.values())
    return [c for c, n in votes.most_common() if n >= _SHARE_OF_VOTES * most]
