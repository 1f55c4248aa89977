"""What a file says about itself: header lines, Markdown front matter, sidecar files."""

import json
import re
import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from bot.articles.arabic import fold
from bot.articles.dates import parse_date
from bot.errors import InputError, UnreadableError

_KEYS = {
    "published": "published",
    "date": "published",
    "التاريخ": "published",
    "تاريخ النشر": "published",
    "title": "title",
    "العنوان": "title",
    "source": "source",
    "المصدر": "source",
    "author": "author",
    "url": "url",
}
_FOLDED_KEYS = {fold(key)[0]: field for key, field in _KEYS.items()}
_LINE = re.compile(r"[ \t\ufeff\u200e\u200f]*([^\W\d_]+(?: [^\W\d_]+)?)[ \t]*:[ \t]*(.*?)[ \t]*")
_LONGEST = 400  # characters; no header line is longer
_FENCES = {"---": "---", "+++": "+++"}


@dataclass(frozen=True, slots=True)
class Field:
    """A header value and where it stands in the text."""

    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Header:
    """The known fields of a header, and where the article begins after it (an offset in code points)."""

    fields: dict[str, Field]
    end: int

    def published(self, source: str) -> date | None:
        """The date the header states; ``InputError`` naming the file where it is no date."""
        field = self.fields.get("published")
        return parse_date(field.value, f"{source}, header") if field and field.value else None


def read_header(text: str) -> Header:
    """The ``key: value`` lines at the top of ``text``, with ``---`` or ``+++`` around them or without."""
    start = len(text) - len(text.lstrip())
    first = text[start : _line_end(text, start)].strip()
    if first in _FENCES:
        closing = re.compile(rf"^{re.escape(_FENCES[first])}[ \t]*$", re.MULTILINE).search(text, start + len(first))
        if closing:
            return Header(_fields(text, _line_end(text, start) + 1, closing.start(), "[:=]"), closing.end())
    fields: dict[str, Field] = {}
    position = end = start
    while position < len(text):
        line_end = _line_end(text, position)
        field = _field(text, position, line_end, ":")
        if field is None:
            break
        fields.setdefault(field[0], field[1])
        end = position = min(line_end + 1, len(text))
    return Header(fields, end)


def _fields(text: str, start: int, end: int, sign: str) -> dict[str, Field]:
    fields: dict[str, Field] = {}
    while start < end:
        line_end = min(_line_end(text, start), end)
        field = _field(text, start, line_end, sign)
        if field is not None:
            fields.setdefault(field[0], field[1])
        start = line_end + 1
    return fields


def _field(text: str, start: int, end: int, sign: str) -> tuple[str, Field] | None:
    if end - start > _LONGEST:
        return None
    found = re.compile(_LINE.pattern.replace("]*:[", f"]*{sign}[")).fullmatch(text, start, end)
    key = _FOLDED_KEYS.get(fold(found[1])[0].casefold()) if found else None
    if found is None or key is None:
        return None
    value_start, value_end = found.span(2)
    if value_end - value_start >= 2 and text[value_start] == text[value_end - 1] and text[value_start] in "\"'":
        value_start, value_end = value_start + 1, value_end - 1
    return key, Field(text[value_start:value_end], value_start, value_end)


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def sidecars(path: Path) -> tuple[Path, ...]:
    """The names under which an article's particulars may lie beside it, first to be looked for first."""
    return tuple(
        dict.fromkeys(
            (
                path.with_name(path.name + ".toml"),
                path.with_name(path.name + ".json"),
                path.with_suffix(".toml"),
                path.with_suffix(".json"),
            )
        )
    )


def sidecar_date(path: Path) -> date | None:
    """``published`` from the first sidecar of ``path`` that has it.

    Raises ``InputError`` naming the sidecar where it is not TOML or JSON, or its date is no date.
    """
    for sidecar in sidecars(path):
        if not sidecar.is_file():
            continue
        try:
            text = sidecar.read_text(encoding="utf-8-sig")
            data = tomllib.loads(text) if sidecar.suffix == ".toml" else json.loads(text)
        except OSError as error:
            raise UnreadableError(f"{sidecar} cannot be opened: {error.strerror}.") from error
        except ValueError as error:
            raise InputError(f"{sidecar} is not valid {sidecar.suffix[1:].upper()}: {error}") from error
        published = data.get("published") if isinstance(data, dict) else None
        if isinstance(published, datetime):
            return published.date()
        if isinstance(published, date):
            return published
        if published is not None:
            return parse_date(str(published), f"{sidecar}, published")
    return None
