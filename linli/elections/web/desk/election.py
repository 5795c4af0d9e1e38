"""The desk's page of an election: calendar, turnout, box, counter; and a page for each step."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from linli.elections import actions, queries
from linli.elections.documents import document_title
from linli.elections.queries.pages import (
    StepShown,
    may_do_step,
    needs_left,
    step_shown,
    steps_shown,
    who_owes,
)
from linli.elections.rules import ElectionState, OfficialRole
from linli.elections.web.desk.forms import ReturnForm, StepForm
from linli.elections.web.desk.pages import SEERS, form_page, frame, the_election
from linli.elections.web.desk.parts import MIDDLE, SIDE
from linli.elections.web.parts import parts_of
from linli.kernel.errors import Missing
from linli.records.queries import in_words, rule_shown
from linli.ui.access import Request, open_to
from linli.ui.clock import ClockFace, clock_face
from linli.ui.pages import FORM, go
from linli.ui.pieces import Fact

if TYPE_CHECKING:
    from linli.elections.models import Election


@open_to(*SEERS)
@require_safe
def desk_election(request: Request, election_id: UUID) -> HttpResponse:
    """Show an election as a case: where it stands, what is next, who has it, by when."""
    election = the_election(request, election_id)
    now = timezone.now()
    steps = steps_shown(election, on=timezone.localdate(now))
    done = sum(step.shape == "done" for step in steps)
    context = frame(request, election, "calendar") | {
        "steps": steps,
        "done": done,
        "at_step": min(done + 1, len(steps)),
        "clock": clock_of(election, now),
        "facts": facts_of(election, steps, now),
        "middle": parts_of(MIDDLE, request, election, now),
        "side": parts_of(SIDE, request, election, now),
        "watchers": queries.officials_of(election, OfficialRole.WITNESS, OfficialRole.OBSERVER),
        "next": next(
            (one for one in steps if one.is_now and may_do_step(request.actor, one)), None
        ),
        "lacks": _lacks(election, now),
    }
    return render(request, "elections/desk/election.html", context)


@open_to(*SEERS)
@require_http_methods(FORM)
def desk_step(request: Request, election_id: UUID, key: str) -> HttpResponse:
    """Show a step with all that it needs, and do it."""
    election = the_election(request, election_id)
    step = _the_step(election, key)
    form = StepForm(request.POST or None, initial={"version": election.version})

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.do_step(
            actor=request.actor, election_id=election.id, key=key, at=timezone.now(), **typed
        )
        messages.success(request, _("Done: %(step)s") % {"step": step.title})
        return go("elections:desk_election", election.id)

    return form_page(
        request,
        form,
        act,
        election=election,
        here="calendar",
        page="elections/desk/step.html",
        **_step_context(request, election, step),
    )


@open_to(*SEERS)
@require_http_methods(FORM)
def desk_return_step(request: Request, election_id: UUID, key: str) -> HttpResponse:
    """Say why a step did not succeed."""
    election = the_election(request, election_id)
    step = _the_step(election, key)
    form = ReturnForm(request.POST or None, initial={"version": election.version})

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.return_step(
            actor=request.actor, election_id=election.id, key=key, at=timezone.now(), **typed
        )
        return go("elections:desk_election", election.id)

    return form_page(
        request,
        form,
        act,
        election=election,
        here="calendar",
        title=_("The step did not succeed"),
        purpose=step.title,
        verb=_("Return it"),
        back_href=reverse("elections:desk_step", args=[election.id, key]),
    )


def clock_of(election: Election, now: datetime) -> ClockFace | None:
    """The clock of the vote: until it opens, then until it closes."""
    if election.state == ElectionState.VOTING:
        return clock_face(due_at=election.closes_at, now=now)
    return None


def facts_of(election: Election, steps: list[StepShown], now: datetime) -> list[Fact]:
    """Who has it now, what is next, by which rule; and how votes are kept."""
    on = timezone.localdate(now)
    turn = [step for step in steps if step.is_now]
    facts = [Fact(_("Number"), election.number)]
    if turn and election.state != ElectionState.CANCELLED:
        first = turn[0]
        facts.append(Fact(_("Now with"), who_owes(election, first, on=on)))
        facts.append(Fact(_("Next step"), first.title))
        shown = (
            rule_shown(election.sub_district_id, first.rule_key, on=on) if first.rule_key else None
        )
        if shown:
            rule = reverse("records:rule_detail", args=[first.rule_key])
            facts.append(Fact(_("By which rule"), shown.name, rule, in_words(shown.rule.source)))
    mode = Fact(
        _("Ballot"), queries.mode_name(election.mode), note=queries.mode_words(election.mode)
    )
    return [*facts, mode, Fact(_("Calendar"), _calendar_name(election))]


def _calendar_name(election: Election) -> str:
    if not election.template_number:
        return election.template_name
    return _("%(name)s, version %(number)s") % {
        "name": election.template_name,
        "number": election.template_number,
    }


def _lacks(election: Election, now: datetime) -> int:
    if election.state != ElectionState.PREPARING:
        return 0
    return len(queries.lacks(election, on=timezone.localdate(now)))


def _the_step(election: Election, key: str) -> StepShown:
    found = step_shown(election, key, on=timezone.localdate())
    if found is None:
        raise Missing("no_step", _("This election has no such step."))
    return found


def _step_context(request: Request, election: Election, step: StepShown) -> dict[str, Any]:
    on = timezone.localdate()
    keys = [key for key in (step.rule_key, step.notice_rule) if key]
    shown = [rule_shown(election.sub_district_id, key, on=on) for key in dict.fromkeys(keys)]
    return {
        "step": step,
        "step_state": queries.step_state_name(step.state),
        "needs": needs_left(election, step.key) if step.is_now else [],
        "rules": [rule for rule in shown if rule],
        "owes": who_owes(election, step, on=on),
        "mine": may_do_step(request.actor, step),
        "early": step.first is not None and on < step.first,
        "papers": [(name, document_title(name)) for name in step.documents],
    }
