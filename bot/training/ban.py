"""Texts that must never be trained on: the seeds, their gold, public test sets."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from bot.errors import UnreadableError
from bot.training.text import grams


@dataclass(frozen=True, slots=True)
class BanList:
    """The 8-grams of banned texts; a text that shares one is refused.

    Words are compared without diacritics and case. 8-grams are the customary length for contamination checks:
    shorter ones forbid stock phrases, longer ones miss a lightly edited copy. A stock phrase of eight words falls
    too ("according to the Syrian Observatory for Human Rights"): that costs two lines in a thousand and no judgement.
    """

    grams: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def from_files(cls, paths: Iterable[Path]) -> "BanList":
        """Every line of every file; a folder stands for the files directly in it."""
        found: set[str] = set()
        for path in paths:
            for file in sorted(p for p in path.iterdir() if p.is_file()) if path.is_dir() else [path]:
                try:
                    text = file.read_text(encoding="utf-8")
                except (OSError, UnicodeDecodeError) as e:
                    raise UnreadableError(f"Cannot read the banned text {file}: {e}") from e
                found |= grams(text)
                for line in text.splitlines():
                    found |= grams(line)
        return cls(frozenset(found))

    def overlap(self, *texts: str) -> str | None:
        """The first 8-gram that one of ``texts`` shares with a banned text, or None."""
        for text in texts:
            shared = grams(text) & self.grams
            if shared:
                return min(shared)
        return None
