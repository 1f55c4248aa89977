"""Decoded text to an ``Article``: set boilerplate aside, find the headline, split, clean, name."""

import hashlib
import re
from dataclasses import dataclass
from datetime import date

from bot.articles import boilerplate
from bot.articles.arabic import ARABIC_LETTER, clean, content_key
from bot.articles.article import Article, Sentence, Span
from bot.articles.header import Header
from bot.articles.language import check_arabic
from bot.articles.split import sentences, trim
from bot.articles.wrap import Line, lines, unwrap
from bot.errors import NotArabicError

_LONGEST_HEADLINE = 160  # characters
_BODY_TO_HEADLINE = 1.5  # without a blank line between, the next paragraph is this many times longer
_BULLET = re.compile(r"[\s\u200b-\u200f\ufeff]*(?:(?:[-*+•▪◾◼●○■□–—·>]+|#{1,6})\s+)*")
_MOST_PREFIXES = 3  # عاجل | بيروت - رويترز: is two


@dataclass(frozen=True, slots=True)
class Published:
    """A publication date and which of "sidecar", "header", "metadata", "option" gave it."""

    day: date
    source: str


def build(raw: str, source: str, header: Header, published: Published | None, *, markdown: bool = False) -> Article:
    """The article in ``raw``; ``header`` says where its text begins and what its title is.

    Raises ``NotArabicError`` naming ``source`` for text in another language, or none.
    """
    check_arabic(raw[header.end :] or raw, source)
    draft = _Draft(raw, markdown)
    draft.add_header(header)
    draft.add_body(header.end)
    if not draft.sentences:
        raise NotArabicError(f"{source} has no sentence of an article, only page furniture. Give an Arabic article.")
    key = "".join(content_key(sentence.clean) for sentence in draft.sentences)
    identity = hashlib.sha256(key.encode("utf-8", errors="replace")).hexdigest()[:16]
    return Article(
        id=identity,
        source=source,
        raw=raw,
        headline=draft.headline,
        published=published.day if published else None,
        published_from=published.source if published else None,
        sentences=tuple(
            Sentence(n, s.paragraph, s.start, s.end, raw[s.start : s.end], s.clean, f"{identity}.{n}")
            for n, s in enumerate(draft.sentences, 1)
        ),
        boilerplate=tuple(sorted(draft.spans, key=lambda span: span.start)),
    )


@dataclass(frozen=True, slots=True)
class _Piece:
    paragraph: int
    start: int
    end: int
    clean: str


class _Draft:
    """An article while it is put together."""

    def __init__(self, raw: str, markdown: bool) -> None:
        self.raw = raw
        self.markdown = markdown
        self.headline: str | None = None
        self.sentences: list[_Piece] = []
        self.spans: list[Span] = []
        self._paragraph = 0

    def add_header(self, header: Header) -> None:
        """The header is set aside, but its title is the article's first sentence unless the text repeats it."""
        start, end = trim(self.raw, 0, header.end)
        if start >= end:
            return
        title = header.fields.get("title")
        repeated = title and content_key(self.raw[header.end :]).startswith(content_key(title.value))
        if title is None or repeated or not ARABIC_LETTER.search(title.value):
            self._aside(start, end, "header")
            return
        self._aside(start, title.start, "header")
        self._aside(title.end, end, "header")
        self._sentences(title.start, title.end)
        self.headline = clean(title.value, markdown=self.markdown) or None
        self._paragraph += 1

    def add_body(self, start: int) -> None:
        parts = lines(self.raw, start)
        aside = self._lines_aside(parts)
        kept = [line for line, rule in zip(parts, aside, strict=True) if rule is None]
        joined = {line.start: line for line in unwrap(self.raw, kept)}
        titled = self.headline is not None or (self._paragraph == 0 and self._has_headline(list(joined.values())))
        paragraphs = 0
        for line, rule in zip(parts, aside, strict=True):
            if rule is not None:
                self._aside(line.start, line.end, rule)
            elif line.start in joined:
                paragraphs += 1
                first = paragraphs == 1 and self.headline is None
                self._paragraph_at(joined[line.start], first=first, titled=titled, nth=paragraphs)
            else:
                continue  # joined to the line before
            self._paragraph += 1

    def _lines_aside(self, parts: list[Line]) -> list[str | None]:
        """For each line the name of the rule that sets all of it aside."""
        names: list[str | None] = []
        total = parts[-1].end - parts[0].start if parts else 0
        rest: str | None = None
        first = self.headline is None
        for line in parts:
            text = self.raw[line.start : line.end]
            rule = boilerplate.whole_line(text, boilerplate.Place(first=first, lead=False))
            if rule and rule.rest and line.start - parts[0].start >= total / 2:
                rest = rule.name
            names.append(rest or (rule.name if rule else None))
            if names[-1] is None:
                first = False
        return names

    def _has_headline(self, parts: list[Line]) -> bool:
        if len(parts) < 2:
            return False
        first, after = parts[0], parts[1]
        text = clean(self.raw[first.start : first.end], markdown=self.markdown)
        if not text or len(text) > _LONGEST_HEADLINE or text.endswith((".", "،", "؛", ":", "…")):
            return False
        if len(sentences(text)) > 1 or not ARABIC_LETTER.search(text):
            return False
        return after.after_blank or after.end - after.start > _BODY_TO_HEADLINE * (first.end - first.start)

    def _paragraph_at(self, line: Line, *, first: bool, titled: bool, nth: int) -> None:
        start, end = line.start, line.end
        bullet = _BULLET.match(self.raw, start, end)
        start = bullet.end() if bullet else start
        is_headline = first and titled
        lead = not is_headline and nth <= 3 and end - start >= boilerplate.LEAD_CHARS
        place = boilerplate.Place(first=is_headline, lead=lead)
        for _ in range(_MOST_PREFIXES):
            found = boilerplate.prefix(self.raw[start:end], place)
            if found is None:
                break
            self._aside(start, start + found[0], found[1].name)
            start += found[0]
        tail = boilerplate.suffix(self.raw[start:end])
        text_end = start + tail[0] if tail else end
        before = len(self.sentences)
        self._sentences(start, text_end)
        if tail:
            self._aside(text_end, end, tail[1].name)
        if is_headline and len(self.sentences) == before + 1:
            self.headline = self.sentences[-1].clean

    def _sentences(self, start: int, end: int) -> None:
        for relative_start, relative_end in sentences(self.raw[start:end]):
            piece_start, piece_end = start + relative_start, start + relative_end
            text = self.raw[piece_start:piece_end]
            cleaned = clean(text, markdown=self.markdown)
            if ARABIC_LETTER.search(cleaned):
                self.sentences.append(_Piece(self._paragraph, piece_start, piece_end, cleaned))
            else:
                readable = any(char.isalpha() for char in cleaned)
                self._aside(piece_start, piece_end, "not-arabic" if readable else "no-text")

    def _aside(self, start: int, end: int, rule: str) -> None:
        start, end = trim(self.raw, start, end)
        if start < end:
            self.spans.append(Span(start, end, rule))
