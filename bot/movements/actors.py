"""Forces in a sentence: names from a table, common nouns that mean the last one named, and whose country it is."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from bot.movements.counting import number, ordinal
from bot.movements.tables import toml
from bot.movements.wording import from_translation
from bot.movements.words import Phrases, Word, fold, listed, stems

UNSPECIFIED = "unspecified"


@dataclass(frozen=True, slots=True)
class Force:
    """A force as the table has it. ``last`` are the types a common noun may stand for; empty for a name."""

    name: str
    type: str
    short: str
    cc: str | None = None
    coref: str | None = None
    air: bool = False
    helper: bool = False  # only ever helps another: "fighters from Lebanon"
    last: tuple[str, ...] = ()
    country: tuple[tuple[str, str], ...] = ()
    weak: bool = False

    @property
    def generic(self) -> bool:
        """True for a common noun."""
        return bool(self.last)


NOBODY = Force(UNSPECIFIED, UNSPECIFIED, "unspecified forces")


@dataclass(frozen=True, slots=True)
class Span:
    """A force at words[start:end]. ``feminine`` and ``plural`` are its grammar, by which a verb agrees with it."""

    start: int
    end: int
    force: Force
    conj: str
    prep: str
    feminine: bool
    plural: bool
    note: str | None = None
    either: bool = False  # a name that takes either gender


@cache
def _forces() -> dict[str, Force]:
    table = toml("actors.toml")
    made = {
        a["name"]: Force(
            a["name"], a["type"], a["short"], a.get("cc"), a.get("coref"), a.get("role") == "air",
            a.get("role_only", False),
        )
        for a in table["actor"]
    }  # fmt: skip
    for g in table["generic"]:
        country = tuple(g.get("country", {}).items())
        made[g["name"]] = Force(
            g["name"], g["type"], g["name"], last=tuple(g["last"]), country=country, weak=g.get("weak", False)
        )
    return made


@cache
def _phrases() -> Phrases[Force]:
    table, forces = toml("actors.toml"), _forces()
    return Phrases([(form, forces[a["name"]]) for a in (*table["actor"], *table["generic"]) for form in a["ar"]])


@cache
def _heads() -> tuple[frozenset[str], frozenset[str]]:
    heads = toml("actors.toml")["heads"]
    return frozenset(map(fold, heads["words"].split())), frozenset(map(fold, heads["joins"].split()))


_FEMININE = listed(
    """
    قوات القوات وحدات الوحدات فصايل الفصايل ميليشيات مليشيات كتايب الويه طلايع عناصر قسد حماس مجموعات تشكيلات
    خلايا فلول دبابات اليات ارتال دوريات عشاير العشاير القبايل قواتها قواته قواتهم قواتنا النصره البيشمركه
    البشمركه طايرات الدبابات الاليات القطعات قطعات تعزيزات حشود عصابات ميليشيا مليشيا واشنطن روسيا الاسايش
    الوحدات العمالقه سرايا هييه حركه جبهه جماعه القسام الاحرار احرار فرق مقاتلات
    """
)
_EITHER = frozenset(
    ["الدعم", "داعش", "عناصر", "النصره", "القاعده", "قسد", "YPG", "PKK", "البنيان", "بركان", "الانتقالي"]
)


def find(text: Sequence[Word], translation: str | None = None) -> tuple[Span, ...]:
    """The forces of a sentence, from left to right. Quotation marks inside a name do not part it.

    ``translation`` gives the English of names that no table has.
    """
    bare = [w for w in text if w.norm not in _QUOTES]
    at = [i for i, w in enumerate(text) if w.norm not in _QUOTES]
    spans: list[Span] = []
    floor = 0
    for hit in _phrases().find(bare):
        start, conj, prep = hit.start, hit.conj, hit.prep
        start, conj, prep = _with_heads(bare, start, floor, conj, prep)
        floor = hit.end
        first = fold(bare[start].norm)
        first = first[len(conj) + len(prep) :] if (conj or prep) and not first.startswith("لل") else first
        feminine = first in _FEMININE or first.endswith(("ه", "ات"))
        plural = first.endswith(("ون", "ين", "وا")) or first in ("مقاتلو", "مقاتلي", "مسلحو", "مسلحي", "جنود", "الجنود")
        spans.append(
            Span(at[start], at[hit.end - 1] + 1, hit.value, conj, prep, feminine, plural, None, first in _EITHER)
        )
    spans = _owned(spans, text)
    return _merged([_named_after(s, text, translation) if s.force.weak else s for s in spans], text)


def _owned(spans: list[Span], text: Sequence[Word]) -> list[Span]:
    """ "columns belonging to the army", "900 fighters of the Joint Force": the named force, with the head's grammar."""
    made: list[Span] = []
    for s in spans:
        head = made[-1] if made else None
        if head is not None and head.force.weak and not s.force.weak and not s.conj and not s.force.helper:
            between = [w.norm for w in text[head.end : s.start]]
            tied = between[-1:] == ["من"] or (s.prep == "ل" and bool(between))
            if tied and len(between) <= 2 and all(b == "من" or b.startswith(_BELONGING) for b in between):
                made[-1] = replace(
                    s, start=head.start, conj=head.conj, prep=head.prep, feminine=head.feminine, plural=head.plural
                )
                continue
        made.append(s)
    return made


