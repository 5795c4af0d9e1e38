"""Requests for tests of rules and acts, at a clock that stands still; made by actions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from linli.cases import actions
from linli.cases.models import Case
from linli.cases.rules import CaseDraft, CaseType, Opened, Source, Urgency
from linli.kernel.actor import Actor, nobody
from linli.records.models import Duty, Message, Tally
from tests.cases.desk_builders import LIFTS, Ground, a_ground

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
"""A Tuesday, ten in the morning."""
BODY = "三号楼二单元电梯停了，老人下不了楼。"

_serial = count(1)

__all__ = [
    "AT",
    "BODY",
    "Ground",
    "a_dispatched_case",
    "a_ground",
    "a_sorted_case",
    "an_accepted_case",
    "an_answered_case",
    "an_open_case",
    "clocks",
    "draft_at",
    "later",
    "letters",
    "opened",
    "slip_of",
    "tallies",
]


def later(**by: Any) -> datetime:
    """An instant after the clock's."""
    return AT + timedelta(**by)


def draft_at(ground: Ground, **facts: Any) -> CaseDraft:
    """What a visitor sends from the compound."""
    given: dict[str, Any] = {
        "title": "电梯停运",
        "body": BODY,
        "source": Source.WEB,
        "place_id": ground.compound.id,
        "sender_name": "示例张三",
        "contact": "zhangsan@example.org",
    }
    return CaseDraft(**{**given, **facts})


def opened(ground: Ground, *, key: str = "", at: datetime = AT, **facts: Any) -> Opened:
    """What the sender of a new request takes home."""
    return actions.open_case(
        actor=nobody(ground.place.id),
        key=key or f"builder-{next(_serial)}",
        draft=draft_at(ground, **facts),
        at=at,
    )


def an_open_case(ground: Ground, *, at: datetime = AT, **facts: Any) -> Case:
    """A request that was sent in and that nobody touched."""
    return Case.objects.get(id=opened(ground, at=at, **facts).case_id)


def slip_of(ground: Ground, sent: Opened, *, at: datetime = AT) -> str:
    """What the sender shows who gave number and word."""
    return actions.follow_case(
        sub_district_id=ground.place.id, number=sent.number, secret=sent.secret, at=at
    ).slip


def a_sorted_case(ground: Ground, case: Case | None = None, **facts: Any) -> Case:
    """A request that the officer sorted as a repair, if nothing else is said."""
    case = case or an_open_case(ground)
    given: dict[str, Any] = {
        "category_id": ground.categories[LIFTS],
        "type": CaseType.REPAIR,
        "urgency": Urgency.ORDINARY,
        "place_id": case.place_id,
        "at": AT,
    }
    return actions.sort_case(
        actor=ground.officer, case_id=case.id, version=case.version, **{**given, **facts}
    )


def a_dispatched_case(
    ground: Ground, case: Case | None = None, *, to: Actor | None = None, at: datetime = AT
) -> Case:
    """A sorted request that was sent to the property company, if nobody else is named."""
    case = case or a_sorted_case(ground)
    post = (to or ground.property_manager).post
    assert post is not None
    return actions.dispatch_case(
        actor=ground.officer, case_id=case.id, version=case.version, post_id=post.post_id, at=at
    )


def an_accepted_case(ground: Ground, case: Case | None = None, *, at: datetime = AT) -> Case:
    """A request that the property company took on."""
    case = case or a_dispatched_case(ground)
    return actions.accept_case(
        actor=ground.property_manager, case_id=case.id, version=case.version, at=at
    )


def an_answered_case(ground: Ground, case: Case | None = None, *, at: datetime = AT) -> Case:
    """A request that the property company answered."""
    case = case or an_accepted_case(ground)
    return actions.answer_case(
        actor=ground.property_manager,
        case_id=case.id,
        version=case.version,
        text="已修好，电梯恢复运行。",
        at=at,
    )


def clocks(case: Case) -> dict[str, Duty]:
    """The clocks of a request that have not ended, by kind."""
    open_ones = Duty.objects.filter(subject_id=case.id, done_at=None)
    return {duty.kind: duty for duty in open_ones}


def letters(case: Case, template: str) -> list[Message]:
    """What was sent about a request under one template."""
    found = Message.objects.filter(sub_district_id=case.sub_district_id, template=template)
    return [one for one in found if one.params.get("number") == case.number]


def tallies(case: Case) -> list[tuple[str, int]]:
    """What was counted in the request's sub-district, in the order of writing."""
    found = Tally.objects.filter(sub_district_id=case.sub_district_id)
    return list(found.order_by("id").values_list("indicator", "delta"))
