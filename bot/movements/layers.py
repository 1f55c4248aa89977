"""The layers of a sentence that its movements are read from: forces, places, times, quantities, sources, helpers."""

from collections.abc import Sequence
from dataclasses import replace

from bot.movements import attribution, mentions, triggers
from bot.movements.actors import Force, Span, agrees
from bot.movements.attribution import Claim
from bot.movements.dates import When
from bot.movements.events import (
    AT,
    FRAMES,
    FROM,
    INTO,
    VIA,
    Context,
    Event,
    Scope,
    ally_phrases,
    nations,
    of_kind,
    only_speaks,
)
from bot.movements.mentions import Mention
from bot.movements.places import Row
from bot.movements.quantities import Quantity
from bot.movements.triggers import Trigger
from bot.movements.words import Word, stems


class Layers:
    """A sentence with its layers."""

    def __init__(
        self,
        n: int,
        article: str,
        text: Sequence[Word],
        forces: Sequence[Span],
        places: Sequence[Mention],
        whens: Sequence[When],
        counts: Sequence[Quantity],
        context: Context,
        translation: str | None,
    ) -> None:
        self.n, self.article, self.text, self.context = n, article, text, context
        frames = attribution.find(text, forces, [], context.source, translation)
        self.forces = [context.cast.resolve(f, remember=not only_speaks(f, frames)) for f in forces]
        self.places = self._anaphora(places)
        self.whens = [w for w in whens if not self._first_time(w)]
        self.counts = [
            q for q in counts if q.kind == "duration" or not any(w.start < q.end and q.start < w.end for w in whens)
        ]
        self.claims = attribution.find(text, self.forces, self.places, context.source, translation)
        self.negated = triggers.negations(text)
        self.dead = self._hypothetical()
        taken = {k for f in self.forces for k in range(f.start, f.end)}
        taken |= {k for w in self.whens for k in range(w.start, w.end)}
        taken |= {k for m in self.places for k in range(m.start, m.end) if m.name}
        self.triggers = self._main(triggers.find(text, frozenset(taken)))
        self.helpers: set[int] = set()  # starts of force spans that only help
        self.allies = self._allies()
        self.events: list[Event] = []
        self.last: tuple[Force, ...] = ()

    def _regrammared(self, t: Trigger) -> Trigger:
        """A verb that does not agree with the force right behind it is its verbal noun: "the advance of the forces"."""
        force = next((f for f in self.forces if f.start == t.i + 1 and not f.prep), None)
        if t.form.kind != "past" or t.form.hits or force is None or agrees(force, t.form.feminine, t.form.plural):
            return t
        return triggers.as_noun(
            t, next((s.rest for s in stems(self.text[t.i].norm) if s.conj == t.conj and s.prep == t.prep), "")
        )

    def _main(self, found: list[Trigger]) -> list[Trigger]:
        """Movement words without fighting that only frames another event: "during battles with", "since its attack"."""
        found = [t for t in found if not self._through(t)]
        if len(found) < 2:
            return [self._regrammared(t) for t in found]
        kept = []
        for t in map(self._regrammared, found):
            before = self.text[t.i - 1].norm if t.i else ""
            frames = before in FRAMES or t.prep == "ب"
            if t.noun and t.action in ("clash", "attack") and not t.form.entry.needs and frames:
                continue
            kept.append(t)
        return kept or found

    def _through(self, t: Trigger) -> bool:
        """ "عبر" without a subject beside it is the preposition "through", not "crossed"."""
        if self.text[t.i].norm.removeprefix("و") != "عبر" or t.form.kind != "past":
            return False
        after = any(t.i < f.start <= t.i + 2 and not f.prep for f in self.forces)
        verbal = t.i > 0 and self.text[t.i - 1].norm in ("قد", "الذي", "الذين", "وقد", "من")
        return not after and not verbal and not any(f.end == t.i for f in self.forces)

    def _anaphora(self, places: Sequence[Mention]) -> list[Mention]:
        made: list[Mention] = []
        for m in places:
            if not m.anaphor:
                made.append(m)
                if m.row is not None or m.listed is not None or m.kind in mentions.NAMED:
                    self._recall(m)
                continue
            found = self._meant(m, made)
            if found is not None:
                made.append(found)
        return made

    def _recall(self, m: Mention) -> None:
        self.context.places = [*[p for p in self.context.places if p.group != m.group][-30:], m]

    def _meant(self, m: Mention, here: Sequence[Mention]) -> Mention | None:
        """The place that "the town" means: the one the last record was about, else the last fitting one."""
        kinds = m.anaphor
        if kinds == ("its airport",):
            kinds = ("city",)
        word = self.text[m.start].norm if m.start < len(self.text) else ""
        airport = any(s.rest == "المطار" for s in stems(word))
        pool = [
            p
            for p in self.context.places
            if of_kind(p, kinds) and (not airport or "مطار" in p.text or "air" in p.english)
        ]
        current = self.context.place
        if (
            current is not None
            and of_kind(current, kinds)
            and not any(of_kind(p, kinds) for p in here if p.part is None)
        ):
            pool.append(current)
        if (
            not pool
            and "governorate" in kinds
            and current is not None
            and current.row is not None
            and current.row.admin
        ):
            row = self.context.gazetteer.row(current.row.admin)
            if row is not None:
                pool.append(Mention(m.start, m.end, row.ar, m.text, "governorate", row=row, english=row.name))
        if not pool:
            return None
        exact = [p for p in pool if (p.base or p.kind or "city") == kinds[0]]
        meant = (pool if pool[-1] is current else exact or pool)[-1]
        meant = replace(meant, part=None, kind=meant.base or meant.kind, base="")
        note = f'"{m.text}" read as {meant.english}' + ("" if meant in here else " from an earlier sentence")
        if m.anaphor == ("its airport",):
            row = self._airport(meant)
            return replace(
                m,
                name=meant.name,
                own=row.ar if row else f"مطار {meant.own} العسكري",
                english=row.name if row else f"{meant.english} military airport",
                row=row,
                anaphor=(),
                kind="military_site",
                note=note,
            )
        pattern = m.part
        return replace(
            m,
            name=meant.name,
            own=meant.own,
            english=meant.english,
            row=meant.row,
            listed=meant.listed,
            note=note,
            anaphor=(),
            kind="area" if pattern and "countryside" in pattern else meant.kind,
            part=pattern,
            of_region=bool(pattern and "countryside" in pattern),
        )

    def _airport(self, city: Mention) -> Row | None:
        name = f"مطار {city.name} العسكري"
        rows = self.context.gazetteer.named(name) or self.context.gazetteer.named(f"مطار {city.name}")
        return rows[0] if len(rows) == 1 else None

    def _first_time(self, w: When) -> bool:
        """ "for the first time since 2015" dates an earlier event, not this one."""
        before = [self.text[k].norm for k in range(max(0, w.start - 3), w.start + 1)]
        return any(b in ("للمره", "مره", "لاول") for b in before) and w.since

    def _hypothetical(self) -> frozenset[int]:
        """Word indices at which nothing is told as happening."""
        dead: set[int] = set()
        if self.text and self.text[-1].norm in ("؟", "?"):
            return frozenset(range(len(self.text)))
        for hit in triggers.phrases("hypothetical").find(self.text):
            if hit.prep:
                continue
            stop = len(self.text)
            if hit.start > 3:
                stop = next((k for k in range(hit.end, stop) if self.text[k].norm in ("،", ".", "؛")), stop)
            dead |= set(range(hit.start, stop))
        return frozenset(dead)

    def _allies(self) -> list[tuple[int, str, str]]:
        """(word, name, role) of every helper that the sentence names."""
        found: list[tuple[int, str, str]] = []
        for hit in ally_phrases().find(self.text):
            if any(w.norm == "بعض" for w in self.text[max(0, hit.start - 5) : hit.start]):
                continue  # "some of whose factions enjoy ... support": not the whole force's helper
            role = hit.value
            span = next((f for f in self.forces if hit.end <= f.start <= hit.end + 2), None)
            inside = next((f for f in self.forces if f.start <= hit.start < f.end), None)
            nation, at = None, hit.end
            for k in range(hit.start, min(hit.end + 3, len(self.text))):
                if (who := nations().get(self.text[k].norm)) and not any(f.start <= k < f.end for f in self.forces):
                    nation, at = who, k
            near = [self.text[k].norm for k in range(hit.start, min(at + 2, len(self.text)))]
            if "جوي" in near or "جويه" in near or "الطيران" in near or "غارات" in near:
                role = "air"
            if inside is not None and (span is None or inside.start <= hit.start):
                if role in ("air",) and inside.force.air:
                    self._help(found, inside, role)
                continue
            if nation is not None and (span is None or at < span.start):
                name = f"{nation} air force" if role == "air" else f"{nation} forces"
                if nation == "US" and role == "support" and near[-1] in ("اميركيا", "امريكيا"):
                    name = "United States"
                found.append((hit.start, name, role))
            elif span is not None:
                self._help(found, span, "air" if span.force.air else role)
        return found

    def _help(self, found: list[tuple[int, str, str]], span: Span, role: str) -> None:
        found.append(
            (
                span.start,
                span.force.name,
                "ground" if span.force.type == "external_militia" and role == "support" else role,
            )
        )
        self.helpers.add(span.start)
        for nxt in self.forces:
            if nxt.conj == "و" and span.end <= nxt.start <= span.end + 1 and nxt.force.helper:
                self._help(found, nxt, role)

    def _quoted(self) -> bool:
        return bool(self.text) and self.text[0].norm in '"«“'

    def _inside_force(self, i: int) -> bool:
        return any(f.start <= i < f.end for f in self.forces)

    def _subjunctive(self, i: int) -> bool:
        return i > 0 and self.text[i - 1].norm in ("ان", "بان", "لان", "كي", "لكي", "ل")

    def _before_that(self, i: int) -> bool:
        """ "before X drove it out": told as done."""
        back = [self.text[k].norm.removeprefix("و") for k in range(max(0, i - 2), i)]
        return back[-2:] in (["قبل", "ان"], ["بعد", "ان"])

    def _before_noun(self, t: Trigger) -> str:
        for k in range(t.i - 1, max(-1, t.i - 3), -1):
            norm = self.text[k].norm
            if norm in ("قبل", "بعد", "منذ", "عقب", "اثر", "مع", "رغم"):
                return norm
        return ""

    def _covered(self, t: Trigger, scope: Scope | None) -> bool:
        """ "tries *to besiege*": the verbal noun right after its helping verb or preposition, not the participle."""
        before = self.text[t.i - 1].norm if t.i else ""
        return (
            before in ("من", "الي", "علي", "في", "بعد", "اثر", "عن")
            or (scope is not None and t.i - scope.i <= 1)
            or t.prep != ""
        )

    def _covers(self, scope: Scope, t: Trigger) -> bool:
        if t.i <= scope.i:
            return False
        if t.noun and self._before_noun(t) in ("منذ", "بعد", "عقب", "اثر", "رغم"):
            return False  # "since its departure": a circumstance of what the helping verb governs
        if scope.kind == "done" and not t.noun and not self._subjunctive(t.i):
            return False
        finite_between = any(
            scope.i < o.i < t.i and not o.noun and not self._subjunctive(o.i) and o.form.kind == "past"
            for o in self.triggers
        )
        return (
            not finite_between
            and (t.noun or t.form.kind == "present" or scope.kind in ("failed",))
            and t.i - scope.i < 26
        )

    def _mark_between(self, a: int, b: int) -> bool:
        return any(self.text[k].norm in ("،", ".", "؛", '"') for k in range(a, b))

    def _of_force(self, m: Mention) -> bool:
        """A place that only says which force is meant ("the Iraqi army's Mosul command")."""
        return any(f.start <= m.start < f.end for f in self.forces)

    def _claim(self, i: int) -> Claim | None:
        return next(
            (
                c
                for c in reversed(self.claims)
                if c.start <= i < max(c.end, c.start + 1) or (c.start <= i and c.end >= len(self.text))
            ),
            None,
        )

    def _in_quotes(self, i: int) -> bool:
        opened = False
        for k in range(i):
            norm = self.text[k].norm
            opened = not opened if norm == '"' else True if norm in "«“" else False if norm in "»”" else opened
        return opened

    def _prep(self, m: Mention) -> str:
        if m.prep:
            return {"ب": "at", "ل": "to", "ك": ""}.get(m.prep, "")
        for k in range(m.start - 1, max(-1, m.start - 3), -1):
            norm = self.text[k].norm
            bare = next((s.rest for s in stems(norm) if s.rest in INTO | AT | FROM | VIA), norm)
            if bare in INTO:
                return "to"
            if bare in AT:
                return "at"
            if bare in FROM:
                return "from"
            if bare in VIA:
                return "via"
            if not self.text[k].is_mark:
                break
        return ""
