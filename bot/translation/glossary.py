"""The glossary: Arabic terms of the field with the English they are to come out as.

A tab-separated file with the columns arabic, english, type and variants (with ``|`` between; Arabic variants are
recognised, English ones accepted and, where they are other spellings of the same name, rewritten to the standard).
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from pathlib import Path

from bot.articles import normalise
from bot.errors import InputError

NAMES = frozenset({"place", "person", "unit", "org"})
MOST_HINTS = 6

# What makes a name of an ordinary word that follows it: "the town of …".
_NAMING = frozenset(
    normalise(
        "مدينة بلدة قرية منطقة ناحية قضاء محافظة ولاية ريف جبهة محور مطار معبر حي نهر جبل وادي مدينتي بلدتي قريتي قناة"
        " مدن بلدات قرى مخيم سد بمدينة ببلدة لمدينة لبلدة الرئيس القائد العقيد اللواء العميد السيد الوزير"
    ).split()
)
_CLITICS = re.compile(r"[وف]?[بلك]?")
_TOKEN = re.compile(r"\w+")
_MOST_CLITICS = 2
_ABBREVIATION = re.compile(r"\b(?:[A-Z]\.){2,}")  # "U.N."
_SPELLING = 0.6  # likeness from which a variant is another spelling of the standard, not another word for it
_SAME_NAME = 0.85  # likeness from which a name is another spelling of one that the Arabic has
_GARBLED = 0.74  # likeness from which a name is taken for a garbled form of the one that should be there


@dataclass(frozen=True, slots=True)
class Term:
    """One entry. ``english`` is how it comes out; ``spellings`` are all English forms, ``english`` first."""

    arabic: str
    english: str
    type: str
    forms: tuple[str, ...]  # Arabic, folded
    spellings: tuple[str, ...]

    @property
    def standard(self) -> str:
        """The English without article and bracketed abbreviation: "Islamic State group"."""
        return re.sub(r"\s*\([^)]*\)", "", self.english).removeprefix("the ")


@dataclass(frozen=True, slots=True)
class Match:
    """A term found in a sentence, in the form it has there (folded), at code points of the folded sentence."""

    term: Term
    form: str
    start: int
    end: int


class Glossary:
    """Terms, found in Arabic and enforced in English."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._terms = list(terms)
        self._by_form = {form: t for t in self._terms for form in t.forms}
        self._found = lru_cache(maxsize=64)(self._search)  # every check of a sentence asks again

    @classmethod
    def load(cls, user: Path | None = None) -> "Glossary":
        """The shipped glossary, with the user's file on top of it.

        Raises:
            InputError: the user's file cannot be read, or a line has no Arabic or no English; names file and line.
        """
        shipped = files("bot.translation").joinpath("glossary.tsv").read_text(encoding="utf-8")
        terms = {normalise(t.arabic): t for t in _parse(shipped, "glossary.tsv")}
        if user is not None:
            try:
                text = user.read_text(encoding="utf-8-sig")
            except (OSError, UnicodeDecodeError) as e:
                raise InputError(f"The glossary {user} cannot be read as UTF-8 text: {e}.") from e
            own = list(_parse(text, str(user)))
            mine = {form for t in own for form in t.forms}
            kept = {k: t for k, t in terms.items() if k not in mine}
            terms = kept | {normalise(t.arabic): t for t in own}
        return cls(terms.values())

    @property
    def terms(self) -> Sequence[Term]:
        """Every term."""
        return self._terms

    def __len__(self) -> int:
        return len(self._terms)

    @cached_property
    def revision(self) -> str:
        """Ten hexadecimal digits that change with any term."""
        content = "\n".join(f"{t.forms}\t{t.spellings}\t{t.type}" for t in self._terms)
        return hashlib.sha256(content.encode()).hexdigest()[:10]

    def find(self, arabic: str) -> list[Match]:
        """The terms in an Arabic text in order, the longest at each place, none overlapping."""
        return list(self._found(arabic))

    def _search(self, arabic: str) -> tuple[Match, ...]:
        text = normalise(arabic)
        found: list[Match] = []
        at = 0
        for token in _TOKEN.finditer(text):
            if token.start() >= at and (match := self._at(text, token)):
                found.append(match)
                at = match.end
        return tuple(found)

    def _at(self, text: str, token: re.Match[str]) -> Match | None:
        """The longest term that begins with a token, behind up to two joined letters or with لل for ال."""
        word, best = token[0], None
        for skipped in range(min(_MOST_CLITICS, len(word) - 1) + 1):
            if skipped and not _CLITICS.fullmatch(word[:skipped]):
                break
            start = token.start() + skipped
            for form in self._by_first_word.get(word[skipped:], ()):
                best = self._better(best, text, start, form, form)
            if word[skipped:].startswith("لل"):  # للخرطوم is ل before الخرطوم
                for form in self._by_first_word.get("ال" + word[skipped + 2 :], ()):
                    best = self._better(best, text, start + 1, form, "ل" + form[2:])
        return best

    def _better(self, best: Match | None, text: str, start: int, form: str, written: str) -> Match | None:
        end = start + len(written)
        if (best and end <= best.end) or not text.startswith(written, start) or text[end : end + 1].isalnum():
            return best
        if form in _homographs() and not _named(text[:start]):
            return best
        return Match(self._by_form[form], form, start, end)

    @cached_property
    def _by_first_word(self) -> dict[str, list[str]]:
        first: dict[str, list[str]] = {}
        for form in self._by_form:
            if word := _TOKEN.match(form):
                first.setdefault(word[0], []).append(form)
        return first

    def accepts(self, term: Term, english: str) -> bool:
        """Whether the English has the term in some accepted form; case, articles and hyphens do not matter."""
        text = f" {fold_english(english)} "
        whole, parts = _accepted(term)
        if any(spelling in text for spelling in whole):
            return True
        # "Deir ez-Zor's" countryside, "Iraqi" for Iraq: the name's own words are enough.
        return any(all(f" {own}" in text for own in words) for words in parts)

    def enforce(self, arabic: str, english: str) -> str:
        """The English with the glossary's spelling of the names that are in the Arabic.

        Another spelling is rewritten; where the name is missing and one much like it stands there, that is taken for
        a garbled form of it. Words of another kind ("regime forces" for government forces) are left as they are.
        """
        matches = [m.term for m in self.find(arabic) if m.term.type in NAMES]
        for term in matches:
            for spelling in sorted(term.spellings[1:], key=len, reverse=True):
                if _is_spelling(spelling, term.standard):
                    english = _replace(english, spelling, term.standard)
        others = {fold_english(s) for t in matches for s in t.spellings}
        for term in matches:
            if term.type != "org" and not self.accepts(term, english):
                english = _mend(english, term, others)
        return english

    def unexplained(self, arabic: str, english: str) -> list[Term]:
        """Names of the glossary that the English has and the Arabic has in no form."""
        return [term for _, term in self.strange(arabic, english)]

    def strange(self, arabic: str, english: str) -> list[tuple[str, Term]]:
        """As :meth:`unexplained`, each with the name as the English has it."""
        text = normalise(arabic)
        in_arabic = {fold_english(s) for m in self.find(arabic) for s in m.term.spellings}
        inside = " ".join(in_arabic)
        found: dict[str, tuple[str, Term]] = {}
        for said in self._english_names(english):
            name = fold_english(said)
            terms = self._by_english[name]
            if f" {name} " in f" {inside} " or any(likeness(name, known) >= _SAME_NAME for known in in_arabic):
                continue
            if not any(form in text or form.removeprefix("ال") in text for t in terms for form in t.forms):
                found.setdefault(name, (said, terms[0]))
        return list(found.values())

    @cached_property
    def _by_english(self) -> dict[str, list[Term]]:
        names: dict[str, list[Term]] = {}
        for term in self._terms:
            if term.type in NAMES:
                for s in term.spellings:
                    words = re.sub(r"^(?:the |al-)|\b(?:of|for|and)\b", "", s).split()
                    if all(w[:1].isupper() for w in words) and len(fold_english(s)) > 2:
                        names.setdefault(fold_english(s), []).append(term)
        return names

    def _english_names(self, english: str) -> Iterator[str]:
        """The glossary's names in an English text, the longest at each place."""
        at = 0
        for token in _TOKEN.finditer(english):
            start = token.start()
            if start < at or english[start - 1 : start] in ("-", "_"):
                continue
            for name in self._english_by_first_word.get(token[0], ()):
                end = start + len(name)
                if english.startswith(name, start) and not re.match(r"[\w-]", english[end : end + 1]):
                    at = end
                    yield name
                    break

    @cached_property
    def _english_by_first_word(self) -> dict[str, list[str]]:
        spellings = {s.removeprefix("the ") for t in self._terms if t.type in NAMES for s in t.spellings}
        first: dict[str, list[str]] = {}
        for s in sorted((s for s in spellings if fold_english(s) in self._by_english), key=len, reverse=True):
            if word := _TOKEN.match(s):
                first.setdefault(word[0], []).append(s)
        return first

    def hints(self, arabic: str) -> list[tuple[str, str]]:
        """At most six pairs of Arabic form and English for a prompt: names first, then other terms."""
        pairs: dict[str, tuple[int, str]] = {}
        for m in self.find(arabic):
            pairs.setdefault(m.form, (0 if m.term.type in NAMES else 1, m.term.english))
        ranked = sorted(pairs.items(), key=lambda kv: kv[1][0])
        return [(form, english) for form, (_, english) in ranked[:MOST_HINTS]]


