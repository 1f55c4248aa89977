"""How far, how long, how much: quantities of a movement, with what each of them measures."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.movements.counting import number
from bot.movements.tables import toml
from bot.movements.words import Word, stems


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity at words[start:end]; the other fields as in the record's schema."""

    start: int
    end: int
    kind: str
    comparator: str | None
    value: float | str | None
    unit: str | None
    of_at: int | None = None  # the word from which what is measured to or of may be read


def find(text: Sequence[Word]) -> tuple[Quantity, ...]:
    """The quantities of a sentence, from left to right."""
    found: list[Quantity] = []
    i = 0
    while i < len(text):
        hit = _distance(text, i) or _duration(text, i) or _share(text, i) or _count(text, i)
        if hit is None:
            i += 1
        else:
            found.append(hit)
            i = hit.end
    return tuple(found)


def _norm(text: Sequence[Word], i: int) -> str:
    return text[i].norm if 0 <= i < len(text) else ""


def _compared(text: Sequence[Word], i: int, end: int) -> tuple[int, str]:
    """Where the quantity with its comparator starts, and the comparator."""
    table = toml("quantities.toml")["comparators"]
    for width in (4, 3, 2, 1):
        if i - width >= 0:
            said = " ".join(_norm(text, k) for k in range(i - width, i))
            for form in {said, said.removeprefix("و"), said.removeprefix("ب"), said.removeprefix("ل")}:
                if form in table:
                    return i - width, str(table[form])
    if [_norm(text, end), _norm(text, end + 1)] == ["علي", "الاقل"]:
        return i, "at_least"
    if _norm(text, end) == "تقريبا":
        return i, "about"
    return i, "exact"


def _distance(text: Sequence[Word], i: int) -> Quantity | None:
    table = toml("quantities.toml")
    word = _norm(text, i)
    value: float | str | None
    end = i
    twice = table["two_kilometres"]
    bare = next((s.rest for s in stems(word) if s.rest in twice), None)
    if bare is not None:
        value, unit, end = 2.0, "km", i + 1
    elif word in table["vague_numbers"] and _norm(text, i + 1) in table["km"]:
        value, unit, end = str(table["vague_numbers"][word]), "km", i + 2
    elif got := number(text, i):
        value, end = got
        if _norm(text, end) in ("و", "الي", "-") or _norm(text, end).startswith("و"):
            value, end = _range(text, end, value)
        unit = "km" if _norm(text, end) in table["km"] else "m" if _norm(text, end) in table["metres"] else ""
        if not unit:
            return None
        end += 1
    else:
        return None
    if _norm(text, end) in ("مربع", "مربعا", "مربعه"):
        start, compared = _compared(text, i, end + 1)
        return Quantity(start, end + 1, "area", compared, value, f"sq {unit}", end + 1)
    start, compared = _compared(text, i, end)
    compared = "about" if isinstance(value, str) and not value[:1].isdigit() else compared
    return Quantity(start, end, _kind(text, start, end), compared, _whole(value), unit, end)


def _range(text: Sequence[Word], end: int, value: float) -> tuple[float | str, int]:
    j = end + 1 if _norm(text, end) in ("و", "الي", "-") else end
    tail = _norm(text, j).removeprefix("و")
    if tail.isdigit():
        return f"{_whole(value)}-{tail}", j + 1
    return value, end


def _whole(value: float | str | None) -> float | int | str | None:
    return int(value) if isinstance(value, float) and value == int(value) else value


def _kind(text: Sequence[Word], start: int, end: int) -> str:
    before = [_norm(text, k) for k in range(max(0, start - 5), start)]
    after = [_norm(text, k) for k in range(end, min(len(text), end + 4))]
    joined = " ".join(before)
    if any(w in ("يفصل", "تفصل", "يفصلها", "تفصلها", "يفصله", "يفصلهم") for w in before) or "بين" in before[-2:]:
        return "distance_between"
    if any(w.removeprefix("ال").startswith("واقع") or w.startswith("الواقع") for w in before):
        return "distance_between"
    if any(w in ("عمق", "بعمق", "توغل", "توغلت", "توغلها", "توغله", "لعمق", "لمسافه") for w in before):
        return "depth"
    if any(w in ("بطول", "طوله", "طولها", "امتداد") for w in before) or after[:2] in (
        ["من", "الحدود"],
        ["من", "الطريق"],
    ):
        return "length"
    if (
        _norm(text, start) in ("بنحو", "بحوالي")
        or (before and before[-1] in ("بنحو", "بحوالي"))
        or any(w.startswith("ب") and w[1:] in ("نحو",) for w in before)
    ):
        return "distance_from"
    if any(w in ("بعد", "مسافه", "تبعد", "يبعد", "بعيده", "بمسافه") for w in before) or after[:1] in (["من"], ["عن"]):
        if "تقع" in joined or "يقع" in joined or "وتبعد" in joined or "ويبعد" in joined or "التي تبعد" in joined:
            return "distance_between"
        if after[:1] and after[0] in ("شمال", "جنوب", "شرق", "غرب", "الي", "شمالي", "جنوبي", "شرقي", "غربي"):
            return "distance_from"
        return "distance_to"
    if after[:1] and after[0] in ("شمال", "جنوب", "شرق", "غرب", "شمالي", "جنوبي", "شرقي", "غربي"):
        return "distance_from"
    return "distance"


