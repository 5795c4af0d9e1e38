"""Filings, delegations and handovers of bodies, and who may read their papers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from linli.kernel.actor import Actor
from linli.kernel.posts import BODY_KEEPERS, PostKind
from linli.people.models import (
    BodyDelegation,
    BodySeat,
    BodyTerm,
    Handover,
    HandoverItem,
    TermCorrection,
    TermFiling,
)
from linli.people.queries.body_words import body_word
from linli.people.queries.reach import reaches
from linli.places import queries as places
from linli.tenancy.dated import in_force


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing on the list of a handover."""

    id: UUID
    kind: str
    what: str
    state: str
    note: str

    @property
    def kind_word(self) -> str:
        """Its kind in the reader's language."""
        return body_word(self.kind)

    @property
    def state_word(self) -> str:
        """Where it stands, in the reader's language."""
        return body_word(self.state)


@dataclass(frozen=True, slots=True)
class Filing:
    """One filing of a term."""

    filed_with: str
    filed_on: date
    reference: str
    receipt_id: UUID | None
    id: UUID

    @property
    def filed_with_word(self) -> str:
        """With whom, in the reader's language."""
        return body_word(self.filed_with)


@dataclass(frozen=True, slots=True)
class HandoverSheet:
    """A handover with its list."""

    row: Handover
    items: tuple[Thing, ...]

    @property
    def open_items(self) -> int:
        """How many things are neither handed over nor said to be missing."""
        return sum(item.state == "open" for item in self.items)

    @property
    def done(self) -> bool:
        """Whether both sides have signed."""
        return self.row.given_at is not None and self.row.taken_at is not None


def filings_of(sub_district_id: UUID, term_id: UUID) -> list[Filing]:
    """With whom a term was filed, in the order of entry."""
    found = TermFiling.objects.filter(sub_district_id=sub_district_id, term_id=term_id)
    return [
        Filing(row.filed_with, row.filed_on, row.reference, row.receipt_id, row.id)
        for row in found.order_by("id")
    ]


def filing(sub_district_id: UUID, filing_id: UUID) -> TermFiling | None:
    """One filing with its term."""
    rows = TermFiling.objects.filter(sub_district_id=sub_district_id, id=filing_id)
    return rows.select_related("term").first()


def corrections_of_body(sub_district_id: UUID, body_id: UUID) -> list[TermCorrection]:
    """What was entered about a body by mistake and put right, newest first."""
    rows = TermCorrection.objects.filter(sub_district_id=sub_district_id, body_id=body_id)
    return list(rows.order_by("-id"))


def names_in_term(sub_district_id: UUID, term_id: UUID | None) -> list[str]:
    """Who has or had a seat in a term, by name, in their order."""
    rows = BodySeat.objects.filter(sub_district_id=sub_district_id, term_id=term_id)
    return list(rows.order_by("order").values_list("name", flat=True))


def delegations_of(sub_district_id: UUID, body_ids: Collection[UUID]) -> list[BodyDelegation]:
    """What these bodies gave or took, newest first."""
    found = BodyDelegation.objects.filter(
        Q(giver_id__in=list(body_ids)) | Q(taker_id__in=list(body_ids)),
        sub_district_id=sub_district_id,
    )
    return list(found.select_related("giver", "taker").order_by("-valid_from", "-id"))


def delegations_on(
    sub_district_id: UUID, body_ids: Collection[UUID], *, on: date
) -> list[BodyDelegation]:
    """What these bodies let others do, or do for others, on a day."""
    found = BodyDelegation.objects.filter(
        in_force(on),
        Q(giver_id__in=list(body_ids)) | Q(taker_id__in=list(body_ids)),
        sub_district_id=sub_district_id,
    )
    return list(found.select_related("giver", "taker").order_by("valid_to", "id"))


def handover_of(sub_district_id: UUID, term_id: UUID) -> HandoverSheet | None:
    """The handover to a term."""
    rows = Handover.objects.filter(sub_district_id=sub_district_id, term_id=term_id)
    return next(iter(_sheets(sub_district_id, list(rows.select_related("term", "before")))), None)


def handovers_of_account(sub_district_id: UUID, account_id: UUID) -> list[HandoverSheet]:
    """The handovers that are not signed by both sides, of terms in which an account sits or sat."""
    terms = BodySeat.objects.filter(
        sub_district_id=sub_district_id, account_id=account_id
    ).values_list("term_id", flat=True)
    mine = list(terms)
    rows = Handover.objects.filter(
        Q(term_id__in=mine) | Q(before_id__in=mine),
        Q(given_at=None) | Q(taken_at=None),
        sub_district_id=sub_district_id,
    )
    return _sheets(sub_district_id, list(rows.select_related("term__body", "before")))


def _sheets(sub_district_id: UUID, rows: list[Handover]) -> list[HandoverSheet]:
    items: dict[UUID, list[Thing]] = {}
    found = HandoverItem.objects.filter(sub_district_id=sub_district_id, handover__in=rows)
    for item in found.order_by("order"):
        thing = Thing(item.id, item.kind, item.what, item.state, item.note)
        items.setdefault(item.handover_id, []).append(thing)
    return [HandoverSheet(row, tuple(items.get(row.id, ()))) for row in rows]


READERS = BODY_KEEPERS | {PostKind.CIVIL_AFFAIRS_OFFICER, PostKind.AUDITOR}
"""Who reads receipts and signed lists; a place's own people have the public page."""


def may_read_attachment(
    *,
    actor: Actor,
    subject_id: UUID,
    for_staff_only: bool,
    session: Mapping[str, Any],
    key: str,
) -> bool:
    """Whether a paper of a term may be had: by who keeps it at its place, and by its members."""
    tenant = actor.sub_district_id
    rows = BodyTerm.objects.filter(sub_district_id=tenant, id=subject_id).select_related("body")
    term = rows.first()
    if term is None:
        return False
    above = places.ancestors(tenant, term.body.place_id, on=timezone.localdate())
    if actor.holds(*READERS) and reaches(actor, above):
        return True
    return actor.account_id is not None and sits_in(tenant, term.id, actor.account_id)


def sits_in(sub_district_id: UUID, term_id: UUID, account_id: UUID) -> bool:
    """Whether an account has or had a seat in a term."""
    return BodySeat.objects.filter(
        sub_district_id=sub_district_id, term_id=term_id, account_id=account_id
    ).exists()
