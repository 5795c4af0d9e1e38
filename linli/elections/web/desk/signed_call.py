"""A council's roll call at the desk: name the members, write down each one's answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from linli.elections import actions, queries
from linli.elections.actions import Said
from linli.elections.rules import ElectionState, Mode, Verb
from linli.elections.web.desk.pages import (
    RUN,
    SEERS,
    VersionedForm,
    form_page,
    frame,
    may,
    the_election,
)
from linli.elections.web.signed_shown import lines_of
from linli.kernel.errors import Missing
from linli.ui.access import Request, open_to
from linli.ui.forms import PlainForm
from linli.ui.pages import FORM, go

RECUSED = "recused"


class MembersForm(VersionedForm):
    """Who is called, one on a line."""

    names = forms.CharField(
        label=gettext_lazy("Members, one on a line"),
        help_text=gettext_lazy("Left empty, those who sit in the body today are called."),
        max_length=8000,
        required=False,
        widget=forms.Textarea,
    )


class AnswerForm(PlainForm):
    """What a member says when called."""

    answer = forms.ChoiceField(label=gettext_lazy("Given answer"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("Why the member takes no part"), max_length=200, required=False
    )

    def __init__(self, *args: Any, answers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [*answers, (RECUSED, _("Recused"))]
        self.fields["answer"].choices = choices  # type: ignore[attr-defined]


@open_to(*SEERS)
@require_safe
def desk_call_members(request: Request, election_id: UUID) -> HttpResponse:
    """List the members, and who has answered; how, only after the close."""
    election = _roll_call(request, election_id)
    context = frame(request, election, "roll-call") | {
        "members": queries.members_of(election),
        "may": may(request, Verb.DO_STEP, election),
        "calling": election.state == ElectionState.VOTING,
        "preparing": election.state == ElectionState.PREPARING,
    }
    return render(request, "elections/desk/signed/call.html", context)


@open_to(*RUN)
@require_http_methods(FORM)
def desk_name_members(request: Request, election_id: UUID) -> HttpResponse:
    """Name who is called."""
    election = _roll_call(request, election_id)
    form = MembersForm(request.POST or None, initial={"version": election.version})

    def act(typed: dict[str, Any]) -> HttpResponse:
        named = actions.name_members(
            actor=request.actor,
            election_id=election.id,
            names=lines_of(typed["names"]),
            version=typed["version"],
            at=timezone.now(),
        )
        messages.success(request, _("%(count)s members are named.") % {"count": len(named)})
        return go("elections:desk_roll_call", election.id)

    return form_page(
        request,
        form,
        act,
        election=election,
        here="roll-call",
        title=_("Name the members"),
        verb=_("Name these members"),
        back_href=reverse("elections:desk_roll_call", args=[election.id]),
    )


@open_to(*RUN)
@require_http_methods(FORM)
def desk_answer(request: Request, election_id: UUID, order: int) -> HttpResponse:
    """Write down what a member says."""
    election = _roll_call(request, election_id)
    member = next((one for one in queries.members_of(election) if one.order == order), None)
    if member is None:
        raise Missing("no_member", _("There is no such member."))
    names = queries.names_on_ballot(election)
    answers = [(str(number), name) for number, name in names.items()]
    form = AnswerForm(request.POST or None, answers=answers)

    def act(typed: dict[str, Any]) -> HttpResponse:
        recused = typed["answer"] == RECUSED
        number = None if recused else int(typed["answer"])
        actions.answer_roll_call(
            actor=request.actor,
            election_id=election.id,
            order=order,
            said=Said(number, recused, typed["reason"] if recused else ""),
            at=timezone.now(),
        )
        return go("elections:desk_roll_call", election.id)

    return form_page(
        request,
        form,
        act,
        election=election,
        here="roll-call",
        title=member.name,
        verb=_("Write it down"),
        back_href=reverse("elections:desk_roll_call", args=[election.id]),
    )


def _roll_call(request: Request, election_id: UUID) -> Any:
    election = the_election(request, election_id)
    if election.mode != Mode.OPEN:
        raise Missing("no_election", _("There is no such election."))
    return election
