"""What each act does to a request in memory; who may do it is asked before.

Whole histories are made with the same moves, so that they equal what pages do.
"""

from __future__ import annotations

import os
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from linli.cases.actions.work import Work
from linli.cases.models import Case, CaseSender, FollowUp, Rating
from linli.cases.queries.routing import Receiver, short_of
from linli.cases.queries.words import word_hash
from linli.cases.rules import (
    HELPED,
    Audience,
    CaseDraft,
    CaseState,
    CaseType,
    Count,
    DutyKind,
    Outcome,
    Source,
    TidyDraft,
    Urgency,
    Verb,
    category_count,
    number_of,
    order_number,
    outcome_count,
    source_count,
    type_count,
)
from linli.kernel.actor import Actor
from linli.kernel.clocks import PauseReason
from linli.kernel.numbers import (
    RecordNumber,
    random_bytes_needed,
    secret_as_printed,
    secret_word,
)
from linli.places.queries import Above
from linli.records.queries import rule_in_force

_FIRST_LETTER = "cases/received"


def opened(
    *,
    actor: Actor,
    draft: CaseDraft,
    tidy: TidyDraft,
    case_id: UUID,
    above: Above | None,
    to: Receiver | None,
    by_table: bool,
    word: str,
    at: datetime,
) -> Work:
    """Make a new request; its number is given later."""
    case = _new_case(actor.sub_district_id, draft, tidy, draft.received_at or at)
    case.id = case_id
    case.secret_hash = word_hash(word) if word else ""
    put_in_place(case, above)
    give_to(case, to)
    sender = CaseSender(
        sub_district_id=case.sub_district_id,
        case=case,
        account_id=draft.account_id,
        name=tidy.sender_name,
        contact=tidy.contact,
        may_show=draft.may_show,
    )
    work = Work(actor=actor, case=case, at=at, sender=sender, new=True)
    work.move(CaseState.DISPATCHED if by_table else CaseState.RECEIVED)
    _count_opened(work)
    return work


def open_steps(work: Work) -> None:
    """Write the first step and tell the post that gets the request, once it has a number."""
    case = work.case
    facts = {"source": case.source, "post": str(case.lead_post_id or "")}
    work.step(Verb.OPEN, to_state=case.state, data=facts)
    work.record(Verb.OPEN, text=f"{case.title}\n{case.body}", facts=facts)
    work.tell_post(case.lead_post_id, "cases/new")
    work.tell_sender(_FIRST_LETTER)


def _new_case(tenant: UUID, draft: CaseDraft, tidy: TidyDraft, received_at: datetime) -> Case:
    return Case(
        sub_district_id=tenant,
        order_no=order_number(received_at, int.from_bytes(os.urandom(4))),
        title=tidy.title,
        body=tidy.body,
        type=draft.type.value if draft.type else "",
        urgency=draft.urgency.value,
        source=draft.source.value,
        category_id=draft.category_id,
        place_text=tidy.place_text,
        lat_e7=draft.lat_e7,
        lng_e7=draft.lng_e7,
        received_at=received_at,
        may_publish=draft.may_publish,
        outside_number=draft.outside_number,
        against=draft.against,
        in_favour=draft.in_favour,
        salt=os.urandom(16).hex(),
    )


def put_in_place(case: Case, above: Above | None) -> None:
    """Set the place, and copy what it lies in today."""
    case.place_id = above.place_id if above else None
    case.community_id = above.community_id if above else None
    case.compound_id = above.compound_id if above else None
    case.building_id = above.building_id if above else None
    case.patch_id = above.patch_id if above else None
    case.group_id = above.group_id if above else None
    case.grid_id = above.grid_cell_id if above else None


def give_to(case: Case, to: Receiver | None) -> None:
    """Make a post the lead."""
    case.lead_post_id = to.post_id if to else None
    case.lead_organisation_id = to.organisation_id if to else None


def new_word() -> str:
    """A secret word for a sender, as it is printed."""
    return secret_as_printed(secret_word(os.urandom(random_bytes_needed())))


def number_for(case: Case) -> RecordNumber:
    """The number of a request, but for its serial."""
    year = timezone.localdate(case.received_at).year
    return number_of(short_of(case.sub_district_id, case.community_id), year)


