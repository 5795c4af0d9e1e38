"""A withdrawal as its two pages show it: the same facts for the desk and for everybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.decisions import queries
from linli.decisions.queries.participation_words import call_state_word
from linli.decisions.queries.withdrawals import PAGE, Leads
from linli.decisions.rules import ProblemState, WithdrawalState
from linli.elections import queries as elections
from linli.money import queries as money
from linli.money.rules import TakeoverSide
from linli.records.queries import in_words
from linli.ui.clock import ClockFace, clock_face
from linli.ui.pieces import Event, Row
from linli.ui.words import day

if TYPE_CHECKING:
    from linli.decisions.models import Milestone, SubProblem, Withdrawal


@dataclass(frozen=True, slots=True)
class ProblemShown:
    """A sub-problem with its words."""

    row: SubProblem
    kind: str
    state: str
    tone: str
    run_out: bool


@dataclass(frozen=True, slots=True)
class MilestoneShown:
    """A milestone with what it lacks, and whether it is late."""

    row: Milestone
    kind: str
    late: bool
    moved: bool
    lacks: str = ""

    @property
    def came_late(self) -> bool:
        """Whether it was done after its day."""
        return self.row.done_on is not None and self.row.done_on > self.row.due_on


@dataclass(frozen=True, slots=True)
class Serving:
    """Whether the company must still serve, with the article."""

    taken_over: bool
    by: str
    source: str
    note: str
    cut_source: str


def page_of(found: Withdrawal, *, on: date, before: UUID | None = None) -> dict[str, Any]:
    """All that both pages show of a withdrawal."""
    leads = queries.leads_of(found)
    plan = queries.milestones_of(found)
    following = queries.next_milestone(plan)
    events = queries.withdrawal_events(found, before=before)
    problems = [_problem(one, on) for one in queries.problems_of(found)]
    return {
        "withdrawal": found,
        "state_word": state_word(found, leads),
        "state_tone": "is-good" if leads.taken_over else "is-late",
        "closed": found.state == WithdrawalState.CLOSED,
        "serving": _serving(found, leads, on),
        "problems": problems,
        "solved": sum(one.row.state == ProblemState.SOLVED for one in problems),
        "members": queries.task_group_of(found),
        "plan": [_milestone(found, one, leads, on) for one in plan],
        "following": following,
        "clock": _clock(following),
        "events": [Event(one.words, [one.by], one.at) for one in events],
        "older": f"?before={events[-1].id}" if len(events) == PAGE else "",
        "themes": queries.interview_themes(found.sub_district_id, about_id=found.id),
        "leads": leads,
        "disputes": _disputes(leads),
        "signed": _signed(leads),
    }


def state_word(found: Withdrawal, leads: Leads) -> str:
    """Where it stands, in words."""
    if found.state == WithdrawalState.CLOSED:
        return _("Taken over, closed")
    return _("Taken over by others") if leads.taken_over else _("The company must keep serving")


def public_leads(found: Withdrawal, leads: Leads) -> list[Row]:
    """What it leads to, as links that everybody may follow."""
    rows = []
    if leads.call is not None:
        href = reverse("decisions:call", args=[leads.call.id])
        rows.append(
            Row(
                _("Owners call their assembly"),
                href,
                [call_state_word(leads.call.state), leads.call.number],
            )
        )
    if leads.election is not None:
        href = reverse("elections:public_election", args=[leads.election.uuid])
        state = elections.state_name(leads.election.state)
        rows.append(Row(leads.election.title, href, [state, leads.election.number]))
    if leads.service is not None:
        fund = leads.service.fund_id
        href = reverse("money:public_fund", args=[fund]) if fund else ""
        meta = [money.mode_word(leads.service.mode), leads.service.run_by]
        rows.append(Row(leads.service.title, href, meta))
    href = reverse("money:public_serving", args=[found.place_id])
    rows.append(Row(_("Contract and takeover list"), href, [found.company]))
    return rows


def desk_leads(leads: Leads) -> list[Row]:
    """What it leads to, at the desk."""
    rows = []
    if leads.call is not None:
        href = reverse("decisions:desk_call", args=[leads.call.id])
        state = call_state_word(leads.call.state)
        rows.append(Row(_("Owners call their assembly"), href, [state, leads.call.number]))
    if leads.election is not None:
        href = reverse("elections:desk_election", args=[leads.election.id])
        state = elections.state_name(leads.election.state)
        rows.append(Row(leads.election.title, href, [state, leads.election.number]))
    if leads.service is not None:
        href = reverse("money:desk_service", args=[leads.service.id])
        meta = [money.mode_word(leads.service.mode), leads.service.run_by]
        rows.append(Row(leads.service.title, href, meta))
    if leads.contract is not None:
        href = reverse("money:desk_contract", args=[leads.contract.id])
        state = money.contract_state_word(leads.contract.state)
        rows.append(Row(_("Contract and takeover list"), href, [state, leads.contract.number]))
    return rows


def _serving(found: Withdrawal, leads: Leads, on: date) -> Serving:
    rule = queries.must_serve(found.sub_district_id, on=on)
    cuts = queries.may_not_cut(found.sub_district_id, on=on)
    return Serving(
        taken_over=leads.taken_over,
        by=leads.contract.taken_over_by if leads.contract else "",
        source=in_words(rule.source),
        note=in_words(rule.rule.note),
        cut_source=in_words(cuts.source),
    )


def _problem(one: SubProblem, on: date) -> ProblemShown:
    return ProblemShown(
        row=one,
        kind=queries.problem_word(one.kind),
        state=queries.problem_state_word(one.state),
        tone=queries.problem_tone(one, on=on),
        run_out=one.until is not None and one.until < on,
    )


def _milestone(found: Withdrawal, one: Milestone, leads: Leads, on: date) -> MilestoneShown:
    waits = one.done_on is None
    return MilestoneShown(
        row=one,
        kind=queries.milestone_word(one.kind),
        late=waits and one.due_on < on,
        moved=one.due_on != one.first_due_on,
        lacks=queries.milestone_lacks(found, one, leads, on=on) if waits else "",
    )


def _clock(following: Milestone | None) -> ClockFace | None:
    if following is None:
        return None
    end = timezone.make_aware(datetime.combine(following.due_on, time.max))
    return clock_face(due_at=end, now=timezone.now())


def _disputes(leads: Leads) -> list[tuple[str, str, str, str]]:
    rows = money.disputes_of(leads.contract) if leads.contract else []
    return [
        (one.title, one.dispute, one.settled, money.handover_state_word(one.state)) for one in rows
    ]


def _signed(leads: Leads) -> list[tuple[str, str]]:
    """Each side of the takeover with the day on which it signed."""
    if leads.contract is None:
        return []
    done = {one.side: one for one in money.signatures_of(leads.contract)}
    return [
        (
            money.takeover_side_word(side),
            day(timezone.localdate(done[side].at)) if side in done else "",
        )
        for side in TakeoverSide
    ]
