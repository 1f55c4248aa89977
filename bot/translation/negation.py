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
_MAIN = 8  # words within which the main clause has its negative, if it has one
NOT_ONLY = 'the Arabic says "nothing but" and the English does not'


@dataclass(frozen=True, slots=True)
class _Reading:
    """How often a text has each kind of word; the kinds are the lists of ``negation.toml``.

    ``nor`` carries a negative on. ``but`` is for Arabic only ("other than"); ``echo`` and ``alone`` are for English
    only: what stands for an aside and for "nothing but".
    """

    strong: int
    weak: int
    aside: int
    only: int
    deny: bool
    limit: bool
    nor: int = 0
    but: int = 0
    echo: int = 0
    alone: int = 0


def compare(arabic: str, english: str) -> tuple[Mark, ...]:
    """A mark where a clear negative of one side has nothing to answer it on the other."""
    ar, en = _arabic(normalise(_THAT_NOT.sub("ان لا ", arabic))), _english(english.lower().replace("’", "'"))
    # Weak ones answer each other first ("غير" and "un-"); what is left over can answer a clear negative.
    free_ar = _left(ar.weak, en.weak) + _left(ar.aside, en.aside + en.echo) + _left(ar.only, en.alone) + ar.nor
    free_en = (
        _left(en.weak, ar.weak) + _left(en.aside, ar.aside) + en.deny + min(en.nor, ar.nor) + min(ar.but, en.alone)
    )
    details = []
    if ar.strong + ar.nor > en.strong + free_en:
        details.append(NOT_DENIED if ar.deny else LOST)
    elif ar.limit and not en.limit:
        details.append(LOST)
    elif ar.only and not en.only and not free_en and ar.strong + ar.only > en.strong:
        details.append(NOT_ONLY)
    if en.strong > ar.strong + free_ar:
        details.append(INVENTED)
    elif en.deny and not ar.deny and not ar.strong and not ar.weak:
        details.append(DENIED)
    return tuple(Mark("negation", d) for d in details)


def in_bullet(arabic: str, english: str) -> tuple[Mark, ...]:
    """The marks for a bullet. It may leave a negative clause out, but not turn the main one, nor deny anything new."""
    text = normalise(_THAT_NOT.sub("ان لا ", arabic))
    ar, en = _arabic(" ".join(text.split()[:_MAIN])), _english(english.lower().replace("’", "'"))
    if ar.strong and not (en.strong or en.weak or en.deny or en.only or en.aside):
        return (Mark("negation", NOT_DENIED if ar.deny else LOST),)
    return tuple(m for m in compare(arabic, english) if m.detail in (INVENTED, DENIED))


def _left(mine: int, others: int) -> int:
    return max(0, mine - others)


def _arabic(text: str) -> _Reading:
    p = _patterns()
    deny, limit = bool(_DENIAL.search(text)), bool(p["arabic.limit"].search(text))
    text, aside = p["arabic.aside"].subn(" ~ ", p["arabic.ignored"].sub(" ~ ", text))
    text, both = p["arabic.notonly"].subn(" ~ ", text)
    text, only = p["arabic.only"].subn(" ~ ", text)
    found = [m[0] for m in p["arabic.strong"].finditer(text)]
    # "Nor" carries on a negative before it: English may say "or".
    nor = sum(i > 0 and w.startswith(("ولا", "ودون")) for i, w in enumerate(found))
    weak = len(p["arabic.weak"].findall(p["arabic.strong"].sub(" ~ ", text)))
    but = len(_BUT.findall(text))
    return _Reading(len(found) - nor, weak, aside + both, only, deny, limit, nor=nor, but=but)


def _english(text: str) -> _Reading:
    p = _patterns()
    limit = bool(p["english.limit"].search(text)) and not p["english.exceeds"].search(text)
    text, aside = p["english.aside"].subn(" ~ ", p["english.ignored"].sub(" ~ ", text))
    text, both = p["english.notonly"].subn(" ~ ", text)
    count = {
        k: len(p[f"english.{k}"].findall(text)) for k in ("strong", "weak", "deny", "only", "echo", "alone", "nor")
    }
    return _Reading(
        count["strong"],
        count["weak"],
        aside + both,
        count["only"] + aside + both,
        count["deny"] > 0,
        limit,
        nor=count["nor"],
        echo=count["echo"],
        alone=count["alone"],
    )


# "That not": written with its hamza it cannot be taken for "except", which folds alike.
_THAT_NOT = re.compile(r"(?<!\w)[وفبل]{0,2}ألا ")
_BUT = re.compile(r"(?<!\w)(?:غير|سوا\w+)(?!\w)")
_DENIAL = re.compile(r"(?<!\w)[وفب]?(?:ال)?(?:[يت]?نف(?:ي|ت|ا)|نافي)\w*")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    tables = tomllib.loads(files("bot.translation").joinpath("negation.toml").read_text(encoding="utf-8"))
    arabic = {f"arabic.{k}": rf"(?<!\w)[وف]?(?:{'|'.join(v)})(?!\w)" for k, v in tables["arabic"].items()}
    english = {f"english.{k}": f"(?:{'|'.join(v)})" for k, v in tables["english"].items()}
    return {k: re.compile(v) for k, v in (arabic | english).items()}
