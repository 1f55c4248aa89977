"""Numbers in Arabic, in digits and in words, from a place in a sentence on."""

from collections.abc import Sequence

from bot.movements.words import Word, stems

_ONES = {
    "واحد": 1, "واحده": 1, "اثنان": 2, "اثنين": 2, "اثنتين": 2, "ثلاث": 3, "ثلاثه": 3, "اربع": 4, "اربعه": 4,
    "خمس": 5, "خمسه": 5, "ست": 6, "سته": 6, "سبع": 7, "سبعه": 7, "ثمان": 8, "ثماني": 8, "ثمانيه": 8, "تسع": 9,
    "تسعه": 9, "عشر": 10, "عشره": 10, "احد": 1, "احدي": 1, "اثنا": 2, "اثني": 2, "اثنتا": 2, "اثنتي": 2,
}  # fmt: skip
_TENS = {
    stem + end: value
    for stem, value in (
        ("عشر", 20), ("ثلاث", 30), ("اربع", 40), ("خمس", 50), ("ست", 60), ("سبع", 70), ("ثمان", 80), ("تسع", 90),
    )
    for end in ("ون", "ين")
}  # fmt: skip
_HUNDREDS = {
    "ميه": 100, "مايه": 100, "مئه": 100, "ميتين": 200, "مايتين": 200, "ميتان": 200, "ميتي": 200,
    **{f"{n}{m}": v * 100 for n, v in (("ثلاث", 3), ("اربع", 4), ("خمس", 5), ("ست", 6), ("سبع", 7), ("ثمان", 8),
       ("ثماني", 8), ("تسع", 9)) for m in ("ميه", "مايه")},
}  # fmt: skip
_SCALES = {"الف": 1000, "الفا": 1000, "الاف": 1000, "مليون": 1_000_000, "مليونا": 1_000_000, "ملايين": 1_000_000}
_PAIRS = {"الفين": 2000, "الفان": 2000, "الفي": 2000, "مليونين": 2_000_000}
_TEENS = ("عشر", "عشره")
_ORDINALS = {
    "اول": 1, "اولي": 1, "ثاني": 2, "ثانيه": 2, "ثالث": 3, "ثالثه": 3, "رابع": 4, "رابعه": 4, "خامس": 5,
    "خامسه": 5, "سادس": 6, "سادسه": 6, "سابع": 7, "سابعه": 7, "ثامن": 8, "ثامنه": 8, "تاسع": 9, "تاسعه": 9,
    "عاشر": 10, "عاشره": 10, "حادي": 1, "حاديه": 1, "عشرون": 20, "عشرين": 20, "ثلاثين": 30, "ثلاثون": 30,
}  # fmt: skip


def number(text: Sequence[Word], i: int) -> tuple[float, int] | None:
    """The number that starts at word ``i``, and the word after it."""
    if i >= len(text):
        return None
    first = text[i].norm
    if first[:1].isdigit():
        value, end = _digits(first), i + 1
        if end < len(text) and text[end].norm in _SCALES:
            value, end = value * _SCALES[text[end].norm], end + 1
        return value, end
    if first.removeprefix("و") in ("احد", "احدي") and (i + 1 >= len(text) or text[i + 1].norm not in _TEENS):
        return None  # "one of"
    total, group, end = 0.0, 0.0, i
    while end < len(text):
        step = _step(text, end, end > i)
        if step is None:
            break
        kind, value, end = step
        if kind == "scale":
            total, group = total + max(group, 1.0) * value, 0.0
        elif kind == "pair":
            total += value
        elif kind == "hundred" and 2 < group < 10:
            group *= value
        else:
            group += value
    return (total + group, end) if end > i else None


def ordinal(text: Sequence[Word], i: int) -> tuple[int, int] | None:
    """The ordinal that starts at word ``i`` ("العاشر", "الحادي والعشرين"), and the word after it."""
    if i >= len(text):
        return None
    for stem in stems(text[i].norm):
        if stem.rest.startswith("ال") and (value := _ORDINALS.get(stem.rest[2:])):
            after = text[i + 1].norm if i + 1 < len(text) else ""
            if after in _TEENS and value < 10:
                return value + 10, i + 2
            tens = _TENS.get(after.removeprefix("وال"))
            if after.startswith("وال") and tens:
                return value + tens, i + 2
            return value, i + 1
    return None


def _step(text: Sequence[Word], i: int, inside: bool) -> tuple[str, float, int] | None:
    word = text[i].norm
    if word.startswith("و") and inside and word not in _ONES:
        word = word[1:]
    elif inside and not (word in _SCALES or word in _PAIRS or word in _HUNDREDS or word in _TEENS):
        return None
    if word.startswith("ال") and word not in _SCALES and word not in _PAIRS:
        word = word[2:]
    if not inside:
        for stem in stems(text[i].norm):
            if stem.rest in _ONES or stem.rest in _TENS or stem.rest in _HUNDREDS or stem.rest in _SCALES:
                word = stem.rest
                break
    if word in _ONES:
        after = text[i + 1].norm if i + 1 < len(text) else ""
        if after in _TEENS and _ONES[word] < 10:
            return "unit", _ONES[word] + 10.0, i + 2
        return "unit", float(_ONES[word]), i + 1
    for kind, table in (("unit", _TENS), ("hundred", _HUNDREDS), ("scale", _SCALES), ("pair", _PAIRS)):
        if word in table:
            return kind, float(table[word]), i + 1
    return None


def _digits(written: str) -> float:
    plain = written.replace("٫", ".")
    head, dot, tail = plain.partition(".")
    if dot and len(tail) == 3 and len(head) <= 3 and head != "0":
        return float(head + tail)  # 1.200 = twelve hundred
    plain = plain.replace(",", "") if "," in plain and len(plain.rsplit(",", 1)[1]) == 3 else plain.replace(",", ".")
    return float("".join(c for c in plain if c.isdigit() or c == ".").rstrip(".") or 0)
