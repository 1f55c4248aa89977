"""The names that a translation must carry, from glossary files; apart from the glossary that translates."""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bot.errors import UnreadableError
from bot.evaluation.metrics import has_name

_MARKS = re.compile("[\u064b-\u0652\u0670\u0640]")  # harakat, dagger alif, tatweel
_LETTERS = str.maketrans({"إ": "ا", "أ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "_": " "})
_ARABIC = re.compile("[\u0600-\u06ff]")


def _comparable(arabic: str) -> str:
    return _MARKS.sub("", arabic).translate(_LETTERS)


@dataclass(frozen=True, slots=True)
class _Name:
    arabic: tuple[tuple[str, re.Pattern[str]], ...]  # a part that must be there (quick), the whole with its clitics
    english: tuple[str, ...]


class Names:
    """Entries of TSV files: arabic, english, type, variants (``|`` between). Called with a pair, it tells its names."""

    def __init__(self, files: Iterable[Path]) -> None:
        entries = []
        for file in files:
            try:
                with file.open(encoding="utf-8", newline="") as f:
                    entries += [_name(r) for r in csv.reader(f, delimiter="\t", quoting=csv.QUOTE_NONE) if len(r) > 1]
            except (OSError, UnicodeDecodeError) as e:
                raise UnreadableError(f"Cannot read the glossary {file}: {e}") from e
        self._entries = sorted((e for e in entries if e.arabic), key=lambda e: -len(e.arabic[0][0]))

    def __call__(self, arabic: str, reference: str) -> list[tuple[str, ...]]:
        """The accepted English forms of each entry that stands in ``arabic`` and, in some form, in ``reference``.

        What the reference has left out or put otherwise ("the town") is not asked of the translation.
        """
        left, found = f" {_comparable(arabic)} ", []
        for entry in self._entries:
            pattern = next((p for part, p in entry.arabic if part in left and p.search(left)), None)
            if pattern and has_name(reference, entry.english):
                found.append(entry.english)
                left = pattern.sub(" \0 ", left)  # so that no shorter name is found inside
        return found


def _name(row: list[str]) -> _Name:
    variants = [v for v in (row[3] if len(row) > 3 else "").split("|") if v]
    arabic = [_comparable(v) for v in (row[0], *variants) if _ARABIC.search(v)]
    english = tuple(v.removeprefix("the ") for v in (row[1], *variants) if v and not _ARABIC.search(v))
    patterns = []
    for form in arabic:
        stem = re.escape(form.removeprefix("ال"))
        # The article swallows its alif after the preposition li-.
        head = f"(?:[وف]?[بك]?ال|[وف]?لل){stem}" if form.startswith("ال") else f"[وف]?[بكل]?{stem}"
        patterns.append((form.removeprefix("ال"), re.compile(rf"(?<!\w){head}(?!\w)")))
    return _Name(tuple(p for p in patterns if len(p[0]) > 1), english)
