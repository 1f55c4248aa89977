"""English for names that no table knows: from the sentence's translation, else letter by letter."""

import re
from functools import lru_cache

from bot.movements.words import fold

# Letters by sound class: enough to tell which capitalised English word renders an Arabic name.
_ARABIC = {
    "ب": "b", "ت": "t", "ث": "t", "ج": "j", "ح": "h", "خ": "k", "د": "d", "ذ": "d", "ر": "r", "ز": "z", "س": "s",
    "ش": "s", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "", "غ": "g", "ف": "f", "ق": "k", "ك": "k", "ل": "l",
    "م": "m", "ن": "n", "ه": "h", "و": "", "ي": "", "ا": "", "ء": "", "ى": "", "پ": "b", "گ": "g", "چ": "j", "ڤ": "f",
}  # fmt: skip
_LATIN = (
    ("kh", "k"), ("gh", "g"), ("sh", "s"), ("ch", "s"), ("th", "t"), ("dh", "d"), ("ph", "f"), ("ck", "k"),
    ("q", "k"), ("c", "k"), ("g", "g"), ("p", "b"), ("v", "f"), ("x", "ks"),
)  # fmt: skip
_SOUNDS = {
    "ا": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r", "ز": "z",
    "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "a", "غ": "gh", "ف": "f", "ق": "q", "ك": "k",
    "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "u", "ي": "i", "ء": "", "ى": "a",
}  # fmt: skip
_NAME = re.compile(
    r"\b(?:(?:[Aa]l|[Ee]l|[Aa]s|[Aa]d|[Aa]r|[Aa]t|[Ee]z|[Ee]d|[Ee]r|[Ee]n|[Aa]n|[Aa]sh)-|(?:Al|El) )?[A-Z][\w'’]*"
    r"(?:[ -](?:(?:al|el|as|ad|ar|at|ez|ed|ash|bin|ibn|an)[- ])?[A-Z][\w'’]*)*"
)


def _skeleton_ar(name: str) -> str:
    words = [w[2:] if w.startswith("ال") and len(w) > 3 else w for w in fold(name).split()]
    made = "".join(_ARABIC.get(c, c if c.isdigit() else "") for w in words for c in w.removesuffix("ه"))
    return re.sub(r"(.)\1", r"\1", made)


def _skeleton_en(name: str) -> str:
    low = re.sub(r"\b(?:al|el|as|ad|ar|at|ez|ed|er|en|an|ash|the)[- ]", "", name.lower())
    for many, one in _LATIN:
        low = low.replace(many, one)
    low = re.sub(r"h\b", "", low)
    return re.sub(r"(.)\1", r"\1", re.sub(r"[aeiouyw'’ -]", "", low))


@lru_cache(maxsize=4000)
def from_translation(name: str, english: str) -> str | None:
    """The capitalised words of ``english`` that sound like the Arabic ``name``."""
    wanted = _skeleton_ar(name)
    if len(wanted) < 2:
        return None
    for found in _NAME.finditer(english):
        whole = found[0]
        parts = whole.split(" ")
        for size in range(len(parts), 0, -1):
            for at in range(len(parts) - size + 1):
                candidate = " ".join(parts[at : at + size])
                if _skeleton_en(candidate) == wanted:
                    return candidate
    return None


@lru_cache(maxsize=4000)
def romanise(name: str) -> str:
    """A plain rendering of a name that nothing else renders."""
    made = []
    for word in fold(name).split():
        article = word.startswith("ال") and len(word) > 3
        core = word[2:] if article else word
        letters: list[str] = []
        for k, c in enumerate(core):
            if c == "ه" and k == len(core) - 1:
                letters.append("a" if not letters or letters[-1][-1:] != "a" else "")
            elif c == "و" and k == 0:
                letters.append("w")
            elif c == "ي" and k == 0:
                letters.append("y")
            else:
                if letters and not c.isdigit() and c not in "اويعء" and letters[-1] and letters[-1][-1] not in "aui":
                    letters.append("a")
                letters.append(_SOUNDS.get(c, c))
        text = "".join(letters)
        made.append(("al-" if article else "") + text[:1].upper() + text[1:])
    return " ".join(made)


def english(name: str, translation: str | None) -> str:
    """The English of an Arabic name."""
    return (from_translation(name, translation) if translation else None) or romanise(name)
