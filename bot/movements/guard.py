"""The fact guard: what a bullet says must be in its sentence and its record.

Numbers, places and other names, who acts on whom, directions and negation are compared; a bullet may leave things
out but adds and turns round nothing.
"""

import re
from collections.abc import Sequence
from functools import cache

from bot.movements.counting import number, ordinal
from bot.movements.phrasing import LONGEST, claimant, short
from bot.movements.record import Movement
from bot.movements.tables import rows
from bot.movements.words import listed, stems, words

_NEGATION = re.compile(
    r"\b(?:not|no|never|den(?:y|ies|ied)|fail(?:s|ed)?|without|unable|n't|refus\w+|held off|repel\w*)\b|n't\b",
    re.I,
)
OPEN_WORDS = {
    "denied": _NEGATION,
    "planned": re.compile(
        r"\b(?:aim|seek|plan|intend|prepar|will|would|goal|hope|want|threat|vow|set to|to )\w*", re.I
    ),
    "expected": re.compile(r"\b(?:expect|likely|may|might|could|would|should|predict|forecast|will)\w*", re.I),
    "attempted": re.compile(r"\b(?:try|trying|tries|tried|attempt|seek|aim)\w*", re.I),
}
_SIDES = {"north": "شمال", "south": "جنوب", "east": "شرق", "west": "غرب"}
_ENGLISH = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_WORD_NUMBERS = {w: n for n, w in enumerate(_ENGLISH)}  # fmt: skip
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip
_PLAIN = listed(
    """
    The A An In On At By Of From To And With Background SOHR SANA IS SDF RSF YPG HTS SNA FSA PKK NDF CTS PMF LNA
    GNA Monday Tuesday Wednesday Thursday Friday Saturday Sunday Unnamed Attackers Besiegers Forces Fighters
    Army Troops
    """
) | set(_MONTHS)


def faults(text: str, sentence: str, translation: str, records: Sequence[Movement]) -> list[tuple[str, str]]:
    """Why a bullet may not stand: (mark code, reason). Nothing when it may.

    Args:
        text: the bullet.
        sentence: the cleaned Arabic sentence.
        translation: its English, empty when there is none.
        records: the sentence's records, the one the bullet is about first.
    """
    found: list[tuple[str, str]] = []
    if len(text.split()) > LONGEST:
        found.append(("length", f"it has more than {LONGEST} words"))
    found += _numbers(text, sentence, records)
    found += _names(text, translation, records)
    if records:
        found += _roles(text, records[0])
        found += _standing(text, records)
    found += _directions(text, sentence, records)
    return found


def _parties(m: Movement) -> list[str]:
    return [*(a.name for a in m.actor), *(a.name for a in m.allies), *m.opponent]


def _said_numbers(text: str) -> set[float]:
    made = {float(n.replace(",", "")) for n in re.findall(r"(?<![\w.-])\d[\d,]*(?:\.\d+)?", text) if n.strip(",")}
    made |= {float(_WORD_NUMBERS[w]) for w in re.findall(r"[a-z]+", text.lower()) if w in _WORD_NUMBERS and w != "one"}
    return made


def arabic_numbers(sentence: str) -> set[float]:
    """Every number that the Arabic has, in digits, in words, as an ordinal or as a dual."""
    text = words(sentence)
    made: set[float] = set()
    for i, w in enumerate(text):
        if (got := number(text, i)) is not None:
            made.add(got[0])
        if (ranked := ordinal(text, i)) is not None:
            made.add(float(ranked[0]))
        if w.norm.endswith(("ين", "ان", "تي")) and len(w.norm) > 4:
            made.add(2.0)
        if any(s.rest in ("نصف",) for s in stems(w.norm)):
            made.add(50.0)
        made |= {float(d) for d in re.findall(r"\d+", w.norm)}
    return made


def _numbers(text: str, sentence: str, records: Sequence[Movement]) -> list[tuple[str, str]]:
    allowed = arabic_numbers(sentence)
    for m in records:
        allowed |= {float(q.value) for q in m.quantity if isinstance(q.value, int | float)}
        allowed |= {float(n) for p in m.places for n in re.findall(r"\d+", p.name_en)}
        allowed |= {float(n) for d in (m.event_date, m.event_date_end) if d for n in d.split("-")}
        allowed |= {float(n) for who in _parties(m) for n in re.findall(r"\d+", who)}
    extra = sorted(_said_numbers(text) - allowed)
    return [("number", f"{n:g} is not in the Arabic") for n in extra]


