"""Compass directions: a south-east that has become a south-west moves a front.

Directions are read on both sides as points ("n", "se"). Words that may be a direction or a name, such as الغرب (the
West), are only possible points: they explain a direction on the other side without asking for one.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

from bot.articles import normalise
from bot.translation.text import Mark

_NAMES = {"n": "north", "s": "south", "e": "east", "w": "west"}
_OPPOSITE = {"n": "s", "s": "n", "e": "w", "w": "e"}

_STEMS = {"شمال": "n", "جنوب": "s", "شرق": "e", "غرب": "w"}
_AR = re.compile(
    r"(?<!\w)(?:[وف]?[بلك]?(?:ال)?|[وف]?لل)(?P<stem>شمال|جنوب|شرق|غرب)"
    r"(?:ا|يا|ي|ي?ه|ي?ها|ي?هم|يتين|يتان|يي|يين|يون|يات)?(?!\w)"
)
_AR_MAYBE = re.compile(
    # Names and blocs: the Middle East, NATO, the Atlantic, Western states and diplomats.
    r"(?:ال)?شرق[ -](?:ال)?(?:اوسط|ادني|اقصي)\w*|شمال الاطلسي|شمال الاطلنطي"
    r"|(?:الدول|القوي|العواصم|البلدان|الحكومات|المخابرات|الاستخبارات) (?:ال)?غربيه"
    r"|(?:دول|عواصم|قوي|دبلوماسي\w*|مسوول\w*|مصادر|اجهزه) (?:\w+ )?(?:ال)?غربي\w*|مصدر \w+ غربي"
    r"|(?:ال)?دعما? غربيا?|القطب ال(?:شمالي|جنوبي)|الشعبيه ?- ?(?:ال)?شمال\w*|السلسله الشرقيه"
    r"|(?<!\w)[وف]?[بلك]?الغرب(?! من)(?!\w)|(?<!\w)[وف]?للغرب(?!\w)"
    r"|(?:ال)?(?:شمال|جنوب|شرق|غرب)يي?[ونت]+(?!\w)|الغربه(?!\w)"
)
# What is said by a direction in English though the Arabic word is none: the West Bank, Beirut's southern suburbs.
_AR_IMPLIES = (
    (re.compile(r"(?<!\w)[وف]?[بلك]?(?:ال|ل)ضفه(?! ال[شغ])(?!\w)"), "w"),
    (re.compile(r"(?<!\w)[وف]?[بلك]?(?:ال|ل)ضاحيه(?!\w)"), "s"),
    (re.compile(r"(?<!\w)بحري(?!\w)"), "n"),
    (re.compile(r"(?<!\w)[وف]?[بل]?(?:ال)?قبلي(?!\w)|الانتقالي"), "s"),
    (re.compile(r"(?<!\w)[وف]?[بلك]?(?:ال)?ايمن (?:ال)?موصل"), "w"),
    (re.compile(r"(?<!\w)[وف]?[بلك]?(?:ال)?ايسر (?:ال)?موصل"), "e"),
    (re.compile(r"الاطلسي|الناتو"), "n"),
)

_EN = re.compile(
    r"\b(?:(?P<a>north|south)[- ]?(?P<b>east|west)|(?P<c>north|south|east|west))"
    r"(?:ern|wards?|erly|bound|ernmost|most)?(?:[- ]?(?P<d>east|west)(?:ern|wards?)?)?\b",
    re.IGNORECASE,
)
_EN_MAYBE = re.compile(
    r"\b(?:middle|near|far)[- ]east(?:ern)?\b|\bnorth atlantic\b|\bkhartoum north\b"
    r"|\b(?:the|with|and) (?-i:West)\b(?! of| Bank|ern)|\b(?:north|south|east|west)erners?\b"
    r"|\bwestern (?:\w+ )?(?:countries|powers|states|officials?|diplomats?|capitals|nations|sources?|intelligence)\b",
    re.IGNORECASE,
)
_EN_SOUNDS = (
    (re.compile(r"\b(?:al-?|as[h]?-?)?(?:shamal|shimal)\w*", re.IGNORECASE), "n"),
    (re.compile(r"\b(?:al-?)?(?:janou?b|junu?b|jano?ub)\w*", re.IGNORECASE), "s"),
    (re.compile(r"\b(?:al-?|ash-?)?shar[qk](?!at)\w*", re.IGNORECASE), "e"),
    (re.compile(r"\b(?:al-?)?ghar(?:b|bi|biy\w*)\b", re.IGNORECASE), "w"),
    (re.compile(r"\bnato\b", re.IGNORECASE), "n"),
)


@dataclass(slots=True)
class _Side:
    """Points of one language: those that are sure, and the letters that may be meant besides."""

    points: list[str] = field(default_factory=list)
    maybe: set[str] = field(default_factory=set)

    @property
    def letters(self) -> Counter[str]:
        return Counter(letter for p in self.points for letter in p)


def compare(arabic: str, english: str) -> tuple[Mark, ...]:
    """Marks for compass directions that are on one side only, or that have changed places.

    Where both texts name the same sides, compounds are still compared ("se" and "w" are not "sw" and "e"), and so
    is how often each side is named: one that is gained where its opposite is lost has been turned round.
    """
    ar, en = _arabic(arabic), _english(english)
    if not ar.points and not en.points:
        return ()
    marks = _only_in(ar, en, "the Arabic", "the English") + _only_in(en, ar, "the English", "the Arabic")
    return tuple(marks) if marks else _changed(ar, en)


def invented(arabic: str, english: str) -> tuple[Mark, ...]:
    """Marks for compass directions in the English alone: for bullets, which may leave things out."""
    return tuple(_only_in(_english(english), _arabic(arabic), "the English", "the Arabic"))


def _only_in(one: _Side, other: _Side, here: str, there: str) -> list[Mark]:
    only = set(one.letters) - set(other.letters) - other.maybe
    return [Mark("direction", f"{_NAMES[d]} is in {here} but not in {there}") for d in _NAMES if d in only]


def _changed(ar: _Side, en: _Side) -> tuple[Mark, ...]:
    if ar.maybe or en.maybe:
        return ()
    lost = Counter(p for p in ar.points if len(p) == 2) - Counter(p for p in en.points if len(p) == 2)
    new = Counter(p for p in en.points if len(p) == 2) - Counter(p for p in ar.points if len(p) == 2)
    for was, became in ((w, b) for w in lost for b in new):
        return (Mark("direction", f"{_name(was)} in the Arabic is {_name(became)} in the English"),)
    a, e = ar.letters, en.letters
    if a.total() != e.total():
        return ()
    for letter, opposite in _OPPOSITE.items():
        if a[letter] > e[letter] and a[letter] - e[letter] == e[opposite] - a[opposite]:
            return (Mark("direction", f"{_NAMES[letter]} in the Arabic is {_NAMES[opposite]} in the English"),)
    return ()


def _name(point: str) -> str:
    return "-".join(_NAMES[letter] for letter in point)


def _arabic(text: str) -> _Side:
    text = normalise(text)
    side = _Side()

    def aside(m: re.Match[str]) -> str:
        side.maybe.update(d for stem, d in _STEMS.items() if stem in m[0])
        return "،"

    text = _AR_MAYBE.sub(aside, text)
    side.maybe.update(d for pattern, d in _AR_IMPLIES if pattern.search(text))
    end = -2
    for m in _AR.finditer(text):
        point = _STEMS[m["stem"]]
        # "الجنوبية الشرقية", "شمال شرق": one point of two letters.
        if m.start() == end + 1 and side.points[-1] in ("n", "s") and point in "ew" and m[0][0] not in "وف":
            side.points[-1] += point
        else:
            side.points.append(point)
        end = m.end() if text[m.end() : m.end() + 1] in (" ", "-") else -2
    return side


def _english(text: str) -> _Side:
    side = _Side()

    def aside(m: re.Match[str]) -> str:
        side.maybe.update(d for d, name in _NAMES.items() if name in m[0].lower())
        return ","

    text = _EN_MAYBE.sub(aside, text)
    side.maybe.update(d for pattern, d in _EN_SOUNDS if pattern.search(text))
    for m in _EN.finditer(text):
        first, second = m["a"] or m["c"], m["b"] or m["d"]
        side.points.append((first[0] + (second[0] if second and first[0] in "nsNS" else "")).lower())
    return side
