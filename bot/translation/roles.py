"""Who does what to whom: does the English have the doer and the sufferer of the Arabic, or the two turned round?

Only clear cases are judged. The Arabic must have a verb of ``roles.toml`` with two actors that grammar sets apart
(verb, subject, object; a relative clause whose verb carries its object; "at the hands of"), and the English must have
them on the wrong sides of a verb of the same meaning.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from bot.articles import normalise
from bot.translation.glossary import Glossary, Term, fold_english
from bot.translation.text import Mark

_NEAR = 12  # words of Arabic after the verb in which subject and object stand
_BEFORE, _AFTER = 9, 10  # words of English before and after a verb
_ACTORS = frozenset({"org", "unit", "person", "place"})

# What may stand between a verb and its subject, or its subject and its object, without being either.
_DAY = r"(?:السبت|الاحد|الاثنين|الثلاثاء|الاربعاء|الخميس|الجمعه)"
_TIME = (
    rf"(?:منذ(?: ذلك)? \w+|(?:(?:فجر|صباح|مساء|ليل|ظهر|عصر|يوم) )?{_DAY}"
    r"|ايضا|امس|اليوم|فجرا|ليلا|صباحا|مساء|مجددا|لاحقا|حاليا|حديثا)"
)
_NUMBER = (
    r"(?:\d+|عددا? من|اثنين|ثلاثه?|ثلاثا|اربعه?|خمسه?|سته?|سبعه?|ثمانيه|ثماني|تسعه?|عشره?|عشرات|ميات"
    r"|عشر(?:ون|ين)|ثلاث(?:ون|ين))"
)
_ADJECTIVE = r"\w+(?:ي|يه|ين|ون|يا|اك|وله|سه|فه|حه|مه)"
_BEFORE_SUBJECT = re.compile(rf"(?:(?:{_TIME}|{_NUMBER}|بعض) ){{0,3}}")
_BEFORE_OBJECT = re.compile(rf" (?:(?:{_TIME}|{_ADJECTIVE}|{_NUMBER}(?: من)?|بعض) ){{0,3}}")
_ONLY_TIME = re.compile(rf"(?:{_TIME} )*")
_FROM = re.compile(r"^(?:(?! (?:التي|الذي|بعد|قبل|في|علي|الي|ان|منذ) ).)*? من (?:ايدي |قبضه |سيطره )?")
_HANDS = re.compile(r"(?:علي (?:يد|ايدي)|برصاص|بنيران|من قبل) ")
_RELATIVE = re.compile(r"(?: (?:التي|الذي|الذين))? ?$")
_FEMININE = frozenset(
    [
        "قوات",
        "القوات",
        "وحدات",
        "الوحدات",
        "فصايل",
        "الفصايل",
        "كتايب",
        "الكتايب",
        "ميليشيات",
        "المليشيات",
        "حركه",
        "جماعه",
        "هييه",
        "الشرطه",
        "المعارضه",
    ]
)
# These are nouns too: "the shelling of", "the killing of".
_NOUNS = frozenset(["قصف", "قتل", "صد", "اسر", "طرد", "خطف", "سلب", "ضرب", "اسقط", "طعن"])
_AFTER_NOUN = re.compile(r"(?<!\w)(?:علي|في|من|بعد|قبل|عن|الي|اثر|خلال|رغم|مع|بسبب|نتيجه|عبر|لدي|منذ|وسط|\w+ف|\w+ت) $")

_PASSIVE = r"\b(?:was|were|is|are|be|been|being|got|came)(?: (?:\w+ly|then|also|later|now|still|not)){0,2} "
_IS_PASSIVE = re.compile(_PASSIVE + "$")
_CLAUSE = re.compile(r"[;:.]|, (?=and |but |while |after |before )| (?:while|after|before|but) ")


@dataclass(frozen=True, slots=True)
class _Verb:
    arabic: re.Pattern[str]
    active: re.Pattern[str]
    passive: re.Pattern[str]
    loser: bool


@dataclass(frozen=True, slots=True)
class _Actor:
    """An actor in folded Arabic: where it stands and how English may call it, the standard form first."""

    start: int
    end: int
    names: tuple[str, ...]


def compare(arabic: str, english: str, glossary: Glossary) -> tuple[Mark, ...]:
    """A mark for each verb whose doer and sufferer have changed places."""
    text = normalise(arabic)
    folded = _fold(english)
    details = []
    for verb in _verbs():
        if not verb.active.search(folded) and not verb.passive.search(folded):
            continue
        for m in verb.arabic.finditer(text):
            for doer, sufferer in _roles(text, m, verb, glossary):
                if not _turned_round(folded, doer, sufferer, verb):
                    continue
                if doer is None:
                    details.append(f"{sufferer.names[0]} is acted on and does not act")
                else:
                    details.append(f"it is {doer.names[0]} that acts on {sufferer.names[0]}")
    return tuple(Mark("role", f"in the Arabic {d}") for d in dict.fromkeys(details))


def _roles(text: str, verb: re.Match[str], kind: _Verb, glossary: Glossary) -> Iterator[tuple[_Actor | None, _Actor]]:
    """Doer and sufferer of one Arabic verb, where grammar tells them apart. No doer: it is not named."""
    if verb["form"] in _NOUNS and _AFTER_NOUN.search(text[: verb.start()]):
        return
    clause = " ".join(re.split(r"[،.؛:\"]", text[verb.end() :])[0].split()[:_NEAR])
    actors = _actors(clause, glossary)
    lead = _BEFORE_SUBJECT.match(clause)
    if not actors or lead is None or lead.end() < actors[0].start:
        return
    first = actors[0]
    if verb["object"]:  # "whom the army besieges": the one before the verb suffers
        head = " ".join(text[: verb.start()].split()[-6:])
        before = _actors(head, glossary)
        if before and _RELATIVE.fullmatch(head[before[-1].end :]):
            yield first, before[-1]
        return
    if hands := _HANDS.search(clause, first.end):
        by = next((a for a in actors if a.start == hands.end()), None)
        if by and not any(_BEFORE_OBJECT.fullmatch(clause[first.end : a.start]) for a in actors[1:]):
            yield by, first
        return
    if clause[first.start :].split()[0] in _FEMININE and _masculine(verb["form"]):
        # It cannot be the subject; the subject is not named.
        if _ONLY_TIME.fullmatch(clause[: first.start]) and verb["form"] not in _NOUNS:
            yield None, first
        return
    if second := next((a for a in actors[1:] if _BEFORE_OBJECT.fullmatch(clause[first.end : a.start])), None):
        yield first, second
    if kind.loser and (out := _FROM.match(clause[first.end :])):
        loser = next((a for a in actors[1:] if a.start == first.end + out.end()), None)
        if loser:
            yield first, loser


def _actors(clause: str, glossary: Glossary) -> list[_Actor]:
    """The actors of a clause in order. "Fighters of the group" is one."""
    found = [_Actor(m.start, m.end, _names(m.term)) for m in glossary.find(clause) if m.term.type in _ACTORS]
    for m in _generic().finditer(clause):
        inside = [a for a in found if a.start < m.end() and m.start() < a.end]
        if all(m.start() <= a.start and a.end <= m.end() for a in inside):
            names = (*_table()[_by_form()[m[0]]], *(n for a in inside for n in a.names))
            found = [a for a in found if a not in inside]
            found.append(_Actor(m.start(), m.end(), tuple(dict.fromkeys(names))))
    joined: list[_Actor] = []
    for actor in sorted(found, key=lambda a: a.start):
        last = joined[-1] if joined else None
        head = clause[last.start : last.end] if last else ""
        between = clause[last.end : actor.start] if last else ""
        part = between == " من " and head in _by_form() and not head.startswith("ال")  # "a sniper of the group"
        if last and (part or (between == " " and _construct(head, clause[actor.start : actor.end]))):
            joined[-1] = _Actor(last.start, actor.end, (*last.names, *actor.names))
        else:
            joined.append(actor)
    return joined


def _construct(head: str, name: str) -> bool:
    """Whether a head noun is joined to the definite name after it: "مقاتلو التنظيم", "عناصر داعش"."""
    if " " in head or head not in _by_form() or head.startswith("ال") or head.endswith(("ا", "ون", "ين")):
        return False
    return name.startswith("ال") or name not in _by_form() or " " in name


def _names(term: Term) -> tuple[str, ...]:
    own = (fold_english(re.sub(r"\bIS\b", "ISIS", s)) for s in term.spellings)
    more = next((_table()[f] for f in term.forms if f in _table()), ())
    return tuple(dict.fromkeys(n for n in (*own, *more) if n))


def _turned_round(english: str, doer: _Actor | None, sufferer: _Actor, verb: _Verb) -> bool:
    """Whether the English has the two on the wrong sides of a verb of the kind, and of none on the right ones."""
    # A name that both go by ("fighters") tells nothing.
    us = _mention(tuple(n for n in doer.names if n not in sufferer.names) if doer else ())
    them = _mention(tuple(n for n in sufferer.names if not doer or n not in doer.names))
    if them is None or (doer and us is None):
        return False
    orders = set()
    for clause in _CLAUSE.split(english):
        for pattern, passive in ((verb.passive, True), (verb.active, False)):
            for m in pattern.finditer(clause):
                before, after = clause[: m.start()], clause[m.end() :]
                if (
                    not passive
                    and not m[0].endswith("ing")
                    and (_IS_PASSIVE.search(before) or after.startswith(" by "))
                ):
                    continue
                left, right = " ".join(before.split()[-_BEFORE:]), " ".join(after.split()[:_AFTER])
                orders.add(_order(left, right, us, them, passive=passive))
    return "wrong" in orders and "right" not in orders


def _order(left: str, right: str, us: re.Pattern[str] | None, them: re.Pattern[str], *, passive: bool) -> str:
    """``right`` where the doer does it, ``wrong`` where the sufferer does, empty where the English does not say."""
    them_left = _last(them, left)
    if us is None:
        return "wrong" if not passive and them_left >= 0 and len(left[them_left:].split()) <= 5 else ""
    us_left = _last(us, left)
    us_right, them_right = bool(us.search(right)), bool(them.search(right))
    if passive:
        by = re.search(r"\bby (?:\S+ ?){1,5}", right)
        if not by:
            return ""
        if us_left >= 0 and them_left < 0 and them.search(by[0]) and not us.search(by[0]):
            return "wrong"
        return "right" if them_left >= 0 and us.search(by[0]) else ""
    if us_left >= 0 and them_left >= 0:  # "the factions that the army besieges"
        between = left[min(us_left, them_left) : max(us_left, them_left)]
        if not re.search(r" (?:that|which|whom|who) $", between) or us_right or them_right:
            return "right"
        return "right" if us_left > them_left else "wrong"
    if us_left >= 0:
        return "right"
    return "wrong" if them_left >= 0 and us_right and not them_right else ""


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((m.start() for m in pattern.finditer(text)), default=-1)


@cache
def _mention(names: tuple[str, ...]) -> re.Pattern[str] | None:
    longest = sorted(names, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest)) + r")\b") if longest else None


def _fold(english: str) -> str:
    """Folded English that still has the marks clauses end with. The organisation IS is not the verb "is"."""
    parts = re.findall(r"([^;:.,]*)([;:.,]?)", re.sub(r"\bIS\b", "ISIS", english))
    return " ".join(fold_english(part) + mark for part, mark in parts)


def _masculine(form: str) -> bool:
    return not form.startswith("ت") and not form.endswith("ت")


@cache
def _table() -> dict[str, tuple[str, ...]]:
    return {noun: tuple(english) for noun, english in _data()["actors"].items()}


@cache
def _by_form() -> dict[str, str]:
    """Each form a noun of the table may have, with the noun."""
    forms: dict[str, str] = {}
    for noun in _table():
        made = [noun]
        if " " not in noun and not noun.startswith("ال"):
            made += [noun + ending for ending in ("ا", "ون", "ين", "و", "ي")]
            made += [noun[:-1] + "ت" + ending for ending in ("ي", "ين", "ان")] if noun.endswith("ه") else []
            made += ["ال" + form for form in made]
        for form in made:
            forms.setdefault(form, noun)
    return forms | {noun: noun for noun in _table()}


@cache
def _generic() -> re.Pattern[str]:
    longest = sorted(map(re.escape, _by_form()), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(longest) + r")(?!\w)")


@cache
def _verbs() -> tuple[_Verb, ...]:
    verbs = []
    for v in _data()["verb"]:
        forms = [past + ending for past in v["past"] for ending in ("", "ت", "وا")]
        forms += [f"{first}{p}{ending}" for p in v["present"] for first in "يت" for ending in ("", "ون", "ان")]
        longest = "|".join(sorted(forms, key=len, reverse=True))
        passive = "|".join(v["passive"])
        verbs.append(
            _Verb(
                # استعادة is "the recapture of", not "he recaptured it".
                re.compile(rf"(?<!\w)(?![وف]?استعاده )[وف]?(?P<form>{longest})(?P<object>ها|هم|ه)? "),
                re.compile(r"\b(?:" + "|".join(v["active"]) + r")\w*"),
                re.compile(rf"{_PASSIVE}(?:{passive})\b|\b(?:{passive})(?= by )"),
                bool(v.get("loser")),
            )
        )
    return tuple(verbs)


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("bot.translation").joinpath("roles.toml").read_text(encoding="utf-8"))