@cache
def _english_names() -> frozenset[str]:
    return frozenset(row[1].lower() for row in rows("names.tsv"))


def _listed(name: str) -> bool:
    """Whether a place without coordinates has its English from a table; one spelled out by letters is no evidence."""
    return any(n in name.lower() for n in _english_names()) or "border" in name or "countryside" in name


def _names(text: str, translation: str, records: Sequence[Movement]) -> list[tuple[str, str]]:
    known = translation.lower()
    for m in records:
        names = [p.name_en for p in m.places if p.gid is not None or _listed(p.name_en)] + _parties(m)
        names += [f for n in _parties(m) for f in _forms(n)]
        names += [short(n) for n in names] + [
            m.attribution.source,
            claimant(m.attribution.source),
            m.attribution.channel or "",
        ]
        known += " " + " ".join(names).lower()
    made = []
    for w in re.findall(r"(?<![.\w])[A-Z][\w'’-]+", text):
        bare = re.sub(r"['’]s?$", "", w)
        if bare in _PLAIN or (text.startswith(w) and bare.lower() in known):
            continue
        stem = bare.lower()
        if (
            stem not in known
            and stem.rstrip("s") not in known
            and not any(p in known for p in stem.split("-") if len(p) > 3)
        ):
            if text.startswith(w) and bare.islower():
                continue
            made.append(("name", f"{bare} is not in the sentence"))
    return made


def _forms(name: str) -> list[str]:
    forms = {name, short(name), re.sub(r"\s*\([^)]*\)", "", name)}
    forms |= set(re.findall(r"\(([A-Z]{2,})\)", name))
    if name == "Syrian government forces":
        forms |= {"regime forces", "government forces", "Syrian army", "Syrian forces", "regime", "Regime"}
    if name.startswith("Islamic State"):
        forms |= {"Daesh", "Islamic State", "ISIS"}
    return sorted(forms, key=len, reverse=True)


def _at(text: str, name: str) -> int:
    spots = [m.start() for f in _forms(name) if (m := re.search(rf"\b{re.escape(f)}\b", text))]
    return min(spots) if spots else -1


def _roles(text: str, m: Movement) -> list[tuple[str, str]]:
    """The one who acts stands before the one acted on, unless the English is passive."""
    if m.action in ("clash", "contact_line") or "attack reported as repelled" in (m.note or ""):
        return []
    body = re.sub(r", [^,]+ (?:says?|said|expects?)$", "", text)
    for a in m.actor:
        for o in m.opponent:
            doer, sufferer = _at(body, a.name), _at(body, o)
            if (
                doer > sufferer >= 0
                and not re.search(r"\bby\b", body[sufferer:doer])
                and "from" not in body[sufferer:doer]
            ):
                return [("role", f"in the Arabic it is {short(a.name)} that acts on {short(o)}")]
    return []


def _standing(text: str, records: Sequence[Movement]) -> list[tuple[str, str]]:
    m = records[0]
    negative = bool(_NEGATION.search(text))
    if m.certainty == "denied" and not negative:
        return [("negation", "it does not say that this is denied or did not happen")]
    if negative and not any(r.certainty == "denied" or r.phase == "not_achieved" for r in records):
        return [("negation", "it denies what the sentence tells")]
    kind = "attempted" if m.phase == "attempted" else m.certainty
    if kind in OPEN_WORDS and not OPEN_WORDS[kind].search(text):
        return [("negation", f"it does not say that the move is {kind}")]
    return []


def _directions(text: str, sentence: str, records: Sequence[Movement]) -> list[tuple[str, str]]:
    arabic = " ".join(w.norm for w in words(sentence))
    named = " ".join(p.name_en.lower() for m in records for p in m.places) + " ".join(
        m.direction or "" for m in records
    )
    made = []
    for side, stem in _SIDES.items():
        said = re.search(rf"\b(?:\w+-)?{side}(?:ern|wards?|-\w+)?\b|\b{side}(?:east|west)", text, re.I)
        if said and stem not in arabic and side not in named:
            made.append(("number", f"{side} is not in the Arabic"))
    return [("name", why) for _, why in made]
