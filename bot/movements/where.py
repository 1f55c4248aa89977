"""Where a movement happens, from, to and through: by prepositions, pronouns and word order."""

from bot.movements.actors import NOBODY, Span
from bot.movements.events import RELATIVE, SIDES, Event, side
from bot.movements.mentions import Mention
from bot.movements.standing import Standing
from bot.movements.triggers import Trigger


class Where(Standing):
    """Where a movement happens, from, to and through: by prepositions, pronouns and word order."""

    def _stop(self, i: int, nxt: int) -> int:
        """Where what belongs to the movement ends: the next movement word, or a clause about something else."""
        for k in range(i + 2, nxt):
            norm = self.text[k].norm
            after_mark = self.text[k - 1].norm in ("،", "؛", ",")
            if norm in (".", "؛") and k > i + 2:
                return k
            if norm in ("فيما", "بينما", "لكن", "ولكن", "مما", "ما") and after_mark:
                return k
            if norm == "حين" and self.text[k - 1].norm == "في":
                return k - 1
        return nxt

    def _where(self, e: Event, t: Trigger, stop: int) -> None:
        seen_break = False
        wide = self._over_relatives(t, stop)
        if e.action == "break_siege":
            self._breaker(e)
        if (
            t.form.owner
            and t.form.entry.action in ("enter", "capture", "recapture", "clear", "besiege")
            and self._object_pronoun(e, t)
        ):
            m = next((m for m in reversed(self.places) if m.end <= t.i and not self._of_force(m)), self.context.place)
            if m is not None:
                e.places.append(("destination" if e.action == "enter" else "location", m))
        for m in self.places:
            if m.start <= t.i or m.start >= wide:
                continue
            if m.start >= stop and e.places:
                continue
            between = [self.text[k].norm for k in range(t.i + 1, m.start)]
            if any(b in RELATIVE for b in between) and (
                e.places or any(p.start > t.i and p.end < m.start for p in self.places)
            ):
                break
            if any(b in ("بعد", "عقب", "قبل") for b in between) and e.places:
                seen_break = True
            if m is e.actor_place or seen_break or self._of_force(m) or self._measured(m) or self._described(e, m):
                continue
            role = self._role(e, m)
            if any(q.unit in ("sides", "axes") and t.i < q.start < m.start for q in self.counts):
                role = "via"
            if role is None or any(p.group == m.group and r == role for r, p in e.places):
                continue
            if any(r == role for r, _ in e.places) and role != "via" and not self._joined_on(m):
                continue
            e.places.append((role, m))
        if not any(r in ("location", "destination", "origin") for r, _ in e.places):
            self._where_else(e, t)
        self._headed(e, t.i, stop)

    def _breaker(self, e: Event) -> None:
        """Who besieges does not break the siege: without another agent, the force that the article is about."""
        besiegers = {f.force.name for f in self.forces if self._imposes(f)} | {
            a.name for o in self.events if o.action == "besiege" for a in o.agents
        }
        kept = [f for f in e.agents if f.name not in besiegers and f is not NOBODY]
        if kept:
            e.agents = kept
            return
        e.others += [f.force for f in self.forces if f.force.name in besiegers and f.force not in e.others]
        who = self.context.subject
        e.agents = [NOBODY]
        if who is not None and who.name not in besiegers:
            e.agents = [who]
            e.notes.append(f"actor not named; read as {who.name} from an earlier sentence")

    def _imposes(self, f: Span) -> bool:
        near = [self.text[k].norm for k in range(max(0, f.start - 3), f.start)]
        return any(w in ("يفرضه", "تفرضه", "فرضه", "فرضته", "يفرضها", "فرضها") for w in near)

    def _over_relatives(self, t: Trigger, stop: int) -> int:
        """Where the phrase ends when relative clauses stand inside it: "the parts that IS holds in the city"."""
        for o in self.triggers:
            if (
                o.i >= stop
                and self._relative(o.i) is not None
                and not any(self.text[k].norm in (".", "؛") for k in range(t.i, o.i))
            ):
                return self._stop(o.i, min((n.i for n in self.triggers if n.i > o.i), default=len(self.text)))
            if o.i >= stop:
                break
        return stop

    def _object_pronoun(self, e: Event, t: Trigger) -> bool:
        """ "sought to enter it": with the agent known from the helping verb, the pronoun is the place."""
        return e.action != "enter" or e.certainty is not None or t.form.entry.nouns == "patient"

    def _in_brackets(self, m: Mention) -> bool:
        return any(self.text[k].norm == "(" for k in range(max(0, m.start - 3), m.start)) or (
            m.start > 0 and self.text[m.start - 1].norm == "("
        )

    def _described(self, e: Event, m: Mention) -> bool:
        """ "in eastern Syria" after a place only says where that place lies."""
        return bool(e.places) and (
            self._in_brackets(m) or (m.row is not None and m.row.kind == "country" and m.part is not None)
        )

    def _joined_on(self, m: Mention) -> bool:
        """Whether a place is a further one of a list, not another phrase's."""
        before = self.text[m.start - 1].norm if m.start else ""
        share = any(
            q.kind in ("share", "area") and p.end <= q.start and q.end <= m.start
            for q in self.counts
            for p in self.places
        )
        return (
            share
            or m.conj == "و"
            or before in ("،", "و")
            or before.startswith("و")
            or any(p.end >= m.start - 1 and p.start < m.start for p in self.places)
        )

    def _measured(self, m: Mention) -> bool:
        """A place that only anchors another by distance ("60 km west of")."""
        q = next((q for q in self.counts if q.end <= m.start and m.start - q.end <= 3), None)
        return q is not None and q.kind in ("distance_between", "distance_from")

    def _role(self, e: Event, m: Mention) -> str | None:
        prep = self._prep(m) if m.conj != "و" or not e.places else self._last_role(e)
        if prep in ("location", "destination", "origin", "via"):
            return prep
        share = any(q.kind == "share" for q in self.counts)
        if m.kind == "country" and e.action in ("lose_control", "expel") and not share:
            return None
        if m.kind == "country" and prep == "at" and e.action not in ("enter", "redeploy"):
            return None if e.places else "location"
        counted = any(q.kind in ("share", "area", "count") and 0 <= m.start - q.end <= 3 for q in self.counts)
        if prep == "from" and counted:
            prep = "at"  # "large parts of the city", "three of its districts"
        action = e.action
        if prep == "via" or (m.kind in ("road", "river") and prep in ("from", "via")):
            return "via"
        if action == "withdraw":
            return {"to": "destination", "at": "location"}.get(prep, "origin")
        if action in ("advance", "approach"):
            return {
                "to": "destination",
                "at": "location",
                "from": "destination" if action == "approach" else "origin",
            }.get(prep, "destination")
        if action == "enter":
            return "via" if prep == "from" else "destination"
        if action in ("redeploy", "reinforce"):
            return "origin" if prep == "from" else "destination"
        if prep == "to":
            return (
                "destination"
                if action in ("attack", "clash", "capture")
                else None
                if action == "besiege"
                else "location"
            )
        if prep == "from" and action in ("attack", "clash", "besiege"):
            return "via"
        return "location"

    def _last_role(self, e: Event) -> str:
        return e.places[-1][0]

    def _where_else(self, e: Event, t: Trigger) -> None:
        """No place after the movement word: the one before it in the sentence, or the one told of last."""
        field_name = "destination" if e.action in ("enter", "approach") else "location"
        if t.form.entry.repelled:
            after = next((m for m in self.places if m.start > t.i), None)
            if after is not None:
                e.places.append((field_name, after))
                return
        before = [m for m in self.places if m.end <= t.i and not self._of_force(m) and m.kind != "country"]
        if before and (e.relative or not self._far(before[-1], t.i)):
            e.places.append((field_name, before[-1]))
            return
        near = [self.text[k].norm for k in range(t.i, min(t.i + 6, len(self.text)))]
        pronoun = any(
            w in ("عليها", "عليه", "منها", "فيها", "اليها", "فيه", "منه", "اليه", "دخولها", "حولها", "حصارها")
            for w in near
        )
        if (
            pronoun or e.action in ("besiege", "clash", "capture", "recapture", "support", "clear", "break_siege")
        ) and self.context.place:
            m = self.context.place
            e.places.append((field_name, m))
            e.notes.append(f"place not named here; read as {m.english} from an earlier sentence")

    def _far(self, m: Mention, i: int) -> bool:
        return any(self.text[k].norm in (".", "؛", "فيما", "بينما") for k in range(m.end, i))

    def _headed(self, e: Event, i: int, stop: int) -> None:
        """ "from the south-west", "northwards"."""
        for k in range(i + 1, stop):
            norm = self.text[k].norm
            if norm in ("شمالا", "جنوبا", "شرقا", "غربا"):
                e.direction = (
                    e.direction
                    or {"شمالا": "northwards", "جنوبا": "southwards", "شرقا": "eastwards", "غربا": "westwards"}[norm]
                )
            if norm != "من":
                continue
            j = k + 1
            while j < stop and self.text[j].norm in (
                "جهه",
                "الجهه",
                "جهتي",
                "الجهتين",
                "ناحيه",
                "الناحيه",
                "المحور",
                "محور",
                "اقصي",
                "الجانب",
                "جهات",
            ):
                j += 1
            sides: list[str] = []
            while j < stop and len(sides) < 2:
                bare = self.text[j].norm.removeprefix("ال")
                if bare not in SIDES or (j == k + 1 and not self.text[j].norm.startswith("ال")):
                    break
                sides.append(SIDES[bare])
                j += 1
            named = any(m.start < j < m.end or m.start == j for m in self.places)
            if sides and not named:
                e.direction = "from the " + side(sides)
                return
