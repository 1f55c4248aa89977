"""Who says so: the frames by which Arabic reporting hands a claim to its source."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from bot.movements.actors import Span
from bot.movements.mentions import Mention
from bot.movements.tables import toml
from bot.movements.wording import from_translation
from bot.movements.words import Phrases, Word, fold, stems

NARRATOR_NAME = "article narrator (unattributed)"
_SPEAKER = 14  # words after a verb of saying within which its speaker stands


@dataclass(frozen=True, slots=True)
class Source:
    """Who claims: canonical English, type as in the schema, the outlet it was told to."""

    name: str
    type: str
    channel: str | None = None

    def record(self) -> dict[str, str | None]:
        """As the record's schema has it."""
        return {"source": self.name, "source_type": self.type, "channel": self.channel}


NARRATOR = Source(NARRATOR_NAME, "narrator")


@dataclass(frozen=True, slots=True)
class Claim:
    """A source for words[start:end]. ``denies``: it denies them. ``expects``: it foresees them."""

    start: int
    end: int
    source: Source
    denies: bool = False
    expects: bool = False
    admits: bool = False  # "acknowledged": what the source would rather not have
    front: int = 0  # words before this belong to the frame itself
    that: int = -1  # the word "that", -1 where there is none
    speaker: tuple[int, int] = (0, 0)  # the words that name the source


@cache
def _sets() -> dict[str, frozenset[str]]:
    table = toml("sources.toml")["verbs"]
    return {k: frozenset(fold(w) for w in table[k].split()) for k in ("say", "more", "strict", "that", "carry")} | {
        "deny": frozenset(fold(w) for w in toml("lexicon.toml")["denial"]["verbs"].split())
    }


@cache
def _according() -> Phrases[str]:
    return Phrases([(p, p) for p in toml("sources.toml")["verbs"]["according"]])


@cache
def _same() -> Phrases[str]:
    return Phrases([(p, p) for p in toml("sources.toml")["verbs"]["same"]])


@cache
def _named() -> Phrases[tuple[str, str, bool, bool]]:
    return Phrases(
        [
            (form, (s["name"], s["type"], s.get("of", False), s.get("weak", False)))
            for s in toml("sources.toml")["source"]
            for form in s["ar"]
        ]
    )


@cache
def _channels() -> Phrases[str]:
    return Phrases(toml("sources.toml")["channels"])


@cache
def _people() -> Phrases[str]:
    return Phrases(toml("sources.toml")["people"])


def find(
    text: Sequence[Word], forces: Sequence[Span], places: Sequence[Mention], before: Source | None,
    translation: str | None = None,
) -> list[Claim]:  # fmt: skip
    """The claims of a sentence; what none of them covers is the article's own report.

    Args:
        before: the source of the sentence before, for "he added" and "the source".
    """
    read = _Reader(text, forces, places, before, translation)
    return read.claims()


def outlets(text: Sequence[Word]) -> list[tuple[int, int]]:
    """Where news outlets are named, so that none is taken for a place."""
    spans = [(h.start, h.end) for h in _channels().find(text)]
    for table in (_named(), _people()):
        spans += [(h.start, h.end) for h in table.find(text)]
    return spans


