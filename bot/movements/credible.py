"""Which readings become records: enough known, told as happening, not the same thing twice."""

from dataclasses import replace

from bot.movements.actors import NOBODY
from bot.movements.events import AT, CIVIL, FREED, FROM, GROUND, INTO, VIA, Event, same_event
from bot.movements.states import States
from bot.movements.triggers import Trigger
from bot.movements.words import stems


class Credible(States):
    """Which readings become records: enough known, told as happening, not the same thing twice."""

    def _civil(self, t: Trigger, stop: int) -> bool:
        if t.action == "capture" and any(
            self.text[k].norm in FREED
            for k in range(t.i + 1, min(t.i + 6, stop))
            if self.text[t.i].norm.removeprefix("و").startswith("حرر")
        ):
            return True  # people set free, not ground
        if t.action not in ("withdraw", "enter", "advance", "redeploy", "reinforce", "cut_route", "expel"):
            return False
        near = [self.text[k].norm for k in range(t.i + 1, min(t.i + 4, stop))]
        before = [self.text[k].norm for k in range(max(0, t.i - 3), t.i)] if not t.noun else []
        return any(w.removeprefix("و") in CIVIL for w in (*near, *before)) and not any(
            f.start in range(t.i + 1, t.i + 3) for f in self.forces
        )

    def _distinct(self) -> list[Event]:
        """Events without those that only name another one again, and purposes folded into their attack."""
        made: list[Event] = []
        for e in sorted(self.events, key=lambda e: e.start):
            e.when = e.when or self._when(e)
            previous = made[-1] if made else None
            if previous is not None and self._purpose_of(previous, e):
                if not any(r == "location" for r, _ in previous.places):
                    previous.places.extend(("location", m) for _, m in e.places)
                previous.others.extend(f for f in e.others if f not in previous.others)
                previous.amounts.extend(e.amounts)
                continue
            if previous is not None and self._arrived(previous, e):
                previous.places.extend(e.places)
                continue
            if any(same_event(o, e) for o in made):
                continue
            made.append(e)
        return made

    def _arrived(self, sent: Event, e: Event) -> bool:
        """ "brought in fighters, who deployed in ...": one movement, whose end the second verb tells."""
        return (
            e.action == "redeploy"
            and sent.action in ("reinforce", "redeploy")
            and e.trigger is not None
            and e.trigger.form.plural
            and not any(r == "destination" for r, _ in sent.places)
            and not any(f.start > e.start and f.start - e.start <= 2 and self._free(f) for f in self.forces)
        )

    def _parted(self, e: Event) -> list[Event]:
        """One event a place where each has a share of its own: "large parts of the province and 60% of the city"."""
        where = [m for f, m in e.places if f == "location"]
        shares = [q for q in e.amounts if q[0].kind in ("share", "area")]
        if (
            len(where) != 2
            or len(shares) != 2
            or not shares[0][0].start < where[0].start < shares[1][0].start < where[1].start
        ):
            return [e]
        rest = [p for p in e.places if p[0] != "location"]
        return [
            replace(e, places=[("location", m), *rest], amounts=[q], agents=list(e.agents), notes=list(e.notes))
            for m, q in zip(where, shares, strict=True)
        ]

    def _purpose_of(self, attack: Event, e: Event) -> bool:
        t = e.trigger
        return (
            t is not None and t.noun and t.prep == "ل" and e.certainty == "planned"
            and attack.action in ("attack", "reinforce", "redeploy") and attack.certainty is None
        )  # fmt: skip

    def _credible(self, e: Event) -> bool:
        """Whether enough is known for a record: somebody armed, and somewhere or against someone."""
        t = e.trigger
        if t is None:
            return bool(e.agents)
        entry = t.form.entry
        named = [f for f in e.agents if f is not NOBODY]
        if entry.arrives:
            return bool(e.places)
        where = any(m.name for _, m in e.places)
        if t.noun and t.prep == "ل" and not named:
            return False
        if (
            entry.fighters
            and not named
            and not e.others
            and not (t.noun and t.i <= 5 and where and e.action == "cut_route")
            and not (
                t.noun and where and not entry.weak and not entry.needs and e.action in ("withdraw", "advance", "enter")
            )
        ):
            return False
        if named and all(f.weak for f in named) and not where and t.noun:
            return False
        if not named and not where:
            return False
        if entry.weak and not where and not e.amounts and not (named and not t.noun and self._at_ground(t)):
            return False
        if e.action == "lose_control" and not named:
            return False
        if (
            e.action == "lose_control"
            and not any(m in self.places and abs(m.start - t.i) <= 9 for _, m in e.places)
            and not e.amounts
        ):
            return False
        if (
            e.action == "lose_control"
            and t.noun
            and not any(m in self.places and t.i < m.start <= t.i + 6 for _, m in e.places)
        ):
            return False
        if entry.fallen and not any(
            m in self.places and (t.i < m.start <= t.i + 2 or m.end == t.i) for _, m in e.places
        ):
            return False
        if t.noun and t.form.definite and not named and not e.others:
            return False
        carried = any(note.startswith(("subject left out", "side not named")) for note in e.notes)
        if e.dropped:
            return False
        if carried and entry.weak and not (t.noun and t.form.owner and where):
            return False
        goes_on = bool(self.text) and self.text[0].norm in ("وثمه", "ثمه", "كما", "كذلك")
        elsewhere = any(note.startswith("place not named") for note in e.notes)
        if (
            t.noun
            and e.action in ("besiege", "clash")
            and elsewhere
            and e.certainty is None
            and not e.others
            and not goes_on
        ):
            return False
        if (
            t.noun
            and carried
            and not where
            and not (self.text[0].norm in ("وثمه", "ثمه", "كما", "كذلك") and self.context.place)
        ):
            return False
        if (carried or e.guessed) and not t.noun and self._other_subject(t):
            return False
        return bool(named or e.others or where)

    def _at_ground(self, t: Trigger) -> bool:
        """Whether the verb has ground without a name for its object: "retook the four villages"."""
        near = [self.text[k].norm for k in range(t.i + 1, min(t.i + 6, len(self.text)))]
        return any(s.rest in GROUND for w in near for s in stems(w))

    def _other_subject(self, t: Trigger) -> bool:
        """Whether a subject that is no force follows the verb ("a truce entered into effect")."""
        k = t.i + 1
        if k >= len(self.text) or self.text[k].is_mark or t.form.hits or t.needed == k:
            return False
        if any(w.start <= k < w.end for w in self.whens) or any(m.start <= k < m.end for m in self.places):
            return False
        if any(q.start <= k < q.end for q in self.counts):
            return False
        bare = {s.rest for s in stems(self.text[k].norm)}
        if bare & (
            INTO | AT | FROM | VIA | {"كل", "جميع", "كامل", "معظم", "ايضا", "امس", "مجددا", "بسرعه", "مسافه"}
        ) or self.text[k].norm.startswith(("علي", "الي", "من", "في", "ب", "ل")):
            return False
        return (
            t.action
            in ("advance", "enter", "withdraw", "redeploy", "approach", "reinforce", "attack", "clash", "lose_control")
            or not t.form.entry.object
        )
