"""What an article and its sentences are to the rest of the house."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an article, with where it lies in the original.

    ``raw[start:end] == text`` holds for the article's ``raw``; offsets count Unicode code points.
    ``clean`` is ``text`` as models and rules read it: one line, hashtags as words, no presentation forms.
    """

    n: int  # 1-based place in the article, over sentences that are not boilerplate
    paragraph: int  # 0-based, over the article's non-blank lines; hard-wrapped lines count as one
    start: int
    end: int
    text: str
    clean: str
    id: str  # f"{article id}.{n}"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the original that is kept but not translated, and the rule that said so."""

    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Article:
    """An Arabic article as loaded: the original, its sentences, and what is known of it.

    ``raw`` is the decoded text without byte-order mark and with newlines as ``\\n``; of a web page, the title and
    text of the article in it. Sentences and boilerplate together hold all its letters and overlap nowhere.
    ``id`` is the first 16 hexadecimal digits of a SHA-256 over the normalised content: the same article with
    other spacing, diacritics or hamza spelling has the same id. ``published`` is never guessed: ``None`` when
    neither the file nor the user gives it; ``published_from`` says where it came from.
    """

    id: str
    source: str  # the path, URL or "stdin" it came from, as a person would write it
    raw: str
    headline: str | None  # the Arabic headline where the article has one that is recognisably such
    published: date | None
    published_from: str | None  # "metadata", "header", "sidecar", "option"
    sentences: tuple[Sentence, ...]
    boilerplate: tuple[Span, ...]
