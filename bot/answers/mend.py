"""Putting right what a small model copies badly: a letter lost from a name, a figure without what it counts."""

import re
from difflib import SequenceMatcher

from bot.answers.analyse import english_fold, english_words, is_function_word
from bot.answers.support import figures

_NAME = re.compile(r"[A-Z][\w'’-]{3,}")
_NEAR = 0.75  # likeness from which a name that is not in the sentence is taken for one that is
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_COUNTED = 3  # words after a bare figure that may say what it counts
_VERB = re.compile(r"(?:was|were|is|are|has|have|had|killed|died|captured|arrived|took|taken|said|remain\w*)$")


def mend(answer: str, context: str) -> str:
    """The answer with its names as the context spells them, and a bare figure with the words it counts."""
    known = {w.lower(): w for w in _NAME.findall(context)}

    def spelt(match: re.Match[str]) -> str:
        name = match[0]
        if english_fold(name) in english_fold(context):
            return name
        near = max(known.values(), key=lambda w: _likeness(w, name), default="")
        return near if near and _likeness(near, name) >= _NEAR else name

    return _counted(_NAME.sub(spelt, answer), context)


def _counted(answer: str, context: str) -> str:
    words = [w for w in english_words(answer) if not is_function_word(w)]
    if not figures(answer) or len(words) > 2 or any(w.isalpha() and not figures(w) for w in words if w not in _HEDGES):
        return answer
    found = re.search(rf"(?<![\w,.]){re.escape(answer.strip(' .'))}(?![\w%]|[.,]\d)", context, re.IGNORECASE)
    if not found:
        return answer
    end = found.end()
    for word in _WORD.finditer(context, end):
        between = context[end : word.start()]
        if between.strip() or is_function_word(word[0].lower()) or _VERB.match(word[0]):
            break
        end = word.end()
        if len(context[found.end() : end].split()) >= _COUNTED:
            break
    return context[found.start() : end]


def _likeness(a: str, b: str) -> float:
    return SequenceMatcher(None, a.lower(), b.lower(), autojunk=False).ratio()


_HEDGES = frozenset({"around", "nearly", "least", "almost", "approximately", "roughly", "fewer", "less"})
