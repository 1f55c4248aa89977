"""How far a movement has come and how sure it is: negation, helping verbs, denials, background."""

from collections.abc import Sequence

from bot.movements import triggers
from bot.movements.agents import Agents
from bot.movements.attribution import Claim, Source
from bot.movements.events import AHEAD, BECAME, POINTS, STILL, Event, Scope, denial_phrases
from bot.movements.triggers import Trigger
from bot.movements.words import Word

_HINDERED = frozenset(["اعاقه", "منع", "وقف", "عرقله", "تاخير", "تفادي", "ابطاء", "تعطيل"])


class Standing(Agents):
    """How far a movement has come and how sure it is: negation, helping verbs, denials, background."""

    def _doubt(self, e: Event, t: Trigger, scope: Scope | None) -> bool:
        """Phase and certainty by negation, helping verb and form. False when nothing is told."""
        kind = scope.kind if scope is not None and self._covers(scope, t) else None
        negated = any(k in self.negated for k in range(max(0, t.i - 3), t.i) if not self._mark_between(k, t.i))
        negated = negated or bool(kind and scope is not None and scope.negated and kind in ("done", "ongoing"))
        if t.i > 1 and self.text[t.i - 2].norm.removeprefix("و") == "لم" and self.text[t.i - 1].norm in ("يعد", "تعد"):
            if t.noun:
                return False
            negated = True
        before = self.text[t.i - 1].norm.removeprefix("و").removeprefix("ل") if t.i else ""
        if t.noun and (before in _HINDERED or (t.form.definite and before in ("هذا", "هذه", "ذلك"))):
            return False  # "to hinder the advance", "this advance"
        if t.noun and t.i and self.text[t.i - 1].norm in ("انه", "انها", "بانه", "بانها", "باسم"):
            return False  # "described it as a withdrawal"
        if t.noun and e.action in ("clash", "attack") and t.i and self.text[t.i - 1].norm in ("دون", "بلا", "بدون"):
            return False
        if (
            t.noun
            and kind is None
            and any(self.text[k].norm in AHEAD for k in range(t.i + 1, min(t.i + 12, len(self.text))))
        ):
            kind = "expected"
        owned = t.form.entry.nouns == "agent" and any(f.start == t.i + 1 for f in self.forces)  # "under IS siege"
        purpose = t.noun and t.prep == "ل" and e.action not in ("attack", "clash") and not owned
        if t.noun and not kind and not t.form.owner and self._before_noun(t) == "قبل":
            return False
        if t.form.kind == "past":
            e.phase = "completed"
        elif t.form.kind == "present":
            e.phase = "ongoing"
        if kind == "failed" or negated:
            e.phase, e.certainty = "not_achieved", "denied"
        elif kind == "attempted":
            e.phase = "attempted"
        elif kind == "planned" or t.future:
            e.phase, e.certainty = "planned", "planned"
        elif kind == "expected":
            e.phase, e.certainty = "planned", "expected"
        elif kind == "ongoing" and e.action not in ("control_status",):
            e.phase = "ongoing" if t.noun else e.phase
        elif purpose or (
            t.form.kind == "present" and self._subjunctive(t.i) and kind is None and not self._before_that(t.i)
        ):
            e.phase, e.certainty = "planned", "planned"
        if t.form.kind == "present" and self._before_that(t.i):
            e.phase, e.certainty = "completed", e.certainty if negated else None
            e.background = bool(self.events) and self._is_background(self.events[-1])
        if t.form.kind == "present" and e.action == "capture" and t.form.entry.prep == "علي" and kind is None:
            e.action = "control_status"
        return True

    def _headline(self, e: Event) -> bool:
        """Present tense after its subject, as headlines and tickers write what has just happened."""
        t = e.trigger
        if t is None or t.form.kind != "present" or e.relative:
            return False
        before = self._before(t.i)
        if (
            before is None
            or before.force not in e.agents
            or before.end > t.i
            or any(w.norm in STILL or w.norm in BECAME for w in self.text[: t.i])
        ):
            return False
        if any(f.start > t.i and f.start - t.i <= 2 and self._free(f) and f.force in e.agents for f in self.forces):
            return False
        lead = [self.text[k].norm for k in range(before.start)]
        if any(w in ("ان", "التي", "الذي", "حيث", "وقال", "قال", "حين") for w in lead):
            return False
        return not any(w.since for w in self.whens) and lead[:1] != ["فيما"]

    def _headline_action(self, e: Event) -> str:
        if e.action == "control_status" and e.trigger is not None and self._headline(e):
            return "capture"
        return e.action

    def _phase(self, e: Event, certainty: str) -> str:
        if certainty in ("planned", "expected"):
            return "planned"
        if e.phase == "ongoing" and (e.action in POINTS or e.action == "control_status") and self._headline(e):
            return "completed"
        if e.trigger is not None and e.trigger.noun and e.phase == "completed" and e.action == "clash":
            return "ongoing"
        return e.phase

    def _certainty(self, e: Event, claim: Claim | None, source: Source) -> str:
        if (claim is not None and claim.denies) or any(
            hit.start <= e.start for hit in denial_phrases().find(self.text)
        ):
            return "denied"
        if e.certainty is not None:
            if e.certainty == "planned" and (claim is not None and claim.expects):
                return "expected"
            return e.certainty
        if claim is not None and claim.expects and source.type != "analyst":
            return "expected"
        if source.type == "analyst":
            return "assessed"
        own = [a for a in e.agents if a.name in source.name or a.short in source.name]
        lost = e.action in ("withdraw", "lose_control")
        if source.type == "multiple" or (claim is not None and claim.admits and bool(own) == lost):
            return "confirmed"  # two sources agree, or the losing side owns to it
        return "reported" if source.type == "narrator" else "claimed"

    def _is_background(self, e: Event) -> bool:
        if e.certainty in ("planned", "expected"):
            return False
        clause = self._clause(e.start)
        lead = [self.text[k].norm for k in range(max(0, e.start - 3), e.start)]
        if lead[-2:] == ["في", "وقت"] and self.text[0].norm in ("وياتي", "ياتي", "وتاتي", "تاتي", "وجاء", "جاء"):
            return True
        if any(hit for hit in triggers.phrases("background").find(clause)):
            return e.action != "clash" or not any(w.norm in STILL for w in clause)
        first = self.text[0].norm if self.text else ""
        if first in ("وكان", "وكانت", "كان", "كانت", "وكانوا"):
            return True
        if e.when is not None and e.when.is_past(self.context.published):
            return True
        if (
            e.action == "lose_control"
            and e.trigger is not None
            and e.trigger.noun
            and self._before_noun(e.trigger) in ("بعد", "رغم", "عقب", "منذ")
        ):
            return True
        if e.background and e.phase == "completed":
            return True
        if e.action == "control_status":
            became = any(w.norm in BECAME for w in self.text[max(0, e.start - 8) : e.start])
            return not became and not self._headline(e) and (e.background or e.trigger is not None)
        return e.background or (e.relative and e.certainty is None)

    def _clause(self, i: int) -> Sequence[Word]:
        a = next((k + 1 for k in range(i - 1, -1, -1) if self.text[k].norm in (".", "؛")), 0)
        b = next((k for k in range(i, len(self.text)) if self.text[k].norm in (".", "؛")), len(self.text))
        starts = [o.start for o in self.events if o.start > i]
        return self.text[
            max(a, max((o.start for o in self.events if o.start < i), default=a)) : min(b, min(starts, default=b))
        ]
