"""Premises that developers owe: found by id, number and place, with what happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from linli.kernel.actor import Actor
from linli.money.models import Campaign, PremisesDuty, PremisesEvent, PropertyContract, Works
from linli.money.queries.matters import may_do_at
from linli.money.rules import PremisesState, Verb


def premises_one(sub_district_id: UUID, duty_id: UUID) -> PremisesDuty | None:
    """One obligation by its id."""
    return _duties(sub_district_id).filter(id=duty_id).first()


def premises_by_number(sub_district_id: UUID, number: str) -> PremisesDuty | None:
    """One obligation by the number that people know."""
    return _duties(sub_district_id).filter(number=number).first()


def premises_seen_by(actor: Actor, duty_id: UUID, *, on: date) -> PremisesDuty | None:
    """An obligation as the desk finds it: none beyond the reach of the post."""
    found = premises_one(actor.sub_district_id, duty_id)
    if found is None or not may_do_at(actor, Verb.SEE, found.place_id, on=on):
        return None
    return found


def premises_at(
    sub_district_id: UUID,
    place_ids: Sequence[UUID],
    *,
    before: UUID | None = None,
    most: int,
) -> list[PremisesDuty]:
    """The newest obligations of these places; `before` goes on from a row."""
    rows = _duties(sub_district_id).filter(place_id__in=place_ids)
    if before is not None:
        rows = rows.filter(id__lt=before)
    return list(rows.order_by("-id")[:most])


def premises_late(sub_district_id: UUID, *, on: date) -> list[UUID]:
    """Premises whose day is over and of which nobody was told."""
    rows = PremisesDuty.objects.filter(
        sub_district_id=sub_district_id,
        state=PremisesState.OWED.value,
        due_on__lt=on,
        told_at=None,
    )
    return list(rows.values_list("id", flat=True))


def premises_events(found: PremisesDuty) -> list[PremisesEvent]:
    """What happened on an obligation, newest first."""
    rows = PremisesEvent.objects.filter(sub_district_id=found.sub_district_id, duty_id=found.id)
    return list(rows.order_by("-id"))


def may_read_works_file(
    *,
    actor: Actor,
    subject_id: UUID,
    for_staff_only: bool,
    session: Mapping[str, Any],
    key: str,
) -> bool:
    """Photos of works and premises are public; contracts and quotations are for the desk."""
    if not for_staff_only:
        return True
    place_id = _place_of(actor.sub_district_id, subject_id)
    return place_id is not None and _reaches(actor, place_id)


def _reaches(actor: Actor, place_id: UUID) -> bool:
    return may_do_at(actor, Verb.SEE, place_id, on=timezone.localdate())


def _place_of(sub_district_id: UUID, subject_id: UUID) -> UUID | None:
    for kind in (Works, PremisesDuty, Campaign, PropertyContract):
        rows = kind._default_manager.filter(sub_district_id=sub_district_id, id=subject_id)
        found: UUID | None = rows.values_list("place_id", flat=True).first()
        if found is not None:
            return found
    return None


def _duties(sub_district_id: UUID) -> QuerySet[PremisesDuty]:
    return PremisesDuty.objects.filter(sub_district_id=sub_district_id).select_related("place")
