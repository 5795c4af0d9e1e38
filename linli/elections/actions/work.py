"""One election under change: taken under lock, judged, written together at the end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from linli.elections.models import Election
from linli.elections.queries.elections import may_do_at
from linli.elections.rules import ElectionState, Mode, Verb
from linli.elections.rules.box import was_set_back
from linli.kernel.actor import Actor
from linli.kernel.errors import Conflict, Missing, NotAllowed, Refused
from linli.kernel.rulebook import InForce
from linli.records.actions import Batch
from linli.records.queries import rule_in_force

SUBJECT = "elections.election"


def no_election() -> Missing:
    """The sentence for an election that is not there, or not for this actor."""
    return Missing("no_election", _("There is no such election."))


class Work:
    """An election that an actor changes: lock it, ask, change it, then `write`.

    `did` of each act begins with `elections.`; facts hold codes, counts and ids, never a
    name, a choice or a credential.
    """

    def __init__(
        self, *, actor: Actor, election: Election, at: datetime, new: bool = False
    ) -> None:
        self.actor = actor
        self.election = election
        self.at = at
        self.batch = Batch(
            sub_district_id=election.sub_district_id,
            subject_kind=SUBJECT,
            subject_id=election.id,
            new=new,
        )
        self._changed: set[str] = set()

    @classmethod
    def on(
        cls, *, actor: Actor, election_id: UUID, version: int | None = None, at: datetime
    ) -> Work:
        """Take an election under lock; a stale version is a conflict, a clock set back is refused."""
        rows = Election.objects.select_for_update()
        found = rows.filter(sub_district_id=actor.sub_district_id, id=election_id).first()
        if found is None:
            raise no_election()
        if version is not None and version != found.version:
            raise Conflict(
                "election_changed",
                _("Somebody else changed this election first. Look at it again."),
            )
        require_clock_goes_on(found, at)
        return cls(actor=actor, election=found, at=at)

    @property
    def tenant(self) -> UUID:
        """The sub-district of the election."""
        return self.election.sub_district_id

    @property
    def state(self) -> ElectionState:
        """Where the election stands."""
        return ElectionState(self.election.state)

    @property
    def mode(self) -> Mode:
        """How its votes are kept."""
        return Mode(self.election.mode)

    def require(self, verb: Verb) -> None:
        """Go on only in a post that may do this at the election's place."""
        on = timezone.localdate(self.at)
        if may_do_at(self.actor, verb, self.election.place_id, on=on):
            return
        if not may_do_at(self.actor, Verb.SEE, self.election.place_id, on=on):
            raise no_election()
        raise NotAllowed("not_runner", _("Your post may look at this election, not do this."))

    def may(self, verb: Verb) -> bool:
        """Whether the post acted in may do this at the election's place."""
        on = timezone.localdate(self.at)
        return may_do_at(self.actor, verb, self.election.place_id, on=on)

    def require_state(self, *states: ElectionState) -> None:
        """Go on only where the election stands in one of these states."""
        if self.state not in states:
            raise Refused("wrong_state", _("This cannot be done at this point of the election."))

    def rule(self, *keys: str) -> InForce:
        """The rule that binds at the place on the day of the act."""
        return rule_in_force(self.tenant, *keys, on=timezone.localdate(self.at))

    def change(self, **fields: Any) -> None:
        """Set fields of the election, to be written at the end."""
        for name, value in fields.items():
            setattr(self.election, name, value)
        self._changed |= set(fields)

    def record(self, did: str, facts: Mapping[str, Any] | None = None, *, text: str = "") -> None:
        """Add an act to the journal."""
        salt = str(self.election.id) if text else ""
        self.batch.record(
            actor=self.actor, did=did, facts=facts or {}, text=text, salt=salt, at=self.at
        )

    def write(self) -> Election:
        """Write the election's changes with the next version, and all that was gathered."""
        self.election.version += 1
        self.election.latest_at = max(self.at, self.election.latest_at or self.at)
        fields = [*self._changed, "version", "latest_at"]
        self.election.save(update_fields=fields)
        self.batch.write()
        return self.election


def require_clock_goes_on(election: Election, at: datetime) -> None:
    """An act before the latest one means that the server's clock was set back."""
    if was_set_back(election.latest_at, at):
        raise Refused(
            "clock_set_back",
            _(
                "The server's clock stands before the last act of this election. Set it right first."
            ),
        )
