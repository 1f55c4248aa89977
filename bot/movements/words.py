"""Arabic words with their place in the sentence, and phrase tables that see through clitics.

Arabic writes conjunctions and short prepositions onto the word ("وبالقوات" = "and with the forces"), so a table of
words would need every form eight times. Here a table holds the bare form, and a lookup tries a word whole, then
without what may be written onto its front.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from bot.articles.arabic import normalise

T = TypeVar("T")

_TOKEN = re.compile(r"\.{2,}|\d+(?:[.,٫]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|\S")
_ARABIC = re.compile(r"[\u0621-\u064a]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word or mark: ``text[start:end]`` of the cleaned sentence, and its folded form."""

    text: str
    norm: str
    start: int
    end: int

    @property
    def is_mark(self) -> bool:
        """True for punctuation."""
        return not self.norm[:1].isalnum()


def listed(text: str) -> frozenset[str]:
    """The words of a table that is written as running text."""
    return frozenset(text.split())


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """One word in the spelling of the tables."""
    return normalise(word).replace("٪", "%")


def words(sentence: str) -> tuple[Word, ...]:
    """The words and marks of a cleaned sentence, in order."""
    made: list[Word] = []
    for found in _TOKEN.finditer(sentence):
        norm = fold(found[0])
        if not norm:
            continue
        last = made[-1] if made else None
        if (
            last is not None
            and last.norm in ("ب", "ل", "ك", "و")
            and _ARABIC.match(norm)
            and found.start() - last.end <= 1
        ):
            # A preposition cut off by a hashtag or a stretched letter belongs to its word.
            joined = "لل" + norm[2:] if last.norm == "ل" and norm.startswith("ال") else last.norm + norm
            made[-1] = Word(last.text + found[0], joined, last.start, found.end())
            continue
        made.append(Word(found[0], norm, found.start(), found.end()))
    return tuple(made)


@dataclass(frozen=True, slots=True)
class Stem:
    """A word without clitics: the conjunction (و, ف), the preposition (ب, ل, ك) and what is left."""

    conj: str
    prep: str
    rest: str


@lru_cache(maxsize=20_000)
def stems(norm: str) -> tuple[Stem, ...]:
    """Every way to read a folded word as clitics and a stem; the word whole comes first."""
    found = [Stem("", "", norm)]
    if not _ARABIC.match(norm):
        return tuple(found)
    for conj in ("", "و", "ف"):
        if conj and (not norm.startswith(conj) or len(norm) < 3):
            continue
        rest = norm[len(conj) :]
        if conj:
            found.append(Stem(conj, "", rest))
        for prep in ("ب", "ل", "ك"):
            if not rest.startswith(prep) or len(rest) < 3:
                continue
            tail = rest[1:]
            if prep == "ل" and tail.startswith("ل") and len(tail) > 2:
                found.append(Stem(conj, prep, "ا" + tail))  # لل = ل + ال
            found.append(Stem(conj, prep, tail))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """A table entry found at words[start:end]; ``conj`` and ``prep`` were written onto its first word."""

    start: int
    end: int
    value: T
    conj: str = ""
    prep: str = ""


class Phrases(Generic[T]):
    """A table from phrases to values; the longest phrase wins."""

    def __init__(self, entries: Mapping[str, T] | Iterable[tuple[str, T]]) -> None:
        items = entries.items() if isinstance(entries, Mapping) else entries
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase, value in items:
            parts = tuple(w.norm for w in words(phrase))
            if parts:
                self._by_first.setdefault(parts[0], []).append((parts, value))
        for rows in self._by_first.values():
            rows.sort(key=lambda row: -len(row[0]))

    def at(self, text: Sequence[Word], i: int) -> Hit[T] | None:
        """The longest phrase that starts at word ``i``."""
        best: Hit[T] | None = None
        for stem in stems(text[i].norm):
            for parts, value in self._by_first.get(stem.rest, ()):
                end = i + len(parts)
                if best is not None and end <= best.end:
                    break
                if end <= len(text) and all(text[i + k].norm == parts[k] for k in range(1, len(parts))):
                    best = Hit(i, end, value, stem.conj, stem.prep)
                    break
        return best

    def find(self, text: Sequence[Word]) -> Iterator[Hit[T]]:
        """Phrases from left to right, none overlapping another."""
        i = 0
        while i < len(text):
            hit = self.at(text, i)
            if hit is None:
                i += 1
            else:
                yield hit
                i = hit.end
