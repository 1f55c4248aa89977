"""Whether sentences bear an answer out: its figures, names and words must stand in them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answers.analyse import english_fold, english_stem, english_words, is_function_word

_FIGURE = re.compile(r"\d+(?:[.:/]\d+)*")
_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
_VALUES = {word: str(value) for value, word in enumerate(_WORDS.split())} | {
    "thirty": "30",
    "forty": "40",
    "fifty": "50",
    "sixty": "60",
    "seventy": "70",
    "eighty": "80",
    "ninety": "90",
    "dozen": "12",
    "twice": "2",
    "double": "2",
}
_NAME = re.compile(r"\b[A-Z][\w'’-]*")
# "eastern" is not "south-eastern".
_DIRECTION = re.compile(r"(?<![a-z])(?:(?:north|south)[- ]?)?(?:north|south|east|west)(?:ern)?\b")
ENOUGH = 0.8  # of an answer's words; the rest are inflections and small words the stemmer does not join


@dataclass(frozen=True, slots=True)
class Support:
    """How well an answer is borne out. ``places`` are indexes of the sentences that do, best first."""

    places: tuple[int, ...]
    share: float  # of the answer's words that are in them, 0 to 1
    strange: tuple[str, ...]  # figures and names of the answer that are in none of them

    @property
    def holds(self) -> bool:
        """Whether the answer may be given."""
        return bool(self.places) and not self.strange and self.share >= ENOUGH


def support(answer: str, question: str, sentences: Sequence[str]) -> Support:
    """Find the sentences that bear an answer out.

    Args:
        answer: in English.
        question: its names may be repeated by the answer; its figures may not be taken for found.
        sentences: in English, the most likely first.
    """
    wanted = stems(answer) or {english_stem(w) for w in english_words(answer)}
    if not wanted:
        return Support((), 0.0, ())
    asked = stems(question)
    having = [stems(s) for s in sentences]
    # The whole answer as it stands, then more of its words, then more of the question's.
    phrase = english_fold(answer).strip(" .,;:")
    order = sorted(
        range(len(sentences)),
        key=lambda i: (
            phrase not in english_fold(sentences[i]),
            -len(wanted & having[i]) / len(wanted),
            -len(asked & having[i]),
            i,
        ),
    )
    chosen: list[int] = []
    covered: set[str] = set()
    for i in order:
        gain = (wanted & having[i]) - covered
        if not gain or len(chosen) == 3:
            break
        chosen.append(i)
        covered |= gain
        if covered >= wanted:
            break
    text = " ".join(sentences[i] for i in chosen)
    return Support(tuple(chosen), len(covered) / len(wanted), tuple(_strange(answer, question, text)))


def stems(text: str) -> set[str]:
    """The words of a text that say something, stemmed; figures as digits, written numbers too."""
    return {_VALUES.get(w) or english_stem(w) for w in english_words(text) if w in _VALUES or not is_function_word(w)}


def figures(text: str) -> set[str]:
    """The figures of a text, written numbers included, without thousands separators."""
    folded = english_fold(text)
    return set(_FIGURE.findall(folded)) | {_VALUES[w] for w in english_words(text) if w in _VALUES}


def _strange(answer: str, question: str, text: str) -> list[str]:
    known = set(english_words(text)) | set(english_words(question))
    names = [n for n in _NAME.findall(answer) if not is_function_word(n.lower())]
    odd = [n for n in names if not all(w in known or english_stem(w) in stems(text) for w in english_words(n))]
    return [*odd, *sorted(figures(answer) - figures(text)), *sorted(_directions(answer) - _directions(text))]


def _directions(text: str) -> set[str]:
    found = _DIRECTION.findall(english_fold(text))
    return {re.sub(r"[- ]|ern$", "", d) for d in found}