_BELONGING = ("تابع", "موالي", "عسكري", "مدرع", "اضافي", "كبير")
_RANKS = {"الفرقه": "Division", "الفوج": "Regiment", "الفيلق": "Corps", "اللواء": "Brigade", "الكتيبه": "Battalion"}


def _named_after(span: Span, text: Sequence[Word], translation: str | None) -> Span:
    """ "fighters" with the name or adjective behind it: "Misrata fighters", "forces of the 98th Division"."""
    table = toml("actors.toml")
    head = next((table["unnamed"][k] for k in table["unnamed"] if fold(k) == _stem(text[span.end - 1].norm)), None)
    if span.end >= len(text):
        return span
    after = text[span.end].norm
    if after in _RANKS and span.end + 1 < len(text):
        unit = _unit(text, span.end)
        if unit is not None:
            return replace(span, end=span.end + 2, force=Force(unit, "unspecified", unit))
    if text[span.end].is_mark:
        return span
    nation = table["nations"].get(after.removeprefix("ال"))
    if nation in table["nation_forces"]:
        return replace(span, end=span.end + 1, force=of_nation(nation))
    adjective = table["adjectives"].get(after.removeprefix("ال"))
    if head is None:
        return span
    if adjective:
        name = f"{adjective} {head}"
        return replace(span, end=span.end + 1, force=Force(name, "unspecified", name))
    end = span.end + (2 if after in ("من", "تابعه", "تابعين") else 1)
    for size in (2, 1):
        if end - 1 + size > len(text) or not translation:
            continue
        said = " ".join(w.norm for w in text[end - 1 : end - 1 + size])
        english = from_translation(said, translation)
        if english:
            name = f"{english} {head}"
            return replace(span, end=end - 1 + size, force=Force(name, "unspecified", name))
    return span


def of_nation(nation: str) -> Force:
    """The forces that an adjective of nation means: "Israeli"."""
    name = toml("actors.toml")["nation_forces"][nation]
    return _forces().get(name) or Force(name, "external_state", name)


def _stem(norm: str) -> str:
    return next((s.rest for s in stems(norm) if any(fold(k) == s.rest for k in toml("actors.toml")["unnamed"])), norm)


def _unit(text: Sequence[Word], i: int) -> str | None:
    got = number(text, i + 1) or ordinal(text, i + 1)
    if got is None:
        return None
    n = int(got[0])
    end = "th" if 10 <= n % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{end} {_RANKS[text[i].norm]}"


def units(text: Sequence[Word], taken: Sequence[Span]) -> tuple[Span, ...]:
    """Numbered divisions and corps that act in their own name; brigades are bases as often, and left to places."""
    made = []
    for i, w in enumerate(text):
        if w.norm in ("الفرقه", "الفيلق", "الفوج") and not any(s.start <= i < s.end for s in taken):
            name = _unit(text, i)
            if name is not None:
                made.append(Span(i, i + 2, Force(name, "state_forces", name), "", "", w.norm == "الفرقه", False))
    return tuple(made)


