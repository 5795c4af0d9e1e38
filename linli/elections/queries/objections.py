"""Objections to rolls, and who may see them."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from linli.elections.models import RollObjection


def objection(sub_district_id: UUID, objection_id: UUID) -> RollObjection | None:
    """One objection with its roll and line."""
    return _objections(sub_district_id).filter(id=objection_id).first()


def objections_to(sub_district_id: UUID, roll_id: UUID) -> list[RollObjection]:
    """The objections to a roll: unanswered ones first, then the newest."""
    found = _objections(sub_district_id).filter(roll_id=roll_id).order_by("-id")
    return sorted(found, key=lambda one: one.answered_at is not None)


def own_objections(sub_district_id: UUID, roll_id: UUID, account_id: UUID) -> list[RollObjection]:
    """What one account objected to a roll, newest first."""
    found = _objections(sub_district_id).filter(roll_id=roll_id, account_id=account_id)
    return list(found.order_by("-id"))


def _objections(sub_district_id: UUID) -> QuerySet[RollObjection]:
    found = RollObjection.objects.filter(sub_district_id=sub_district_id)
    return found.select_related("roll", "roll__place", "line", "line__building")
