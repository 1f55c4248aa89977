"""One sentence read: from its words of movement to records."""

from bot.movements import mentions, triggers
from bot.movements.actors import NOBODY
from bot.movements.attribution import NARRATOR
from bot.movements.credible import Credible
from bot.movements.events import BREAKS, Event, Scope, unique
from bot.movements.record import Ally, Amount, Attribution, Movement, Party, Place
from bot.movements.triggers import Trigger


class Sentence(Credible):
    """A sentence with its layers, and the records in it."""

    def records(self) -> list[Movement]:
        """The sentence's movement records; the article's context moves on."""
        self._read_triggers()
        self._read_states()
        self._remember_source()
        kept = [
            p for e in sorted(self._distinct(), key=lambda e: e.start) if self._credible(e) for p in self._parted(e)
        ]
        made = [self._record(e, k) for k, e in enumerate(kept, 1)]
        if kept:
            main = next((e for e in kept if e.agents and e.agents[0] is not NOBODY and not e.relative), kept[0])
            if main.agents and main.agents[0] is not NOBODY and "engineering" not in main.agents[0].name:
                self.context.subject = main.agents[0]
            fresh = [e for e, m in zip(kept, made, strict=True) if not m.background]
            first = next((m for e in fresh for f, m in e.places if f in ("location", "destination")), None)
            if first is None and self.context.place is None:
                first = next((m for e in kept for f, m in e.places if f in ("location", "destination")), None)
            if first is not None and first.kind != "border":
                self.context.place = first
            dated = next((e.when for e in kept if e.when is not None and e.when.since and e.when.day), None)
            self.context.since = dated or self.context.since
        elif self.forces:
            free = [
                f
                for f in self.forces
                if self._free(f)
                and not f.force.generic
                and not any(c.speaker[0] <= f.start < c.speaker[1] for c in self.claims)
            ]
            if free:
                self.context.subject = free[0].force
        return made

    def _remember_source(self) -> None:
        if self.claims:
            self.context.source = self.claims[-1].source
        elif self.text:
            self.context.source = (
                self.context.source if self._quoted() else None if self.n == 0 else self.context.source
            )

    def _read_triggers(self) -> None:
        scope: Scope | None = None
        pending = iter(self.triggers)
        current = next(pending, None)
        for i in range(len(self.text)):
            if current is not None and current.i == i:
                trigger, current = current, next(pending, None)
                helper = triggers.light_at(self.text, i)
                nxt = current.i if current is not None else len(self.text)
                if helper is not None and trigger.needed < 0 and not trigger.noun:
                    scope = self._scope(helper, i)
                    continue
                event = self._event(trigger, nxt, scope)
                if helper in ("ongoing", "attempted", "planned") and scope is None:
                    scope = self._scope(helper, i)
                if event is not None:
                    self.events.append(event)
                    self.last = tuple(event.agents) or self.last
                if not trigger.noun and not self._subjunctive(trigger.i):
                    scope = scope if scope is not None and scope.i > trigger.i - 1 else None
                continue
            if self.text[i].norm in (".", "؛") or (
                self.text[i].norm in BREAKS and scope is not None and i > scope.i + 1
            ):
                scope = None if self.text[i].norm in (".", "؛", "فيما", "بينما", "لكن", "ولكن") else scope
            helper = triggers.light_at(self.text, i) if not self._inside_force(i) else None
            if helper is not None:
                scope = self._scope(helper, i)

    def _event(self, t: Trigger, nxt: int, scope: Scope | None) -> Event | None:
        if t.i in self.dead:
            return None
        stop = self._stop(t.i, nxt)
        event = Event(t, t.action, t.i, stop)
        if self._civil(t, stop):
            return None
        if not self._doubt(event, t, scope):
            return None
        self._agent(event, t, scope, stop)
        self._where(event, t, stop)
        self._how_much(event, t.i, self._over_relatives(t, stop))
        return event

    def _record(self, e: Event, k: int) -> Movement:
        claim = self._claim(e.start)
        standing = e.action in ("control_status", "besiege") and e.relative and not self._in_quotes(e.start)
        if claim is not None and standing:
            claim = None
        source = claim.source if claim is not None else NARRATOR
        background = self._is_background(e)
        certainty = self._certainty(e, claim, source)
        phase = self._phase(e, certainty)
        e.action = self._headline_action(e)
        fields = self._fields(e, certainty)
        day, until, text, basis, precision = self._dated(e, certainty, background)
        return Movement(
            event_id=f"{self.article}-S{self.n:02d}-{k}",
            action=e.action,
            action_detail=None,
            phase=phase,
            actor=tuple(Party(f.name, f.type) for f in unique(e.agents)) or (Party("unspecified", "unspecified"),),
            allies=tuple(Ally(n, r) for n, r in dict.fromkeys(e.allies)),
            opponent=tuple(f.name for f in unique(e.others) if f is not NOBODY),
            location=fields["location"],
            origin=fields["origin"][0] if fields["origin"] else None,
            destination=fields["destination"],
            via=fields["via"],
            direction=e.direction,
            quantity=tuple(Amount(q.kind, q.comparator, q.value, q.unit, of) for q, of in e.amounts),
            event_date=day,
            event_date_end=until,
            date_text=text,
            date_basis=basis,
            date_precision=precision,
            attribution=Attribution(source.name, source.type, source.channel),
            certainty=certainty,
            background=background,
            same_as=None,
            note=self._note(e),
            sentence=self.n,
        )

    def _note(self, e: Event) -> str | None:
        notes = list(e.notes)
        notes += [m.note for _, m in e.places if m.note]
        for f in self.forces:
            if f.note and (f.force in e.agents or f.force in e.others):
                notes.append(f.note)
        return "; ".join(dict.fromkeys(notes)) or None

    def _fields(self, e: Event, certainty: str) -> dict[str, tuple[Place, ...]]:
        made: dict[str, list[Place]] = {"location": [], "origin": [], "destination": [], "via": []}
        for name, m in e.places:
            where = name
            if (
                certainty in ("planned", "expected")
                and where == "location"
                and e.action in ("capture", "recapture", "expel", "clear")
            ):
                where = "destination"
            elif (
                e.action in ("capture", "recapture", "besiege", "clear", "expel")
                and where == "destination"
                and certainty not in ("planned", "expected")
            ):
                where = "location" if not made["location"] else "destination"
            place = Place(**mentions.record(m))  # type: ignore[arg-type]
            if place not in made[where]:
                made[where].append(place)
        if len(made["origin"]) > 1:
            made["location"].extend(made["origin"][1:])
        return {k: tuple(v) for k, v in made.items()}
