"""Who acts, who is acted on, who helps: by agreement, word order, relative pronouns and what was said before."""

from bot.movements import triggers
from bot.movements.actors import NOBODY, Force, Span, agrees, of_nation
from bot.movements.actors import by_name as force_named
from bot.movements.events import (
    ARMIES,
    AT,
    BESIEGED,
    BREAKS,
    CAUSES,
    CIVIL,
    FROM,
    GOVERN,
    INTO,
    PARTS,
    PERSONS,
    REINFORCEMENTS,
    RELATIVE,
    Event,
    Scope,
    nations,
)
from bot.movements.layers import Layers
from bot.movements.mentions import Mention
from bot.movements.tables import toml
from bot.movements.triggers import Trigger
from bot.movements.words import fold, stems


class Agents(Layers):
    """Who acts, who is acted on, who helps: by agreement, word order, relative pronouns and what was said before."""

    def _agent(self, e: Event, t: Trigger, scope: Scope | None, stop: int) -> None:
        entry = t.form.entry
        rel = self._relative(t.i)
        e.relative = rel is not None
        if t.noun and entry.fallen:
            self._fallen(e, t, len(self.text))
        elif t.noun:
            self._noun_agent(e, t, scope, stop)
        else:
            self._verb_agent(e, t, rel, stop)
        if entry.repelled:
            self._repelled(e, t, stop)
        if (
            e.action == "advance"
            and not t.noun
            and any(s.rest in REINFORCEMENTS for k in self._subject_words(e, t) for s in stems(self.text[k].norm))
        ):
            e.action = "reinforce"
            whose = next(
                (f for f in self.forces if t.i < f.start < stop and not f.force.weak and not f.force.helper), None
            )
            e.agents = [whose.force] if whose is not None else e.agents
        self._country(e, t)
        self._other_side(e, t, stop)
        if (entry.action == "clash" and entry.nouns == "between") or (entry.action == "clash" and t.noun):
            self._between(e, t, stop)
        for at, name, role in self.allies:
            if self._nearest(at) == t.i:
                e.allies.append((name, role))
        self._helpers_of(e)

    def _subject_words(self, e: Event, t: Trigger) -> list[int]:
        """The words right after the verb, and those of its subject where that stands before it."""
        before = [k for f in self.forces if f.force in e.agents and f.end <= t.i for k in range(f.start, f.end)]
        return [*range(t.i + 1, min(t.i + 3, len(self.text))), *before]

    def _country(self, e: Event, t: Trigger) -> None:
        """ "Turkey sent reinforcements": a country that moves troops."""
        if e.action not in ("redeploy", "reinforce") or (
            any(not f.weak and f is not NOBODY for f in e.agents) and not e.notes
        ):
            return
        m = next((m for m in self.places if t.i < m.start <= t.i + 2 and m.kind == "country" and not m.prep), None)
        if m is not None and m.english in ARMIES and self._prep(m) == "":
            name = ARMIES[m.english]
            e.agents, e.notes = [force_named(name) or Force(name, "external_state", name)], []
            e.actor_place = m

    def _nearest(self, at: int) -> int | None:
        """The movement that a helper at word ``at`` belongs to: the last one before it, else the first after."""
        before = [t.i for t in self.triggers if t.i < at]
        after = [t.i for t in self.triggers if t.i > at]
        return before[-1] if before else after[0] if after else None

    def _helpers_of(self, e: Event) -> None:
        for f in self.forces:
            guest = f.force.type in ("external_militia", "external_state") and f.conj == "و" and f.force not in e.agents
            if (
                (f.force.helper or guest)
                and f.start not in self.helpers
                and any(g.start < f.start and g.force in e.agents for g in self.forces)
            ):
                previous = [g for g in self.forces if g.end <= f.start]
                near = bool(previous) and f.start - previous[-1].end <= 2 and f.conj == "و"
                if near and self._nearest_span(f) == e.start:
                    e.allies.append((f.force.name, "ground"))

    def _nearest_span(self, f: Span) -> int | None:
        after = [t.i for t in self.triggers if t.i > f.start]
        before = [t.i for t in self.triggers if t.i < f.start]
        if before:
            return before[-1]
        return after[0] if after else None

    def _free(self, f: Span) -> bool:
        """Whether a force stands free of any preposition, so that it can act."""
        if f.prep or f.start in self.helpers or f.force.helper:
            return False
        before = self.text[f.start - 1].norm if f.start else ""
        if before in ('"', "«", "“") and f.start > 1:
            before = self.text[f.start - 2].norm
        if f.conj:
            return True
        if before == "من" and any(
            s.rest in PARTS for k in range(max(0, f.start - 4), f.start - 1) for s in stems(self.text[k].norm)
        ):
            return True
        return (
            before not in GOVERN
            and before.removeprefix("و") not in PERSONS
            and before.removeprefix("ال") not in PERSONS
        )

    def _after(self, i: int, stop: int, feminine: bool, *, plural: bool = False, plain: bool = False) -> Span | None:
        """The force after a verb that can be its subject."""
        for f in self.forces:
            if f.start <= i or f.start >= stop or f.start - i > 9:
                continue
            between = [self.text[k].norm for k in range(i + 1, f.start)]
            if not self._free(f):
                if plain or f.start - i <= 2:
                    return None
                continue
            if any(b in RELATIVE or (b in BREAKS and b not in ("بعد",)) for b in between):
                return None
            if any(
                m.start > i
                and m.end <= f.start
                and not m.prep
                and self.text[m.start - 1].norm not in (AT | INTO | FROM)
                for m in self.places
            ):
                return None
            return f if plain or agrees(f, feminine, plural) else None
        return None

    def _before(self, i: int) -> Span | None:
        """The force before a verb that can be its subject: in headlines, and after "that"."""
        start = 0
        for k in range(i - 1, -1, -1):
            if self.text[k].norm in (".", "؛", ":", "|") or self.text[k].norm in ("فيما", "بينما", "حيث", "لكن"):
                start = k + 1
                break
        for k in range(i - 1, start, -1):
            if self.text[k].norm in BREAKS or (self.text[k].norm == "ان" and self.text[k - 1].norm in ("قبل", "بعد")):
                start = k + 1
                break
        inside = [
            f for f in self.forces if start <= f.start and f.end <= i and self._free(f) and not self._in_relative(f, i)
        ]
        at = len(inside) - 1
        while at > 0 and inside[at].conj == "و" and inside[at].start - inside[at - 1].end <= 1:
            at -= 1  # "the army and the militia attacked": both
        return inside[at] if inside else None

    def _in_relative(self, f: Span, i: int) -> bool:
        """A force inside a relative clause that ended before the verb belongs to that clause."""
        rel = next((k for k in range(f.start - 1, max(-1, f.start - 7), -1) if self.text[k].norm in RELATIVE), None)
        return rel is not None and any(self.text[k].norm == "،" for k in range(f.end, i))

    def _relative(self, i: int) -> int | None:
        """The relative pronoun that a verb follows, if any."""
        for k in range(i - 1, max(-1, i - 4), -1):
            if self.text[k].norm in RELATIVE:
                return k
            if self.text[k].norm not in (
                "قد",
                "لم",
                "لا",
                "لن",
                "كانت",
                "كان",
                "كانوا",
                "تم",
                "ما",
                "زالت",
                "زال",
                "تزال",
                "يزال",
            ):
                return None
        return None

    def _with_others(self, span: Span) -> list[Force]:
        """The force and those joined to it by "and"."""
        made, end = [span.force], span.end
        for f in self.forces:
            if f.start < end:
                continue
            if f.conj == "و" and f.start - end <= 1 and not f.prep:
                guest = f.force.type in ("external_militia", "external_state") and span.force.type == "state_forces"
                if not f.force.helper and f.force not in made and not guest:
                    made.append(f.force)
                end = f.end
            else:
                break
        return made

    def _scope(self, kind: str, i: int) -> Scope:
        negated = any(k in self.negated for k in range(max(0, i - 3), i))
        feminine = self.text[i].norm.endswith("ت") or self.text[i].norm.lstrip("وف").startswith("ت")
        if self.last and any(s.rest in CAUSES for s in stems(self.text[i].norm)):
            return Scope(kind, i, self.last, negated)
        span = self._after(i, i + 5, feminine) or self._before(i) or self._after(i, i + 3, feminine, plain=True)
        agents = self._with_others(span) if span is not None else self.last
        passive = any(
            s.rest in ("تم", "يتم", "تتم", "جري", "جرت", "هدفها", "هدفه", "بهدف") for s in stems(self.text[i].norm)
        )
        if not agents and not passive and self.context.subject is not None and i <= 2:
            who = self.context.subject
            return Scope(kind, i, (who,), negated, f"subject left out; read as {who.name} from an earlier sentence")
        return Scope(kind, i, tuple(agents), negated)

    def _verb_agent(self, e: Event, t: Trigger, rel: int | None, stop: int) -> None:
        form = t.form
        after = self._after(t.i, stop, form.feminine, plural=form.plural)
        if form.entry.fallen:
            self._fallen(e, t, stop)
            return
        if rel is not None:
            antecedent = self._antecedent(rel)
            if isinstance(antecedent, Span) and not (after is not None and self._resumes(t, stop)):
                e.agents = [antecedent.force]
                if after is not None and form.entry.object:
                    e.others.append(after.force)
                return
            if after is not None:
                e.agents = self._with_others(after)
                if isinstance(antecedent, Mention):
                    e.places.append(("location", antecedent))
                elif isinstance(antecedent, Span):
                    e.others.append(antecedent.force)
                return
            if isinstance(antecedent, Mention):
                e.places.append(("location", antecedent))
            # "the roads that reach the town": what the pronoun stands for is no force.
            e.dropped = form.entry.fighters and not form.hits and e.action not in ("besiege", "capture")
        if form.hits and after is not None:
            e.agents = self._with_others(after)
            if t.needed >= 0:
                return  # the pronoun is the attack, not whom it hits
            victim = next(
                (f for f in reversed([f for f in self.forces if f.end <= t.i]) if f.force not in e.agents), None
            )
            if victim is not None:
                e.others.append(victim.force)
            elif self.context.subject is not None and self.context.subject not in e.agents:
                e.others.append(self.context.subject)
            return
        if after is not None and not (form.entry.object and self._passive_looking(t, after, stop)):
            e.agents = self._with_others(after)
            return
        if after is not None:
            e.others.extend(self._with_others(after))
            e.agents, e.passive = [NOBODY], True
            return
        before = self._before(t.i)
        if before is not None and (agrees(before, form.feminine, form.plural) or form.plural):
            e.agents = self._with_others(before)
            if before.force not in e.agents:
                e.agents = [before.force]
            return
        self._left_out(e, form.feminine)
        loose = next((f for f in self.forces if t.i < f.start < stop and f.start - t.i <= 6 and self._free(f)), None)
        if loose is not None and (form.entry.object or e.action in ("besiege", "expel", "attack")):
            e.others.append(loose.force)

    def _resumes(self, t: Trigger, stop: int) -> bool:
        """ "which X controls (it)": a pronoun picks the antecedent up as the object."""
        near = [self.text[k].norm for k in range(t.i + 1, min(t.i + 4, stop))]
        return t.form.hits or any(w in ("عليها", "عليه", "فيها", "فيه", "منها", "منه", "اليها", "عليهم") for w in near)

    def _antecedent(self, rel: int) -> Span | Mention | None:
        force = next(
            (f for f in reversed(self.forces) if f.end <= rel and f.start not in self.helpers and not f.force.helper),
            None,
        )
        place = next((m for m in reversed(self.places) if m.end <= rel), None)
        if self.text[rel].norm.startswith("و") and force is not None:
            return force  # "and which": the head noun, past whatever stands between
        if force is None or (place is not None and place.end > force.end):
            return (
                place
                if place is not None and rel - place.end <= 3
                else force
                if force and rel - force.end <= 4
                else None
            )
        return force if rel - force.end <= 5 else None

    def _passive_looking(self, t: Trigger, after: Span, stop: int) -> bool:
        """ "طرد المسلحون من ...": a transitive verb with no object after its only noun is read as passive."""
        if t.form.kind != "past" or t.action != "expel":
            return False
        follows = self.text[after.end].norm if after.end < len(self.text) else ""
        more = any(f.start >= after.end and f.start < stop and self._free(f) for f in self.forces)
        return follows == "من" and not more

    def _fallen(self, e: Event, t: Trigger, stop: int) -> None:
        """ "X fell into the hands of Y": Y captured X."""
        for k in range(t.i + 1, stop):
            norm = self.text[k].norm
            if norm in ("بيد", "يد", "ايدي", "بايدي", "قبضه", "بقبضه"):
                taker = next((f for f in self.forces if f.start > k and f.start - k <= 3), None)
                if taker is not None:
                    e.agents = [taker.force]
                return
        e.passive = True
        e.agents = [NOBODY]

    def _left_out(self, e: Event, feminine: bool) -> None:
        """A verb without a subject goes on with the one before; so says the note when it is another sentence's."""
        e.guessed = True
        if self.last:
            e.agents = list(self.last)
            return
        free = [f for f in self.forces if f.end <= e.start and self._free(f)]
        if free and agrees(free[-1], feminine, False):
            e.agents = [free[-1].force]
            return
        claimed = self._speaking_force(e.start)
        if claimed is not None:
            e.agents = [claimed]
            return
        if self.context.subject is not None:
            e.agents = [self.context.subject]
            e.notes.append(f"subject left out; read as {self.context.subject.name} from an earlier sentence")

    def _speaking_force(self, i: int) -> Force | None:
        """The force that announces its own deed: "the army announces the capture of"."""
        claim = self._claim(i)
        if claim is None or claim.source.type not in ("party_official",):
            return None
        spoken = [f for f in self.forces if f.end <= i and not f.force.helper]
        if spoken:
            return spoken[-1].force
        of = next((v[1] for v in toml("sources.toml")["capitals"].values() if v[0] == claim.source.name), None)
        return force_named(of) if of else None

    def _besieged(self, e: Event, t: Trigger) -> None:
        """ "X is besieged": X is the other side, the besieger unnamed; civilians besieged are no movement."""
        near = [self.text[k].norm.removeprefix("و") for k in range(max(0, t.i - 3), t.i)]
        victim = self._before(t.i)
        e.dropped = any(w in CIVIL for w in near)
        e.agents, e.others = [NOBODY], self._with_others(victim) if victim is not None else []

    def _noun_agent(self, e: Event, t: Trigger, scope: Scope | None, stop: int) -> None:
        entry = t.form.entry
        if self.text[t.i].norm.removeprefix("و") in BESIEGED and not self._covered(t, scope):
            self._besieged(e, t)
            return
        after = next((f for f in self.forces if t.i < f.start < stop), None)
        gap = after.start - t.i if after is not None else 99
        direct = after is not None and gap <= 2 and not after.prep and self.text[after.start - 1].norm not in GOVERN
        scoped = scope is not None and self._covers(scope, t) and bool(scope.agents)
        if direct and after is not None and entry.nouns == "agent" and not (scoped and entry.object):
            e.agents = self._with_others(after)
        elif scoped and scope is not None:
            e.agents = list(scope.agents)
            e.notes += [scope.note] if scope.note else []
            if direct and after is not None and after.force not in e.agents and entry.nouns != "between":
                e.others.append(after.force)
        elif direct and after is not None and entry.nouns == "patient":
            if e.action in ("expel",) or entry.object:
                e.others.append(after.force)
            elif self._genitive_agent(t, after):
                e.agents = self._with_others(after)
            self._noun_elsewhere(e, t)
        elif t.form.owner and entry.nouns == "patient":
            self._left_out(e, feminine=self.text[t.i].norm.endswith("ها"))
            e.others, e.agents = [f for f in e.agents if f is not NOBODY], [NOBODY]
        elif t.form.owner:
            self._left_out(e, feminine=self.text[t.i].norm.endswith("ها"))
        else:
            self._noun_elsewhere(e, t)

    def _genitive_agent(self, t: Trigger, after: Span) -> bool:
        return (
            self.text[t.i].norm.removeprefix("و") in ("استعاده", "تحرير", "انتزاع", "قطع", "فك", "كسر")
            and after.start - t.i == 1
        )

    def _by_adjective(self, t: Trigger) -> Force | None:
        """ "Israeli incursion", "new Turkish attack": who does it, said by an adjective of the noun."""
        for k in range(t.i + 1, min(t.i + 4, len(self.text))):
            nation = nations().get(self.text[k].norm.removeprefix("ال"))
            if nation is not None and nation in toml("actors.toml")["nation_forces"]:
                return of_nation(nation)
            if not self.text[k].norm.removeprefix("ال").endswith(("ي", "يه", "ع", "ا", "د", "ه")):
                return None
        return None

    def _noun_elsewhere(self, e: Event, t: Trigger) -> None:
        """A verbal noun's agent outside its own phrase: an adjective, "by", the announcer, the subject before it."""
        if e.agents:
            return
        named = self._by_adjective(t) if t.form.entry.nouns != "between" else None
        if named is not None:
            e.agents = [named]
            return
        by = next(
            (
                f
                for f in self.forces
                if f.start > t.i and self.text[f.start - 1].norm == "قبل" and self.text[f.start - 2].norm == "من"
            ),
            None,
        )
        if by is not None:
            e.agents = [by.force]
            return
        if t.form.definite and t.form.entry.nouns == "between" and not (self.places and self._claim(t.i)):
            return
        before = self._before(t.i)
        if before is not None:
            e.agents = self._with_others(before)
            return
        if self.last and t.conj == "و":
            e.agents = list(self.last)
            return
        claimed = self._speaking_force(t.i)
        if claimed is not None:
            e.agents = [claimed]
            return
        after_it = self._before_noun(t) in ("بعد", "عقب")
        if self.last and (t.form.entry.nouns == "patient" or (after_it and e.action in ("enter", "advance"))):
            e.agents = list(self.last)  # "aims to retake the city after entering the province": the same subject
            # What a plan follows on has happened before the news.
            planned = bool(self.events) and self.events[-1].certainty == "planned"
            e.background = e.background or (after_it and planned)

    def _between(self, e: Event, t: Trigger, stop: int) -> None:
        """ "clashes between X and Y", "clashes with Y"."""
        for k in range(t.i + 1, stop):
            if self.text[k].norm != "بين":
                continue
            sides = [f for f in self.forces if f.start > k and f.start < stop]
            if len(sides) >= 2:
                e.agents, e.others = [sides[0].force], [sides[1].force]
                return
            if sides:
                e.agents = [sides[0].force]
                return
        if not e.agents and self.context.subject is not None and not t.form.definite:
            e.agents = [self.context.subject]
            e.notes.append(f"side not named; read as {self.context.subject.name} from an earlier sentence")

    def _repelled(self, e: Event, t: Trigger, stop: int) -> None:
        """ "X repelled Y's attack": an attack by Y that did not succeed; X is the other side."""
        defenders = [f for f in e.agents if f is not NOBODY]
        last = max(stop, min(t.i + 7, len(self.text)))
        attacker = next(
            (
                f
                for f in self.forces
                if t.i < f.start < last
                and f.force not in defenders
                and not any(self.text[k].norm in ("،", ".", "؛") for k in range(t.i, f.start))
            ),
            None,
        )
        e.others = defenders
        e.agents = [attacker.force] if attacker is not None else [NOBODY]
        e.phase = "not_achieved" if e.certainty is None else e.phase
        e.notes.append("attack reported as repelled")

    def _other_side(self, e: Event, t: Trigger, stop: int) -> None:
        table = toml("lexicon.toml")["opponent"]["phrases"]
        del table
        for hit in triggers.phrases("opponent").find(self.text[t.i : stop]):
            at = hit.end + t.i
            foe = next((f for f in self.forces if f.start <= at + 1 and f.end > at - 1 and f.start >= t.i), None)
            if foe is None or foe.start in self.helpers or foe.force in e.agents or foe.force.helper:
                continue
            if fold(hit.value) == "من قبل":
                continue
            if foe.force not in e.others:
                e.others.append(foe.force)
        if t.form.entry.object and not e.others:
            target = next(
                (
                    f
                    for f in self.forces
                    if t.i < f.start < stop and f.force not in e.agents and self._free(f) and f.conj != "و"
                ),
                None,
            )
            if target is not None:
                e.others.append(target.force)
        if not e.others:
            whose = next(
                (
                    f
                    for f in self.forces
                    if t.i < f.start < stop
                    and f.prep in ("ل", "ب")
                    and f.force not in e.agents
                    and f.start not in self.helpers
                ),
                None,
            )
            if whose is not None and e.action in ("attack", "clash", "clear", "besiege") and not whose.force.helper:
                e.others.append(whose.force)
