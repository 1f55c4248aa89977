"""Words of movement and control in a sentence: what they mean, in which grammatical form, and with what doubt."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from bot.movements.counting import number
from bot.movements.tables import toml
from bot.movements.words import Phrases, Word, fold, listed, stems

_FAR = 15  # the same for "waged ... a campaign", where time and helpers come between
_REACH = 6  # words after a verb within which a word it needs must come
_SUFFIXES = ("ه", "ها", "هم", "هما", "نا", "هن")
_OBJECTS = ("ه", "ها", "هم", "هما", "هن")


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the lexicon."""

    action: str
    nouns: str
    needs: frozenset[str]
    prep: str | None
    fighters: bool
    weak: bool
    object: bool
    place: str
    fallen: bool
    repelled: bool
    arrives: bool


@dataclass(frozen=True, slots=True)
class Form:
    """A form of an entry: past, present or noun. ``owner``: "its advance"; ``hits``: "drove it out"."""

    entry: Entry
    kind: str
    feminine: bool = False
    plural: bool = False
    owner: bool = False
    hits: bool = False
    definite: bool = False


@dataclass(frozen=True, slots=True)
class Trigger:
    """A movement word at word ``i``. ``needed`` is the word it needed ("attack" after "launched"), -1 for none."""

    i: int
    form: Form
    conj: str
    prep: str
    future: bool
    needed: int

    @property
    def action(self) -> str:
        """The action class of the lexicon."""
        return self.form.entry.action

    @property
    def noun(self) -> bool:
        """True for a verbal noun."""
        return self.form.kind == "noun"


@cache
def _forms() -> dict[str, tuple[Form, ...]]:
    made: dict[str, list[Form]] = {}
    for row in toml("lexicon.toml")["verb"]:
        entry = Entry(
            row["action"], row.get("nouns", "agent"), frozenset(fold(w) for w in row.get("needs", ())),
            row.get("prep"), row.get("fighters", False), row.get("weak", False), row.get("object", False),
            row["place"], row.get("fallen", False), row.get("repelled", False), row.get("arrives", False),
        )  # fmt: skip
        for word, form in _inflected(row, entry):
            made.setdefault(word, []).append(form)
    for forms in made.values():
        # A reading that asks for company is tried first; a plain one before one with a pronoun.
        forms.sort(key=lambda f: (not f.entry.needs, f.hits or f.owner, f.hits))
    return {w: tuple(f) for w, f in made.items()}


def _inflected(row: dict[str, Any], entry: Entry) -> Iterator[tuple[str, Form]]:
    for spelled in row.get("past", ()):
        past, _, feminine = fold(spelled).partition("/")
        stem = past[:-1] if past.endswith("ي") and feminine else past
        feminine = feminine or past + "ت"
        for word, is_feminine, plural in (
            (past, False, False), (feminine, True, False), (stem + "وا", False, True), (feminine + "ا", True, True),
            (past + "ا", False, True), (past + "نا", False, True),
        ):  # fmt: skip
            yield word, Form(entry, "past", is_feminine, plural)
            if entry.prep is None and (not word.endswith(("ا", "نا")) or plural):
                base = word[:-1] if word.endswith("وا") else word
                for suffix in _OBJECTS:
                    yield base + suffix, Form(entry, "past", is_feminine, plural, hits=True)
    for spelled in row.get("stem", ()):
        stem = fold(spelled)
        hits_only = stem in row.get("hits_only", ())
        short = stem[:-1] if stem.endswith("ي") else stem
        for prefix, is_feminine in (("ي", False), ("ت", True), ("ن", False)):
            for end in ("", "ون", "وا", "ان"):
                word = prefix + (short if end[:1] == "و" else stem) + end
                if not hits_only:
                    yield word, Form(entry, "present", is_feminine, bool(end))
                base = word[:-1] if end == "وا" else word
                for suffix in _OBJECTS if entry.prep is None else ():
                    yield base + suffix, Form(entry, "present", is_feminine, bool(end), hits=True)
    for spelled in row.get("noun", ()):
        noun = fold(spelled)
        yield noun, Form(entry, "noun")
        if not noun.startswith("ال") and noun not in ("محاصره", "مهاجمه"):  # "the besieged", "the attacking"
            yield "ال" + noun, Form(entry, "noun", definite=True)
        base = noun[:-1] + "ت" if noun.endswith("ه") else noun
        for suffix in _SUFFIXES:
            yield base + suffix, Form(entry, "noun", owner=True)


