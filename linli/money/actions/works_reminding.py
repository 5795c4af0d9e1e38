"""The clock of works, collections and premises: what is out of line is told, each thing once."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from linli.kernel.actor import system_actor
from linli.kernel.posts import PostKind
from linli.money.actions.campaign_gifts import show_progress
from linli.money.actions.campaigns import campaign_under_change, end_campaign
from linli.money.actions.tended import Tended
from linli.money.actions.works import note, works_in_any_case
from linli.money.models import PremisesDuty, Works
from linli.money.queries.campaigns import campaigns_over, campaigns_to_show
from linli.money.queries.premises import premises_late
from linli.money.queries.works import alarm_code, new_alarms
from linli.money.queries.works_words import alarm_zh
from linli.money.rules import Alarm
from linli.people import queries as people
from linli.records.actions import Guard

TOLD: tuple[PostKind, ...] = (
    PostKind.OWNERS_COMMITTEE_CHAIR,
    PostKind.SECRETARY,
)
"""Who is told: the nearest held post of the first of these kinds."""


def remind_works(*, sub_district_id: UUID, at: datetime) -> int:
    """End collections that are over, show progress, tell of alarms and late premises."""
    guard = Guard(job="money.works", sub_district_id=sub_district_id, at=at)
    on = timezone.localdate(at)
    done = 0
    for campaign_id in campaigns_over(sub_district_id, on=on):
        done += guard.do(campaign_id, partial(_end, campaign_id, sub_district_id, at)) or 0
    for campaign_id in campaigns_to_show(sub_district_id, on=on):
        done += guard.do(campaign_id, partial(_show, campaign_id, sub_district_id, at)) or 0
    for works_id, alarm in new_alarms(sub_district_id, on=on):
        done += guard.do(works_id, partial(_alarm, works_id, alarm, sub_district_id, at)) or 0
    for duty_id in premises_late(sub_district_id, on=on):
        done += guard.do(duty_id, partial(_late, duty_id, sub_district_id, at)) or 0
    return done


def _end(campaign_id: UUID, sub_district_id: UUID, at: datetime) -> int:
    end_campaign(actor=system_actor(sub_district_id), campaign_id=campaign_id, at=at)
    return 1


@transaction.atomic
def _show(campaign_id: UUID, sub_district_id: UUID, at: datetime) -> int:
    tended = campaign_under_change(system_actor(sub_district_id), campaign_id, at)
    if not show_progress(tended):
        return 0
    tended.write()
    return 1


@transaction.atomic
def _alarm(works_id: UUID, alarm: Alarm, sub_district_id: UUID, at: datetime) -> int:
    tended = works_in_any_case(system_actor(sub_district_id), works_id, None, at)
    works = tended.row
    tended.batch.tell_post(
        _post(tended),
        "money/works_alarm",
        mark=alarm.value,
        params={"number": works.number, "title": works.title, "alarm": alarm_zh(alarm)},
        link=f"/desk/works/{works_id}/",
        at=at,
    )
    note(tended, alarm_code(alarm))
    tended.batch.write()
    return 1


@transaction.atomic
def _late(duty_id: UUID, sub_district_id: UUID, at: datetime) -> int:
    tended = Tended.on(
        PremisesDuty, actor=system_actor(sub_district_id), row_id=duty_id, version=None, at=at
    )
    tended.batch.tell_post(
        _post(tended),
        "money/premises_late",
        mark=1,
        params={"number": tended.row.number, "where": tended.row.where},
        link=f"/desk/works/premises/{duty_id}/",
        at=at,
    )
    tended.change(told_at=at)
    tended.write()
    return 1


def _post(tended: Tended[Works] | Tended[PremisesDuty]) -> UUID | None:
    line = people.line_of(tended.tenant, tended.row.place_id, on=tended.today)
    kinds = [kind.value for kind in TOLD]
    found = people.posts_at(tended.tenant, line, on=tended.today, kinds=kinds)
    found.sort(key=lambda card: (not card.holders, kinds.index(card.kind)))
    return found[0].post_id if found else None