_TIMES = {
    "سنوات": "years",
    "سنه": "years",
    "عاما": "years",
    "اعوام": "years",
    "اشهر": "months",
    "شهرا": "months",
    "اسابيع": "weeks",
    "اسبوعا": "weeks",
    "ايام": "days",
    "يوما": "days",
    "ساعات": "hours",
    "ساعه": "hours",
}


def _duration(text: Sequence[Word], i: int) -> Quantity | None:
    """ "for three years": how long a siege or an attack has lasted."""
    if _norm(text, i).removeprefix("و") not in ("لمده", "مده", "طيله", "استمر", "استمرت", "دام", "دامت"):
        return None
    j = i + 1 + (_norm(text, i + 1) in ("نحو", "حوالي"))
    got = number(text, j)
    unit = _TIMES.get(_norm(text, got[1])) if got else None
    if got is None or unit is None:
        return None
    compared = "about" if j > i + 1 else "exact"
    return Quantity(i, got[1] + 1, "duration", compared, _whole(got[0]), unit, got[1] + 1)


def _share(text: Sequence[Word], i: int) -> Quantity | None:
    table = toml("quantities.toml")
    got = number(text, i)
    if got:
        value, end = got
        if _norm(text, end) == "%" or _norm(text, end) in ("بالميه", "بالمايه"):
            end += 1
        elif _norm(text, end) == "في" and _norm(text, end + 1) in ("الميه", "المايه"):
            end += 2
        else:
            return None
        start, compared = _compared(text, i, end)
        return Quantity(start, end, "share", compared, _whole(value), "percent", end)
    for width in (2, 1):
        said = " ".join(_norm(text, i + k) for k in range(width))
        for form in (said, said.removeprefix("و")):
            if form in table["fractions"] and _norm(text, i + width) not in ("ساعه", "قرن", "شهر", "عام"):
                start, compared = _compared(text, i, i + width)
                return Quantity(start, i + width, "share", compared, table["fractions"][form], "percent", i + width)
            if form in table["vague_shares"]:
                return Quantity(i, i + width, "share", table["vague_shares"][form], None, None, i + width)
            if form in table["vague_areas"]:
                return Quantity(i, i + width, "area", table["vague_areas"][form], None, None, i + width)
    if _norm(text, i) in table["all"]:
        unit = next((u for s in stems(_norm(text, i + 1)) if (u := table["counted"].get(_noun(s.rest)))), None)
        if unit:
            overland = _norm(text, i + 2) == "البريه"
            return Quantity(i, i + 2, "share", "all", None, f"overland {unit}" if overland else unit, i + 2)
    return None


def _noun(word: str) -> str:
    return word[2:] if word.startswith("ال") else word


def _count(text: Sequence[Word], i: int) -> Quantity | None:
    table = toml("quantities.toml")
    word = _norm(text, i)
    for stem in stems(word):
        if stem.rest in table["pairs"]:
            start, compared = _compared(text, i, i + 1)
            return Quantity(start, i + 1, "count", compared, 2, table["pairs"][stem.rest], i + 1)
    if word in table["vague_counts"] and (unit := table["counted"].get(_noun(_norm(text, i + 1)))):
        return Quantity(i, i + 2, "count", "about", table["vague_counts"][word], unit, i + 2)
    got = number(text, i)
    if got is None:
        return None
    unit = table["counted"].get(_noun(_norm(text, got[1])))
    if unit is None:
        return None
    start, compared = _compared(text, i, got[1] + 1)
    return Quantity(start, got[1] + 1, "count", compared, _whole(got[0]), unit, got[1] + 1)
