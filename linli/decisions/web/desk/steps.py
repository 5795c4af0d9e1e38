"""A step is done, returned or ended at the desk; its text is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from linli.decisions import actions, queries
from linli.decisions.rules import step_of
from linli.decisions.web.desk.forms import ReasonForm, ReturnForm, StepForm, TextForm
from linli.decisions.web.desk.pages import RUN, SEERS, form_page, the_decision
from linli.kernel.errors import Missing
from linli.records.queries import in_words
from linli.ui.access import Request, open_to
from linli.ui.pages import FORM, go

if TYPE_CHECKING:
    from linli.decisions.models import Decision, DecisionStep


@open_to(*SEERS)
@require_http_methods(FORM)
def desk_step_done(request: Request, decision_id: UUID, key: str) -> HttpResponse:
    """Say that a step is done."""
    found = the_decision(request, decision_id)
    step = _step(found, key)
    form = StepForm(request.POST or None, initial={"version": found.version})

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.do_step(
            actor=request.actor, decision_id=found.id, key=key, at=timezone.now(), **typed
        )
        messages.success(request, _("Done: %(step)s") % {"step": _title(step)})
        return go("decisions:desk_decision", found.id)

    return form_page(
        request,
        form,
        act,
        decision=found,
        title=_title(step),
        purpose=in_words(step_of(step.plan).what),
        lacks=queries.lacking(found, step, on=timezone.localdate()),
        verb=_("The step is done"),
    )


@open_to(*SEERS)
@require_http_methods(FORM)
def desk_step_return(request: Request, decision_id: UUID, key: str) -> HttpResponse:
    """Lead a decision back to an earlier step, with the reason."""
    found = the_decision(request, decision_id)
    step = _step(found, key)
    earlier = [one for one in queries.steps_of(found) if one.order < step.order]
    form = ReturnForm(
        request.POST or None,
        initial={"version": found.version},
        earlier=[(one.key, _title(one)) for one in earlier],
    )

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.return_step(
            actor=request.actor, decision_id=found.id, key=key, at=timezone.now(), **typed
        )
        return go("decisions:desk_decision", found.id)

    return form_page(
        request,
        form,
        act,
        decision=found,
        title=_("Return it to an earlier step"),
        purpose=_("That step and all after it begin anew; what was done before does not count."),
        verb=_("Return it"),
    )


@open_to(*SEERS)
@require_http_methods(FORM)
def desk_step_fail(request: Request, decision_id: UUID, key: str) -> HttpResponse:
    """End a decision at a step that cannot succeed."""
    found = the_decision(request, decision_id)
    _step(found, key)
    form = ReasonForm(request.POST or None, initial={"version": found.version})

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.fail_step(
            actor=request.actor, decision_id=found.id, key=key, at=timezone.now(), **typed
        )
        return go("decisions:desk_decision", found.id)

    return form_page(
        request,
        form,
        act,
        decision=found,
        title=_("End the decision here"),
        purpose=_("It ends for good, and everybody reads why. A new proposal may follow."),
        verb=_("End it"),
        danger=True,
    )


@open_to(*RUN)
@require_http_methods(FORM)
def desk_text(request: Request, decision_id: UUID) -> HttpResponse:
    """Keep another version of the text; show those before."""
    found = the_decision(request, decision_id)
    texts = queries.texts_of(found)
    form = TextForm(
        request.POST or None,
        initial={"version": found.version, "text": texts[-1].text if texts else ""},
    )

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.rewrite_text(actor=request.actor, decision_id=found.id, at=timezone.now(), **typed)
        return go("decisions:desk_decision", found.id)

    return form_page(
        request,
        form,
        act,
        decision=found,
        page="decisions/desk/text.html",
        title=_("Change the text"),
        purpose=_("The versions before stay to be read, each with its fingerprint."),
        verb=_("Keep this version"),
        texts=list(reversed(texts)),
    )


def _step(found: Decision, key: str) -> DecisionStep:
    step = next((one for one in queries.steps_of(found) if one.key == key), None)
    if step is None:
        raise Missing("no_step", _("There is no such step."))
    return step


def _title(step: DecisionStep) -> str:
    return in_words(step_of(step.plan).title)
