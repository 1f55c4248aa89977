"""Checks that need no dictionary: loops, untranslated Arabic, and a length that cannot be right."""

import re

from bot.articles.arabic import ARABIC_LETTER
from bot.translation.text import Mark

# English words for one Arabic word, and English letters for one Arabic letter, by the length of the Arabic in words:
# least words, most words, least letters, most letters. Outside each lie fewer than two reference translations in a
# thousand of the authored bitext.
_BOUNDS = (
    (3, 0.30, 4.0, 0.18, 4.00),
    (6, 0.55, 2.6, 0.55, 2.40),
    (9, 0.52, 2.2, 0.62, 2.00),
    (13, 0.69, 2.2, 0.78, 1.95),
    (18, 0.80, 2.0, 0.90, 1.95),
    (25, 0.84, 1.8, 0.92, 1.82),
    (35, 0.88, 1.75, 0.97, 1.75),
    (50, 0.92, 1.68, 0.97, 1.68),
    (10_000, 0.91, 1.6, 0.98, 1.62),
)
_SLACK = 2  # words that are no reason to speak of too many
_LONGEST_GRAM = 8
_THRICE, _TWICE = 4, 5  # words that may not stand three times, and twice where the Arabic repeats nothing
_MAY_DOUBLE = frozenset({"that", "had", "very", "bye", "no", "in", "on", "is"})
_ENDS_NOWHERE = re.compile(r"\b(?:the|an?|of|and|or|its|their|at)[\"'”’ .…,]*$", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!؟?…][\"»”)\s]*$")


def fluency(arabic: str, english: str) -> tuple[Mark, ...]:
    """Marks for text that has gone wrong as text."""
    marks = []
    if ARABIC_LETTER.search(english):
        marks.append(Mark("arabic", "part of the sentence is still in Arabic"))
    if repeated := loop(english, arabic):
        marks.append(Mark("loop", f"'{repeated}' is repeated"))
    if said := _length(arabic, english):
        marks.append(Mark("length", said))
    return tuple(marks)


def _length(arabic: str, english: str) -> str | None:
    source, target = len(arabic.split()), len(english.split())
    if not source:
        return None
    if not target:
        return "nothing was translated"
    if _ENDS_NOWHERE.search(english) and _SENTENCE.search(arabic):
        return "the English breaks off"
    _, least, most, shortest, longest = next(b for b in _BOUNDS if source <= b[0])
    letters, wanted = len(english), len(arabic)
    figures = f"{target} English words for {source} Arabic ones"
    if target < least * source or letters < shortest * wanted:
        return f"{figures}: something may be missing"
    if target > most * source + _SLACK or letters > longest * wanted + 6 * _SLACK:
        return f"{figures}: something may be added"
    return None


def loop(english: str, arabic: str) -> str | None:
    """Words that stand twice in a row, four that stand three times, or five twice where the Arabic does not repeat."""
    # Punctuation stays, so that "the group (IS) is" is no loop.
    words = english.lower().split()
    again = _repeats(arabic)
    for size in range(1, _LONGEST_GRAM + 1):
        if size > 1 and again:
            break
        for i in range(len(words) - 2 * size + 1):
            if words[i : i + size] == words[i + size : i + 2 * size] and not (size == 1 and words[i] in _MAY_DOUBLE):
                return " ".join(words[i : i + size])
    for size, times in ((_THRICE, 3), (_TWICE, 2)):
        seen: dict[str, int] = {}
        for i in range(len(words) - size + 1):
            gram = " ".join(words[i : i + size])
            seen[gram] = seen.get(gram, 0) + 1
            if seen[gram] >= times and not (times == 2 and again):
                return gram
    return None


def _repeats(arabic: str) -> bool:
    """Whether two words in a row come again."""
    words = arabic.split()
    pairs = [" ".join(words[i : i + 2]) for i in range(len(words) - 1)]
    return len(set(pairs)) < len(pairs)