@dataclass(slots=True)
class _Reader:
    text: Sequence[Word]
    forces: Sequence[Span]
    places: Sequence[Mention]
    before: Source | None
    translation: str | None

    def claims(self) -> list[Claim]:
        found: list[Claim] = []
        ticker = self._ticker()
        if ticker:
            found.append(ticker)
        for i in range(len(self.text)):
            if self.text[i].is_mark or (found and i < found[-1].front):
                continue
            claim = self._said(i)
            if claim and found and claim.end and found[-1].that >= 0 and 0 <= i - found[-1].that <= 2:
                found[-1] = replace(
                    found[-1], denies=claim.denies or found[-1].denies, expects=claim.expects or found[-1].expects
                )
                continue
            if claim:
                if found and claim.source.name == "unnamed source":
                    claim = replace(claim, source=found[-1].source)  # "but it said that they ..."
                if found and found[-1].end == len(self.text):
                    found[-1] = replace(found[-1], end=max(found[-1].start, i))
                found.append(claim)
        if not any(c.end - c.start > 0 for c in found) or not found:
            later = self._according_to()
            if later:
                return [later]
        if not found and self.before and self.before.type != "narrator" and self._first() in _sets()["carry"]:
            found.append(Claim(0, len(self.text), self.before))
        return found

    def _first(self) -> str:
        return self.text[0].norm if self.text else ""

    def _ticker(self) -> Claim | None:
        """ "SOHR: the army entered ..."; a place before the colon is a dateline, not a source."""
        for i, w in enumerate(self.text[:9]):
            if w.norm == ":":
                source = self._speaker(0, i, colon=True)
                return Claim(i + 1, len(self.text), source, front=i + 1) if source else None
        return None

    def _said(self, i: int) -> Claim | None:
        sets = _sets()
        kinds = {s.rest for s in stems(self.text[i].norm) if not s.prep}
        deny = bool(kinds & sets["deny"])
        more = bool(kinds & sets["more"])
        if not (deny or more or kinds & sets["say"]):
            return None
        that = self._that(i)
        if kinds & sets["strict"] and that is None:
            return None
        if i and self.text[i - 1].norm in ("كما", "ما", "لما", "حسبما"):
            return None  # the tail of "according to what"
        end = that if that is not None else min(len(self.text), i + _SPEAKER)
        start = i + 1
        if start < len(self.text) and self.text[start].norm == "عن" and kinds & {"نقلت", "نقل", "تنقل", "ينقل"}:
            start += 1
        leads = self._speaker_before(i)
        source = (
            self._speaker(start, end, sure=that is not None)
            if leads is None or that is None or start < end - 2
            else None
        )
        if leads is not None and (
            source is None or that is None or end - start <= 1 or not self._near_name(start, end)
        ):
            source = leads
        else:
            leads = None
        if source is None and not deny and not more and that is None:
            return None
        if source is None:
            source = self.before if self.before and self.before.type != "narrator" else None
        if source is None and not (deny or that is not None):
            return None
        told = self._channel(i)
        if "نقلت" in kinds or "نقل" in kinds:
            quoted_by = self._speaker_before(start - 1) or self.before
            told = told or (quoted_by.name if quoted_by and quoted_by != source else None)
        source = source or Source("unnamed source", "media")
        source = replace(source, channel=told or source.channel)
        expects = bool(kinds & {"يتوقع", "توقع", "توقعت", "تتوقع", "رجح", "رجحت"})
        admits = bool(kinds & {"اقر", "اقرت", "اعترف", "اعترفت", "يقر", "تقر"})
        at = that if that is not None else -1
        said_by = (start, end) if leads is None else (max(0, i - 8), i)
        return Claim(start if not leads else i + 1, len(self.text), source, deny, expects, admits, start, at, said_by)

    def _that(self, i: int) -> int | None:
        """Where the claim begins after a verb of saying: at "that", a colon or an opening quotation mark."""
        for k in range(i + 1, min(i + 26, len(self.text))):
            norm = self.text[k].norm
            if norm in _sets()["that"] or norm == ":":
                return k
            if k > i + 2 and norm.removeprefix("و") in _sets()["say"] and self.text[k - 1].norm not in ("ما", "كما"):
                return None
            if norm in ('"', "«", "“") and k > i + 1 and not self._quoted_name(k):
                return k
            if norm in (".", "؛"):
                return None
        return None

    def _quoted_name(self, k: int) -> bool:
        """A short quotation is a name ("SANA"), a long one is speech."""
        close = next(
            (j for j in range(k + 1, min(k + 6, len(self.text))) if self.text[j].norm in ('"', "»", "”")), None
        )
        return close is not None and close - k <= 4

    def _channel(self, i: int) -> str | None:
        for hit in _channels().find([w for w in self.text[i : i + 22] if w.norm not in '"«»“”']):
            if hit.prep == "ل":
                return hit.value
        return None

    def _speaker_before(self, i: int) -> Source | None:
        """The speaker of "X says ...": right before the verb, with nothing but marks between."""
        start = max(0, i - 8)
        for k in range(i - 1, start - 1, -1):
            if self.text[k].norm in ("،", ".", ":", "|", "؛"):
                start = k + 1
                break
        if start >= i:
            return None
        force = next((f for f in self.forces if f.end == i and f.start >= start), None)
        if force is None and not any(h.end + start == i for h in _named().find(self.text[start:i])):
            return None
        return self._speaker(start, i)

    def _near_name(self, start: int, end: int) -> bool:
        """Whether a table source stands right after the verb of saying."""
        return any(h.start <= 1 for h in _named().find(self.text[start:end]))

    def _speaker(self, start: int, end: int, *, colon: bool = False, sure: bool = False) -> Source | None:
        part = [w for w in self.text[start:end] if w.norm not in '"«»“”']
        if not part:
            return None
        hits = [h for h in _named().find(part) if h.prep != "ل" or h.start == 0]
        person = next((h.value for h in _people().find(part)), None)
        force = next(
            (f for f in self.forces if start <= f.start and f.end <= end and f.prep != "ل" and not f.force.helper), None
        )
        first = part[0].norm.removeprefix("و")
        capital = next((v for k, v in toml("sources.toml")["capitals"].items() if fold(k).split()[0] == first), None)
        if capital is not None and not colon:
            return Source(capital[0], "party_official")
        offices = [h for h in hits if h.value[2]]
        if offices:
            return self._office(offices[0].value[0], start, end, person)
        strong = [h for h in hits if not h.value[3]]
        director = next((h for h in strong if h.value[0].endswith("director")), None)
        if director:
            return Source(director.value[0], director.value[1])
        if len({h.value[0] for h in strong}) > 1 and any(h.conj for h in strong[1:]):
            return Source(" and ".join(dict.fromkeys(h.value[0] for h in strong)), "multiple")
        if strong:
            hit = strong[0]
            name, kind = hit.value[0], hit.value[1]
            definite = kind == "party_official" and hit.start <= 3 and part[hit.start].norm.startswith("ال")
            if definite and self.before and name.split()[-1] in self.before.name and self.before.name != name:
                return self.before  # "the military source" is the one named before
            if person:
                return Source(f"{person}, {name}", kind)
            if force is not None and name in (
                "commander",
                "official",
                "statement",
                "military spokesman",
                "field source",
            ):
                return Source(f"{force.force.short} {name}", kind)
            return Source(name, kind)
        if person:
            return Source(person, "party_official")
        weak = [h for h in hits if h.value[3]]
        if weak:
            if (
                self.before
                and self.before.type not in ("narrator", "monitor")
                and part[0].norm.startswith(("ال", "وال"))
            ):
                return self.before
            return Source("source", "party_official")
        if force is not None and force.start <= start + 2 and not force.force.helper:
            return Source(force.force.name, "party_official")
        if colon or not sure:
            return None
        return self._someone(part)

    def _office(self, office: str, start: int, end: int, person: str | None) -> Source:
        force = next((f for f in self.forces if start <= f.start < end), None)
        place = next((m for m in self.places if start <= m.start < end), None)
        if office == "governor":
            name = f"governor of {place.english}" if place else "governor"
        else:
            name = f"{force.force.short} spokesman" if force else "spokesman"
        return Source(f"{person}, {name}" if person else name, "party_official")

    def _someone(self, part: Sequence[Word]) -> Source | None:
        """A name no table knows: what the translation calls it."""
        words = [w for w in part[:7] if not w.is_mark]
        if not self.translation or len(words) < 2:
            return None
        for size in (3, 2):
            for at in range(len(words) - size + 1):
                name = from_translation(" ".join(w.norm for w in words[at : at + size]), self.translation)
                if name and " " in name:
                    return Source(name, "party_official")
        return None

    def _according_to(self) -> Claim | None:
        for hit in _same().find(self.text):
            if self.before and self.before.type != "narrator":
                return Claim(0, len(self.text), self.before, front=0)
            del hit
        for hit in _according().find(self.text):
            if hit.prep or (
                hit.value in ("قال", "قالت", "يقول", "تقول")
                and (hit.start == 0 or self.text[hit.start - 1].norm not in '"»”،,')
            ):
                continue
            end = next(
                (
                    k
                    for k in range(hit.end, len(self.text))
                    if self.text[k].norm in ("،", ".", '"', "»", "«") and k > hit.end + 0
                ),
                len(self.text),
            )
            # "according to a statement by the army, ..." ends at the comma; a name in quotation marks goes on.
            source = self._speaker(hit.end, max(end, hit.end + 1))
            if source is None and end < len(self.text) and self.text[end].norm in '"«':
                source = self._speaker(hit.end, min(len(self.text), end + 5))
            if source is not None:
                return Claim(0, len(self.text), source)
        return None
