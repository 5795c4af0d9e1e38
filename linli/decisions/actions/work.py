"""One decision under change: taken under lock, judged, written together at the end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from linli.decisions.models import Decision
from linli.decisions.queries.decisions import may_do_at
from linli.decisions.rules import DecisionState, Verb
from linli.kernel.actor import Actor
from linli.kernel.errors import Conflict, Missing, NotAllowed, Refused
from linli.kernel.rulebook import InForce
from linli.records.actions import Batch
from linli.records.queries import rule_in_force

SUBJECT = "decisions.decision"


def no_decision() -> Missing:
    """The sentence for a decision that is not there, or not for this actor."""
    return Missing("no_decision", _("There is no such decision."))


class Work:
    """A decision that an actor changes: lock it, ask, change it, then `write`.

    `did` of each act begins with `decisions.`; facts hold codes, counts and ids, never a name
    or a text.
    """

    def __init__(
        self, *, actor: Actor, decision: Decision, at: datetime, new: bool = False
    ) -> None:
        self.actor = actor
        self.decision = decision
        self.at = at
        self.batch = Batch(
            sub_district_id=decision.sub_district_id,
            subject_kind=SUBJECT,
            subject_id=decision.id,
            new=new,
        )
        self._changed: set[str] = set()

    @classmethod
    def on(
        cls, *, actor: Actor, decision_id: UUID, version: int | None = None, at: datetime
    ) -> Work:
        """Take a decision under lock; a stale version is a conflict."""
        rows = Decision.objects.select_for_update()
        found = rows.filter(sub_district_id=actor.sub_district_id, id=decision_id).first()
        if found is None:
            raise no_decision()
        if version is not None and version != found.version:
            raise Conflict(
                "decision_changed",
                _("Somebody else changed this decision first. Look at it again."),
            )
        return cls(actor=actor, decision=found, at=at)

    @property
    def tenant(self) -> UUID:
        """The sub-district of the decision."""
        return self.decision.sub_district_id

    @property
    def today(self) -> date:
        """The day of the act at the place."""
        return timezone.localdate(self.at)

    def may(self, verb: Verb) -> bool:
        """Whether the post acted in may do this at the decision's place."""
        return may_do_at(self.actor, verb, self.decision.place_id, on=self.today)

    def require(self, verb: Verb) -> None:
        """Go on only in a post that may do this at the decision's place."""
        if self.may(verb):
            return
        if not self.may(Verb.SEE):
            raise no_decision()
        raise NotAllowed("not_runner", _("Your post may look at this decision, not do this."))

    def require_open(self) -> None:
        """Go on only while the decision is under way."""
        if self.decision.state != DecisionState.OPEN:
            raise Refused(
                "decision_ended", _("This decision has ended; nothing more is done to it.")
            )

    def rule(self, *keys: str) -> InForce:
        """The rule that binds at the place on the day of the act."""
        return rule_in_force(self.tenant, *keys, on=self.today)

    def change(self, **fields: Any) -> None:
        """Set fields of the decision, to be written at the end."""
        for name, value in fields.items():
            setattr(self.decision, name, value)
        self._changed |= set(fields)

    def record(self, did: str, facts: Mapping[str, Any] | None = None, *, text: str = "") -> None:
        """Add an act to the journal."""
        salt = str(self.decision.id) if text else ""
        self.batch.record(
            actor=self.actor, did=did, facts=facts or {}, text=text, salt=salt, at=self.at
        )

    def write(self) -> Decision:
        """Write the decision's changes with the next version, and all that was gathered."""
        self.decision.version += 1
        self.decision.save(update_fields=[*self._changed, "version"])
        self.batch.write()
        return self.decision
