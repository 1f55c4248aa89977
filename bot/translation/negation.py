"""Negation: is what the Arabic says is not so also not so in the English, and the other way round?

Both sides are read with the word lists of ``negation.toml``. Each counts what is beyond doubt a negative and what
may be one, and a side with more clear negatives than the other can account for is marked: one "not" of two is
missed too, while "failed to" or "un-" may stand for لم and غير.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from bot.articles import normalise
from bot.translation.text import Mark

LOST = "the Arabic is negative and the English is not"
INVENTED = "the English is negative where the Arabic is not"
NOT_DENIED = "the Arabic denies it and the English does not"
DENIED = "the English denies what the Arabic does not"
NOT_ONLY = 'the Arabic says "nothing but" and the English does not'


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a text has of each kind: ``strong`` asks for an answer, ``weak`` can only be one."""

    strong: int
    weak: int
    only: int
    deny: bool


def compare(arabic: str, english: str) -> tuple[Mark, ...]:
    """A mark where a clear negative of one side has nothing to answer it on the other."""
    ar, en = _arabic(normalise(arabic)), _english(english.lower().replace("’", "'"))
    details = []
    if ar.strong > en.strong + en.weak:
        details.append(NOT_DENIED if ar.deny else LOST)
    elif ar.only and not en.only and not en.weak and ar.strong + ar.only > en.strong:
        details.append(NOT_ONLY)
    if en.strong > ar.strong + ar.only + ar.weak:
        details.append(INVENTED)
    elif en.deny and not ar.strong and not ar.weak:
        details.append(DENIED)
    return tuple(Mark("negation", d) for d in details)


def _arabic(text: str) -> _Reading:
    p = _patterns()
    text, asides = p["arabic.aside"].subn(" ~ ", text)
    text, both = p["arabic.notonly"].subn(" ~ ", text)
    text, only = p["arabic.only"].subn(" ~ ", text)
    text, strong, nor, deny = *_count(p["arabic.strong"], text), bool(_DENIAL.search(text))
    weak = len(p["arabic.weak"].findall(text))
    return _Reading(strong, weak + nor + asides + both, only, deny)


def _count(pattern: re.Pattern[str], text: str) -> tuple[str, int, int]:
    """The text without its clear negatives, how many there are, and how many only carry on one before them."""
    found = [m[0].strip() for m in pattern.finditer(text)]
    nor = sum(i > 0 and w.startswith(("ولا", "او لا", "ودون")) for i, w in enumerate(found))
    return pattern.sub(" ~ ", text), len(found) - nor, nor


def _english(text: str) -> _Reading:
    p = _patterns()
    text, asides = p["english.aside"].subn(" ~ ", text)
    text, both = p["english.notonly"].subn(" ~ ", text)
    strong, deny = len(p["english.strong"].findall(text)), bool(p["english.deny"].search(text))
    weak = len(p["english.weak"].findall(text)) + deny
    return _Reading(strong, weak + asides + both, len(p["english.only"].findall(text)) + asides + both, deny)


_DENIAL = re.compile(r"(?<!\w)[وف]?(?:[يت]?نف(?:ي|ت)|نافي)\w*")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    tables = tomllib.loads(files("bot.translation").joinpath("negation.toml").read_text(encoding="utf-8"))
    arabic = {f"arabic.{k}": rf"(?<!\w)[وف]?(?:{'|'.join(v)})(?!\w)" for k, v in tables["arabic"].items()}
    english = {f"english.{k}": f"(?:{'|'.join(v)})" for k, v in tables["english"].items()}
    return {k: re.compile(v) for k, v in (arabic | english).items()}
