"""What a post does in a playbook: each act a form of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from linli.decisions import actions, queries
from linli.decisions.actions import ProblemDraft
from linli.decisions.rules import LinkKind, MilestoneKind, ProblemKind, ProblemState
from linli.decisions.web.participation.pages import RUN, desk_form
from linli.decisions.web.withdrawals import forms
from linli.decisions.web.withdrawals.desk import the_withdrawal
from linli.elections import queries as elections
from linli.elections.rules import ElectionKind
from linli.kernel.errors import Missing
from linli.money import queries as money
from linli.ui.access import Request, open_to
from linli.ui.forms import PlainForm
from linli.ui.pages import FORM, go

if TYPE_CHECKING:
    from linli.decisions.models import Milestone, SubProblem, Withdrawal

Act = Callable[[dict[str, Any]], object]


@open_to(*RUN)
@require_http_methods(FORM)
def note_problem(request: Request, withdrawal_id: UUID) -> HttpResponse:
    """Note one more sub-problem."""
    found = the_withdrawal(request, withdrawal_id)

    def act(typed: dict[str, Any]) -> object:
        draft = ProblemDraft(ProblemKind(typed["kind"]), typed["words"], typed["role"])
        return actions.note_problem(**_on(request, found, typed), draft=draft)

    form = forms.ProblemForm(request.POST or None, initial=_seen(found))
    return _form(request, found, form, act, title=_("Note a sub-problem"), verb=_("Note it"))


@open_to(*RUN)
@require_http_methods(FORM)
def meet_problem(request: Request, withdrawal_id: UUID, number: int) -> HttpResponse:
    """Say how a sub-problem stands."""
    found = the_withdrawal(request, withdrawal_id)
    one = _problem(found, number)

    def act(typed: dict[str, Any]) -> object:
        return actions.meet_problem(
            **_on(request, found, typed),
            problem_id=one.id,
            state=ProblemState(typed["state"]),
            role=typed["role"],
            measure=typed["measure"],
            until=typed["until"],
        )

    initial = _seen(found) | {
        "state": one.state,
        "role": one.role,
        "measure": one.measure,
        "until": one.until,
    }
    form = forms.MeetForm(request.POST or None, initial=initial)
    return _form(request, found, form, act, title=queries.problem_word(one.kind), verb=_("Keep it"))


@open_to(*RUN)
@require_http_methods(FORM)
def name_member(request: Request, withdrawal_id: UUID) -> HttpResponse:
    """Name somebody into the task group."""
    found = the_withdrawal(request, withdrawal_id)

    def act(typed: dict[str, Any]) -> object:
        return actions.name_task_member(
            **_on(request, found, typed),
            title=typed["title"],
            name=typed["name"],
            charge=typed["charge"],
        )

    form = forms.MemberForm(request.POST or None, initial=_seen(found))
    return _form(
        request, found, form, act, title=_("Name somebody into the task group"), verb=_("Name them")
    )


@open_to(*RUN)
@require_POST
def release_member(request: Request, withdrawal_id: UUID, member_id: UUID) -> HttpResponse:
    """Let somebody leave the task group."""
    form = forms.VersionForm(request.POST)
    if form.is_valid():
        actions.release_task_member(
            actor=request.actor,
            withdrawal_id=withdrawal_id,
            member_id=member_id,
            version=form.cleaned_data["version"],
            at=timezone.now(),
        )
        messages.success(request, _("Kept; everybody reads it."))
    return go("decisions:desk_withdrawal", withdrawal_id)


@open_to(*RUN)
@require_http_methods(FORM)
def plan_milestone(request: Request, withdrawal_id: UUID) -> HttpResponse:
    """Promise a step of the plan."""
    found = the_withdrawal(request, withdrawal_id)

    def act(typed: dict[str, Any]) -> object:
        return actions.plan_milestone(
            **_on(request, found, typed),
            kind=MilestoneKind(typed["kind"]),
            what=typed["what"],
            role=typed["role"],
            due_on=typed["due_on"],
        )

    form = forms.PlanForm(request.POST or None, initial=_seen(found))
    return _form(request, found, form, act, title=_("Plan a milestone"), verb=_("Plan it"))


@open_to(*RUN)
@require_http_methods(FORM)
def move_milestone(request: Request, withdrawal_id: UUID, number: int) -> HttpResponse:
    """Move the day of a step, with the reason."""
    found = the_withdrawal(request, withdrawal_id)
    one = _milestone(found, number)

    def act(typed: dict[str, Any]) -> object:
        return actions.move_milestone(
            **_on(request, found, typed),
            milestone_id=one.id,
            due_on=typed["due_on"],
            reason=typed["reason"],
        )

    form = forms.MoveForm(request.POST or None, initial=_seen(found) | {"due_on": one.due_on})
    return _form(
        request,
        found,
        form,
        act,
        title=_("Move: %(what)s") % {"what": one.what},
        verb=_("Move the meeting"),
    )


@open_to(*RUN)
@require_http_methods(FORM)
def meet_milestone(request: Request, withdrawal_id: UUID, number: int) -> HttpResponse:
    """Say that a step is done."""
    found = the_withdrawal(request, withdrawal_id)
    one = _milestone(found, number)

    def act(typed: dict[str, Any]) -> object:
        return actions.meet_milestone(
            **_on(request, found, typed), milestone_id=one.id, reason=typed["reason"]
        )

    form = forms.MetForm(request.POST or None, initial=_seen(found))
    return _form(
        request,
        found,
        form,
        act,
        title=_("Done: %(what)s") % {"what": one.what},
        verb=_("It is done"),
    )


@open_to(*RUN)
@require_http_methods(FORM)
def lead_on(request: Request, withdrawal_id: UUID, link: str) -> HttpResponse:
    """Link the owners' call, an election, or the interim service of this compound."""
    found = the_withdrawal(request, withdrawal_id)
    if link not in set(LinkKind):
        raise Missing("no_such_link", _("There is nothing of the kind at this compound."))
    kind = LinkKind(link)

    def act(typed: dict[str, Any]) -> object:
        return actions.lead_on(
            **_on(request, found, typed), link=kind, subject_id=UUID(typed["subject"])
        )

    subjects = _subjects(found, kind)
    form = forms.LinkForm(request.POST or None, subjects=subjects, initial=_seen(found))
    titles = {
        LinkKind.CALL: _("Link the owners' call"),
        LinkKind.ELECTION: _("Link an election"),
        LinkKind.SERVICE: _("Link the interim service"),
    }
    note = "" if subjects else _("There is nothing of the kind at this compound.")
    return _form(request, found, form, act, title=titles[kind], verb=_("Link it"), note=note)


