"""One roll under change: taken under lock, judged, written together at the end."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from linli.elections.models import Roll, RollLine, RollUnit
from linli.elections.queries import roll_lines
from linli.elections.queries import rolls as queries
from linli.elections.queries.elections import may_do_at
from linli.elections.rules import RollKind, RollState, Verb
from linli.elections.rules.rolls import line_digest
from linli.kernel.actor import Actor
from linli.kernel.errors import Conflict, Missing, NotAllowed, Refused
from linli.records.actions import Batch
from linli.tenancy.rows import locked

SUBJECT = "elections.roll"
_SALT_BYTES = 16


def no_roll() -> Missing:
    """The sentence for a roll that is not there, or not for this actor."""
    return Missing("no_roll", _("There is no such roll."))


def no_line() -> Missing:
    """The sentence for a line that is not on this roll."""
    return Missing("no_line", _("There is no such line on this roll."))


class RollWork:
    """A roll that an actor changes: lock it, ask, change it, then `write`.

    Facts of its acts hold codes, counts and ids, never a name or an address.
    """

    def __init__(self, *, actor: Actor, roll: Roll, at: datetime, new: bool = False) -> None:
        self.actor = actor
        self.roll = roll
        self.at = at
        self.batch = Batch(
            sub_district_id=roll.sub_district_id,
            subject_kind=SUBJECT,
            subject_id=roll.id,
            new=new,
        )

    @classmethod
    def on(
        cls, *, actor: Actor, roll_id: UUID, version: int | None = None, at: datetime
    ) -> RollWork:
        """Take a roll under lock; a stale version is a conflict."""
        found = locked(Roll, actor.sub_district_id, roll_id, missing=no_roll())
        if version is not None and version != found.version:
            raise Conflict(
                "roll_changed", _("Somebody else changed this roll first. Look at it again.")
            )
        return cls(actor=actor, roll=found, at=at)

    @property
    def tenant(self) -> UUID:
        """The sub-district of the roll."""
        return self.roll.sub_district_id

    @property
    def kind(self) -> RollKind:
        """Who is on the roll."""
        return RollKind(self.roll.kind)

    @property
    def is_public(self) -> bool:
        """Whether its changes are logged as corrections."""
        return self.roll.state in queries.PUBLIC

    def require(self, verb: Verb) -> None:
        """Go on only in a post that may do this at the roll's place."""
        require_at(self.actor, verb, self.roll.place_id, at=self.at)

    def require_state(self, *states: RollState) -> None:
        """Go on only where the roll stands in one of these states."""
        if self.roll.state not in states:
            raise Refused("wrong_roll_state", _("This cannot be done with the roll as it stands."))

    def require_voting_not_begun(self) -> None:
        """Heads and area are what votes are measured by: with the first ballot they stand."""
        if queries.voting_has_begun(self.roll):
            raise Refused(
                "voting_has_begun",
                _("People vote on this roll already, so it stays as it is until the count."),
            )

    def line(self, line_id: UUID) -> RollLine:
        """A line of this roll that stands, with its units."""
        found = roll_lines.line(self.tenant, line_id)
        if found is None or found.roll_id != self.roll.id or not found.stands:
            raise no_line()
        return found

    def sum_up(self) -> None:
        """Reckon heads, area and, once it is public, the digest anew."""
        sums = queries.roll_sums(self.tenant, self.roll.id)
        self.roll.heads, self.roll.area_cm2 = sums.heads, sums.area_cm2
        if self.is_public:
            self.roll.digest = queries.digest_of(self.roll)

    def record(self, did: str, facts: Mapping[str, Any] | None = None, *, text: str = "") -> None:
        """Add an act to the journal; of a text only the proof."""
        salt = str(self.roll.id) if text else ""
        self.batch.record(
            actor=self.actor, did=did, facts=facts or {}, text=text, salt=salt, at=self.at
        )

    def write(self) -> Roll:
        """Write the roll with its next version, and all that was gathered."""
        self.roll.version += 1
        self.roll.save()
        self.batch.write()
        return self.roll


def require_at(actor: Actor, verb: Verb, place_id: UUID, *, at: datetime) -> None:
    """Go on only in a post that may do this at a place; who may not even look finds nothing."""
    on = timezone.localdate(at)
    if may_do_at(actor, verb, place_id, on=on):
        return
    if not may_do_at(actor, Verb.SEE, place_id, on=on):
        raise no_roll()
    raise NotAllowed("not_roll_keeper", _("Your post may look at this roll, not do this."))


def new_salt() -> str:
    """Randomness beside a line, so that its digest tells nobody who is on it."""
    return secrets.token_hex(_SALT_BYTES)


def seal_line(row: RollLine, units: list[RollUnit]) -> RollLine:
    """Give a line its area and its digest, from its fields and units as they are now."""
    row.area_cm2 = sum(unit.area_cm2 for unit in units)
    row.digest = line_digest(roll_lines.facts_of(row, units))
    return row
