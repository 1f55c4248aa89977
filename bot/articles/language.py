"""Whether a text is Arabic, and if not, what it is: a count of letters and small words, no model."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from bot.articles.arabic import ARABIC_LETTER, LINK, normalise
from bot.errors import NotArabicError

_SAMPLE = 20_000  # characters looked at
_MIN_ARABIC = 0.4  # share of Arabic-script letters in a text that quotes English at length
_SCRIPTS = (
    ("in the Cyrillic alphabet", re.compile("[\u0400-\u052f]")),
    ("in Hebrew", re.compile("[\u0590-\u05ff]")),
    ("in the Greek alphabet", re.compile("[\u0370-\u03ff]")),
    ("in Chinese or Japanese", re.compile("[\u3040-\u30ff\u4e00-\u9fff]")),
    ("in the Latin alphabet", re.compile("[A-Za-z\u00c0-\u024f]")),
)
# Letters that the language has and Arabic has not; the share of letters that tells it.
_LETTERS = (
    ("Uyghur", re.compile("[ۇۆۈېڭۋ]"), 0.08),
    ("Pashto", re.compile("[ټډړږښګڼېۍځڅ]"), 0.01),
    ("Kurdish (Sorani)", re.compile("[ێۆڕڵەڤ]"), 0.04),
    ("Urdu", re.compile("[ٹڈڑںےھہ]"), 0.02),
)
_PERSIAN_LETTERS = re.compile("[پچژگ]")
_ARABIC_ARTICLE = re.compile("(?:[وفبك]|وب)?ال[^\\W\\d_]{2,}|و?لل[^\\W\\d_]{2,}")


@dataclass(frozen=True, slots=True)
class _Words:
    arabic: frozenset[str]
    persian: frozenset[str]
    latin: dict[str, frozenset[str]]


@cache
def _words() -> _Words:
    data = tomllib.loads(resources.files(__package__).joinpath("languages.toml").read_text(encoding="utf-8"))
    return _Words(
        frozenset(normalise(data["arabic"]["words"]).split()),
        frozenset(normalise(data["persian"]["words"]).split()),
        {language: frozenset(words.split()) for language, words in data["latin"].items()},
    )


def check_arabic(text: str, source: str) -> None:
    """Raises ``NotArabicError`` naming ``source`` unless ``text`` is Arabic; other scripts may occur in it."""
    sample = LINK.sub(" ", text[:_SAMPLE])
    letters = sum(char.isalpha() for char in sample)
    if not letters:
        what = "is empty" if not text.strip() else "has no text"
        raise NotArabicError(f"{source} {what}. Give an Arabic article.")
    arabic = len(ARABIC_LETTER.findall(sample)) >= _MIN_ARABIC * letters
    other = _arabic_script(sample, letters) if arabic else _other_script(sample)
    if other is not None:
        raise NotArabicError(f"{source} is {other}, not Arabic. Mirsad reads Arabic articles only.")


def _other_script(sample: str) -> str:
    name = max(_SCRIPTS, key=lambda script: len(script[1].findall(sample)))[0]
    if name != "in the Latin alphabet":
        return name
    words = re.findall(r"[^\W\d_]+", sample.casefold())
    hits = {language: sum(word in known for word in words) for language, known in _words().latin.items()}
    best = max(hits, key=lambda language: hits[language])
    return f"in {best}" if hits[best] > 0.05 * len(words) else name


def _arabic_script(sample: str, letters: int) -> str | None:
    for language, pattern, share in _LETTERS:
        if len(pattern.findall(sample)) > share * letters:
            return f"in {language}"
    words = re.findall(r"[^\W\d_]+", normalise(sample))
    arabic = sum(word in _words().arabic or _ARABIC_ARTICLE.fullmatch(word) is not None for word in words)
    persian = sum(word in _words().persian for word in words) + len(_PERSIAN_LETTERS.findall(sample)) / 2
    return "in Persian" if persian > arabic else None