def _count_opened(work: Work) -> None:
    case = work.case
    work.count(Count.RECEIVED.value, at=case.received_at)
    work.count(source_count(case.source), at=case.received_at)
    work.count(type_count(case.type), at=case.received_at)
    work.count(Count.OPEN.value)
    if case.category_id:
        work.count(category_count(case.category_id), at=case.received_at)


def sort(
    work: Work,
    *,
    category_id: UUID | None,
    type_: CaseType | None,
    urgency: Urgency,
    complained_of_id: UUID | None = None,
) -> None:
    """Set what kind of request it is; the clocks follow type and urgency."""
    case, before = work.case, work.state
    new_type = type_.value if type_ else ""
    _recount(work, type_count(case.type), type_count(new_type))
    _recount(
        work,
        category_count(case.category_id) if case.category_id else "",
        category_count(category_id) if category_id else "",
    )
    case.category_id, case.type, case.urgency = category_id, new_type, urgency.value
    case.complained_of_id = complained_of_id
    if before is CaseState.RECEIVED:
        work.move(CaseState.SORTED)
    work.reckon_anew()
    work.note(
        Verb.SORT,
        before=before,
        type=new_type,
        urgency=urgency.value,
        category=str(category_id or ""),
    )


def relocate(work: Work, above: Above | None) -> None:
    """Set another place; counts go along to its community."""
    case = work.case
    count_place(work, -1)
    put_in_place(case, above)
    count_place(work, 1)


def count_place(work: Work, delta: int) -> None:
    """Take a request out of the counts of its place, or put it in."""
    case = work.case
    work.count(Count.RECEIVED.value, delta, at=case.received_at)
    work.count(source_count(case.source), delta, at=case.received_at)
    work.count(type_count(case.type), delta, at=case.received_at)
    work.count(Count.OPEN.value, delta)
    if case.category_id:
        work.count(category_count(case.category_id), delta, at=case.received_at)


def _recount(work: Work, old: str, new: str) -> None:
    if old == new:
        return
    for indicator, delta in ((old, -1), (new, 1)):
        if indicator:
            work.count(indicator, delta, at=work.case.received_at)


def dispatch(work: Work, to: Receiver, *, note: str = "") -> None:
    """Send a request to a post; it must accept it anew."""
    before = work.state
    give_to(work.case, to)
    _forget_draft(work.case)
    work.move(CaseState.DISPATCHED)
    work.note(
        Verb.DISPATCH, text=note, audience=Audience.STAFF, before=before, post=str(to.post_id)
    )
    work.tell_post(to.post_id, "cases/dispatched")


def accept(work: Work) -> None:
    """The unit takes it on; the clocks of answer and close begin."""
    before = work.state
    _lead_by_actor(work)
    work.move(CaseState.ACCEPTED)
    work.note(Verb.ACCEPT, before=before)
    work.tell_sender("cases/accepted")


def start_work(work: Work, *, note: str = "") -> None:
    """Work begins."""
    before = work.state
    work.move(CaseState.IN_PROGRESS)
    work.note(Verb.START, text=note, before=before)


def give_back(work: Work, to: Receiver | None, *, reason: str, verb: Verb = Verb.RETURN) -> None:
    """Back to the sorter or the office, who looks for another unit."""
    before, left = work.state, work.case.lead_post_id
    give_to(work.case, to)
    _forget_draft(work.case)
    work.move(CaseState.SORTED)
    gone = {"post": str(left or ""), "given_to": str(work.case.lead_post_id or "")}
    work.note(verb, text=reason, audience=Audience.STAFF, before=before, **gone)
    work.tell_post(work.case.lead_post_id, "cases/returned")


def answer(work: Work, *, text: str, verb: Verb = Verb.ANSWER, **data: Any) -> None:
    """The answer that the sender reads."""
    case, before = work.case, work.state
    case.answer, case.answered_at = text, work.at
    _forget_draft(case)
    work.move(CaseState.ANSWERED)
    work.note(verb, text=text, before=before, **data)
    work.tell_sender("cases/answered")


