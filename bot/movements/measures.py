"""How much and when: the quantities and times that belong to a movement."""

from dataclasses import replace

from bot.movements.dates import When, next_weekday
from bot.movements.events import RELATIVE, TO_PLACE, Event
from bot.movements.quantities import Quantity
from bot.movements.where import Where


class Measures(Where):
    """How much and when: the quantities and times that belong to a movement."""

    def _how_much(self, e: Event, i: int, stop: int) -> None:
        earliest = min((t.i for t in self.triggers), default=i)
        for q in self.counts:
            if not (i < q.start < stop or (i == earliest and q.end <= i and q.kind in ("share", "distance_to"))):
                continue
            if (
                q.kind == "count"
                and q.unit in ("soldiers", "fighters", "gunmen", "members", "tanks", "vehicles", "trucks")
                and self._casualties(q)
            ):
                continue
            if (
                q.kind in ("share", "area", "count")
                and any(self.text[k].norm in RELATIVE for k in range(i, q.start))
                and not e.relative
            ):
                continue
            if q.kind == "distance_to" and e.action not in TO_PLACE and any(i < m.start < q.start for m in self.places):
                e.amounts.append((replace(q, kind="distance_from"), self._measure(q)))
                continue
            if q.unit in ("sides", "axes") and e.action not in ("besiege", "attack"):
                continue
            e.amounts.append((q, self._measure(q)))

    def _casualties(self, q: Quantity) -> bool:
        near = [self.text[k].norm.removeprefix("و") for k in range(max(0, q.start - 4), min(len(self.text), q.end + 3))]
        lost = (
            "قتل",
            "مقتل",
            "خسارتها",
            "خسارته",
            "خسرت",
            "خسر",
            "فقدت",
            "فقد",
            "قتلي",
            "اصابه",
            "اصيب",
            "قتلوا",
            "جرح",
            "تدمير",
            "دمرت",
            "دمر",
            "اسر",
            "مصرع",
            "بجروح",
            "اعطاب",
            "استشهاد",
            "غنمت",
        )
        return any(w in lost for w in near)

    def _measure(self, q: Quantity) -> str | None:
        m = next((m for m in self.places if m.start >= q.end - 1 and m.start - q.end <= 4), None)
        if m is None:
            m = (
                next((m for m in self.places if m.end <= q.start and q.start - m.end <= 2), None)
                if q.kind == "distance_between"
                else None
            )
        return m.english if m is not None else None

    def _when(self, e: Event) -> When | None:
        if not self.whens:
            return None
        i = e.start
        others = [o.start for o in self.events if o is not e]
        later = min((o for o in others if o > i), default=len(self.text))
        inside = [
            w for w in self.whens if i <= w.start < later and not (w.start > i and self._other_clause(i, w.start))
        ]
        earlier = max((o for o in others if o < i), default=-1)
        leading = [w for w in self.whens if earlier < w.start < i]
        dated = [w for w in inside if w.basis != "article_day_implied"]
        ahead = [
            w for w in leading[-1:] if w.basis != "article_day_implied" and not (e.relative and e.start > w.end + 1)
        ]
        pool = dated or ahead or [*inside, *leading[-1:]]
        pool = [w for w in pool if not (e.relative and w.start < i)]
        explicit = [w for w in pool if w.basis.startswith("explicit_day")]
        if explicit:
            return explicit[0]
        if pool:
            return pool[0]
        if e.trigger is not None and e.trigger.conj == "و" and earlier >= 0:
            prior = next((o for o in self.events if o.start == earlier), None)
            if prior is not None and prior.when is not None and not e.relative:
                return prior.when
        return None

    def _other_clause(self, a: int, b: int) -> bool:
        return any(self.text[k].norm in ("بعدما", "حيث", "بينما", "فيما") and k > a + 1 for k in range(a, b)) or any(
            self.text[k].norm in RELATIVE for k in range(a + 1, b)
        )

    def _dated(self, e: Event, certainty: str, background: bool) -> tuple[str | None, str | None, str | None, str, int]:
        when = e.when
        if when is not None:
            if certainty in ("planned", "expected"):
                when = next_weekday(when, self.context.published)
            day = when.day
            if when.basis == "anaphoric_since" and self.context.since is not None:
                day = self.context.since.day
            return day, when.until, when.text, when.basis, when.precision
        if certainty in ("planned", "expected") or self.context.published is None:
            return None, None, None, "none", 6
        before = self.text[e.start - 1].norm if e.start else ""
        after = before == "بعدما" or (before == "ان" and e.start > 1 and self.text[e.start - 2].norm == "بعد")
        if after and len(self.events) > 1:
            until = self.context.published.isoformat()
            return None, until, self.text[e.start - 1].text, "relative_before_event", 4
        if background and (e.phase != "ongoing" or e.action in ("attack", "clash", "lose_control")):
            return None, None, None, "none", 5
        return self.context.published.isoformat(), None, None, "article_day_implied", 1
