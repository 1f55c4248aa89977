"""Finding the sentences a question is about: several rankings, fused.

Reciprocal-rank fusion (Cormack, Clarke and Buettcher, SIGIR 2009): a passage scores the sum over rankings of
weight / (:data:`K` + rank).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.answers.analyse import arabic_query, english_query, english_stem, is_function_word
from bot.answers.dense import Dense
from bot.answers.facts import asked_facts
from bot.answers.index import Filters, Index, Passage
from bot.answers.names import Name, Names, alike, sound

K = 5  # smaller than the usual 60: here a first place matters, for a handful of sentences is read
DEEP = 60  # how far each ranking is read
WEIGHTS: Mapping[str, float] = {"english": 1.0, "arabic": 1.0, "dense": 2.0, "records": 0.25, "before": 0.4}
NAMES_ONLY = 0.2  # the weight of a language in which only the question's names are known


@dataclass(frozen=True, slots=True)
class Query:
    """A question as the index is asked it. Either language may be missing."""

    english: str = ""
    arabic: str = ""
    before: tuple[tuple[str, int], ...] = ()  # (article id, sentence) cited in the turn that this one follows


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found, its fused score, and its rank (from 1) in each ranking that found it."""

    passage: Passage
    score: float
    ranks: Mapping[str, int] = field(default_factory=dict)


class Retriever:
    """Ranks passages for a query."""

    def __init__(self, index: Index, names: Names, dense: Dense | None = None) -> None:
        self._index = index
        self._names = names
        self._dense = dense

    def search(
        self, query: Query, limit: int, filters: Filters | None = None, *, use: frozenset[str] = frozenset(WEIGHTS)
    ) -> list[Hit]:
        """The best passages. ``use`` names the rankings to fuse; leaving some out is for measuring."""
        filters = filters or Filters()
        rankings = {name: ids for name, ids in self._rankings(query, filters, use).items() if ids}
        weights = dict(WEIGHTS)
        for side, asked in (("english", query.english), ("arabic", query.arabic)):
            if not asked:  # only the names are known in this language
                weights[side] = NAMES_ONLY
        scores: dict[int, float] = {}
        ranks: dict[int, dict[str, int]] = {}
        for name, ids in rankings.items():
            for rank, passage in enumerate(ids, 1):
                scores[passage] = scores.get(passage, 0.0) + weights[name] / (K + rank)
                ranks.setdefault(passage, {})[name] = rank
        best = sorted(scores, key=lambda p: (-scores[p], p))[:limit]
        found = self._index.passages(best)
        return [Hit(found[p], scores[p], ranks[p]) for p in best if p in found]

    def words(self, query: Query) -> tuple[list[str], list[str]]:
        """(English, Arabic) words and phrases looked for: the question's own, and its names in every spelling."""
        names = self._names.find(query.english) + self._names.find(query.arabic)
        own = english_query(query.english)
        english = [*own, *self._misspelt(own, names), *(e for n in names for e in n.english)]
        arabic = [*arabic_query(query.arabic), *(a for n in names for a in n.arabic)]
        return list(dict.fromkeys(english)), list(dict.fromkeys(arabic))

    def _rankings(self, query: Query, filters: Filters, use: frozenset[str]) -> dict[str, list[int]]:
        english, arabic = self.words(query)
        rankings: dict[str, list[int]] = {}
        if "english" in use:
            rankings["english"] = self._index.by_words("en", english, DEEP, filters)
        if "arabic" in use:
            rankings["arabic"] = self._index.by_words("ar", arabic, DEEP, filters)
        if "dense" in use and self._dense is not None:
            rankings["dense"] = self._dense.rank(query.english or query.arabic, DEEP, filters)
        if "records" in use:
            rankings["records"] = self._index.by_words("facts", asked_facts(query.english, english), DEEP, filters)
        if "before" in use:
            beside = [(a, n + step) for step in (0, 1, -1) for a, n in query.before]
            rankings["before"] = self._within(self._index.at(dict.fromkeys(beside)), filters)
        return rankings

    def _within(self, found: Sequence[Passage], filters: Filters) -> list[int]:
        return [p.id for p in found if filters.articles is None or p.article_id in filters.articles]

    def _misspelt(self, words: Sequence[str], names: Sequence[Name]) -> list[str]:
        """Words of the index that sound like a word of the question which the index does not have."""
        known = {w for n in names for w in n.written.lower().replace("-", " ").split()}
        found: list[str] = []
        for word in words:
            if len(word) < 5 or word in known or is_function_word(word) or not word.isalpha():
                continue
            near = self._index.words_like(word[0])
            if english_stem(word) in near:
                continue
            heard = sound(word)
            found += [w for w in near if len(w) > 3 and alike(sound(w), heard)][:3]
        return found
