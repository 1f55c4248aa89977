"""What a bullet is, and how a sentence's bullet is chosen, checked and ordered."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.articles import Article
from bot.movements.claims import Claim, read, tells_of_movement
from bot.translation import Glossary, Mark, Translation
from bot.translation.checks import facts

LONGEST = 20  # words
FEWEST, MOST = 3, 7  # bullets an article
UNSURE = 0.73  # below this mean token probability the model's bullet is not used: too often its actor is wrong

# News value: what has just happened first, what has long been so last.
ORDER = {"confirmed": 0, "reported": 1, "claimed": 1, "denied": 2, "planned": 3, "expected": 3, "background": 4}

# What an English bullet must say when its sentence tells of no finished move.
_MODAL = {
    "planned": re.compile(
        r"\b(?:aim|seek|try|trying|tries|want|plan|intend|prepar|attempt|threat|vow|will|goal|hope|set to|to re)", re.I
    ),
    "expected": re.compile(r"\b(?:expect|likely|may|might|could|would|should|predict|anticipat|forecast|will)", re.I),
    "denied": re.compile(r"\b(?:den|not|no\b|unable|fail|n't|never|without|refus|reject)", re.I),
}
_CLAUSE_END = re.compile(
    r"(?:,|;| -| where| which| who| after| before| while| and| in| from| with| as| at| on| near)(?= )"
)
_LOOSE_END = re.compile(r"(?:[,;]|\b(?:of|the|an?|to|for|by|their|its|at least|about))+$")
# "A military source told Xinhua that …": said again by the claimant in front.
_SAYING = re.compile(
    r"^[^\"]{3,110}?\b(?:said|says|told|reported|announced|confirmed|added|noted|stressed|explained|claimed)\b"
    r"(?:[^\",]{0,40}?\bthat\b|(?= (?:the|an?|its|his|[A-Z\"])))[\s,:]*"
)
_WORDS_SAME = 0.6  # share of content words from which two bullets tell the same


@dataclass(frozen=True, slots=True)
class Bullet:
    """One line of a briefing. ``sentences`` are 1-based numbers in the article; ``claimant`` None is the narrator.

    ``status`` is one of reported, claimed, confirmed, denied, planned, expected, background.
    """

    text: str
    sentences: tuple[int, ...]
    claimant: str | None
    status: str
    marks: tuple[Mark, ...] = ()


def make(
    article: Article,
    translations: Sequence[Translation],
    drafts: Mapping[int, Translation],
    glossary: Glossary,
) -> tuple[Bullet, ...]:
    """The article's bullets, most newsworthy first, at most :data:`MOST`.

    Args:
        translations: one a sentence, in order.
        drafts: the model's bullet by sentence number; "-" or nothing where it saw no movement.
    """
    bullets: list[Bullet] = []
    claimant: str | None = None
    for sentence, translation in zip(article.sentences, translations, strict=True):
        claim = read(sentence.clean, claimant, glossary)
        claimant = claim.claimant or claimant
        draft = drafts.get(sentence.n)
        if draft is None or draft.text in ("", "-") or sentence.clean[-1:] in "؟?":
            continue
        if draft.confidence >= UNSURE or tells_of_movement(sentence.clean):
            bullets.append(_checked(sentence.n, draft, translation, claim, glossary))
    merged = _merge(bullets)
    merged.sort(key=lambda b: (ORDER[b.status], bool(b.marks), b.sentences[0]))
    return tuple(merged[:MOST])


def _checked(n: int, draft: Translation, translation: Translation, claim: Claim, glossary: Glossary) -> Bullet:
    """The model's bullet if it holds against its sentence, else the translated sentence, with the reason."""
    text = glossary.enforce(draft.source, draft.text).rstrip(".")
    why = _fault(text, draft, claim, glossary)
    if why is None:
        return Bullet(_with_claimant(text, claim), (n,), claim.claimant, claim.status)
    # What stands in for it is the translated sentence, as far as it fits, with that sentence's own marks.
    withheld = Mark("withheld", f"the model's short form was not used: {why}; this is from the translated sentence")
    text = _with_claimant(shorten(translation, claim, glossary), claim)
    return Bullet(text, (n,), claim.claimant, claim.status, (*translation.marks, withheld))


def shorten(translation: Translation, claim: Claim, glossary: Glossary) -> str:
    """The translated sentence with its claimant in front, cut where a clause ends if it is long.

    Whole where a cut would lose a "not" or leave less than half of what fits.
    """
    text = translation.text.rstrip(".")
    if claim.claimant and (said := _SAYING.match(text)):
        rest = text[said.end() :].strip()
        rest = rest.replace('"', "").rstrip(".")
        text = _with_claimant(f"{rest[:1].upper()}{rest[1:]}", claim)
    if len(text.split()) <= LONGEST:
        return text
    room = " ".join(text.replace('"', "").split()[:LONGEST])
    cuts = [m.start() for m in _CLAUSE_END.finditer(room) if m.start() > len(room) / 2]
    short = _LOOSE_END.sub("", room[: cuts[-1]] if cuts else room)
    return text if facts(translation.source, short, glossary) else f"{short} …"


def _fault(text: str, draft: Translation, claim: Claim, glossary: Glossary) -> str | None:
    """Why a bullet may not stand for its sentence; None if nothing speaks against it."""
    if len(text.split()) > LONGEST:
        return f"it has more than {LONGEST} words"
    if draft.confidence < UNSURE:
        return "the model was not sure"
    if (modal := _MODAL.get(claim.status)) and not modal.search(text):
        return f"it does not say that the move is {claim.status}"
    marks = facts(draft.source, text, glossary)
    return marks[0].detail if marks else None


def _with_claimant(text: str, claim: Claim) -> str:
    """The bullet with its claimant: as it is if it names one, else put in front."""
    if claim.claimant is None or _attributed(text):
        return text
    return f"{claim.claimant[0].upper()}{claim.claimant[1:]}: {text}"


_ATTRIBUTED = re.compile(
    r",[^,]+ (?:says?|said|reports?|reported|confirms?|confirmed|announces?|announced)\.?$"
    r"|^[^,]+? (?:says?|said|told|reports?|reported|announces?|announced|claims?|claimed|denies|denied|warns?|vows?)\b"
    r"|\baccording to\b"
)


def _attributed(text: str) -> bool:
    """Whether a bullet already says whose words it is."""
    return _ATTRIBUTED.search(text) is not None or re.match(r"[A-Z][^:,]{1,50}: ", text) is not None


def _merge(bullets: Sequence[Bullet]) -> list[Bullet]:
    """Restatements as one bullet with all its sentences; the first, unmarked one gives the words."""
    merged: list[Bullet] = []
    for b in bullets:
        same = next((i for i, m in enumerate(merged) if m.status == b.status and _same(m, b)), None)
        if same is None:
            merged.append(b)
            continue
        first = merged[same]
        better = first if not first.marks or b.marks else b
        merged[same] = replace(better, sentences=tuple(sorted({*first.sentences, *b.sentences})))
    return merged


def _same(a: Bullet, b: Bullet) -> bool:
    if {a.claimant, b.claimant} != {a.claimant} or set(re.findall(r"\d+", a.text)) != set(re.findall(r"\d+", b.text)):
        return False
    one, other = _content(a.text), _content(b.text)
    return bool(one and other) and len(one & other) / min(len(one), len(other)) >= _WORDS_SAME


def _content(text: str) -> set[str]:
    return {
        w
        for w in re.findall(r"[a-z]{4,}", text.lower())
        if w not in ("says", "said", "syrian", "forces", "from", "with")
    }
