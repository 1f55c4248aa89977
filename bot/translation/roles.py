"""Who does what to whom: does the English have the doer and the sufferer of the Arabic, or the two turned round?

Only clear cases are judged: a verb of the table, followed in the Arabic by two different actors of the glossary
(verb, subject, object), both named in the English with a form of that verb between them.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from bot.articles import normalise
from bot.translation.glossary import Glossary, Term, fold_english
from bot.translation.text import Mark

_NEAR = 12  # words after the verb in which subject and object stand
# Actors that go without a name of their own, and how English calls them.
_GENERIC = {
    "التنظيم": (
        "islamic state",
        "is",
        "group",
        "organization",
        "organisation",
        "isis",
        "daesh",
        "militants",
        "jihadists",
    ),
    "قوات النظام": ("regime forces", "government forces", "syrian forces", "syrian army", "regime"),
    "الجيش": ("army", "troops"),
    "الفصايل": ("factions", "rebels"),
    "المعارضه": ("opposition", "rebels"),
    "المتمردين": ("rebels",),
    "الجيش السوري": ("syrian army", "syrian forces", "syrian troops"),
}
_BETWEEN = re.compile(r"(?<!\w)(?:من|في|علي|الي|عن|مع|قرب|داخل|بدعم|بعد|قبل|خلال|منذ|التي|الذي)(?!\w)")


def reversed_roles(arabic: str, english: str, glossary: Glossary) -> tuple[Mark, ...]:
    """A mark for each verb whose subject and object have changed places."""
    text = normalise(arabic)
    marks = []
    for verb in _verbs():
        for m in verb["pattern"].finditer(text):
            clause = " ".join(re.split(r"[،.؛]", text[m.end() :])[0].split()[:_NEAR])
            actors = _actors(clause, glossary)
            if actors and _is_object(m[0].strip(), clause[actors[0][0] :]):
                them = actors[0][2]
                if re.search(rf"\b{_any(them)}\b(?: \w+){{0,4}} {_active(verb)}", fold_english(english)):
                    marks.append(Mark("role", f"in the Arabic {them[0]} is acted on and does not act"))
                continue
            if len(actors) < 2 or _BETWEEN.search(clause[actors[0][1] : actors[1][0]]):
                continue
            doer, sufferer = actors[0][2], actors[1][2]
            if doer != sufferer and _turned_round(fold_english(english), doer, sufferer, verb):
                marks.append(Mark("role", f"in the Arabic it is {doer[0]} that acts on {sufferer[0]}"))
    return tuple(dict.fromkeys(marks))


def _actors(clause: str, glossary: Glossary) -> list[tuple[int, int, tuple[str, ...]]]:
    """Actors in a clause in order: start, end, English forms."""
    found = [(m.start, m.end, _forms(m.term)) for m in glossary.find(clause) if m.term.type == "org"]
    taken = [(s, e) for s, e, _ in found]
    for form, names in _GENERIC.items():
        for m in re.finditer(rf"(?<!\w){form}(?!\w)", clause):
            if not any(s <= m.start() < e for s, e in taken):
                found += [(m.start(), m.end(), names)]
    return sorted(found)


def _forms(term: Term) -> tuple[str, ...]:
    extra = next((v for k, v in _GENERIC.items() if k in term.forms), ())
    return tuple(dict.fromkeys([*(fold_english(s) for s in term.spellings), *extra]))


def _turned_round(english: str, doer: tuple[str, ...], sufferer: tuple[str, ...], verb: dict[str, Any]) -> bool:
    """Whether the English says, in plain order, that the sufferer did it, or that it was done to the doer."""
    them, us = _any(sufferer), _any(doer)
    passive = r"(?:was|were|is|are|been|being)(?: \w+){0,2} (?:" + "|".join(verb["passive"]) + r")"
    if re.search(rf"\b{them}\b(?: (?!and |{us}\b)\w+){{0,4}} {_active(verb)}(?! by\b)(?: \w+){{0,5}} {us}\b", english):
        return not re.search(rf"\b{us}\b.*\b{them}\b", english)
    return bool(re.search(rf"\b{us}\b(?: \w+){{0,3}} {passive}(?: \w+){{0,3}} by (?:\w+ ){{0,3}}{them}\b", english))


def _active(verb: dict[str, Any]) -> str:
    # "have been besieging" is active, "have been besieged" is not.
    words = "|".join(verb["active"])
    return rf"(?:(?<!been )(?<!being )(?<!was )(?<!were )(?<!are )(?<!is )\b(?:{words})\w*|\b(?:{words})\w*ing\b)"


def _is_object(verb: str, actor: str) -> bool:
    """Whether an actor after a verb cannot be its subject: the verb is masculine and the actor feminine."""
    bare = verb.removeprefix("و").removeprefix("ف") if verb[:1] in "وف" else verb
    masculine = not bare.startswith("ت") and not bare.endswith("ت")
    return masculine and actor.split()[0] in _FEMININE


_FEMININE = frozenset(
    [
        *("قوات", "القوات", "وحدات", "الوحدات", "فصايل", "الفصايل", "كتايب", "الكتايب"),
        *("ميليشيات", "مليشيات", "المليشيات", "حركه", "جماعه", "هييه", "الشرطه", "المعارضه"),
    ]
)


def _any(forms: tuple[str, ...]) -> str:
    return "(?:" + "|".join(re.escape(f) for f in sorted(forms, key=len, reverse=True) if f) + ")"


@cache
def _verbs() -> list[dict[str, Any]]:
    table = tomllib.loads(files("bot.translation").joinpath("roles.toml").read_text(encoding="utf-8"))
    return [v | {"pattern": re.compile(r"(?<!\w)[وف]?(?:" + "|".join(v["arabic"]) + r") ")} for v in table["verb"]]
