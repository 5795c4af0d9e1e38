"""Requests about one's own data, and what a person at the counter lets be seen."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import pgettext

from linli.kernel.actor import Actor
from linli.kernel.posts import PostKind
from linli.people.models import CounterLook, DataRequest
from linli.people.queries.posts import held_posts_at
from linli.people.rules.data_requests import RequestOutcome, RequestState, Right
from linli.places import queries as places

_ANSWERING = (
    PostKind.INFORMATION_PROTECTION_OFFICER,
    PostKind.GOVERNANCE_OFFICER,
    PostKind.SUB_DISTRICT_LEADER,
)


def answering_post(sub_district_id: UUID, *, on: date) -> UUID | None:
    """The post that answers requests about own data: the protection officer's, else the office's."""
    return _first_held(sub_district_id, _ANSWERING, on)


def overseeing_post(sub_district_id: UUID, *, on: date) -> UUID | None:
    """The post that is told when the officer answers late: the leader's, else the office's."""
    return _first_held(sub_district_id, tuple(reversed(_ANSWERING[1:])), on)


def data_request(sub_district_id: UUID, request_id: UUID) -> DataRequest | None:
    """One request about own data."""
    return DataRequest.objects.filter(sub_district_id=sub_district_id, id=request_id).first()


def data_requests_of(sub_district_id: UUID, account_id: UUID) -> list[DataRequest]:
    """What an account asked about its own data, newest first."""
    rows = DataRequest.objects.filter(sub_district_id=sub_district_id, account_id=account_id)
    return list(rows.order_by("-id"))


def data_requests_waiting(sub_district_id: UUID, *, limit: int = 200) -> list[DataRequest]:
    """What waits for an answer, earliest due first; the words stay closed."""
    rows = DataRequest.objects.filter(
        sub_district_id=sub_district_id, state=RequestState.WAITING.value
    )
    return list(rows.defer("words", "answer").order_by("due_at", "id")[:limit])


def data_requests_answered(sub_district_id: UUID, *, limit: int = 50) -> list[DataRequest]:
    """What was answered last, newest first; the words stay closed."""
    rows = DataRequest.objects.filter(
        sub_district_id=sub_district_id, state=RequestState.ANSWERED.value
    )
    return list(rows.defer("words", "answer").order_by("-answered_at", "-id")[:limit])


def look_of_clerk(actor: Actor, *, at: datetime) -> CounterLook | None:
    """The look that a person at the counter allows this clerk now; none once it is over."""
    if actor.post is None or actor.account_id is None:
        return None
    rows = CounterLook.objects.filter(
        sub_district_id=actor.sub_district_id,
        post_id=actor.post.post_id,
        clerk_id=actor.account_id,
        open_until__gt=at,
    )
    return rows.order_by("-opened_at").first()


def look_allowed_by(sub_district_id: UUID, account_id: UUID, *, at: datetime) -> CounterLook | None:
    """The code or the look that an account has open now."""
    row = CounterLook.objects.filter(sub_district_id=sub_district_id, account_id=account_id).first()
    if row is None or (row.open_until or row.code_until) <= at:
        return None
    return row


def right_word(code: str) -> str:
    """What is asked about own data, in words."""
    return {
        Right.ASK.value: pgettext("request about own data", "A question"),
        Right.CORRECT.value: pgettext("request about own data", "To be put right"),
        Right.ERASE.value: pgettext("request about own data", "To be erased"),
        Right.OBJECT.value: pgettext("request about own data", "An objection"),
        Right.COMPLAIN.value: pgettext("request about own data", "A complaint"),
    }.get(code, code)


def outcome_word(code: str) -> str:
    """What came of a request about own data, in words."""
    return {
        RequestOutcome.GRANTED.value: pgettext("request about own data", "done as asked"),
        RequestOutcome.PARTLY.value: pgettext("request about own data", "done in part"),
        RequestOutcome.REFUSED.value: pgettext("request about own data", "not done, with reasons"),
        RequestOutcome.EXPLAINED.value: pgettext("request about own data", "answered"),
    }.get(code, code)


def _first_held(sub_district_id: UUID, kinds: tuple[PostKind, ...], on: date) -> UUID | None:
    root = places.root(sub_district_id)
    if root is None:
        return None
    order = [kind.value for kind in kinds]
    held = held_posts_at(sub_district_id, [root.id], order, on=on)
    ranked = sorted(held, key=lambda row: (order.index(row[1]), row[0]))
    return ranked[0][0] if ranked else None
