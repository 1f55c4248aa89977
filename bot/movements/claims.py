"""Whose claim a sentence is, and how far the move it tells of has come: rules over the Arabic."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from bot.articles import normalise
from bot.translation import Glossary

SOURCE_TYPES = frozenset({"org", "person", "unit", "force", "role", "party", "media", "agency"})
_WORDS_OF_SPEAKER = 9  # how far after a verb of saying its speaker is looked for
_OF_A_GROUP = frozenset({"spokesman", "official", "commander", "source", "statement"})
_STOP = frozenset({"ان", "انه", "انها", "انهم", "بان", "عن", "الي", "علي", "في", "\u003a"})


@dataclass(frozen=True, slots=True)
class Claim:
    """``claimant`` in English, None for the article's own report; ``status`` as bullets have it."""

    claimant: str | None
    status: str


@dataclass(frozen=True, slots=True)
class _Rules:
    say: frozenset[str]
    goes_on: frozenset[str]
    according: re.Pattern[str]
    same_source: re.Pattern[str]
    sources: tuple[tuple[re.Pattern[str], str], ...]
    status: tuple[tuple[str, re.Pattern[str]], ...]


def read(sentence: str, before: str | None, glossary: Glossary) -> Claim:
    """The claim in an Arabic sentence; ``before`` is the claimant of the sentence before, for "he added"."""
    rules, text = _rules(), _fold(sentence)
    claimant = _claimant(text, before, rules, glossary)
    for name, pattern in rules.status:
        if pattern.search(text):
            return Claim(claimant, name)
    return Claim(claimant, "claimed" if claimant else "reported")


def _claimant(text: str, before: str | None, rules: _Rules, glossary: Glossary) -> str | None:
    if rules.same_source.search(text):
        return before
    words = text.split()
    for i, word in enumerate(words):
        bare = word.strip('"«»،:.').removeprefix("و").removeprefix("ف")
        bare_forms = {word.strip('"«»،:.'), bare}
        if bare_forms & rules.say and (i == 0 or i < 4 or words[i - 1].endswith("،")):
            return _name(_phrase(words[i + 1 :]), rules, glossary) or before
        if bare_forms & rules.goes_on and i < 3:
            return _name(_phrase(words[i + 1 :]), rules, glossary) or before
    match = rules.according.search(text)
    return _name(_phrase(text[match.end() :].split()), rules, glossary) if match else None


def _phrase(words: list[str]) -> str:
    """The speaker: words up to "that", a preposition of place, a colon or a quotation mark."""
    kept: list[str] = []
    for word in words[:_WORDS_OF_SPEAKER]:
        if word in _STOP or (kept and word[0] in '"«'):
            break
        kept.append(word)
        if word[-1] in ":،":
            break
    return " ".join(kept)


def _name(phrase: str, rules: _Rules, glossary: Glossary) -> str | None:
    """The English name of a source: what such a source is called, else the glossary's name, else None.

    A spokesman, official or commander of a group of the glossary is named with it: "SDF spokesman".
    """
    matches = [m.term for m in glossary.find(phrase) if m.term.type in SOURCE_TYPES]
    known = next((english for pattern, english in rules.sources if pattern.search(phrase)), None)
    if known is None:
        return matches[0].english if matches else None
    group = next((t for t in matches if t.type == "org"), None)
    if group and known.removeprefix("a ").removeprefix("an ").removeprefix("the ") in _OF_A_GROUP:
        return f"{_short(group.english)} {known.split()[-1]}"
    return known


def _short(english: str) -> str:
    bracket = re.search(r"\(([A-Z]{2,})\)", english)
    return bracket[1] if bracket else english.removeprefix("the ")


def _fold(text: str) -> str:
    return normalise(text).replace('"', ' " ').replace("  ", " ")


def _any(words: list[str]) -> re.Pattern[str]:
    """Any of these words or phrases, whole, with و or ف in front as well."""
    return re.compile(r"(?<!\w)[وف]?(?:" + "|".join(re.escape(normalise(w)) for w in words) + r")(?!\w)")


@cache
def _rules() -> _Rules:
    table = tomllib.loads(files("bot.movements").joinpath("claims.toml").read_text(encoding="utf-8"))
    sources = sorted(table["sources"].items(), key=lambda kv: -len(kv[0]))
    return _Rules(
        say=frozenset(normalise(table["say"]).split()),
        goes_on=frozenset(normalise(table["goes_on"]).split()),
        according=re.compile(
            r"(?<!\w)(?:"
            + "|".join(map(re.escape, sorted(table["according"], key=len, reverse=True)))
            + r")\s*(?:ما \w+ )?"
        ),
        same_source=_any(table["same_source"]),
        sources=tuple((_any([arabic]), english) for arabic, english in sources),
        status=tuple((s["name"], _any(s["words"])) for s in table["status"]),
    )