@lru_cache(maxsize=8192)
def fold_english(text: str, *, keep_case: bool = False) -> str:
    """English for comparing names: no apostrophes, hyphens as spaces, no articles, lower case unless kept."""
    text = _ABBREVIATION.sub(lambda m: m[0].replace(".", ""), text)
    text = re.sub(r"[’‘'`ʿʾ]s?\b(?=\W|$)|[’‘'`ʿʾ]", "", text)
    text = re.sub(r"[^\w]+", " ", text)
    text = re.sub(r"\b(?:the|al|el|ad|as|an|ar|ash|az|at)\b ?", "", text, flags=re.IGNORECASE)
    text = " ".join(text.split())
    return text if keep_case else text.lower()


@cache
def _accepted(term: Term) -> tuple[list[str], list[list[str]]]:
    """Of each spelling: all its words with spaces around, and the beginnings of those that are names."""
    whole = [f" {fold_english(s)} " for s in term.spellings]
    parts = []
    for spelling in term.spellings:
        own = [w for w in fold_english(spelling, keep_case=True).split() if w[0].isupper()]
        if own and not re.search(r"\d", spelling):
            parts.append([w.lower()[: max(4, len(w) - 2)] for w in own])
    return whole, parts


def _named(before: str) -> bool:
    words = before.split()
    return bool(words) and (words[-1] in _NAMING or words[-1][1:] in _NAMING)


