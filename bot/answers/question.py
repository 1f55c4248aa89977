"""What may be asked: a question in English or Arabic, of a length that is one."""

import re

from bot.articles.arabic import ARABIC_LETTER, clean
from bot.errors import InputError

LONGEST = 600  # characters; a question of analysts has 20 to 150

_LATIN = re.compile(r"[A-Za-z]")
_LETTER = re.compile(r"[^\W\d_]")
# Letters that neither English nor Arabic names in English have, and the little words of the usual neighbours.
_OTHER_WORDS = re.compile(
    r"\b(?:wo ist|wie viele|welche|est-ce|combien|quelle?s?|qui a|où|cuántos?|dónde|quién|nerede|kaç|kim|hangi|quanti"
    r"|dove)\b",
    re.IGNORECASE,
)


def checked(question: str) -> str:
    """The question on one line.

    Raises:
        InputError: it is empty, too long, has no words, or is in another language than English or Arabic.
    """
    text = " ".join(question.split())
    if not text:
        raise InputError("The question is empty. Ask in English or Arabic.")
    if len(text) > LONGEST:
        raise InputError(
            f"The question has {len(text):,} characters; the most is {LONGEST}. Ask one thing at a time, or add a "
            "longer text as an article."
        )
    readable = clean(text)
    letters = len(_LETTER.findall(readable))
    ours = len(_LATIN.findall(readable)) + len(ARABIC_LETTER.findall(readable))
    if not letters:
        raise InputError("There are no words in the question. Ask in English or Arabic.")
    if ours < 0.7 * letters or _OTHER_WORDS.search(readable):
        raise InputError("The question is in a language that is not read here. Ask in English or Arabic.")
    return text


def is_arabic(question: str) -> bool:
    """Whether a question is asked in Arabic: most of its letters are."""
    return len(ARABIC_LETTER.findall(question)) > len(_LATIN.findall(question))
