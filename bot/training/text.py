"""Comparable forms of Arabic and English text, for matching names and finding overlaps."""

import re

_MARKS = re.compile("[\u064b-\u0652\u0670\u0640]")  # harakat, dagger alif, tatweel
_LETTERS = str.maketrans(
    {"إ": "ا", "أ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "_": " "} | {chr(0x660 + d): str(d) for d in range(10)}
)
_NOT_WORD = re.compile(r"[^\w ]+")


def normal(text: str) -> str:
    """``text`` without diacritics, with one spelling of alif, final ya and ta marbuta, and Western digits."""
    return _MARKS.sub("", text).translate(_LETTERS)


def words(text: str) -> list[str]:
    """The words of ``text`` in their comparable form, lower case, punctuation dropped."""
    return _NOT_WORD.sub(" ", normal(text).replace("\n", " ")).lower().split()


def grams(text: str, n: int = 8) -> set[str]:
    """All runs of ``n`` words in ``text``; empty where it is shorter."""
    found = words(text)
    return {" ".join(found[i : i + n]) for i in range(len(found) - n + 1)}
