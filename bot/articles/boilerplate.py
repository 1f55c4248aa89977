"""Which stretches of a page are not the article: the rules of ``boilerplate.toml``, applied."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

from bot.articles.arabic import LINK, fold

_LONGEST_LINE = 260  # characters; longer lines are paragraphs whatever they begin with
_EDGE = 160  # characters at either end of a paragraph that prefix and suffix rules look at
LEAD_CHARS = 80  # a paragraph shorter than this is no lead
_AROUND = re.compile(r"^[\s*•▪·>|_~\-–—]+(?=\S)|(?<=\S)[\s*•▪·|_~]+$|^#+(?=\s)")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of ``boilerplate.toml``, its pattern compiled over folded text."""

    name: str
    scope: Literal["line", "prefix", "suffix"]
    where: Literal["any", "body", "lead"]
    rest: bool
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the article a paragraph stands: its first line, and whether a dateline may open it."""

    first: bool
    lead: bool


@cache
def rules() -> tuple[Rule, ...]:
    """The rules in file order."""
    data = tomllib.loads(resources.files(__package__).joinpath("boilerplate.toml").read_text(encoding="utf-8"))
    pieces = dict(data["pieces"]) | {name: "|".join(entries) for name, entries in data["lists"].items()}

    def filled(pattern: str) -> str:
        return re.sub(r"\{([a-z]+)\}", lambda m: filled(pieces[m[1]]), pattern)

    return tuple(
        Rule(
            name=rule["name"],
            scope=rule["scope"],
            where=rule.get("where", "any"),
            rest=rule.get("rest", False),
            pattern=re.compile(fold(filled(rule["pattern"]))[0]),
        )
        for rule in data["rule"]
    )


def whole_line(text: str, place: Place) -> Rule | None:
    """The rule by which the line ``text`` is boilerplate from end to end."""
    if len(text) > _LONGEST_LINE:
        return None
    folded = re.sub(r"\s+", " ", fold(text)[0]).strip()
    bare = _AROUND.sub("", folded)
    forms = {folded, bare, _AROUND.sub("", LINK.sub("", bare))}
    for rule in rules():
        if rule.scope == "line" and _applies(rule, place) and any(rule.pattern.fullmatch(form) for form in forms):
            return rule
    return None


def prefix(text: str, place: Place) -> tuple[int, Rule] | None:
    """How many characters at the beginning of ``text`` are boilerplate, and by which rule."""
    folded, offsets = fold(text[:_EDGE])
    begin = len(folded) - len(folded.lstrip(" *"))
    for rule in rules():
        if rule.scope == "prefix" and _applies(rule, place):
            found = rule.pattern.match(folded, begin)
            if found and found.end() > begin and found.end() < len(folded):
                return offsets[found.end()], rule
    return None


def suffix(text: str) -> tuple[int, Rule] | None:
    """Where in ``text`` a closing credit begins, and by which rule."""
    base = max(0, len(text) - _EDGE)
    folded, offsets = fold(text[base:])
    for rule in rules():
        if rule.scope == "suffix":
            for found in rule.pattern.finditer(folded):
                if not folded[found.end() :].strip() and base + found.start() > 0:
                    return base + offsets[found.start()], rule
    return None


def _applies(rule: Rule, place: Place) -> bool:
    if rule.where == "body":
        return not place.first
    if rule.where == "lead":
        return place.lead
    return True
