"""Is a bullet faithful? Checked without the package's guard, from the sentence and its translation alone."""

import re

_SMALL = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_ARABIC_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# How the house names forces and sources, and what the same is called in a translation.
_SAME = {
    "Syrian government forces": (
        "regime",
        "government",
        "Syrian army",
        "Syrian forces",
        "army",
        "troops",
        "they",
        "forces",
    ),
    "IS": ("Islamic State", "IS", "Daesh", "group", "jihadists", "militants"),
    "SDF": ("Syrian Democratic Forces", "SDF", "these forces", "alliance"),
    "SOHR": ("Observatory", "he said", "according to him", "Abdel Rahman", "monitor"),
    "SANA": ("SANA",),
    "United States": ("Washington", "US", "American", "United States"),
}
_FREE = frozenset(
    [
        "A",
        "An",
        "The",
        "In",
        "On",
        "At",
        "By",
        "Of",
        "From",
        "To",
        "And",
        "With",
        "Background",
        "Unnamed",
        "Besiegers",
        "Attackers",
        "Forces",
        "It",
        "They",
        "Iraqi",
        "Russian",
        "Syrian",
        "Iranian",
        "Lebanese",
        "US-led",
        "Democratic",
    ]
)


def _numbers(text: str) -> set[float]:
    text = text.translate(_ARABIC_DIGITS)
    found = {float(n.replace(",", "").rstrip(".")) for n in re.findall(r"\d[\d,]*(?:\.\d+)?", text)}
    found |= {1000.0} if "thousand" in text.lower() else set()
    return found | {float(_SMALL.index(w)) for w in re.findall(r"[a-z]+", text.lower()) if w in _SMALL}


def unfaithful(bullet: str, arabic: str, english: str, status: str, article: str) -> list[str]:
    """What a bullet says that neither the Arabic nor its translation does; empty when it is faithful.

    Dates that the bullet writes out ("on 6 June") may come from a relative expression; they are held against the
    translation's own time words. Names may stand elsewhere in the ``article`` (in English): "the town" has one.
    """
    faults = []
    body = re.sub(
        r"\b(?:on|in|since) (?:\d{1,2} )?(?:" + "|".join(_MONTHS) + r")(?: \d{4})?|\b(?:in|since) \d{4}", "", bullet
    )
    known = _numbers(arabic) | _numbers(english) | ({50.0} if "half" in english.lower() else set())
    faults += [f"number {n:g}" for n in sorted(_numbers(body) - known)]
    low = english.lower()
    for word in re.findall(r"(?<![\w.])[A-Z][\w'’-]+", body):
        if word in _FREE or word in _MONTHS or word in _DAYS:
            continue
        if word.lower().rstrip("s") in article.lower() or any(
            word in name and any(s.lower() in article.lower() for s in same) for name, same in _SAME.items()
        ):
            continue
        if any(part.lower() in article.lower() for part in word.split("-") if len(part) > 3):
            continue
        faults.append(f"name {word}")
    denies = re.search(r"\b(?:not|no|den(?:y|ies)|fail\w*|held off|without|never)\b", body)
    refused = re.search(r"\b(?:not|no|den\w+|fail\w*|never|without|unable|repel\w*|only|longer|nothing)\b|n't", low)
    if denies and not refused:
        faults.append("negation that the sentence does not have")
    if status == "denied" and not denies:
        faults.append("a denial told as fact")
    for side in ("north", "south", "east", "west"):
        if re.search(side, body.lower()) and side not in low:
            faults.append(f"side {side}")
    return faults
