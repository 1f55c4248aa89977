"""Names however they are spelt: "Dayr al-Zur", "bukamal" and "Deir ez-Zor" are known names.

A name's sound is its letters with vowels, doublings and the usual choices of transliteration folded; its skeleton is
what is left without vowels. Two spellings are the same name when their skeletons are equal and their sounds alike.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Protocol

from bot.answers.analyse import arabic_terms, english_fold, is_function_word
from bot.articles import normalise

_ARABIC = re.compile(r"[\u0600-\u06ff]")
_WORD = re.compile(r"[^\W_]+(?:[-'’‘][^\W_]+)*")
_ARTICLE = re.compile(
    r"\b(?:al|el|ul|ar|as|ash|ad|az|an|at|er|es|ed|ez|et|l)[- ](?=\w)|\bal(?=bu\b)|\bal(?=[^aeiou]\w{3})"
)
_DIGRAPHS = (("sh", "$"), ("ch", "$"), ("kh", "x"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ph", "f"), ("dj", "j"))
_FOLD = str.maketrans({"q": "k", "c": "k", "p": "b", "v": "f", "w": "u", "y": "i", "o": "u", "e": "i"})
_LONGEST = 4  # words of a name that is looked for by sound


class Term(Protocol):
    """What is needed of an entry of :class:`bot.translation.Glossary`."""

    @property
    def english(self) -> str:
        """As this program writes it."""

    @property
    def forms(self) -> Sequence[str]:
        """In Arabic, every spelling."""

    @property
    def spellings(self) -> Sequence[str]:
        """In English, every spelling."""


@dataclass(frozen=True, slots=True)
class Name:
    """A known name found in a question. ``arabic`` and ``english`` are phrases to look for, in index words."""

    written: str  # as in the question
    canonical: str
    english: tuple[str, ...]
    arabic: tuple[str, ...]


@lru_cache(maxsize=50_000)
def sound(name: str) -> str:
    """A Latin spelling without what transliterations differ in; words run together."""
    text = english_fold(name).replace("'", "")
    text = _ARTICLE.sub("", text.replace("-", " ") + " ")
    for pair, single in _DIGRAPHS:
        text = text.replace(pair, single)
    text = re.sub(r"[^a-z0-9$]", "", text).translate(_FOLD)
    return re.sub(r"(.)\1+", r"\1", re.sub(r"(?<=[aiu])h\b", "", text))


def skeleton(heard: str) -> str:
    """A sound's consonants and figures."""
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aiu]|h$", "", heard))


def alike(a: str, b: str) -> bool:
    """Whether two sounds may be spellings of one name."""
    if a == b:
        return bool(a)
    bones = skeleton(a)
    if min(len(a), len(b)) < 4 or a[0] != b[0] or any(c.isdigit() for c in a + b):
        return False
    nearness = SequenceMatcher(None, a, b, autojunk=False).ratio()
    if bones == skeleton(b):
        return nearness >= (0.6 if len(bones) > 2 else 0.75)
    return len(a) > 5 and nearness >= 0.85


class Names:
    """The names a glossary knows."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._english: dict[str, Term] = {}  # folded spelling -> its entry
        self._arabic: dict[str, Term] = {}  # normalised spelling -> its entry
        self._sounds: dict[str, list[tuple[str, Term]]] = {}  # first letter of the sound -> (sound, entry)
        for term in terms:
            for spelling in (*term.forms, term.english, *term.spellings):
                if _ARABIC.search(spelling):
                    self._arabic.setdefault(normalise(spelling), term)
                    continue
                for form in _forms(spelling):
                    self._english.setdefault(" ".join(_words(form)), term)
                    heard = sound(form)
                    if len(heard) > 3 and form[:1].isupper():
                        self._sounds.setdefault(heard[0], []).append((heard, term))

    def find(self, question: str) -> list[Name]:
        """The names in a question, English or Arabic; the longest at each place."""
        return self._find_arabic(question) if _ARABIC.search(question) else self._find_english(question)

    def _find_english(self, question: str) -> list[Name]:
        words = _WORD.findall(question)
        found, at = [], 0
        while at < len(words):
            for length in range(min(8, len(words) - at), 0, -1):
                written = " ".join(words[at : at + length])
                term = self._known(written, length)
                if term:
                    found.append(_name(written, term))
                    at += length
                    break
            else:
                at += 1
        return found

    def _known(self, written: str, length: int) -> Term | None:
        folded = " ".join(_words(written))
        if folded in self._english and not (length == 1 and is_function_word(folded) and not written.isupper()):
            return self._english[folded]
        words = written.split()
        if length > _LONGEST or any(is_function_word(w.lower()) for w in words) or len(folded) < 4:
            return None
        heard = sound(written)
        # One odd word in lower case is more often a word than a name: then only the same sound will do.
        near = [(s, t) for s, t in self._sounds.get(heard[:1], ()) if s == heard or (_named(words) and alike(s, heard))]
        if not near:
            return None
        return max(near, key=lambda st: SequenceMatcher(None, st[0], heard, autojunk=False).ratio())[1]

    def _find_arabic(self, question: str) -> list[Name]:
        words = re.findall(r"[^\W_]+", normalise(question))
        found, at = [], 0
        while at < len(words):
            for length in range(min(6, len(words) - at), 0, -1):
                written = " ".join(words[at : at + length])
                term = self._arabic.get(written) or self._arabic.get(re.sub(r"^[وفبل](?=ال|\w{3})", "", written))
                if term:
                    found.append(_name(written, term))
                    at += length
                    break
            else:
                at += 1
        return found


def _forms(english: str) -> list[str]:
    """An entry's spellings: "Syrian Democratic Forces (SDF)" is also each of the two alone.

    What stands in brackets is a spelling only when it abbreviates the rest: "Euphrates Province (IS)" is not IS.
    """
    parts = re.match(r"(.+?)\s*\(([^()]+)\)\s*$", english)
    if not parts:
        return [english]
    initials = iter(w[0] for w in re.findall(r"[A-Za-z]+", parts[1]))
    short = all(any(letter.lower() == i.lower() for i in initials) for letter in parts[2] if letter.isalpha())
    return [english, parts[1], parts[2]] if short else [english, parts[1]]


def _words(english: str) -> list[str]:
    return re.findall(r"[^\W_]+", english_fold(english))


def _named(words: Sequence[str]) -> bool:
    return len(words) > 1 or words[0][:1].isupper() or "-" in words[0]


def _name(written: str, term: Term) -> Name:
    spellings = (*term.forms, term.english, *term.spellings)
    english = [f for s in spellings if not _ARABIC.search(s) for f in _forms(s)]
    arabic = [s for s in spellings if _ARABIC.search(s)]
    return Name(
        written,
        term.english,
        tuple(dict.fromkeys(" ".join(_words(e)) for e in english)),
        tuple(dict.fromkeys(" ".join(arabic_terms(a)) for a in arabic)),
    )
