"""Standing states: who holds what, who faces whom, who is how far from what."""

from bot.movements.actors import Force
from bot.movements.actors import by_name as force_named
from bot.movements.events import BECAME, Event, state_phrases
from bot.movements.measures import Measures


class States(Measures):
    """Standing states: who holds what, who faces whom, who is how far from what."""

    def _read_states(self) -> None:
        for i in range(1, len(self.text)):
            if self.text[i].norm in ("يبق", "تبق", "يتبق") and self.text[i - 1].norm.removeprefix("و") == "لم":
                self._left_with(i)
        for hit in state_phrases().find(self.text):
            action, holder = hit.value
            if hit.start in self.dead:
                continue
            phrase = " ".join(w.norm for w in self.text[hit.start : hit.end])
            if action == "control_status":
                self._held(hit.start, hit.end, phrase)
            elif action == "contact_line":
                self._facing(hit.start, hit.end)
            elif action == "approach":
                self._near_by(hit.start, hit.end)
            elif action == "support" and holder == "none":
                self._supports(hit.start, hit.end)

    def _left_with(self, i: int) -> None:
        """ "IS has nothing left in X but Y": it holds Y, or what is left of X."""
        holder = next((f for f in self.forces if i < f.start <= i + 3 and f.prep == "ل"), None)
        if holder is None:
            return
        but = next((k for k in range(i, len(self.text)) if self.text[k].norm in ("سوي", "غير", "الا")), i)
        later = [m for m in self.places if m.start > but] or [m for m in self.places if m.start > i]
        if not later:
            return
        e = Event(None, "control_status", i, len(self.text), [holder.force], phase="ongoing")
        e.places.append(("location", later[0]))
        self.events.append(e)

    def _held(self, start: int, end: int, phrase: str) -> None:
        if "خارج" in phrase or phrase.startswith("مناطق"):
            return
        holder = next((f for f in self.forces if end - 1 <= f.start <= end + 1), None)
        if holder is None or any(t.i in (start, start - 1, start - 2) for t in self.triggers if t.form.entry.fallen):
            return
        if any(k in self.negated for k in range(max(0, start - 2), start)):
            return
        place = next((m for m in reversed(self.places) if m.end <= start and start - m.end <= 9), None)
        place = place or next((m for m in self.places if m.start >= holder.end and m.start - holder.end <= 8), None)
        if place is None and self.context.place is not None and start <= 3:
            place = self.context.place
        if place is None:
            return
        became = any(self.text[k].norm in BECAME for k in range(max(0, start - 8), start))
        e = Event(
            None,
            "control_status",
            start,
            min(len(self.text), end + 12),
            [holder.force],
            phase="ongoing",
            relative=not became,
        )
        e.places.append(("location", place))
        e.background = not became and not any(w.norm == "سوي" for w in self.text)
        for q in self.counts:
            if q.kind in ("share", "area") and abs(q.start - start) <= 8:
                e.amounts.append((q, place.english))
        self.events.append(e)

    def _facing(self, start: int, end: int) -> None:
        sides: list[Force] = []
        for f in self.forces:
            if (
                (f.end <= start or f.start <= end + 2)
                and f.force not in sides
                and f.start not in self.helpers
                and not f.force.helper
            ):
                sides.append(f.force)
        if len(sides) < 2:
            return
        e = Event(None, "contact_line", start, end, sides[-2:] if len(sides) > 2 else sides, phase="ongoing")
        for m in self.places[:1]:
            e.places.append(("location", m))
        if not e.places and self.context.place is not None:
            e.places.append(("location", self.context.place))
            e.notes.append("place read from an earlier sentence")
        for q in self.counts:
            if q.kind == "distance_between":
                e.amounts.append((q, None))
        self.events.append(e)

    def _near_by(self, start: int, end: int) -> None:
        q = next((q for q in self.counts if q.kind in ("distance_to",) and start <= q.end and q.start <= end + 3), None)
        if q is None:
            return
        back = [self.text[k].norm for k in range(max(0, start - 14), end)]
        if any(w in ("الواقعه", "الواقع", "تقع", "يقع", "واقعه") for w in back[-6:]):
            return
        owner = [ev for ev in self.events if ev.start < start and ev.action in ("advance", "approach", "enter")]
        if owner and not any(self.text[k].norm in BECAME for k in range(owner[-1].start, start)):
            return
        became = any(w in BECAME for w in back)
        subject = [f for f in self.forces if f.end <= start and self._free(f)]
        if not became and subject and any(subject[-1].end <= m.start < start for m in self.places):
            return  # a place that lies so far away, not a force that stands there
        if not subject and not became:
            return
        if any(ev.action == "approach" and ev.trigger is None for ev in self.events):
            return
        target = next((m for m in self.places if m.start >= q.end and m.start - q.end <= 4), None)
        if target is None:
            return
        e = Event(None, "approach", start, len(self.text), phase="completed")
        if subject:
            e.agents = [subject[-1].force]
        elif self.last or self.context.subject:
            e.agents = list(self.last) or [self.context.subject] if self.context.subject else list(self.last)
            e.notes.append("subject left out; read from an earlier sentence")
        e.places.append(("destination", target))
        e.amounts.append((q, target.english))
        self._headed(e, max(0, start - 14), start)
        self.events.append(e)

    def _supports(self, start: int, end: int) -> None:
        if not self.events or not any(
            e.action in ("clash", "attack", "capture", "besiege", "advance", "recapture") for e in self.events
        ):
            return
        lead = [self.text[k].norm for k in range(max(0, start - 3), start)]
        if not any(w.startswith(("يرافق", "ترافق", "تتزامن", "يتزامن", "رافق", "من", "الرصد")) for w in lead):
            return
        russian = force_named("Russian air force")
        main = self.events[0]
        if russian is None:
            return
        e = Event(None, "support", start, end, [russian], others=list(main.others), phase="ongoing")
        e.places = [p for p in main.places if p[0] == "location"][:1]
        self.events.append(e)
        if not any(name == russian.name for name, _ in main.allies) and main.action == "clash":
            main.allies.append((russian.name, "air"))
