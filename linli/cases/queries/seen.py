"""A request as somebody sees it: staff with a part in it, its sender, or nobody."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils import timezone

from linli.cases.models import (
    Assistance,
    Case,
    CaseSender,
    CaseStep,
    FollowUp,
    HandOver,
    Question,
    Rating,
    SubTask,
)
from linli.cases.queries import sentences
from linli.cases.queries.facts import facts_of, helping_with
from linli.cases.queries.words import slip_fits, token_hash, word_fits
from linli.cases.rules import (
    OF_REFERRALS,
    Act,
    Audience,
    CaseFacts,
    CaseType,
    Role,
    Verb,
    may_approve,
    may_do,
    may_reassign,
    may_see,
    may_see_sender,
    roles_of,
    why_unlawful,
)
from linli.kernel.actor import Actor
from linli.kernel.clocks import Reading
from linli.records import queries as records

if TYPE_CHECKING:
    from linli.records.models import AccessEntry, Attachment, Duty

ACT_BAR = (
    Verb.SORT,
    Verb.DISPATCH,
    Verb.ACCEPT,
    Verb.START,
    Verb.ANSWER,
    Verb.APPROVE,
    Verb.SEND_BACK,
    Verb.CLOSE,
    Verb.ASK,
    Verb.HAND_OVER,
    Verb.RETURN,
    Verb.OBJECT,
    Verb.EXTEND,
    Verb.NOTE,
    Verb.ADD_WORDS,
    Verb.ASSIST,
    Verb.ADD_TASK,
    Verb.PAUSE,
    Verb.RESUME,
    Verb.MERGE,
    Verb.TRANSFER,
    Verb.PRESS,
    Verb.PUBLISH,
    Verb.UNPUBLISH,
)
"""What staff can do with a request, in the order of its buttons."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A request with what rules say about it and the one who looks."""

    case: Case
    facts: CaseFacts
    roles: frozenset[Role]
    may_see_sender: bool
    helping: tuple[Assistance, ...] = ()


@dataclass(frozen=True, slots=True)
class ClockShown:
    """A clock of a request and what it shows now."""

    duty: Duty
    reading: Reading


@dataclass(frozen=True, slots=True)
class Hanging:
    """What hangs on a request beside its steps."""

    questions: list[Question]
    hand_overs: list[HandOver]
    tasks: list[SubTask]
    ratings: list[Rating]
    follow_ups: list[FollowUp]


def case_for(actor: Actor, case_id: UUID) -> Seen:
    """A request for staff with a part in it; for everybody else there is none."""
    case = _cases(actor.sub_district_id).filter(id=case_id).first()
    if case is None:
        raise sentences.missing()
    helping = helping_with(case.sub_district_id, case.id)
    sender = CaseSender.objects.filter(
        sub_district_id=case.sub_district_id, case_id=case.id
    ).first()
    facts = facts_of(
        case,
        helping=helping,
        may_show=bool(sender and sender.may_show),
        question_open=_question_open(case),
    )
    roles = roles_of(actor, facts)
    if not may_see(roles):
        raise sentences.missing()
    return Seen(case, facts, roles, may_see_sender(actor, facts, roles), tuple(helping))


def _cases(sub_district_id: UUID) -> Any:
    return Case.objects.filter(sub_district_id=sub_district_id).select_related(
        "category", "place", "lead_post"
    )


def _question_open(case: Case) -> bool:
    asked = Question.objects.filter(
        sub_district_id=case.sub_district_id, case_id=case.id, answered_at=None
    )
    return asked.exists()


def lawful_acts(actor: Actor, seen: Seen, verbs: Collection[Verb] = ACT_BAR) -> tuple[Act, ...]:
    """What an actor's roles let it do with a request, and why some of it cannot be done now."""
    return tuple(
        Act(verb, allowed=not reason, reason=reason)
        for verb in verbs
        if may_do(verb, seen.roles)
        and (verb not in OF_REFERRALS or seen.facts.type is CaseType.REFERRAL)
        for reason in (_why_not(actor, seen, verb),)
    )


def _why_not(actor: Actor, seen: Seen, verb: Verb) -> str:
    code = why_unlawful(verb, seen.facts)
    if not code and verb is Verb.DISPATCH and not may_reassign(seen.facts, seen.roles):
        code = "taken_in_hand"
    if not code and verb is Verb.EXTEND and _extended_out(seen.case):
        code = "extended_already"
    if not code and verb is Verb.APPROVE and not may_approve(actor, seen.facts):
        code = "approves_own"
    return sentences.reason_of(code, seen.facts.state)


def _extended_out(case: Case) -> bool:
    """Whether the limit was extended as often as the rule allows."""
    key = {"sub_district_id": case.sub_district_id, "case_id": case.id}
    times = CaseStep.objects.filter(**key, verb=Verb.EXTEND.value).count()
    on = timezone.localdate()
    return times >= records.rule_in_force(case.sub_district_id, EXTENSIONS, on=on).count


EXTENSIONS = "referral.extension_most"


def case_of_sender(
    sub_district_id: UUID,
    *,
    case_id: UUID | None = None,
    number: str = "",
    account_id: UUID | None = None,
    slip: str = "",
) -> Case:
    """A request for its sender, known by the slip or the account; for others there is none."""
    which = {"id": case_id} if case_id else {"number": number}
    case: Case | None = _cases(sub_district_id).filter(**which).first()
    if case is None or not _is_sender(case, account_id, slip):
        raise sentences.missing()
    return case


