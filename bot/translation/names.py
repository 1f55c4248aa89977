"""Names that must be there, and names that nothing in the Arabic explains."""

import re
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files

from bot.articles import normalise
from bot.translation.glossary import NAMES, Glossary, Term, fold_english, likeness, skeleton
from bot.translation.text import Mark

_CAPITALISED = re.compile(r"(?<![\w'’.-])(?:al-)?[A-Z][\w'’]*(?:-[\w'’]+)*")
_LATIN_OF = str.maketrans("بتثجحخدذرزسشصضطظغفقكلمنهپچڤگ", "bttjhxddrzscsdtzgfkklmnhpcvg", "عويىاء")
# Letters that transliterations of foreign and Arabic names do not keep apart.
_SAME = str.maketrans(
    {"p": "b", "v": "f", "z": "s", "g": "j", "h": "", "x": "k", "c": "s", "q": "k", "d": "t", "j": "j"}
)
_ALIKE = 0.7
_SURE = 0.8
_NEVER_NAMES = frozenset({"org", "unit"})  # their words are translated, in more ways than a list can hold


def missing(arabic: str, english: str, glossary: Glossary) -> tuple[Mark, ...]:
    """Marks for places and persons of the glossary that are in the Arabic and not in the English."""
    marks = []
    for m in glossary.find(arabic):
        if m.term.type not in NAMES - _NEVER_NAMES or glossary.accepts(m.term, english) or _sounds_in(m.term, english):
            continue
        marks.append(Mark("name", f"{m.term.english} is in the Arabic but not in the English"))
    return tuple(dict.fromkeys(marks))


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
    sounds = [s for w in re.findall(r"\w+", normalise(arabic)) for s in _sounds(w)]
    whole = "".join(_sound_of(w) for w in re.findall(r"\w+", normalise(arabic)))
    marks = [
        Mark("name", f"{t.standard} is in the English but not in the Arabic")
        for t in glossary.unexplained(arabic, english)
        if not all(_surely(w, sounds) or w in common() for s in t.spellings[:1] for w in fold_english(s).split())
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


def _explained(word: str, sounds: list[str], whole: str) -> bool:
    sound = _latin_sound(word)
    if len(sound) < 2:
        return True  # too little to judge by
    if any(s and (s == sound or SequenceMatcher(None, s, sound).ratio() >= _ALIKE) for s in sounds):
        return True
    return len(sound) > 3 and sound in whole


def _surely(word: str, sounds: list[str]) -> bool:
    """As :func:`_explained`, but a short sound proves nothing: many Arabic words have an l and a b."""
    sound = _latin_sound(word)
    return len(sound) > 2 and any(SequenceMatcher(None, s, sound).ratio() >= _SURE for s in sounds if s)


def _latin_sound(word: str) -> str:
    return re.sub(r"(.)\1+", r"\1", skeleton(word).translate(_SAME))


def _sounds(word: str) -> list[str]:
    """The sound of an Arabic word, with and without what may be joined to its front."""
    forms = {word}
    for front in ("و", "ف", "ب", "ل", "ك", "ال", "وال", "بال", "فال", "لل", "كال", "ول", "وب"):
        if word.startswith(front) and len(word) > len(front) + 1:
            forms.add(word[len(front) :])
    return [_sound_of(f) for f in forms]


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
