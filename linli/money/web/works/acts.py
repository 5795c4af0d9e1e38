"""What is done to works: each act a form of its own under the page of the works."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from linli.kernel.money import Money
from linli.money import actions, queries
from linli.money.queries import WorksShown
from linli.money.rules import ChangeState, Outcome, StageState
from linli.money.web.works import forms
from linli.money.web.works.desk import acts_of
from linli.money.web.works.pages import form_page, gone, version_sent, with_hand
from linli.money.web.works.shown import open_stages, payable_stages
from linli.ui.access import SIGNED_IN, Request, open_to
from linli.ui.pages import FORM, go

if TYPE_CHECKING:
    from linli.ui.forms import PlainForm

Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Doing:
    """How one act is typed and done: its form for these works, what the form makes happen."""

    form: Callable[[WorksShown], Mapping[str, Any]]
    """What the form is built with, beside the request."""
    kind: type[PlainForm]
    run: Callable[..., Any]
    facts: Callable[[Any], Facts]
    versioned: bool = True


@open_to(SIGNED_IN)
@require_http_methods(FORM)
def desk_work_act(request: Request, works_id: UUID, act: str) -> HttpResponse:
    """Show the form of an act that can be done now, and do it."""
    works = with_hand(request, queries.works_one(request.sub_district_id, works_id))
    shown = queries.works_shown(works, on=timezone.localdate())
    doing = DOINGS.get(act)
    now = next((one for one in acts_of(request, shown) if one.key == act), None)
    if doing is None:
        raise gone()
    form = doing.kind(request.POST or None, request.FILES or None, **doing.form(shown))

    def run(_typed: Facts) -> HttpResponse:
        version = {"version": version_sent(request)} if doing.versioned else {}
        doing.run(
            actor=request.actor,
            works_id=works.id,
            at=timezone.now(),
            **version,
            **doing.facts(form),
        )
        messages.success(request, _("Kept."))
        return go("money:desk_work", works.id)

    return form_page(
        request,
        form,
        run,
        title=now.verb if now else works.title,
        purpose=works.title,
        verb=now.verb if now else _("Keep"),
        nothing="" if now else _("This cannot be done now, or not by you."),
        note=_note(act, shown),
        version=works.version,
        back_href=reverse("money:desk_work", args=[works.id]),
    )


def _note(act: str, shown: WorksShown) -> str:
    if act == "sign" and shown.chosen:
        words = _("Chosen: %(bidder)s, %(fen)s. The stages sum to this at most.")
        return words % {"bidder": shown.chosen.bidder, "fen": Money(shown.chosen.fen)}
    if act == "change" and shown.contract:
        left = shown.contract.changes_limit_fen - shown.contract.changes_fen
        return _("All changes together may still add %(fen)s.") % {"fen": Money(left)}
    if act in {"look", "accept"}:
        return _("Accepting needs at least one photo, taken today on the spot.")
    return ""


def _plain(_shown: WorksShown) -> Facts:
    return {}


def _stages(*states: StageState) -> Callable[[WorksShown], Facts]:
    return lambda shown: {"stages": open_stages(shown, *states)}


def _typed(form: Any) -> Facts:
    facts: Facts = form.facts()
    return facts


def _reason(form: Any) -> Facts:
    return {"reason": form.cleaned_data["words"]}


def _reported(form: Any) -> Facts:
    typed = form.cleaned_data
    return {"stage_id": UUID(typed["stage"]), "words": typed["words"], "photos": form.photos()}


def _looked(form: Any) -> Facts:
    return {**_reported(form), "outcome": Outcome(form.cleaned_data["outcome"])}


def _accepted(form: Any) -> Facts:
    typed = form.cleaned_data
    outcome = Outcome(typed["outcome"])
    return {"outcome": outcome, "words": typed["words"], "photos": form.photos()}


def _finished(form: Any) -> Facts:
    return {"result": form.cleaned_data["words"], "photos": form.photos()}


def _paid(form: Any) -> Facts:
    typed = form.cleaned_data
    return {"stage_id": UUID(typed["stage"]), "on": typed["on"], "key": form.sent_key}


def _chosen(form: Any) -> Facts:
    typed = form.cleaned_data
    return {"quotation_id": UUID(typed["quotation"]), "why": typed["why"]}


def _answered(form: Any) -> Facts:
    typed = form.cleaned_data
    return {
        "change_id": UUID(typed["change"]),
        "agreed": typed["agreed"] == "yes",
        "answer": typed["answer"],
    }


def _days(form: Any) -> Facts:
    typed = form.cleaned_data
    return {"starts_on": typed["starts_on"], "due_on": typed["due_on"]}


def _offers(shown: WorksShown) -> Facts:
    return {
        "offers": [
            (str(one.id), f"{one.bidder}\n{Money(one.fen)}　{one.days} {_('days of work')}")
            for one in shown.quotations
        ]
    }


def _changes(shown: WorksShown) -> Facts:
    return {
        "changes": [
            (str(one.id), f"{one.number}. {one.why}　{Money(one.fen)}")
            for one in shown.changes
            if one.state == ChangeState.PROPOSED
        ]
    }


def _payable(shown: WorksShown) -> Facts:
    return {"stages": payable_stages(shown), "initial": {"on": timezone.localdate()}}


def _today(_shown: WorksShown) -> Facts:
    return {"initial": {"received_on": timezone.localdate(), "warranty_months": 12}}


def _contract(shown: WorksShown) -> Facts:
    months = shown.chosen.warranty_months if shown.chosen else 0
    return {"initial": {"signed_on": timezone.localdate(), "warranty_months": months}}


DOINGS: dict[str, Doing] = {
    "quote": Doing(_today, forms.QuoteForm, actions.add_quotation, _typed, versioned=False),
    "choose": Doing(_offers, forms.ChooseForm, actions.choose_quotation, _chosen),
    "choose-again": Doing(_plain, forms.WordsForm, actions.choose_again, _reason),
    "sign": Doing(_contract, forms.ContractForm, actions.sign_contract, _typed),
    "begin": Doing(_plain, forms.DaysForm, actions.begin_own_works, _days),
    "report": Doing(_stages(StageState.AHEAD), forms.StageForm, actions.report_stage, _reported),
    "look": Doing(_stages(StageState.REPORTED), forms.LookForm, actions.accept_stage, _looked),
    "pay": Doing(_payable, forms.PayForm, actions.pay_stage, _paid, versioned=False),
    "change": Doing(
        _stages(StageState.AHEAD, StageState.REPORTED),
        forms.ChangeForm,
        actions.propose_change,
        _typed,
    ),
    "answer": Doing(_changes, forms.AnswerForm, actions.answer_change, _answered),
    "finish": Doing(_plain, forms.FinishForm, actions.finish_works, _finished),
    "accept": Doing(_plain, forms.OutcomeForm, actions.accept_works, _accepted),
    "send-back": Doing(_plain, forms.WordsForm, actions.send_back, _reason),
    "stop": Doing(_plain, forms.WordsForm, actions.stop_works, _reason),
}
"""Every act that the page of works offers."""