def case_with_word(sub_district_id: UUID, case_id: UUID, word: str) -> Case:
    """A request for whoever has its secret word at hand; for others there is none."""
    case: Case | None = _cases(sub_district_id).filter(id=case_id).first()
    if case is None or not word_fits(case, word):
        raise sentences.missing()
    return case


def _is_sender(case: Case, account_id: UUID | None, slip: str) -> bool:
    if slip_fits(case, slip):
        return True
    mine = CaseSender.objects.filter(
        sub_district_id=case.sub_district_id, case_id=case.id, account_id=account_id
    )
    return account_id is not None and mine.exists()


def resident_cases(
    sub_district_id: UUID, account_id: UUID, *, before: int | None = None, limit: int = 20
) -> list[Case]:
    """The requests an account sent, newest first; `before` is the order to page on from."""
    mine = CaseSender.objects.filter(sub_district_id=sub_district_id, account_id=account_id)
    found = _cases(sub_district_id).filter(id__in=mine.values("case_id"))
    if before is not None:
        found = found.filter(order_no__lt=before)
    return list(found.order_by("-order_no")[:limit])


def audiences_of(roles: frozenset[Role]) -> tuple[str, ...]:
    """Which steps somebody in these roles reads; the sender reads those for all."""
    if roles & {Role.LEAD, Role.HELPER}:
        return (Audience.ALL.value, Audience.STAFF.value, Audience.UNIT.value)
    if roles - {Role.SENDER}:
        return (Audience.ALL.value, Audience.STAFF.value)
    return (Audience.ALL.value,)


def steps_of(case: Case, audiences: Collection[str] = (Audience.ALL.value,)) -> list[CaseStep]:
    """What happened to a request, oldest first, as far as the reader may know."""
    found = CaseStep.objects.filter(
        sub_district_id=case.sub_district_id, case_id=case.id, audience__in=list(audiences)
    )
    return list(found.order_by("at", "id"))


def steps_for_sender(case: Case) -> list[CaseStep]:
    """What happened, oldest first, as its sender may know it: to whom it was sent, too.

    What was undone within its seconds never came about; a note on sending stays inside.
    """
    told: list[CaseStep] = []
    for step in steps_of(case, (Audience.ALL.value, Audience.STAFF.value)):
        undone = step.data.get("undone") if step.verb == Verb.UNDO else None
        if undone and told and told[-1].verb == undone:
            told.pop()
        elif step.audience == Audience.ALL or step.verb == Verb.DISPATCH:
            told.append(step)
    return told


def clocks_of(case: Case, *, at: datetime) -> list[ClockShown]:
    """The clocks of a request that still run or stand, earliest due first."""
    tenant = case.sub_district_id
    calendar = records.calendar_for(tenant)
    return [
        ClockShown(duty, records.clock_of(duty).read(calendar, at))
        for duty in records.open_duties(tenant, case.id)
    ]


def hanging_on(case: Case) -> Hanging:
    """Questions, links out, tasks, ratings and calls of a request, oldest first."""
    key = {"sub_district_id": case.sub_district_id, "case_id": case.id}
    return Hanging(
        questions=list(Question.objects.filter(**key).order_by("asked_at", "id")),
        hand_overs=list(HandOver.objects.filter(**key).order_by("made_at", "id")),
        tasks=list(SubTask.objects.filter(**key).select_related("post").order_by("made_at", "id")),
        ratings=list(Rating.objects.filter(**key).order_by("round")),
        follow_ups=list(FollowUp.objects.filter(**key).order_by("made_at", "id")),
    )


def attachments_of(case: Case, *, for_staff: bool = False) -> list[Attachment]:
    """The photos and papers of a request."""
    return records.attachments_of(case.sub_district_id, case.id, for_staff=for_staff)


def who_read(case: Case, *, limit: int = 50) -> list[AccessEntry]:
    """Who among staff read a request or its contact, newest first."""
    return records.accesses_to(case.sub_district_id, case.id, limit=limit)


def may_read_attachment(
    *,
    actor: Actor,
    subject_id: UUID,
    for_staff_only: bool,
    session: Mapping[str, Any],
    key: str,
) -> bool:
    """Whether a file of a request may be had: by staff with a part in it, its sender, a link."""
    tenant = actor.sub_district_id
    case = Case.objects.filter(sub_district_id=tenant, id=subject_id).first()
    if case is None:
        return False
    helping = helping_with(tenant, case.id)
    if may_see(roles_of(actor, facts_of(case, helping=helping))):
        return True
    if for_staff_only:
        return False
    slips = [kept.get("slip", "") for kept in dict(session.get("followed", {})).values()]
    if any(slip_fits(case, slip) for slip in slips) or _is_sender(case, actor.account_id, ""):
        return True
    return bool(key) and _link_opens(case, key)


def _link_opens(case: Case, token: str) -> bool:
    link = HandOver.objects.filter(
        sub_district_id=case.sub_district_id,
        case_id=case.id,
        token_hash=token_hash(token),
        revoked_at=None,
        done_at=None,
    )
    return link.exists()
