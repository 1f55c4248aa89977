"""Checks that need no dictionary: loops, untranslated Arabic, and a length that cannot be right."""

import re

from bot.translation.text import Mark

_ARABIC = re.compile(r"[\u0600-\u06ff]{2,}")
# English words for one Arabic word, by the length of the Arabic in words; outside lie fewer than two reference
# translations in a thousand of the authored bitext.
_BOUNDS = ((4, 0.3, 5.0), (12, 0.5, 3.2), (10_000, 0.7, 2.4))
_LONGEST_GRAM = 8


def fluency(arabic: str, english: str) -> tuple[Mark, ...]:
    """Marks for text that has gone wrong as text."""
    marks = []
    if _ARABIC.search(english):
        marks.append(Mark("arabic", "part of the sentence is still in Arabic"))
    if repeated := loop(english, arabic):
        marks.append(Mark("loop", f"'{repeated}' is repeated"))
    source, target = len(arabic.split()), len(english.split())
    if source and not target:
        return (*marks, Mark("length", "nothing was translated"))
    least, most = next((low, high) for upto, low, high in _BOUNDS if source <= upto)
    if target < least * source:
        marks.append(Mark("length", f"{target} English words for {source} Arabic ones: something may be missing"))
    elif target > most * source + 2:
        marks.append(Mark("length", f"{target} English words for {source} Arabic ones: something may be added"))
    return tuple(marks)


def loop(english: str, arabic: str) -> str | None:
    """Words that stand twice in a row, four that stand three times, or six twice where the Arabic does not repeat."""
    # Punctuation stays, so that "the group (IS) is" is no loop.
    words = english.lower().split()
    for size in range(1, _LONGEST_GRAM + 1):
        for i in range(len(words) - 2 * size + 1):
            if words[i : i + size] == words[i + size : i + 2 * size] and not (size == 1 and words[i] in _MAY_DOUBLE):
                return " ".join(words[i : i + size])
    grams = [" ".join(words[i : i + 4]) for i in range(len(words) - 3)]
    for gram in grams:
        if grams.count(gram) > 2:
            return gram
    # Six words twice: reference translations repeat as much only where the Arabic does.
    grams = [" ".join(words[i : i + 6]) for i in range(len(words) - 5)]
    twice = next((g for g in grams if grams.count(g) > 1), None)
    ar = arabic.split()
    again = any(ar[i : i + 3] == ar[j : j + 3] for i in range(len(ar) - 2) for j in range(i + 3, len(ar) - 2))
    return twice if twice and not again else None


_MAY_DOUBLE = frozenset({"that", "had", "very", "bye", "no"})
