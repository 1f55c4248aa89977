"""Names that must be there, and names that nothing in the Arabic explains."""

import re
from collections.abc import Set
from difflib import SequenceMatcher
from functools import cache, lru_cache
from importlib.resources import files

from bot.articles import normalise
from bot.translation.glossary import NAMES, Glossary, Match, Term, fold_english, likeness, skeleton
from bot.translation.text import Mark

_CAPITALISED = re.compile(r"(?<![\w'’.-])(?:al-)?[A-Z][\w'’]*(?:-[\w'’]+)*")
_LATIN_OF = str.maketrans("بتثجحخدذرزسشصضطظغفقكلمنهپچڤگ", "bttjhxddrzscsdtzgfkklmnhpcvg", "عويىاء")
# Letters that transliterations of foreign and Arabic names do not keep apart.
_SAME = str.maketrans(
    {"p": "b", "v": "f", "z": "s", "g": "j", "h": "", "x": "k", "c": "s", "q": "k", "d": "t", "j": "j"}
)
_ALIKE = 0.7
_SURE = 0.8
_SHARE = 0.5  # of the words of a group's name, which are translated in more ways than a list can hold
_SMALL = frozenset({"of", "for", "in", "and", "on", "to", "by", "a", "as"})
_COUNTRIES = frozenset(
    [
        *("syria", "syrian", "iraq", "iraqi", "sudan", "sudanese", "yemen", "yemeni", "libya", "libyan", "lebanon"),
        *("lebanese", "israel", "israeli", "palestinian", "russia", "russian", "american", "turkish", "iranian"),
        *("kurdish", "kurdistan", "arab", "islamic", "army", "forces", "force", "brigade", "division"),
    ]
)
_NUMERALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_ORDINALS = {word: value for value, word in enumerate((*_NUMERALS, "eleventh", "twelfth"), 1)}


def missing(arabic: str, english: str, glossary: Glossary) -> tuple[Mark, ...]:
    """Marks for the places, persons, units and groups of the glossary that are in the Arabic and not in the English.

    A group that is called by a role ("regime forces") does not count, and one of one Arabic word counts only where
    English writes it by its sound (حماس, Hamas): others, such as "the opposition", English puts in many ways.
    """
    marks = []
    for m in glossary.find(arabic):
        if m.term.type not in NAMES or glossary.accepts(m.term, english):
            continue
        if m.term.type in ("org", "unit"):
            there = not _tells(m) or _words_in(m.term, english)
        else:
            there = _sounds_in(m.term, english)
        if not there:
            marks.append(Mark("name", f"{m.term.english} is in the Arabic but not in the English"))
    return tuple(dict.fromkeys(marks))


def _tells(match: Match) -> bool:
    spellings = match.term.spellings
    if any(s.removeprefix("the ").islower() for s in spellings):
        return False  # "regime forces": a role
    if " " in match.form:
        return True
    sounds = _sounds(match.form)
    return any(_latin_sound(w) in sounds or _surely(w, sounds) for s in spellings for w in fold_english(s).split())


def _words_in(term: Term, english: str) -> bool:
    """Whether the English has half the words of a group's name, or one that sounds like it, and its number."""
    said = [_number(w) for w in fold_english(english).split()]
    starts = {w[:5] for w in said}
    for spelling in term.spellings:
        own = [_number(w) for w in fold_english(spelling).split() if w not in _SMALL]
        if any(w.isdigit() and w not in said for w in own):
            continue
        if own and sum(w[:5] in starts for w in own) >= _SHARE * len(own):
            return True
    capitals = {w for m in _CAPITALISED.finditer(english) for w in fold_english(m[0]).split()}
    names = {
        w for s in term.spellings for w in fold_english(s).split() if len(w) > 3 and w not in common() | _COUNTRIES
    }
    return any(likeness(a, b) >= _SURE for a in names for b in capitals)


def _number(word: str) -> str:
    """ "17th" and "17" are one, as are "fourth" and "4th"."""
    digits = re.fullmatch(r"(\d+)(?:st|nd|rd|th)?", word)
    return digits[1] if digits else str(_ORDINALS.get(word, word))


def _sounds_in(term: Term, english: str) -> bool:
    """Whether a capitalised word sounds like the name, or, of a person's, like its last part: "Trump"."""
    if any(re.search(r"\d", s) for s in term.spellings[:1]):
        return False  # T2 sounds like T4
    own = [w for s in term.spellings for w in fold_english(s, keep_case=True).split() if len(w) > 2 and w[0].isupper()]
    own = own if term.type == "person" else [fold_english(s) for s in term.spellings]
    said = [w for m in _CAPITALISED.finditer(english) for w in (fold_english(m[0]), *fold_english(m[0]).split())]
    return any(likeness(a, b) >= _ALIKE for a in own for b in said if a and b)


