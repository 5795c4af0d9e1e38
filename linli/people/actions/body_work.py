"""A term of a body under change: taken under lock, judged, written together at the end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.kernel.actor import Actor
from linli.kernel.errors import Conflict, Missing, NotAllowed, Refused
from linli.kernel.posts import BODY_KEEPERS, PostKind
from linli.people import queries
from linli.people.models import Account, BodySeat, BodyTerm, Organisation
from linli.people.rules import BODIES, BodyRules, OrganisationKind, Seat, SeatOffice, may_keep
from linli.places import queries as places
from linli.places.rules import Span
from linli.records.actions import Batch, Channel, Letter
from linli.records.rules import letter_key
from linli.tenancy.rows import locked

SUBJECT = "people.term"


def may_keep_bodies(actor: Actor, place_id: UUID, *, on: date) -> bool:
    """Whether the actor enters what bodies at a place elected, filed and handed over."""
    if actor.system:
        return True
    above = places.ancestors(actor.sub_district_id, place_id, on=on)
    return actor.holds(*BODY_KEEPERS) and queries.reaches(actor, above)


def require_keeper(actor: Actor, place_id: UUID, *, on: date) -> None:
    """Bodies are kept by the office and by the secretary of their community."""
    if not may_keep_bodies(actor, place_id, on=on):
        raise NotAllowed(
            "not_body_keeper",
            _("Bodies are kept by the sub-district office and by the community's secretary."),
        )


def locked_body(actor: Actor, body_id: UUID) -> Organisation:
    """A body of this sub-district, locked."""
    found = locked(
        Organisation,
        actor.sub_district_id,
        body_id,
        missing=Missing("no_body", _("There is no such body.")),
    )
    if found.kind not in BODIES:
        raise Missing("no_body", _("There is no such body."))
    return found


def lock_accounts(account_ids: Iterable[UUID | None]) -> None:
    """Lock the accounts that are given offices, in one order, so that two acts see each other."""
    wanted = sorted({one for one in account_ids if one is not None})
    rows = Account.objects.select_for_update().filter(id__in=wanted, closed_at=None)
    if len(rows.order_by("id")) != len(wanted):
        raise Missing("no_account", _("There is no such account."))


def require_may_stand(
    term: BodyTerm,
    *,
    name: str,
    account_id: UUID | None,
    office: SeatOffice,
    span: Span,
    leaving: Iterable[UUID] = (),
) -> None:
    """Refuse an office that does not go with what the same account has; the table says why."""
    standing = queries.standing_check(
        term.sub_district_id,
        body_id=term.body_id,
        name=name,
        term=span,
        account_id=account_id,
        office=office,
        leaving=list(leaving),
        on=span.first,
    )
    if standing.clash is not None:
        raise Refused(standing.clash.code, f"{name}: {_(standing.clash.reason)}")


def require_may_keep(sub_district_id: UUID, account_id: UUID, post: Seat, *, on: date) -> None:
    """Refuse a post that does not go with the offices which the account has in bodies."""
    clash = may_keep(post, queries.offices_of(sub_district_id, account_id, on=on))
    if clash is not None:
        raise Refused(clash.code, _(clash.reason))


class TermWork:
    """A term that an actor changes: lock it, ask, change it, then `write`."""

    def __init__(self, *, actor: Actor, term: BodyTerm, at: datetime, new: bool = False) -> None:
        self.actor = actor
        self.term = term
        self.at = at
        self.batch = Batch(
            sub_district_id=term.sub_district_id,
            subject_kind=SUBJECT,
            subject_id=term.id,
            new=new,
        )

    @classmethod
    def on_term(
        cls, *, actor: Actor, term_id: UUID, version: int | None = None, at: datetime
    ) -> TermWork:
        """Take a term under lock; a stale version is a conflict."""
        missing = Missing("no_term", _("There is no such term."))
        term = locked(BodyTerm, actor.sub_district_id, term_id, missing=missing)
        if version is not None and version != term.version:
            raise Conflict(
                "term_changed", _("Somebody else changed this body first. Look at it again.")
            )
        return cls(actor=actor, term=term, at=at)

    @classmethod
    def on_seat(cls, *, actor: Actor, seat_id: UUID, at: datetime) -> tuple[TermWork, BodySeat]:
        """Take the term of a seat under lock, and the seat within it."""
        rows = BodySeat.objects.filter(sub_district_id=actor.sub_district_id, id=seat_id)
        term_id = rows.values_list("term_id", flat=True).first()
        missing = Missing("no_seat", _("There is no such seat."))
        if term_id is None:
            raise missing
        work = cls.on_term(actor=actor, term_id=term_id, at=at)
        return work, locked(BodySeat, actor.sub_district_id, seat_id, missing=missing)

    @property
    def tenant(self) -> UUID:
        """The sub-district of the term."""
        return self.term.sub_district_id

    @property
    def on(self) -> date:
        """The day of the act."""
        return timezone.localdate(self.at)

    @property
    def kind(self) -> OrganisationKind:
        """What kind of body it is."""
        return OrganisationKind(self.term.body.kind)

    @property
    def rules(self) -> BodyRules:
        """What the table says of such a body."""
        return BODIES[self.kind]

    @cached_property
    def owing_post(self) -> UUID | None:
        """The post that owes what a term owes: the committee's own chair, else the secretary."""
        own = [PostKind.OWNERS_COMMITTEE_CHAIR] * (self.kind is OrganisationKind.OWNERS_COMMITTEE)
        return self._held_post([*own, PostKind.SECRETARY, PostKind.GOVERNANCE_OFFICER])

    @cached_property
    def office_post(self) -> UUID | None:
        """The post of the sub-district office that is told of what is late."""
        return self._held_post([PostKind.GOVERNANCE_OFFICER, PostKind.SUB_DISTRICT_LEADER])

    @cached_property
    def secretary_post(self) -> UUID | None:
        """The post of the community's secretary."""
        return self._held_post([PostKind.SECRETARY])

    def _held_post(self, kinds: list[PostKind]) -> UUID | None:
        above = places.ancestors(self.tenant, self.term.body.place_id, on=self.on)
        line = list(above.ids) if above else []
        held = queries.held_posts_at(self.tenant, line, [str(kind) for kind in kinds], on=self.on)
        ranked = sorted(
            held, key=lambda row: (kinds.index(PostKind(row[1])), line.index(row[3]), row[0])
        )
        return next((post_id for post_id, _kind, _body, _place in ranked), None)

    def require_keeper(self) -> None:
        """Go on only in a post that keeps bodies at this place."""
        require_keeper(self.actor, self.term.body.place_id, on=self.on)

    def start_clock(self, kind: str, rule_key: str, *, at: datetime | None = None) -> None:
        """Start a clock of the term where a rule has a limit for it."""
        if rule_key:
            self.batch.clocks.start(
                kind,
                rule_keys=[rule_key],
                place_id=self.term.body.place_id,
                post_id=self.owing_post,
                at=at or self.at,
            )

    def sitting(self, *, on: date | None = None) -> list[BodySeat]:
        """Who sits on a day, today where none is said."""
        day = on or self.on
        rows = BodySeat.objects.filter(
            sub_district_id=self.tenant, term=self.term, valid_from__lte=day, valid_to__gte=day
        )
        return list(rows.order_by("order"))

    def record(self, did: str, facts: Mapping[str, Any] | None = None) -> None:
        """Add an act to the journal: ids and codes, never a name."""
        self.batch.record(actor=self.actor, did=did, facts=facts or {}, at=self.at)

    def tell_post(self, post_id: UUID | None, template: str, *, mark: object, **more: Any) -> None:
        """Add a letter about the body to a post."""
        self.batch.tell_post(
            post_id,
            template,
            mark=mark,
            params={"body": self.term.body.name, "last": self.term.valid_to.isoformat(), **more},
            link=self.link,
            at=self.at,
        )

    def tell_member(self, seat: BodySeat, template: str, **more: Any) -> None:
        """Add a letter to a member who has an account."""
        if seat.account_id is None:
            return
        office = queries.member_label(self.kind, seat.office)
        letter = Letter(
            key=letter_key(template, seat.id, seat.valid_to.isoformat()),
            channel=Channel.INBOX,
            template=template,
            params={
                "body": self.term.body.name,
                "office": office,
                "first": seat.valid_from.isoformat(),
                "last": seat.valid_to.isoformat(),
                **more,
            },
            account_id=seat.account_id,
            link=reverse("people:my_offices"),
        )
        self.batch.tell(letter, at=self.at)

    @property
    def link(self) -> str:
        """The body's page at the desk."""
        return reverse("people:body_detail", args=[self.term.body_id])

    def write(self) -> BodyTerm:
        """Write the term's next version and all that was gathered."""
        self.term.version += 1
        self.term.save()
        self.batch.write()
        return self.term
