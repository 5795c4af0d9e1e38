"""The calendar of property contracts: what is near is told once, what is over ends or goes on."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from linli.kernel.actor import system_actor
from linli.kernel.posts import PostKind
from linli.money.actions.contracts import contract_under_change
from linli.money.actions.service_scores import close_survey
from linli.money.actions.tended import Tended
from linli.money.models import PropertyContract
from linli.money.queries.contracts import (
    contracts_to_look_at,
    notice_days,
    surveys_over,
    terms_of,
)
from linli.money.queries.service_words import reminder_zh
from linli.money.rules import ContractState, Reminder, Side
from linli.money.rules.service import SOON, after_end, due_now, goes_on
from linli.people import queries as people
from linli.records.actions import Guard

TOLD: tuple[PostKind, ...] = (PostKind.OWNERS_COMMITTEE_CHAIR, PostKind.SECRETARY)
"""Who is told: the nearest held post of the first of these kinds."""


def remind_contracts(*, sub_district_id: UUID, at: datetime) -> int:
    """Tell what is near, end what is over, close surveys; answer how many things were done."""
    guard = Guard(job="money.contracts", sub_district_id=sub_district_id, at=at)
    on = timezone.localdate(at)
    done = 0
    for contract_id in contracts_to_look_at(sub_district_id):
        done += guard.do(contract_id, partial(_look, contract_id, sub_district_id, at)) or 0
    for survey_id in surveys_over(sub_district_id, on=on):
        done += guard.do(survey_id, partial(_close, survey_id, sub_district_id, at)) or 0
    return done


def _close(survey_id: UUID, sub_district_id: UUID, at: datetime) -> int:
    close_survey(actor=system_actor(sub_district_id), survey_id=survey_id, at=at)
    return 1


@transaction.atomic
def _look(contract_id: UUID, sub_district_id: UUID, at: datetime) -> int:
    tended = contract_under_change(system_actor(sub_district_id), contract_id, None, at)
    what = _ended(tended) or _near(tended) or _late(tended)
    if what is None:
        return 0
    _tell(tended, what)
    tended.write()
    return 1


def _ended(tended: Tended[PropertyContract]) -> Reminder | None:
    """End a contract by its notice, or let one go on whose days were over without a decision."""
    row = tended.row
    terms, state = terms_of(row), ContractState(row.state)
    if (then := after_end(terms, state, tended.today)) is not None:
        tended.change(state=then.value)
        tended.record("money.contract_ended")
        return Reminder.ENDED
    if goes_on(terms, state, tended.today) and row.ends_on is not None:
        tended.change(indefinite_since=row.ends_on + timedelta(days=1), ends_on=None)
        tended.record("money.contract_goes_on", {"vote": row.vote_number})
        return Reminder.GOES_ON
    return None


def _near(tended: Tended[PropertyContract]) -> Reminder | None:
    row = tended.row
    days = notice_days(row, Side.COMPANY, on=tended.today)
    found = due_now(terms_of(row), days, row.told, tended.today)
    return found[0].what if found else None


def _late(tended: Tended[PropertyContract]) -> Reminder | None:
    row = tended.row
    late = (
        row.state == ContractState.ENDED_SERVING
        and row.leaves_on is not None
        and tended.today - row.leaves_on > SOON
        and Reminder.TAKEOVER_LATE.value not in row.told
    )
    return Reminder.TAKEOVER_LATE if late else None


def _tell(tended: Tended[PropertyContract], what: Reminder) -> None:
    row = tended.row
    tended.batch.tell_post(
        _post(tended),
        "money/contract_calendar",
        mark=f"{what.value}:{row.starts_on}:{row.leaves_on or ''}",
        params={"number": row.number, "what": reminder_zh(what)},
        link=f"/desk/contracts/{row.id}/",
        at=tended.at,
    )
    tended.change(told=[*row.told, what.value])


def _post(tended: Tended[PropertyContract]) -> UUID | None:
    line = people.line_of(tended.tenant, tended.row.place_id, on=tended.today)
    kinds = [kind.value for kind in TOLD]
    found = people.posts_at(tended.tenant, line, on=tended.today, kinds=kinds)
    found.sort(key=lambda card: (not card.holders, kinds.index(card.kind)))
    return found[0].post_id if found else None