@open_to(*RUN)
@require_http_methods(FORM)
def start_election(request: Request, withdrawal_id: UUID) -> HttpResponse:
    """Call the election that the preparatory group leads to."""
    found = the_withdrawal(request, withdrawal_id)

    def act(typed: dict[str, Any]) -> object:
        return actions.start_withdrawal_election(
            **_on(request, found, typed),
            kind=ElectionKind(typed["kind"]),
            title=typed["title"],
            key=typed["key"],
        )

    form = forms.ElectionForm(request.POST or None, initial=_seen(found))
    return _form(
        request,
        found,
        form,
        act,
        title=_("Call the election"),
        verb=_("Call it"),
        note=_("The election goes its own way by its calendar; its stand is shown here."),
    )


@open_to(*RUN)
@require_http_methods(FORM)
def close_withdrawal(request: Request, withdrawal_id: UUID) -> HttpResponse:
    """Close the playbook."""
    found = the_withdrawal(request, withdrawal_id)

    def act(typed: dict[str, Any]) -> object:
        return actions.close_withdrawal(**_on(request, found, typed), result=typed["result"])

    form = forms.ResultForm(request.POST or None, initial=_seen(found))
    return _form(request, found, form, act, title=_("Close the playbook"), verb=_("Close it"))


def _form(
    request: Request,
    found: Withdrawal,
    form: PlainForm,
    act: Act,
    *,
    title: str,
    verb: str,
    note: str = "",
) -> HttpResponse:
    def done(typed: dict[str, Any]) -> HttpResponse:
        act(typed)
        messages.success(request, _("Kept; everybody reads it."))
        return go("decisions:desk_withdrawal", found.id)

    return desk_form(
        request,
        form,
        done,
        title=title,
        purpose=f"{found.company} · {found.number}",
        back_href=reverse("decisions:desk_withdrawal", args=[found.id]),
        verb=verb,
        note=note,
    )


def _on(request: Request, found: Withdrawal, typed: dict[str, Any]) -> dict[str, Any]:
    return {
        "actor": request.actor,
        "withdrawal_id": found.id,
        "version": typed["version"],
        "at": timezone.now(),
    }


def _seen(found: Withdrawal) -> dict[str, Any]:
    return {"version": found.version}


def _problem(found: Withdrawal, number: int) -> SubProblem:
    one = next((one for one in queries.problems_of(found) if one.number == number), None)
    if one is None:
        raise Missing("no_problem", _("There is no such sub-problem."))
    return one


def _milestone(found: Withdrawal, number: int) -> Milestone:
    one = next((one for one in queries.milestones_of(found) if one.number == number), None)
    if one is None:
        raise Missing("no_milestone", _("There is no such milestone."))
    return one


def _subjects(found: Withdrawal, kind: LinkKind) -> list[tuple[str, str]]:
    tenant, place_id = found.sub_district_id, found.place_id
    if kind is LinkKind.CALL:
        called = queries.calls_at(tenant, [place_id])
        return [(str(one.id), f"{one.title} · {one.number}") for one in called]
    if kind is LinkKind.ELECTION:
        voted = elections.elections_at(tenant, [place_id])
        return [(str(one.id), f"{one.title} · {one.number}") for one in voted]
    service = money.service_of_place(tenant, place_id)
    return [(str(service.id), f"{service.title} · {service.number}")] if service else []