@cache
def _homographs() -> frozenset[str]:
    """Forms that are also ordinary words: they count only after a word that makes a name of them."""
    text = files("bot.translation").joinpath("homographs.txt").read_text(encoding="utf-8")
    return frozenset(normalise(line) for line in text.splitlines() if line and not line.startswith("#"))


def _parse(text: str, name: str) -> Iterator[Term]:
    for number, line in enumerate(text.splitlines(), 1):
        cells = [c.strip() for c in line.split("\t")]
        if not line.strip() or line.startswith("#") or cells[0].lower() == "arabic":
            continue
        if len(cells) < 2 or not re.search(r"[\u0600-\u06ff]", cells[0]) or not cells[1]:
            raise InputError(f"{name}, line {number}: write the Arabic, a tab, and the English.")
        variants = [v for v in (cells[3].split("|") if len(cells) > 3 else []) if v]
        arabic = [cells[0], *(v for v in variants if re.search(r"[\u0600-\u06ff]", v))]
        english = [cells[1], *(v for v in variants if not re.search(r"[\u0600-\u06ff]", v))]
        spellings = list(dict.fromkeys(x for e in english for x in _with_abbreviation(e)))
        kind = cells[2] if len(cells) > 2 and cells[2] else "term"
        yield Term(cells[0], cells[1], kind, tuple(dict.fromkeys(map(normalise, arabic))), tuple(spellings))