def find(text: Sequence[Word], taken: frozenset[int]) -> list[Trigger]:
    """The movement words outside the word indices ``taken``, from left to right."""
    found: list[Trigger] = []
    used: set[int] = set()
    # A verb about to ("is close to losing it") is no movement of its own.
    for i in range(len(text)):
        if i in taken or i in used or text[i].is_mark:
            continue
        trigger = _at(text, i)
        if trigger is None or (trigger.action == "approach" and _about_to(text, i)) or _amounts_to(text, trigger):
            continue
        found.append(trigger)
        used.update(_absorbed(text, trigger))
        if 0 <= trigger.needed < i:
            found = [t for t in found if t.i != trigger.needed]
    return found


def _held_area(before: str) -> bool:
    """ "areas of control", "subject to the control of": where somebody rules, not that he took it."""
    return any(s.rest.removeprefix("ال") in _HELD_AREA for s in stems(before))


def _at(text: Sequence[Word], i: int) -> Trigger | None:
    forms = _forms()
    for stem in stems(text[i].norm):
        readings = forms.get(stem.rest, ())
        future = False
        if not readings and stem.rest.startswith("س") and not stem.prep:
            readings, future = tuple(f for f in forms.get(stem.rest[1:], ()) if f.kind == "present"), True
        for form in _likely(text, i, readings):
            if stem.prep and form.kind != "noun" and not (stem.prep == "ل" and form.kind == "present"):
                continue
            needed = _needed(text, i, form)
            if needed is None:
                continue
            return Trigger(i, form, stem.conj, stem.prep, future, needed)
    return None


def _amounts_to(text: Sequence[Word], t: Trigger) -> bool:
    """ "reaches 47 degrees", "up to 300,000": a figure, not a place."""
    if t.action != "advance" or t.form.entry.place != "destination" or t.form.entry.needs:
        return False
    k = t.i + 1
    while k < len(text) and text[k].norm in ("الي", "نحو", "حوالي", "قرابه", "زهاء", "ما", "اكثر", "من"):
        k += 1
    return number(text, k) is not None and not (k < len(text) and text[k].norm.startswith("ال"))


def _about_to(text: Sequence[Word], i: int) -> bool:
    """ "is close to losing it"."""
    if i + 2 >= len(text) or text[i + 1].norm != "من":
        return False
    return any(f.kind == "noun" for f in _forms().get(text[i + 2].norm, ()))


_HELD_AREA = frozenset(
    [
        "مناطق",
        "تحت",
        "خارج",
        "احياء",
        "اجزاء",
        "نطاق",
        "المناطق",
        "مواقع",
        "منطقه",
        "خاضعه",
        "خاضع",
        "خاضعين",
        "تخضع",
        "يخضع",
    ]
)
_BEFORE_NOUN = listed(
    """
    من الي في بعد قبل عن علي مع خلال اثر عقب منذ رغم حول اعاده عمليه عمليات محاوله محاولات بهدف بغيه نتيجه اي
    لاي وقف بدء بدايه استمرار مواصله امام وامام هذا هو هي ان جراء بسبب لمنع منع
    """
)


def _likely(text: Sequence[Word], i: int, readings: Sequence[Form]) -> Sequence[Form]:
    """Readings with the likelier first where one spelling is a verb and its noun ("تقدم", "قطع", "طرده")."""
    if len({f.kind for f in readings}) < 2:
        return readings
    at = i - 1
    while at > 0 and text[at].norm in '"«“':
        at -= 1
    before = text[at].norm if at >= 0 else ""
    # "after that" takes a verb; "that" alone takes a noun.
    after_prep = before.removeprefix("و") in _BEFORE_NOUN and not (
        before == "ان" and at > 0 and text[at - 1].norm.removeprefix("و") in ("بعد", "قبل", "منذ")
    )
    after_prep = after_prep or (i > 0 and light_at(text, i - 1) is not None)
    plain_noun = any(f.kind == "noun" and not f.owner for f in readings) and any(f.hits for f in readings)
    noun_first = after_prep or any(f.owner for f in readings) or plain_noun
    return sorted(readings, key=lambda f: (not f.entry.needs, (f.kind == "noun") != noun_first))