def close(work: Work, *, verb: Verb = Verb.CLOSE) -> None:
    """The matter ends; who was helped to write is called."""
    case, before = work.case, work.state
    due = next((duty for duty in work.clocks.open if duty.kind == DutyKind.CLOSE), None)
    case.closed_at = work.at
    work.move(CaseState.CLOSED)
    if due is not None and work.at <= due.due_at:
        work.count(Count.CLOSED_IN_TIME.value)
    work.note(verb, before=before)
    if Source(case.source) in HELPED and not case.reopened:
        _plan_call(work)


def _plan_call(work: Work) -> None:
    rule = rule_in_force(work.tenant, "request.follow_up_call", on=timezone.localdate(work.at))
    due = work.calendar.due_after(work.at, rule.duration)
    work.batch.add(
        FollowUp(
            sub_district_id=work.tenant,
            case_id=work.case.id,
            community_id=work.case.community_id,
            due_on=due.on,
            made_at=work.at,
        )
    )


def rate(work: Work, *, outcome: Outcome, comment: str, verb: Verb = Verb.RATE) -> None:
    """What the sender says; solved or partly closes what is still open."""
    case = work.case
    work.batch.add(
        Rating(
            sub_district_id=work.tenant,
            case_id=case.id,
            round=case.reopened,
            outcome=outcome.value,
            comment=comment,
            at=work.at,
        )
    )
    work.count(outcome_count(outcome.value))
    work.note(verb, text=comment, outcome=outcome.value)


def reopen(work: Work, to: Receiver | None) -> None:
    """A "no": the next one up is responsible, and is told."""
    case, before = work.case, work.state
    passed = case.lead_post_id
    give_to(case, to)
    case.reopened += 1
    case.level += 1
    case.closed_at = case.forgotten_at = None
    work.end_clocks(tuple(DutyKind))
    work.move(CaseState.REOPENED)
    work.note(Verb.REOPEN, before=before, post=str(case.lead_post_id or ""), round=case.reopened)
    work.tell_post(case.lead_post_id, "cases/reopened")
    if passed != case.lead_post_id:
        work.tell_post(passed, "cases/reopened_above")


def explain_review(work: Work) -> None:
    """It has been reopened as often as the rule allows: the way on leads to a review (R44).

    That it stays closed is the rule's doing, not that of the sender who just said "no".
    """
    work.by_linli = True
    if work.state is CaseState.ANSWERED:
        close(work)
    work.note(Verb.REOPEN, text="", review=True, refused=True)
    work.by_linli = False
    work.tell_sender("cases/review_route")


def withdraw(work: Work, *, reason: str) -> None:
    """The sender takes it back."""
    before = work.state
    work.case.closed_at = work.at
    work.move(CaseState.WITHDRAWN)
    work.note(Verb.WITHDRAW, text=reason, before=before)
    work.tell_post(work.case.lead_post_id, "cases/withdrawn")


def merge(work: Work, into: Work) -> None:
    """One matter, one request: the sender of this one reads the answer of the other."""
    before = work.state
    work.case.merged_into_id = into.case.id
    work.case.closed_at = work.at
    work.move(CaseState.MERGED)
    work.note(Verb.MERGE, before=before, into=into.case.number)
    into.note(Verb.TAKE_IN, audience=Audience.STAFF, number=work.case.number)
    work.tell_sender("cases/merged")


def transfer(work: Work, *, to: str, reason: str, **data: Any) -> None:
    """It belongs elsewhere."""
    before = work.state
    work.case.closed_at = work.at
    work.move(CaseState.TRANSFERRED)
    work.note(Verb.TRANSFER, text=reason, before=before, to=to, **data)
    work.tell_sender("cases/transferred")


def wait(work: Work, to: CaseState, reason: PauseReason) -> CaseState:
    """Stand still until what is waited for comes; answers where it stood before."""
    before = work.state
    work.case.state_before = before.value
    work.move(to, pause=reason)
    return before


def _forget_draft(case: Case) -> None:
    case.draft, case.proposed_by, case.proposed_at = "", None, None


def _lead_by_actor(work: Work) -> None:
    """A colleague of the unit who accepts it takes the lead; the unit stays the same."""
    post = work.actor.post
    if post is not None and post.organisation_id == work.case.lead_organisation_id:
        work.case.lead_post_id = post.post_id


CLOCK_COLUMNS = frozenset({"due_at", "due_kind", "paused", "version"})
"""Columns that follow from the clocks and are reckoned anew when an act is undone."""