def _with_abbreviation(english: str) -> list[str]:
    """ "Syrian Democratic Forces (SDF)" is accepted as such, without the brackets, and as "SDF"."""
    m = re.fullmatch(r"(.+?)\s*\(([^)]+)\)", english)
    return [english, m[1], m[2]] if m else [english]


def _is_spelling(a: str, b: str) -> bool:
    return a[:1].isupper() and not a.isupper() and likeness(a, b) >= _SPELLING


@lru_cache(maxsize=65536)
def likeness(a: str, b: str) -> float:
    """How much two names sound alike, 0 to 1: the likeness of their consonants and, less, of their letters."""
    one, other = fold_english(a).replace(" ", ""), fold_english(b).replace(" ", "")
    return 0.6 * SequenceMatcher(None, skeleton(one), skeleton(other)).ratio() + 0.4 * (
        SequenceMatcher(None, one, other).ratio()
    )


@lru_cache(maxsize=16384)
def skeleton(name: str) -> str:
    """The consonants of a Latin name as transliterations agree on them."""
    name = name.lower()
    for two, one in (
        ("kh", "x"),
        ("gh", "g"),
        ("sh", "c"),
        ("ch", "c"),
        ("th", "t"),
        ("dh", "d"),
        ("q", "k"),
        ("ck", "k"),
    ):
        name = name.replace(two, one)
    name = re.sub(r"[aeiouyw'’ -]", "", name)
    return re.sub(r"(.)\1+", r"\1", name)


def _replace(english: str, spelling: str, standard: str) -> str:
    if fold_english(spelling) == fold_english(standard) and spelling not in english:
        return english
    pattern = rf"(?<![\w-])(?:[Tt]he )?{re.escape(spelling)}(?![\w-])"
    if spelling in standard and re.search(rf"(?<![\w-]){re.escape(standard)}(?![\w-])", english):
        return english  # it is part of the standard form
    short, long = sorted((f" {fold_english(spelling)} ", f" {fold_english(standard)} "), key=len)
    if short in long and short != long:
        return english  # "Islamic State" for "Islamic State group", "Euphrates river": no other spelling
    return re.sub(pattern, lambda m: ("the " if m[0].startswith("the ") else "") + standard, english)


def _mend(english: str, term: Term, others: set[str]) -> str:
    """The English with a garbled name put right, if exactly one run of capitalised words is much like it."""
    wanted = len(term.standard.replace("-", " ").split())
    runs = re.finditer(r"(?:al-)?[A-Z][\w'’-]*(?: (?:al-|ez-|of )?[A-Z][\w'’-]*)*", english)
    best: tuple[float, str] = (0.0, "")
    for run in runs:
        words = run[0].split(" ")
        for i in range(len(words)):
            for j in range(i + 1, min(len(words), i + wanted + 1) + 1):
                piece = " ".join(words[i:j])
                if fold_english(piece) in others or len(skeleton(piece)) < 3:
                    continue
                best = max(best, (likeness(piece, term.standard), piece))
    score, piece = best
    return english.replace(piece, term.standard, 1) if score >= _GARBLED else english
