"""Bullets from records: restatements merged, the most newsworthy first, each checked against its sentence.

Where the model offers a bullet for a sentence, it is taken if the guard lets it pass and it keeps the record's
distances and numbers: it reads better than a line put together from a record. Else the record's own line is taken, and
where that fails too, the translated sentence, with the reason as a mark.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.articles.article import Article
from bot.movements import triggers
from bot.movements.bullet import Bullet, shorten
from bot.movements.claims import read
from bot.movements.guard import OPEN_WORDS, faults
from bot.movements.phrasing import LONGEST, claimant, line, short
from bot.movements.record import Movement
from bot.movements.restate import family
from bot.movements.words import words
from bot.translation.checks import facts
from bot.translation.glossary import Glossary
from bot.translation.text import Mark

FEWEST, MOST = 3, 7
_SMALL = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_ORDER = {"confirmed": 0, "reported": 0, "claimed": 0, "denied": 2, "planned": 3, "expected": 3, "background": 4}
# What an analyst wants first among fresh events: ground changing hands, then moves, then fighting.
_WORTH = {
    "capture": 0,
    "recapture": 0,
    "break_siege": 0,
    "enter": 1,
    "advance": 1,
    "approach": 1,
    "withdraw": 1,
    "expel": 1,
    "lose_control": 1,
    "besiege": 2,
    "cut_route": 2,
    "redeploy": 2,
    "reinforce": 2,
    "clear": 3,
    "attack": 3,
    "clash": 4,
    "contact_line": 4,
    "control_status": 4,
    "support": 5,
}


def status(m: Movement) -> str:
    """A bullet's status from a record's certainty and background."""
    if m.certainty in ("denied", "planned", "expected"):
        return m.certainty
    if m.background:
        return "background"
    return "claimed" if m.certainty == "assessed" else m.certainty


def bullets(
    article: Article,
    movements: Sequence[Movement],
    translations: Mapping[int, str],
    candidates: Mapping[int, str] | None = None,
    *,
    glossary: Glossary | None = None,
) -> tuple[Bullet, ...]:
    """The article's bullets, at most :data:`MOST`; none when nothing moved.

    Args:
        movements: the article's records.
        translations: English by sentence number.
        candidates: the model's bullet by sentence number, "-" where it saw no movement.
        glossary: adds the house's own checks to the guard for the model's bullets.
    """
    offered = {n: c.strip().rstrip(".") for n, c in (candidates or {}).items() if c.strip() not in ("", "-")}
    arabic = {s.n: s.clean for s in article.sentences}
    by_sentence: dict[int, list[Movement]] = {}
    for m in movements:
        by_sentence.setdefault(m.sentence, []).append(m)
    made: list[tuple[tuple[int, int, int], Bullet]] = []
    for group in _groups(by_sentence):
        first = group[0]
        here = [first, *(m for m in by_sentence[first.sentence] if m is not first)]
        here += [m for m in group if m not in here]
        told = sorted({m.sentence for m in group})
        ar, en = " ".join(arabic[n] for n in told), " ".join(translations.get(n, "") for n in told)
        text, marks = _text(group, here, ar, en, translations.get(first.sentence, ""), offered, glossary)
        who = _claimants(group)
        rank = (
            _ORDER[status(first)] + (first.phase == "ongoing" and status(first) != "background"),
            _WORTH[first.action],
            first.sentence,
        )
        sentences = tuple(sorted({m.sentence for m in group}))
        made.append((rank, Bullet(text, sentences, " and ".join(who) or None, status(first), marks)))
    if glossary is not None:
        made += _unrecorded(article, by_sentence, offered, translations, glossary)
    made.sort(key=lambda b: b[0])
    return tuple(_unlike(made)[:MOST])


def _unrecorded(
    article: Article,
    by_sentence: Mapping[int, list[Movement]],
    offered: Mapping[int, str],
    translations: Mapping[int, str],
    glossary: Glossary,
) -> list[tuple[tuple[int, int, int], Bullet]]:
    """The model's bullets for sentences without a record, behind all that have one.

    The sentence must have a word of movement, and the bullet must hold against it; it is marked as the model's alone.
    """
    made = []
    before: str | None = None
    for s in article.sentences:
        claim = read(s.clean, before, glossary)
        before = claim.claimant or before
        text = offered.get(s.n)
        if text is None or s.n in by_sentence or s.clean.rstrip()[-1:] in "؟?":
            continue
        if not triggers.find(words(s.clean), frozenset()):
            continue
        english = translations.get(s.n, "")
        if faults(text, s.clean, english, []) or facts(s.clean, text, glossary):
            continue
        if claim.status in ("denied", "planned", "expected") and not OPEN_WORDS[claim.status].search(text):
            continue
        whole = text if claim.claimant is None or _names(text, claim.claimant) else f"{claim.claimant}: {text}"
        mark = Mark("engine", "the model's reading alone; the rules found no record in this sentence")
        made.append(((_ORDER[claim.status], 9, s.n), Bullet(whole, (s.n,), claim.claimant, claim.status, (mark,))))
    return made


def _thin(m: Movement) -> bool:
    """Whether a record says too little for a line of its own: neither where, nor against whom, nor how much."""
    return not m.places and not m.opponent and not m.quantity


def _groups(by_sentence: Mapping[int, list[Movement]]) -> list[list[Movement]]:
    """Records that make one bullet together: a sentence's main one with all that restate it."""
    mains: list[Movement] = []
    for every in by_sentence.values():
        records = [m for m in every if not _thin(m)] or (every if len(by_sentence) < FEWEST else [])
        if not records:
            continue
        ranked = sorted(records, key=lambda m: (_ORDER[status(m)], _WORTH[m.action]))
        mains.append(ranked[0])
        mains += [m for m in ranked[1:] if _worth_its_own(m, ranked[0])][:1]
    groups: dict[str, list[Movement]] = {}
    for m in sorted(mains, key=lambda m: (m.sentence, m.event_id)):
        groups.setdefault(m.same_as or m.event_id, []).append(m)
    return list(groups.values())


