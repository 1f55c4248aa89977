"""What words a text is found by, in each language.

Arabic: spelling folded (:func:`bot.articles.arabic.normalise`), conjunction, preposition and article cut off, then
snowball's light Arabic stemmer. English: folded to plain
lower case with figures joined; SQLite's Porter stemmer does the rest.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

import snowballstemmer

from bot.articles.arabic import normalise

_WORD = re.compile(r"[^\W_]+")
_FIGURE = re.compile(r"(?<=\d)[,٬](?=\d{3}\b)")
_CLITICS = re.compile(r"^[وف]?(?:ال|لل|بال|كال)(?=\w{3})|^[وف](?=ال|لل|بال|\w{4})")
_SPELLING = (
    (re.compile(r"(me|cen|thea|li)tre(?=s?\b)"), r"\1ter"),
    (re.compile(r"\bneighbour"), "neighbor"),
    (re.compile(r"\barmour"), "armor"),
    (re.compile(r"\bdefence"), "defense"),
    (re.compile(r"\bharbour"), "harbor"),
    (re.compile(r"\bper cent\b|%"), " percent"),
    (re.compile(r"\bkms?\b"), "kilometer"),
)
_ARABIC_PARTICLES = (
    "في من على علي الى الي عن مع ان انه انها هي هو هم ما ماذا متى متي اين كم كيف لماذا هل اي ايه التي الذي "
    "الذين هذا هذه ذلك تلك هناك كان كانت قد لقد او ثم بعد قبل بين حتى حتي كل لا لم لن ليس عند كما وهو وهي وقد "
    "وكان به بها له لها لهم فيه فيها منه منها عليه عليها عنه عنها منهم عليهم بحسب وفق"
)
_ARABIC_STOP = frozenset(_ARABIC_PARTICLES.split())
_ENGLISH_PARTICLES = (
    "a an the of in on at to from by for with about as into and or but not no is are was were be been being am "
    "do does did has have had will would can could may might should must it its they them their there this "
    "that these those he she his her him who whom whose which what when where why how many much long far old "
    "any all some if than then so such say says said tell told according report reports reported article "
    "articles we us you your i me my our also just now still yet more most very up out over there's s t"
)
_ENGLISH_STOP = frozenset(_ENGLISH_PARTICLES.split())


@cache
def _stemmer(language: str) -> Any:
    return snowballstemmer.stemmer(language)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of one normalised Arabic word; a word in other letters comes back as it is."""
    if not "\u0600" <= word[0] <= "\u06ff":
        return word
    bare = _CLITICS.sub("", _CLITICS.sub("", word)) if len(word) > 3 else word
    stemmed = str(_stemmer("arabic").stemWord(bare))
    return stemmed[:-1] if len(stemmed) > 3 and stemmed.endswith("ه") else stemmed


def arabic_terms(text: str) -> list[str]:
    """The stems of an Arabic text, in order; figures and Latin words are kept in lower case."""
    return [stem(w) for w in _WORD.findall(_FIGURE.sub("", normalise(text)).lower())]


def arabic_query(text: str) -> list[str]:
    """The stems worth looking for: without particles and question words, each once."""
    words = _WORD.findall(_FIGURE.sub("", normalise(text)).lower())
    return _once(stem(w) for w in words if w not in _ARABIC_STOP and w.removeprefix("و") not in _ARABIC_STOP)


def english_fold(text: str) -> str:
    """English in plain lower case: no accents or apostrophes, "4,000" as "4000", one spelling of metres."""
    text = unicodedata.normalize("NFKD", text)
    text = "".join(c for c in text if not unicodedata.combining(c)).lower()
    text = re.sub(r"['’‘ʿʾ`](?=\w)", "", text.replace("’s ", " ").replace("'s ", " "))
    text = _FIGURE.sub("", text)
    for pattern, replacement in _SPELLING:
        text = pattern.sub(replacement, text)
    return " ".join(text.split())


def english_words(text: str) -> list[str]:
    """The folded words of an English text, in order."""
    return _WORD.findall(english_fold(text))


def english_query(text: str) -> list[str]:
    """The words worth looking for: without function and question words, each once. "IS" and "US" are names."""
    kept = {w.lower() for w in re.findall(r"\b(?:IS|US|UN|ISIS|UK)\b", text)}
    return _once(w for w in english_words(text) if w in kept or w not in _ENGLISH_STOP)


@lru_cache(maxsize=100_000)
def english_stem(word: str) -> str:
    """The Porter stem of one folded word, as SQLite makes it."""
    return str(_stemmer("porter").stemWord(word)) if len(word) > 2 else word


def is_function_word(word: str) -> bool:
    """Whether a folded English word says nothing by itself."""
    return word in _ENGLISH_STOP


def _once(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))