def invented(arabic: str, english: str, glossary: Glossary) -> tuple[Mark, ...]:
    """Marks for English names that neither the glossary nor the sound of an Arabic word explains.

    The method: a capitalised word is explained when it belongs to an English form of a glossary term in the Arabic,
    is a word that names are translated with ("Observatory", "Friday", "Syrian"), or has the consonants of an Arabic
    word of the sentence, letters that transliterations confuse taken as one.
    """
    explained = {w for m in glossary.find(arabic) for s in m.term.spellings for w in fold_english(s).split()}
    sounds = {s for w in re.findall(r"\w+", normalise(arabic)) for s in _sounds(w) if s}
    whole = "".join(_sound_of(w) for w in re.findall(r"\w+", normalise(arabic)))
    marks = [
        Mark("name", f"{t.standard} is in the English but not in the Arabic")
        for said, t in glossary.strange(arabic, english)
        if not all(_surely(w, sounds) or w in common() for w in fold_english(said).split())
    ]
    first = re.match(r"\W*(\w[\w'’-]*)", english)
    for m in _CAPITALISED.finditer(english):
        opens = (first and m.start() == first.start(1)) or english[: m.start()].rstrip(" \"'“‘")[-1:] in ":.!?"
        alone = not re.match(r"(?: |-)(?:al-)?[A-Z]", english[m.end() :]) and not m[0].startswith("al-")
        if opens and (alone or m[0].lower() in _openers()):
            continue
        for word in fold_english(m[0], keep_case=True).split():
            low = word.lower()
            if (
                not word[0].isupper()
                or len(low) < 3
                or low in explained
                or low in common()
                or any(low.startswith(e[:5]) and len(e) > 4 for e in explained)
            ):
                continue
            if not _explained(low, sounds, whole):
                marks.append(Mark("name", f"nothing in the Arabic explains the name {word}"))
    return tuple(dict.fromkeys(marks))


def _explained(word: str, sounds: Set[str], whole: str) -> bool:
    sound = _latin_sound(word)
    if len(sound) < 2:
        return True  # too little to judge by
    if sound in sounds or any(_agreement(s, sound) >= _ALIKE for s in sounds):
        return True
    return len(sound) > 3 and sound in whole


def _surely(word: str, sounds: Set[str]) -> bool:
    """As :func:`_explained`, but a short sound proves nothing: many Arabic words have an l and a b."""
    sound = _latin_sound(word)
    return len(sound) > 2 and any(_agreement(s, sound) >= _SURE for s in sounds)


@lru_cache(maxsize=65536)
def _agreement(one: str, other: str) -> float:
    """How far two sounds agree, 0 where their lengths alone keep them below what counts."""
    if 2 * min(len(one), len(other)) < _ALIKE * (len(one) + len(other)):
        return 0.0
    return SequenceMatcher(None, one, other).ratio()


@lru_cache(maxsize=8192)
def _latin_sound(word: str) -> str:
    return re.sub(r"(.)\1+", r"\1", skeleton(word).translate(_SAME))


@lru_cache(maxsize=16384)
def _sounds(word: str) -> frozenset[str]:
    """The sound of an Arabic word, with and without what may be joined to its front."""
    forms = {word}
    for front in ("و", "ف", "ب", "ل", "ك", "ال", "وال", "بال", "فال", "لل", "كال", "ول", "وب"):
        if word.startswith(front) and len(word) > len(front) + 1:
            forms.add(word[len(front) :])
    return frozenset(s for f in forms if (s := _sound_of(f)))


@lru_cache(maxsize=16384)
def _sound_of(word: str) -> str:
    return re.sub(r"(.)\1+", r"\1", word.translate(_LATIN_OF).translate(_SAME))


@cache
def common() -> frozenset[str]:
    """Lower-case words that are capitalised in English without being the sound of an Arabic word."""
    text = files("bot.translation").joinpath("capitalised.txt").read_text(encoding="utf-8")
    return frozenset(line.strip() for line in text.splitlines() if line and not line.startswith("#"))


@cache
def _openers() -> frozenset[str]:
    text = files("bot.translation").joinpath("openers.txt").read_text(encoding="utf-8")
    return frozenset(line.strip() for line in text.splitlines() if line and not line.startswith("#"))