def _worth_its_own(m: Movement, main: Movement) -> bool:
    if m.action in ("control_status", "support"):
        return False
    return status(m) != status(main) or (
        family(m.action) != family(main.action) and {a.name for a in m.actor} != {a.name for a in main.actor}
    )


def _claimants(group: Sequence[Movement]) -> list[str]:
    """Everyone who claims what a bullet tells, each once; the director of a monitor speaks for it."""
    named = [n for m in group if m.attribution.source_type != "narrator" for n in m.attribution.source.split(" and ")]
    kept = list(dict.fromkeys(named))
    if "Syrian Observatory for Human Rights (SOHR)" in kept:
        kept = [n for n in kept if n != "Rami Abdel Rahman, SOHR director"]
    return kept[:3]


def _text(
    group: Sequence[Movement],
    here: Sequence[Movement],
    arabic: str,
    english: str,
    whole: str,
    offered: Mapping[int, str],
    glossary: Glossary | None,
) -> tuple[str, tuple[Mark, ...]]:
    first = group[0]
    who = [claimant(c) for c in _claimants(group)]
    why = ""
    candidate = offered.get(first.sentence)
    if candidate is not None and first is min(here, key=lambda m: (_ORDER[status(m)], _WORTH[m.action])):
        text = with_claimant(candidate, who, first)
        found = faults(text, arabic, english, here)
        if glossary is not None and not found:
            found = [(m.code, m.detail) for m in facts(arabic, candidate, glossary)]
        if not found and _keeps_numbers(text, first):
            return text, ()
        why = found[0][1] if found else "it leaves out a distance or number"
    text = line(first, claimants=who)
    found = faults(text, arabic, english, here)
    if first.note and "actor not named" in first.note and not found:
        # "The siege was broken": by whom is the record's reading, and no bullet's to say.
        found = [("role", "the sentence does not name who did it")]
    if glossary is not None and not found:
        # A place read from an earlier sentence ("the town") is the record's, with a note; a bullet does not say it.
        found = [(m.code, m.detail) for m in facts(arabic, line(first), glossary)]
    if not found or not whole:
        return text, tuple(Mark(code, detail) for code, detail in found)
    if glossary is not None:
        whole = with_claimant(shorten(whole, arabic, glossary), who, first)
    return whole, (
        Mark("withheld", f"the short form was not used: {why or found[0][1]}; this is the translated sentence"),
    )


def _keeps_numbers(text: str, m: Movement) -> bool:
    """Distances and shares of the record are in the text."""
    for q in m.quantity:
        if q.kind not in ("distance_to", "depth", "length", "share") or not isinstance(q.value, int | float):
            continue
        said = re.search(rf"\b{q.value:g}\b", text.replace(",", "")) or _in_words(q.value, text)
        if q.value != 50 and not said:
            return False
    return True


def _in_words(value: float, text: str) -> bool:
    names = _SMALL
    return value < len(names) and value == int(value) and bool(re.search(rf"\b{names[int(value)]}\b", text, re.I))


def with_claimant(text: str, who: Sequence[str], m: Movement) -> str:
    """The text with its claimants: as it is where it names them, else with them at the end."""
    lead = (
        "Background: "
        if m.background and not re.search(r"\b(?:had|since|earlier|previously|last|ago|in \d{4})\b", text)
        else ""
    )
    if not who or all(_names(text, w) for w in who):
        return lead + text
    says = "say" if len(who) > 1 or (who[0].endswith("s") and " " in who[0]) else "says"
    whole = f"{lead}{text}, {' and '.join(who)} {says}"
    if len(whole.split()) > LONGEST:
        whole = f"{lead}{' and '.join(who)}: {text}"
    return whole


def _names(text: str, who: str) -> bool:
    said = re.search(
        r"\b(?:says?|said|according to|reports?|reported|announc\w+|den(?:y|ies|ied)|told)\b|^[^:]{2,40}:", text
    )
    main = who.split(",")[-1].strip().removeprefix("the ")
    return bool(said) and (
        main.lower() in text.lower() or short(main).lower() in text.lower() or main.split()[-1].lower() in text.lower()
    )


def _unlike(ranked: Sequence[tuple[tuple[int, int, int], Bullet]]) -> list[Bullet]:
    """Bullets without those that say word for word what an earlier one does; their sentences and claimants join it."""
    kept: list[Bullet] = []
    for _, b in ranked:
        same = next((i for i, k in enumerate(kept) if _core(k.text) == _core(b.text) and k.status == b.status), None)
        if same is None:
            kept.append(b)
            continue
        k = kept[same]
        kept[same] = replace(k, sentences=tuple(sorted({*k.sentences, *b.sentences})))
    return kept


def _core(text: str) -> str:
    return re.sub(r",[^,]* says?$|^Background: ", "", text).lower()
