"""Lines to paragraphs: a line is a paragraph, unless the file was wrapped to a fixed width."""

import re
from dataclasses import dataclass
from itertools import pairwise

_WIDTHS = range(40, 121)  # characters; what editors and mail programs wrap to
_MIN_LINES = 4  # fewer lines prove no wrapping
_MIN_SHARE = 0.8  # of the lines that end no sentence, as many must be full
_FINAL = '.؟?!…:"»”'
# A full stop within the line, or a word at its end that no sentence ends with.
_CUT = re.compile(r"[.؟?!]\s+\S|\b(?:في|من|على|الى|إلى|عن|ان|أن|إن|التي|الذي|مع|بعد|قبل|بين|و|أو|او|لا|لم|لن|قد|وقد)$")


@dataclass(frozen=True, slots=True)
class Line:
    """A non-blank stretch of the text: one line, or several that were one before wrapping."""

    start: int
    end: int
    after_blank: bool  # a blank line, or nothing, comes before


def lines(text: str, start: int) -> list[Line]:
    """The non-blank lines of ``text`` from offset ``start`` on, without the white space around them."""
    found: list[Line] = []
    blank = True
    for raw_line in text[start:].split("\n"):
        stripped = raw_line.strip()
        if stripped:
            at = start + len(raw_line) - len(raw_line.lstrip())
            found.append(Line(at, at + len(stripped), blank))
        blank = not stripped
        start += len(raw_line) + 1
    return found


def unwrap(text: str, parts: list[Line]) -> list[Line]:
    """``parts`` with hard-wrapped lines joined.

    A text is hard-wrapped when the lines that end no sentence are full, which means that the next line's first
    word would not have fitted, and some show by their own words that they were cut. Lists of headlines and
    one-line paragraphs fail these tests, however alike their lengths.
    """
    followed = [(line, after) for line, after in pairwise(parts) if not after.after_blank]
    unfinished = [(line, after) for line, after in followed if text[line.end - 1] not in _FINAL]
    if len(unfinished) < _MIN_LINES:
        return parts
    width = max(line.end - line.start for line, _ in followed)
    full = sum(_full(text, line, after, width) for line, after in unfinished)
    cut = any(_CUT.search(text, line.start, line.end) for line, _ in unfinished)
    if width not in _WIDTHS or full < _MIN_SHARE * len(unfinished) or not cut:
        return parts
    joined = [parts[0]]
    for line, after in pairwise(parts):
        if not after.after_blank and _full(text, line, after, width):
            joined[-1] = Line(joined[-1].start, after.end, joined[-1].after_blank)
        else:
            joined.append(after)
    return joined


def _full(text: str, line: Line, after: Line, width: int) -> bool:
    first_word = text[after.start : after.end].split(maxsplit=1)[0]
    return line.end - line.start + 1 + len(first_word) > width
