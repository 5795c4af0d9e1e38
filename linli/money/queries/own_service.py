"""Services that neighbours run themselves: found by id and place, with tasks and what was done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from linli.kernel.actor import Actor
from linli.money.models import CommunityService, Fund, ServiceTask, TaskDone
from linli.money.queries.matters import may_do_at
from linli.money.rules import FundKind, Rhythm, Verb
from linli.money.rules.service import is_due

MOST_DONE = 30


@dataclass(frozen=True, slots=True)
class TaskShown:
    """A task and whether it is due again."""

    task: ServiceTask
    due: bool


def community_service(sub_district_id: UUID, service_id: UUID) -> CommunityService | None:
    """One service by its id."""
    return _services(sub_district_id).filter(id=service_id).first()


def community_service_seen_by(
    actor: Actor, service_id: UUID, *, on: date
) -> CommunityService | None:
    """A service as the desk finds it: none beyond the reach of the post."""
    found = community_service(actor.sub_district_id, service_id)
    if found is None or not may_do_at(actor, Verb.SEE, found.place_id, on=on):
        return None
    return found


def service_of_place(sub_district_id: UUID, place_id: UUID) -> CommunityService | None:
    """The service that neighbours run at a place now."""
    return _services(sub_district_id).filter(place_id=place_id, ended_on=None).first()


def services_of_places(
    sub_district_id: UUID, place_ids: Sequence[UUID], *, before: UUID | None = None, most: int
) -> list[CommunityService]:
    """The newest services of these places; `before` goes on from a row."""
    rows = _services(sub_district_id).filter(place_id__in=place_ids)
    if before is not None:
        rows = rows.filter(id__lt=before)
    return list(rows.order_by("-id")[:most])


def tasks_of(found: CommunityService, *, on: date) -> list[TaskShown]:
    """The tasks of a service, those that are due first."""
    rows = ServiceTask.objects.filter(
        sub_district_id=found.sub_district_id, service=found, ended_on=None
    )
    shown = [
        TaskShown(one, is_due(Rhythm(one.rhythm), one.last_on, found.starts_on, on))
        for one in rows.order_by("order")
    ]
    return sorted(shown, key=lambda one: not one.due)


def done_lately(found: CommunityService) -> list[tuple[TaskDone, str]]:
    """What was done last, with what the task is called."""
    rows = TaskDone.objects.filter(sub_district_id=found.sub_district_id, service_id=found.id)
    titles = dict(
        ServiceTask.objects.filter(
            sub_district_id=found.sub_district_id, service=found
        ).values_list("id", "title")
    )
    return [(one, titles.get(one.task_id, "")) for one in rows.order_by("-id")[:MOST_DONE]]


def cash_books(sub_district_id: UUID, place_ids: Sequence[UUID]) -> list[Fund]:
    """Open cash books of services at these places."""
    rows = Fund.objects.filter(
        sub_district_id=sub_district_id,
        place_id__in=place_ids,
        kind=FundKind.SERVICE.value,
        closed_on=None,
    )
    return list(rows.select_related("place").order_by("id"))


def _services(sub_district_id: UUID) -> QuerySet[CommunityService]:
    rows = CommunityService.objects.filter(sub_district_id=sub_district_id)
    return rows.select_related("place", "fund", "matter")
