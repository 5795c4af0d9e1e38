"""The playbook at the desk: open it, look at it, ask households, start the election."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from linli.decisions import actions, queries
from linli.decisions.actions import ProblemDraft, WithdrawalDraft
from linli.decisions.actions.withdrawal_work import no_withdrawal
from linli.decisions.queries.participation_words import how_word, theme_word
from linli.decisions.queries.withdrawal_words import SUBJECT
from linli.decisions.queries.withdrawals import PAGE
from linli.decisions.rules import InterviewHow, ProblemKind, Theme, Verb, WithdrawalState
from linli.decisions.web.participation.forms import InterviewForm
from linli.decisions.web.participation.pages import RUN, SEE, desk_form, may
from linli.decisions.web.withdrawals.forms import OpenForm
from linli.decisions.web.withdrawals.shown import desk_leads, page_of
from linli.money import queries as money
from linli.places import queries as places
from linli.ui.access import Request, may_open, open_to
from linli.ui.pages import FORM, as_uuid, form_page, go

if TYPE_CHECKING:
    from linli.decisions.models import Withdrawal
    from linli.money.models import PropertyContract

MOST_CONTRACTS = 50


@open_to(*SEE)
@require_safe
def desk_withdrawals(request: Request) -> HttpResponse:
    """List the withdrawals below the post acted in, newest first."""
    found = queries.withdrawals_at(
        request.sub_district_id, _below(request), before=as_uuid(request.GET.get("before", ""))
    )
    context = {
        "rows": [(one, one.state == WithdrawalState.CLOSED) for one in found],
        "older": f"?before={found[-1].id}" if len(found) == PAGE else "",
        "may_open": may_open(request.actor, RUN),
    }
    return render(request, "decisions/withdrawals/desk_list.html", context)


@open_to(*RUN)
@require_http_methods(FORM)
def new_withdrawal(request: Request) -> HttpResponse:
    """Open the playbook of a company's contract."""

    def act(typed: dict[str, Any]) -> HttpResponse:
        problems = [
            ProblemDraft(ProblemKind(one), queries.problem_word(one), typed["role"])
            for one in typed["problems"]
        ]
        made = actions.open_withdrawal(
            actor=request.actor,
            draft=WithdrawalDraft(
                contract_id=UUID(typed["contract"]),
                announced_on=typed["announced_on"],
                leaves_on=typed["leaves_on"],
                words=typed["words"],
                problems=problems,
            ),
            key=typed["key"],
            at=timezone.now(),
        )
        messages.success(request, _("The playbook is open; everybody reads what is done."))
        return go("decisions:desk_withdrawal", made.id)

    contracts = [(str(one.id), _contract_words(one)) for one in _contracts(request)]
    form = OpenForm(request.POST or None, contracts=contracts)
    stop = _("Enter the company's contract first: Property contracts.")
    return desk_form(
        request,
        form,
        act,
        title=_("A property company leaves"),
        purpose=_("Sub-problems, task group and plan; the company serves until takeover."),
        back_href=reverse("decisions:desk_withdrawals"),
        verb=_("Open the playbook"),
        note="" if contracts else stop,
    )


@open_to(*SEE)
@require_safe
def desk_withdrawal(request: Request, withdrawal_id: UUID) -> HttpResponse:
    """Show the playbook, and what the post acted in can do."""
    found = the_withdrawal(request, withdrawal_id)
    on = timezone.localdate()
    shown = page_of(found, on=on, before=as_uuid(request.GET.get("before", "")))
    under_way = found.state == WithdrawalState.OPEN
    context = {
        **shown,
        "links": desk_leads(shown["leads"]),
        "may_run": under_way and may(request, Verb.RUN, found.place_id),
    }
    return render(request, "decisions/withdrawals/desk.html", context)


@open_to(*SEE)
@require_http_methods(FORM)
def withdrawal_interviews(request: Request, withdrawal_id: UUID) -> HttpResponse:
    """Show what households said by theme; write down what the next one says."""
    found = the_withdrawal(request, withdrawal_id)

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.keep_interview(
            actor=request.actor,
            place_id=found.place_id,
            about_kind=SUBJECT,
            about_id=found.id,
            theme=Theme(typed["theme"]),
            how=InterviewHow(typed["how"]),
            heads=typed["heads"],
            words=typed["words"],
            held_on=typed["held_on"],
            key=typed["key"],
            at=timezone.now(),
        )
        messages.success(request, _("Written down by theme."))
        return go("decisions:withdrawal_interviews", found.id)

    rows = queries.interviews_of(
        found.sub_district_id, about_id=found.id, before=as_uuid(request.GET.get("before", ""))
    )
    context = {
        "withdrawal": found,
        "rows": [(one, theme_word(one.theme), how_word(one.how)) for one in rows],
        "themes": queries.interview_themes(found.sub_district_id, about_id=found.id),
        "may_write": may(request, Verb.RUN, found.place_id),
        "older": f"?before={rows[-1].id}" if len(rows) == PAGE else "",
        "verb": _("Write it down"),
    }
    form = InterviewForm(request.POST or None)
    return form_page(request, form, act, page="decisions/withdrawals/interviews.html", **context)


def the_withdrawal(request: Request, withdrawal_id: UUID) -> Withdrawal:
    """A withdrawal within the reach of the post acted in."""
    found = queries.withdrawal_seen_by(request.actor, withdrawal_id, on=timezone.localdate())
    if found is None:
        raise no_withdrawal()
    return found


def _below(request: Request) -> list[UUID]:
    post, on = request.actor.post, timezone.localdate()
    if post is None:
        return []
    return [*places.descendants(request.sub_district_id, post.place_id, on=on), post.place_id]


def _contracts(request: Request) -> list[PropertyContract]:
    """Contracts that nobody has taken over yet, of the compounds below the post."""
    found = money.contracts_of_places(request.sub_district_id, _below(request), most=MOST_CONTRACTS)
    return [one for one in found if one.taken_over_at is None]


def _contract_words(one: PropertyContract) -> str:
    return f"{one.place.name} · {one.organisation.name} · {one.number}"
