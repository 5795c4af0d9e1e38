"""Requests about own data at the desk: the list shows no words, each answer is read by its asker."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from linli.kernel.posts import OFFICE, PostKind
from linli.people import actions, queries
from linli.people.rules.data_requests import ANSWER_LENGTH, RequestOutcome
from linli.people.web.pages import form_page
from linli.ui.access import Request, open_to
from linli.ui.clock import clock_face
from linli.ui.forms import PlainForm
from linli.ui.pages import FORM, go

_OUTCOMES = [
    (RequestOutcome.EXPLAINED.value, pgettext_lazy("request about own data", "answered")),
    (RequestOutcome.GRANTED.value, pgettext_lazy("request about own data", "done as asked")),
    (RequestOutcome.PARTLY.value, pgettext_lazy("request about own data", "done in part")),
    (
        RequestOutcome.REFUSED.value,
        pgettext_lazy("request about own data", "not done, with reasons"),
    ),
]


class AnswerForm(PlainForm):
    """What came of a request, in words that its asker reads."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label=gettext_lazy("What came of it"), choices=_OUTCOMES, widget=forms.RadioSelect
    )
    answer = forms.CharField(
        label=gettext_lazy("Answer"),
        help_text=gettext_lazy(
            "With a refusal say why, by which law, and where to turn next: the cyberspace "
            "administration or a court."
        ),
        max_length=ANSWER_LENGTH,
        widget=forms.Textarea(attrs={"rows": 7}),
    )


@require_safe
@open_to(PostKind.INFORMATION_PROTECTION_OFFICER, OFFICE)
def data_requests(request: Request) -> HttpResponse:
    """List what waits and what was answered; words are on the request alone."""
    tenant, now = request.sub_district_id, timezone.now()
    waiting = [
        {"request": one, "right": queries.right_word(one.right), "clock": _clock(one, now)}
        for one in queries.data_requests_waiting(tenant)
    ]
    answered = [
        {
            "request": one,
            "right": queries.right_word(one.right),
            "outcome": queries.outcome_word(one.outcome),
        }
        for one in queries.data_requests_answered(tenant)
    ]
    page = {"waiting": waiting, "answered": answered}
    return render(request, "people/data_requests.html", page)


@require_http_methods(FORM)
@open_to(PostKind.INFORMATION_PROTECTION_OFFICER, OFFICE)
def data_request(request: Request, request_id: UUID) -> HttpResponse:
    """Open one request, which its asker sees, and answer it."""
    now = timezone.now()
    found = actions.look_at_data_request(actor=request.actor, request_id=request_id, at=now)
    form = AnswerForm(request.POST or None, initial={"version": found.version})

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.answer_data_request(
            actor=request.actor,
            request_id=request_id,
            outcome=RequestOutcome(typed["outcome"]),
            answer=typed["answer"],
            version=typed["version"],
            at=timezone.now(),
        )
        messages.success(request, _("Answered. The asker is told."))
        return go("people:data_requests")

    answer = form_page(
        request,
        form,
        act,
        page="people/data_request.html",
        found=found,
        waits=found.state == "waiting",
        right=queries.right_word(found.right),
        outcome=queries.outcome_word(found.outcome),
        clock=_clock(found, now),
    )
    answer["Cache-Control"] = "no-store"
    return answer


def _clock(found: Any, now: Any) -> Any:
    return clock_face(due_at=found.due_at, now=now, done_at=found.answered_at)
