"""The right body votes through `elections`; what it resolved becomes the resolution."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.decisions.actions.at_step import at_kind
from linli.decisions.actions.proposing import short_number
from linli.decisions.actions.work import Work
from linli.decisions.models import Decision, DecisionStep, Resolution
from linli.decisions.queries.matters import body_word
from linli.decisions.queries.plans import matter_types
from linli.decisions.queries.steps import resolution_in_force, text_now
from linli.decisions.queries.votes import Voted, answered_seats, may_call_again, voted
from linli.decisions.rules import Body, StepKind
from linli.elections import actions as elections
from linli.elections.rules import ElectionKind
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused
from linli.money import actions as money
from linli.money.rules import Duty
from linli.people import queries as people
from linli.people.queries import BodyCard
from linli.tenancy.models import new_id

KIND = "JD"


@transaction.atomic
def call_vote(
    *, actor: Actor, decision_id: UUID, version: int | None = None, at: datetime
) -> Decision:
    """Put the text to the vote of the body that may decide; from there it is led in `elections`."""
    work, _steps, step = at_kind(actor, decision_id, StepKind.RESOLVE, version=version, at=at)
    found = work.decision
    if not may_call_again(found):
        raise Refused(
            "voted_before",
            _("This was put to the vote already. Take its result, or return it with a reason."),
        )
    body = _sitting_body(work)
    vote = elections.call_election(
        actor=actor,
        key=f"{found.id}:{step.turn}:{found.vote_id}",
        kind=ElectionKind(matter_types()[found.matter_type].vote_kind),
        place_id=found.place_id,
        title=found.title,
        body_id=found.body_id,
        at=at,
    )
    elections.set_terms(
        actor=actor, election_id=vote.id, terms=_terms(work), version=vote.version, at=at
    )
    if body is not None:
        elections.name_members(actor=actor, election_id=vote.id, at=at)
    work.change(vote_id=vote.id)
    work.record("decisions.call_vote", {"vote": str(vote.id), "body": found.body_kind})
    return work.write()


@transaction.atomic
def take_result(
    *, actor: Actor, decision_id: UUID, version: int | None = None, at: datetime
) -> Resolution:
    """Take the announced result as the resolution; who answered the roll call decided."""
    work, _steps, step = at_kind(actor, decision_id, StepKind.RESOLVE, version=version, at=at)
    if (before := resolution_in_force(work.decision)) is not None:
        return before
    count = voted(work.decision)
    if count is None:
        raise Refused("no_result", _("The result of the vote is not announced yet."))
    _require_sat(work, count)
    _name_deciders(work, count)
    made = _resolution(work, count, step)
    work.batch.add(made)
    work.record(
        "decisions.take_result",
        {"vote": str(count.vote.id), "carried": count.carried, "digest": count.result.digest},
    )
    work.write()
    return made


def _resolution(work: Work, count: Voted, _step: DecisionStep) -> Resolution:
    return Resolution(
        id=new_id(),
        sub_district_id=work.tenant,
        decision_id=work.decision.id,
        number=short_number(work.tenant, work.decision.place_id, KIND, work.at),
        text_number=work.decision.text_number,
        body_name=_body_name(work)[:120],
        vote_id=count.vote.id,
        vote_number=count.vote.number,
        carried=count.carried,
        figures=count.figures,
        digest=count.result.digest,
        resolved_on=timezone.localdate(count.result.announced_at),
        made_by=work.actor.label,
        made_at=work.at,
    )


def _terms(work: Work) -> elections.Terms:
    """The matter as the rules name it; a council's shares follow the body that decides."""
    kind = matter_types()[work.decision.matter_type]
    return elections.Terms(matter=kind.joint_matter or kind.body.value, question=_question(work))


def _question(work: Work) -> str:
    """What is voted on, as it stands on ballots, which are Chinese: the text by its fingerprint."""
    text = text_now(work.decision)
    if text is None:
        raise Refused("no_text", _("The proposal has no text yet. Write it."))
    mark = f"{text.digest[:4]} {text.digest[4:8]}"
    return f"{work.decision.title}（{work.decision.number}，第 {text.number} 稿，指纹 {mark}），是否同意？"


def _sitting_body(work: Work) -> BodyCard | None:
    """The body as it sits today; refused where its term is over or nobody sits."""
    found = work.decision
    if Body(found.body_kind) is Body.OWNERS or found.body_id is None:
        return None
    body = people.body(work.tenant, found.body_id, on=work.today)
    if body is None or not _sits_on(body, work.today):
        raise Refused(
            "term_over",
            _("The term of this body is over or has not begun. It decides nothing until it sits."),
        )
    return body


def _sits_on(body: BodyCard, on: date) -> bool:
    term = body.term
    return term is not None and term.first <= on <= term.last and bool(term.members)


def _require_sat(work: Work, count: Voted) -> None:
    """A council whose term ended before the vote did resolved nothing."""
    found = work.decision
    closed = count.vote.closed_at
    if Body(found.body_kind) is Body.OWNERS or found.body_id is None or closed is None:
        return
    on = timezone.localdate(closed)
    body = people.body(work.tenant, found.body_id, on=on)
    if body is None or not _sits_on(body, on):
        raise Refused(
            "term_over", _("The term of this body ended before its vote did. It decided nothing.")
        )


def _name_deciders(work: Work, count: Voted) -> None:
    """Who answered when called has decided; owners vote as owners, which is no duty."""
    if Body(work.decision.body_kind) is Body.OWNERS:
        return
    seats = people.accounts_of_seats(work.tenant, answered_seats(count.vote))
    for account_id in dict.fromkeys(seats.values()):
        money.take_hand(
            actor=work.actor,
            matter_id=work.decision.id,
            account_id=account_id,
            duty=Duty.DECIDES,
            title=_body_name(work),
            at=work.at,
        )


def _body_name(work: Work) -> str:
    found = work.decision
    body = people.body(work.tenant, found.body_id, on=work.today) if found.body_id else None
    return body.name if body else body_word(Body(found.body_kind))
