"""Names that stand on both sides of a sentence pair, and the hint lines made of them.

A hint line teaches the model to copy a name it is given and to ignore one that does not fit. That is how the
glossary is enforced at run time and how a village nobody trained on comes out right.
"""

import csv
import gzip
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from bot.errors import UnreadableError
from bot.training.text import normal

MOST_HINTS = 6
_ARABIC = re.compile("[\u0600-\u06ff]")
_NAME = re.compile("[\u0621-\u064a ]{3,24}")


@dataclass(frozen=True, slots=True)
class Hint:
    """One name: as the Arabic has it and as the English is to have it."""

    arabic: str
    english: str
    kind: str = "place"


@dataclass(frozen=True, slots=True)
class _Form:
    text: str
    comparable: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Entry:
    arabic: tuple[_Form, ...]
    english: tuple[_Form, ...]
    kind: str


def _arabic_form(text: str) -> _Form:
    form = normal(text)
    # The article swallows its alif after the preposition li-: للرقة.
    stem = re.escape(form.removeprefix("ال"))
    head = f"(?:[وف]?[بك]?ال|[وف]?لل){stem}" if form.startswith("ال") else f"[وف]?[بكل]?{stem}"
    return _Form(text, form.removeprefix("ال"), re.compile(rf"(?<!\w){head}(?!\w)"))


def _english_form(text: str) -> _Form:
    form = text.lower().removeprefix("the ")
    return _Form(text.removeprefix("the "), form, re.compile(rf"(?<!\w){re.escape(form)}(?!\w)"))


def rows(path: Path) -> list[list[str]]:
    """The fields of a tab-separated file, gzipped or not; quotes are ordinary characters."""
    try:
        data = path.read_bytes()
        text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    except (OSError, UnicodeDecodeError, EOFError) as e:
        raise UnreadableError(f"Cannot read {path}: {e}") from e
    return list(csv.reader(io.StringIO(text, newline=""), delimiter="\t", quoting=csv.QUOTE_NONE))


class TermTable:
    """Glossary entries, longest Arabic first, so that "Deir ez-Zor province" wins over "Deir ez-Zor"."""

    def __init__(self, entries: Iterable[tuple[Sequence[str], Sequence[str], str]]) -> None:
        made = [
            _Entry(tuple(map(_arabic_form, arabic)), tuple(map(_english_form, english)), kind)
            for arabic, english, kind in entries
            if len(normal(arabic[0])) >= 3
        ]
        self._entries = sorted(made, key=lambda e: -len(e.arabic[0].text))

    @classmethod
    def from_files(cls, paths: Iterable[Path]) -> "TermTable":
        """Files of arabic, english, type, variants (``|`` between; Arabic and English variants may be mixed)."""
        entries = []
        for path in paths:
            for row in rows(path):
                if len(row) < 3 or row[0] == "arabic":
                    continue
                variants = [v for v in (row[3] if len(row) > 3 else "").split("|") if v]
                arabic = [row[0], *(v for v in variants if _ARABIC.search(v))]
                english = [row[1], *(v for v in variants if not _ARABIC.search(v))]
                entries.append((arabic, english, row[2]))
        return cls(entries)

    def __len__(self) -> int:
        return len(self._entries)

    def heads(self, *kinds: str) -> list[Hint]:
        """The main form of every entry, or of those of the ``kinds`` named."""
        return [
            Hint(e.arabic[0].text, e.english[0].text, e.kind) for e in self._entries if not kinds or e.kind in kinds
        ]

    def aligned(self, arabic: str, english: str) -> list[Hint]:
        """The entries found in both texts, each with the forms found there; none inside another."""
        left, right, found = f" {normal(arabic)} ", english.lower(), []
        for entry in self._entries:
            # The substring test first: it rules out nearly all entries at a hundredth of the price.
            here = next((f for f in entry.arabic if f.comparable in left and f.pattern.search(left)), None)
            if here is None:
                continue
            there = next((f for f in entry.english if f.comparable in right and f.pattern.search(right)), None)
            if there is not None:
                found.append(Hint(here.text, there.text, entry.kind))
                # Taken out, so that a shorter name inside is looked for elsewhere.
                left, right = here.pattern.sub(" \0 ", left), there.pattern.sub(" \0 ", right, count=1)
        return found


def gazetteer_names(path: Path, kinds: Sequence[str] = ("locality", "ucdp_prec1", "ucdp_prec2")) -> list[Hint]:
    """Small places with one plain Arabic and one Latin name, from a gazetteer with a header line."""
    lines = rows(path)
    if not lines:
        return []
    at = {name: i for i, name in enumerate(lines[0])}
    missing = {"kind", "names_ar", "name_en"} - at.keys()
    if missing:
        raise UnreadableError(f"The gazetteer {path} has no column {', '.join(sorted(missing))}.")
    names = []
    for row in lines[1:]:
        if len(row) < len(lines[0]) or row[at["kind"]] not in kinds:
            continue
        arabic = row[at["names_ar"]].split("|")[0]
        english = (row[at["name_news"]] if "name_news" in at else "") or row[at["name_en"]]
        if _NAME.fullmatch(arabic) and 2 < len(english) < 28 and not re.search(r"\d", english):
            names.append(Hint(arabic, english.replace("`", "'")))
    return names


class Distractors:
    """Names that do not stand in a sentence: any, or look-alikes of one that does."""

    def __init__(self, pool: Sequence[Hint]) -> None:
        self._pool = pool
        self._alike: dict[str, list[Hint]] = defaultdict(list)
        for hint in pool:
            self._alike[self._key(hint.arabic)].append(hint)

    @staticmethod
    def _key(arabic: str) -> str:
        return normal(arabic).removeprefix("ال")[:3]

    def draw(self, rng: Random, n: int, arabic: str, near: Sequence[Hint] = ()) -> list[Hint]:
        """At most ``n`` names not in ``arabic``; every second one begins like one of ``near``."""
        text, found = normal(arabic), []
        for i in range(n):
            alike = self._alike[self._key(near[i % len(near)].arabic)] if near and rng.random() < 0.5 else []
            pool = alike or self._pool
            if not pool:
                break
            hint = rng.choice(pool)
            if normal(hint.arabic).removeprefix("ال") not in text and hint not in found:
                found.append(hint)
        return found


def hint_text(hints: Iterable[Hint]) -> str:
    """``a = b; c = d``: what fills the variable ``terms`` of a prompt."""
    return "; ".join(f"{h.arabic} = {h.english}" for h in hints)


def transplant(text: str, old: str, new: str, *, clitics: str = "") -> str | None:
    """``text`` with the name ``old`` replaced by ``new``; None unless it stands there exactly once, alone.

    ``clitics`` are letters that may be written onto the name and stay (Arabic "and", "in").
    """
    before = rf"(?<![\w#])([{clitics}]?)" if clitics else r"(?<!\w)()"
    pattern = re.compile(rf"{before}{re.escape(old)}(?![\w_])")
    if len(pattern.findall(text)) != 1 or text.count(old) != 1:
        return None
    return pattern.sub(lambda m: m[1] + new, text)
