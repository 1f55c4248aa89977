"""Printed variants of a sentence: what the same text looks like in another paper or on a phone.

The first group changes the Arabic alone; :func:`dateline` and :func:`join` change both sides.
"""

import re
from collections.abc import Callable, Sequence
from random import Random

_WESTERN = "0123456789"
_EASTERN = "٠١٢٣٤٥٦٧٨٩"
_TO_EASTERN = str.maketrans(_WESTERN, _EASTERN)
_TO_WESTERN = str.maketrans(_EASTERN + "٬٫٪", _WESTERN + ",.%")
_HARAKAT = "\u064e\u064f\u0650\u0651\u0652\u064b"

# Arabic dateline, English dateline.
DATELINES = (
    ("دمشق - ", "Damascus - "),
    ("بيروت (أ ف ب) - ", "Beirut (AFP) - "),
    ("بيروت: ", "Beirut: "),
    ("بغداد/ ", "Baghdad - "),
    ("بغداد - رويترز - ", "Baghdad (Reuters) - "),
    ("الخرطوم، ", "Khartoum - "),
    ("صنعاء / سبأ - ", "Sanaa (Saba) - "),
    ("عدن - ", "Aden - "),
    ("طرابلس - ", "Tripoli - "),
    ("غزة - وكالات: ", "Gaza (agencies): "),
    ("عمان (رويترز) - ", "Amman (Reuters) - "),
    ("القاهرة - د ب أ: ", "Cairo (dpa): "),
    ("حلب - سانا: ", "Aleppo (SANA): "),
    ("دير الزور - سانا: ", "Deir ez-Zor (SANA): "),
)


def bare_alif(text: str, rng: Random) -> str:
    """Hamza on alif dropped: أ إ آ as ا. In half of the cases only at the beginning of words."""
    return re.sub(r"\b[إأ]" if rng.random() < 0.5 else "[إأآ]", "ا", text)


def final_letters(text: str, rng: Random) -> str:
    """Final ya without dots or ta marbuta as ha, as printed in Egypt and typed on phones."""
    return re.sub(r"ي\b", "ى", text) if rng.random() < 0.5 else re.sub(r"ة\b", "ه", text)


def diacritics(text: str, rng: Random) -> str:
    """A few vowel marks and, now and then, a lengthening stroke in some of the words."""

    def mark(word: re.Match[str]) -> str:
        letters = word[0]
        if len(letters) < 3 or rng.random() > 0.25:
            return letters
        at = rng.randint(1, len(letters) - 1)
        return letters[:at] + ("\u0640" if rng.random() < 0.1 else rng.choice(_HARAKAT)) + letters[at:]

    return re.sub("[\u0621-\u064a]+", mark, text)


def digits(text: str, _: Random) -> str:
    """Western digits as Arabic-Indic ones, or the other way round where the text has those."""
    if re.search(f"[{_EASTERN}]", text):
        return text.translate(_TO_WESTERN)
    text = re.sub(r"(?<=\d),(?=\d{3}\b)", "٬", text)
    text = re.sub(r"(?<=\d)\.(?=\d)", "٫", text)
    return re.sub(r"(?<=\d)%", "٪", text).translate(_TO_EASTERN)


def hashtag(text: str, rng: Random, names: Sequence[str] = ()) -> str:
    """One of ``names`` (Arabic, as they stand in the text) as a hashtag: ``#دير_الزور``."""
    here = [n for n in names if re.search(rf"(?<![\w#]){re.escape(n)}(?!\w)", text)]
    if not here:
        return text
    name = rng.choice(here)
    return re.sub(rf"(?<![\w#]){re.escape(name)}(?!\w)", "#" + name.replace(" ", "_"), text, count=1)


SPELLINGS: tuple[tuple[float, Callable[[str, Random], str]], ...] = (
    (0.45, bare_alif),
    (0.15, final_letters),
    (0.15, diacritics),
    (0.25, digits),
)


def spell(text: str, rng: Random, names: Sequence[str] = ()) -> str:
    """One printed variant of the Arabic ``text``; the same text where the one drawn changes nothing."""
    if names and rng.random() < 0.15:
        return hashtag(text, rng, names)
    weights, makers = zip(*SPELLINGS, strict=True)
    maker: Callable[[str, Random], str] = rng.choices(makers, weights)[0]
    return maker(text, rng)


def dateline(arabic: str, english: str, rng: Random) -> tuple[str, str]:
    """The pair with a dateline glued on, as agencies print it."""
    left, right = rng.choice(DATELINES)
    return left + arabic, right + english


def join(pairs: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """Neighbouring units as one, each closed by a stop, so that long units are seen to lose no clause."""

    def closed(text: str, stops: str) -> str:
        text = text.strip()
        return text if text and text[-1] in stops else text + "."

    return " ".join(closed(a, '.!؟؛"»”…') for a, _ in pairs), " ".join(closed(e, '.!?;"”…') for _, e in pairs)