def _absorbed(text: Sequence[Word], t: Trigger) -> Iterator[int]:
    """The words that belong to a movement word and are no movement of their own: "regained *control*"."""
    if t.needed > t.i:
        yield t.needed
    if t.action in ("break_siege", "besiege"):
        for k in range(t.i + 1, min(t.i + 4, len(text))):
            if any(s.rest in ("طوق", "الطوق", "حصار", "الحصار") for s in stems(text[k].norm)):
                yield k
    if t.action in ("recapture", "capture", "lose_control", "expel"):
        for k in range(t.i + 1, min(t.i + 5, len(text))):
            if any(s.rest in ("السيطره", "سيطرته", "سيطرتها", "سيطرتهم", "سيطره") for s in stems(text[k].norm)):
                yield k


def _needed(text: Sequence[Word], i: int, form: Form) -> int | None:
    """The index of the word the form needs; -1 if it needs none; None if it is not there."""
    entry = form.entry
    if entry.prep:
        if form.kind == "noun" and i and _held_area(text[i - 1].norm):
            return None
        for k in range(i + 1, min(i + (8 if form.kind == "noun" else 14), len(text))):
            if text[k].norm in (".", "؛"):
                break
            if any(s.rest == entry.prep for s in stems(text[k].norm)) or text[k].norm.startswith(entry.prep):
                return -1
        return None
    if not entry.needs:
        return -1
    reach = _FAR if entry.action in ("attack", "reinforce") and form.kind != "noun" else _REACH
    for k in range(i + 1, min(i + 1 + reach, len(text))):
        if text[k].norm in (".", "؛"):
            break
        if any(s.rest in entry.needs for s in stems(text[k].norm)):
            return k
    if form.hits:  # "the attack that it launched": what it needs stands before it
        for k in range(i - 1, max(-1, i - 6), -1):
            if any(s.rest in entry.needs for s in stems(text[k].norm)):
                return k
    return None


@cache
def light() -> dict[str, str]:
    """Helping verbs and what they do to the movement after them."""
    return {fold(v): kind for kind, row in toml("lexicon.toml")["light"].items() for v in row["verbs"].split()}


def light_at(text: Sequence[Word], i: int) -> str | None:
    """The kind of helping verb at word ``i``: done, ongoing, attempted, planned, failed, expected."""
    table = light()
    for stem in stems(text[i].norm):
        kind = table.get(stem.rest)
        if kind == "expected" and stem.rest == "قد":
            return kind if i + 1 < len(text) and text[i + 1].norm[:1] in "يت" else None
        if kind is not None and not (stem.rest in ("بدا", "اخذ") and stem.prep):
            return kind
    return None


@cache
def phrases(section: str) -> Phrases[str]:
    """A list of phrases of the lexicon."""
    return Phrases([(p, fold(p)) for p in toml("lexicon.toml")[section]["phrases"]])


@cache
def _not_negation() -> Phrases[str]:
    return Phrases([(p, p) for p in toml("lexicon.toml")["negation"]["not_negation"]])


@cache
def _negation() -> frozenset[str]:
    return frozenset(fold(w) for w in toml("lexicon.toml")["negation"]["words"].split())


def negations(text: Sequence[Word]) -> frozenset[int]:
    """The indices of words that negate what follows them."""
    harmless = {k for hit in _not_negation().find(text) for k in range(hit.start, hit.end)}
    words = _negation()
    found = set()
    for i, w in enumerate(text):
        if i in harmless:
            continue
        norm = w.norm if w.norm in words else w.norm.removeprefix("و").removeprefix("ف")
        if norm not in words:
            continue
        if norm in ("ما", "لما") and (
            i + 1 >= len(text) or not text[i + 1].norm.startswith(("زال", "تقدم", "دخل", "سقط"))
        ):
            continue  # "what", not "not"
        if norm == "غير" and i + 1 < len(text) and text[i + 1].norm in ("ان", "انه", "انها"):
            continue
        found.add(i)
    return frozenset(found)


def as_noun(t: Trigger, word: str) -> Trigger:
    """The same word read as a verbal noun, where it can be one; else as it was."""
    form = next(
        (f for f in _forms().get(word, ()) if f.kind == "noun" and not f.owner and f.entry.action == t.action), None
    )
    return t if form is None else replace(t, form=form)


def is_movement(word: str) -> bool:
    """Whether a folded word is a verb of the lexicon, so that it cannot be a name."""
    return any(f.kind != "noun" for f in _forms().get(word, ()))
