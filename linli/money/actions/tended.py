"""A record of this room under change: taken under lock, judged, written together at the end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from linli.kernel.actor import Actor
from linli.kernel.errors import Conflict, Missing, NotAllowed, Refused
from linli.kernel.numbers import RecordNumber
from linli.kernel.rulebook import InForce, NotSetByPlace
from linli.money.models import (
    Campaign,
    CommunityService,
    Hand,
    PremisesDuty,
    PropertyContract,
    Works,
)
from linli.money.queries.matters import duties_on, may_do_at
from linli.money.queries.words import duty_word
from linli.money.rules import Duty, Verb, clash
from linli.places import queries as places
from linli.records import actions as records
from linli.records.actions import Batch
from linli.records.queries import rule_in_force
from linli.records.rules import Prepared

Row = TypeVar("Row", Works, Campaign, PremisesDuty, PropertyContract, CommunityService)
SUBJECTS = {
    Works: "money.works",
    Campaign: "money.campaign",
    PremisesDuty: "money.premises",
    PropertyContract: "money.contract",
    CommunityService: "money.service",
}
_NO_PLACE = "LL"


class Tended(Generic[Row]):
    """Works, a collection, an obligation, a contract that an actor changes: lock, ask, change, `write`.

    `did` begins with `money.`; facts hold codes, counts and ids, never a name or a text.
    """

    def __init__(self, *, actor: Actor, row: Row, at: datetime, new: bool = False) -> None:
        self.actor = actor
        self.row: Row = row
        self.at = at
        self.batch = Batch(
            sub_district_id=row.sub_district_id,
            subject_kind=SUBJECTS[type(row)],
            subject_id=row.id,
            new=new,
        )
        self._changed: set[str] = set()

    @classmethod
    def on(
        cls, kind: type[Row], *, actor: Actor, row_id: UUID, version: int | None, at: datetime
    ) -> Tended[Row]:
        """Take a record under lock; a stale version is a conflict."""
        rows = kind._default_manager.select_for_update()
        found = rows.filter(sub_district_id=actor.sub_district_id, id=row_id).first()
        if found is None:
            raise gone()
        if version is not None and version != found.version:
            raise Conflict("changed", _("Somebody else changed this first. Look at it again."))
        return cls(actor=actor, row=found, at=at)

    @property
    def tenant(self) -> UUID:
        """The sub-district of the record."""
        return self.row.sub_district_id

    @property
    def today(self) -> date:
        """The day of the act at the place."""
        return timezone.localdate(self.at)

    def require(self, verb: Verb) -> None:
        """Go on only in a post that may do this at the place of the record."""
        if may_do_at(self.actor, verb, self.row.place_id, on=self.today):
            return
        if not may_do_at(self.actor, Verb.SEE, self.row.place_id, on=self.today):
            raise gone()
        raise NotAllowed("not_keeper", _("Your post may look at this, not do it."))

    def require_hand(self, matter_id: UUID, *wanted: Duty) -> frozenset[Duty]:
        """Go on only for somebody who has one of these duties on the matter; answer them all."""
        held = duties_on(self.actor, matter_id)
        if held & set(wanted):
            return held
        words = _("On this matter it is done by: %(duties)s. You have no such duty here.")
        duties = "、".join(duty_word(duty) for duty in wanted)
        raise NotAllowed("no_hand", words % {"duties": duties})

    def require_free_for(self, matter_id: UUID, wanted: Duty) -> None:
        """Go on only for somebody whose duties on the matter do not bar this one."""
        other = clash(duties_on(self.actor, matter_id), wanted)
        if other is not None:
            words = _("On this matter you have the duty “%(duty)s”; somebody else does this.")
            raise NotAllowed("barred_hand", words % {"duty": duty_word(other)})

    def hand(self, matter_id: UUID) -> Hand:
        """The hand of the one who acts on the matter."""
        if self.actor.account_id is None:
            raise gone()
        rows = Hand.objects.filter(sub_district_id=self.tenant, matter_id=matter_id)
        return rows.get(account_id=self.actor.account_id)

    def rule(self, key: str) -> InForce:
        """The rule that binds at the place on the day of the act; it must have been set."""
        try:
            return rule_in_force(self.tenant, key, on=self.today)
        except NotSetByPlace as error:
            raise Refused(
                "rule_not_set",
                _(
                    "The place has not set its rule for this yet. The office sets it in the rulebook."
                ),
            ) from error

    def change(self, **fields: Any) -> None:
        """Set fields of the record, to be written at the end."""
        for name, value in fields.items():
            setattr(self.row, name, value)
        self._changed |= set(fields)

    def record(self, did: str, facts: Mapping[str, Any] | None = None, *, text: str = "") -> None:
        """Add an act to the journal."""
        salt = str(self.row.id) if text else ""
        self.batch.record(
            actor=self.actor, did=did, facts=facts or {}, text=text, salt=salt, at=self.at
        )

    def attach(self, uploads: Iterable[Prepared]) -> list[list[str]]:
        """Hold photos for everybody to see; answer id and digest of each."""
        kept = records.attach_many(
            actor=self.actor,
            subject_kind=self.batch.subject_kind,
            subject_id=self.row.id,
            uploads=uploads,
            at=self.at,
        )
        return [[str(one.id), one.sha256] for one in kept]

    def attach_paper(self, paper: Prepared | None) -> UUID | None:
        """Hold a paper that only the desk sees: contracts and quotations name people."""
        if paper is None:
            return None
        return records.attach(
            actor=self.actor,
            subject_kind=self.batch.subject_kind,
            subject_id=self.row.id,
            prepared=paper,
            for_staff_only=True,
            at=self.at,
        ).id

    def write(self) -> Row:
        """Write the changes with the next version, and all that was gathered."""
        self.row.version += 1
        self.row.save(update_fields=[*self._changed, "version"])
        self.batch.write()
        return self.row


def gone() -> Missing:
    """The sentence for what is not there, or not for this actor."""
    return Missing("nothing_here", _("There is nothing of that number here."))


def require_at(actor: Actor, verb: Verb, place_id: UUID, *, at: datetime) -> None:
    """Go on only in a post that may do this at a place, before there is a record."""
    on = timezone.localdate(at)
    if may_do_at(actor, verb, place_id, on=on):
        return
    if not may_do_at(actor, Verb.SEE, place_id, on=on):
        raise gone()
    raise NotAllowed("not_keeper", _("Your post may look at this, not do it."))


def next_number(sub_district_id: UUID, place_id: UUID, kind: str, *, at: datetime) -> str:
    """The next number of a kind at a place, such as YHZY-GC-2026-0001."""
    place, root = places.place(sub_district_id, place_id), places.root(sub_district_id)
    shorts = [one.short for one in (place, root) if one is not None and one.short]
    number = RecordNumber(next(iter(shorts), _NO_PLACE), kind, timezone.localdate(at).year, 1)
    serial = records.next_number(sub_district_id=sub_district_id, prefix=number.prefix)
    return str(RecordNumber(number.place, kind, number.year, serial))