_QUOTES = frozenset("\"«»“”'()[]‹›/+")


def _with_heads(text: Sequence[Word], start: int, floor: int, conj: str, prep: str) -> tuple[int, str, str]:
    """Extend a span over "fighters of", "units from" and the like in front of it."""
    heads, joins = _heads()
    i, best = start, (start, conj, prep)
    while i > floor and start - i < 4:
        i -= 1
        word = text[i].norm
        if word in joins:
            continue
        stem = next((s for s in stems(word) if s.rest.removeprefix("ال") in heads), None)
        if stem is None or (prep and i == start - 1 and prep != "ل"):
            break
        best = (i, stem.conj, stem.prep)
        conj, prep = stem.conj, stem.prep
    return best


def _belongs(noun: Span, named: Span, text: Sequence[Word]) -> bool:
    """ "reinforcements from Hezbollah", "a convoy of the army": one force, said with a common noun first."""
    _, joins = _heads()
    between = [w.norm for w in text[noun.end : named.start]]
    joined = bool(between) or named.prep == "ل" or named.start == noun.end
    return (
        noun.force.generic and noun.force.weak and not named.force.weak and not named.conj
        and named.prep in ("", "ل") and joined and len(between) <= 2 and all(b in joins for b in between)
    )  # fmt: skip


def _merged(spans: list[Span], text: Sequence[Word]) -> tuple[Span, ...]:
    """ "The group ... (IS)": a second form of the same force right behind the first is the same mention."""
    merged: list[Span] = []
    for s in spans:
        if merged and merged[-1].force == s.force and not s.conj and s.start - merged[-1].end <= 1:
            merged[-1] = replace(merged[-1], end=s.end)
        elif merged and _belongs(merged[-1], s, text):
            merged[-1] = replace(merged[-1], end=s.end, force=s.force)
        else:
            merged.append(s)
    return tuple(merged)


def agrees(span: Span, verb_feminine: bool, verb_plural: bool) -> bool:
    """Whether the verb's gender lets this force be its subject."""
    if span.plural and not span.feminine:
        return not verb_feminine or verb_plural
    if span.either:
        return True
    return span.feminine == verb_feminine or (verb_plural and span.feminine)


class Cast:
    """Who has been named in an article so far, to resolve common nouns and left-out subjects."""

    def __init__(self, countries: Sequence[str]) -> None:
        self._countries = tuple(countries)
        self._seen: list[Force] = []
        self.topic: Counter[str] = Counter()

    def resolve(self, span: Span, *, remember: bool = True) -> Span:
        """The span with the force it means, and a note where that is not what it says.

        ``remember`` false: later words like "the forces" do not mean it.
        """
        force = span.force
        if not force.generic:
            if remember:
                self._remember(force)
            return span
        said = force.name
        found = next((f for kind in force.last for f in reversed(self._seen) if _stands_for(force, f, kind)), None)
        if found is None:
            by_country = dict(force.country)
            name = next((by_country[c] for c in self._countries if c in by_country), None)
            found = _forces().get(name) or (Force(name, force.type, name) if name else None) if name else None
            if found is not None and "none" not in force.last:
                self._remember(found)
        if found is None:
            return span
        return replace(span, force=found, note=f'"{said}" read as {found.name}' if found.name != said else None)

    def _remember(self, force: Force) -> None:
        if force.helper:
            return
        self._seen = [*[f for f in self._seen if f.name != force.name][-12:], force]
        self.topic[force.name] += 1


def _stands_for(noun: Force, named: Force, kind: str) -> bool:
    """Whether a common noun can mean a force named before, by one of the kinds it stands for."""
    if kind == "none" or named.generic:
        return False
    if kind == "any":
        return named.type not in ("external_state",)
    if kind == "state_forces":
        allowed = dict(noun.country)
        return named.type == "state_forces" and (not allowed or named.name in allowed.values())
    return kind in (named.type, named.coref)


def by_name(name: str) -> Force | None:
    """The table's force of that canonical name."""
    return _forces().get(name)
