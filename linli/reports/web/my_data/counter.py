"""My data at the counter: a clerk helps a person who is present and reads out a code."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.kernel.posts import COUNTER
from linli.people import actions as people_acts
from linli.reports.web.my_data import shared
from linli.reports.web.my_data.forms import CounterCodeForm, CounterNameForm
from linli.reports.web.my_data.whose import Whose, present
from linli.ui.access import Request, open_to
from linli.ui.pages import FORM, form_page, go

_PAGE = "reports/my_data/counter.html"


def _with_person(page: Callable[[Whose], HttpResponse]) -> Callable[[Request], HttpResponse]:
    """Show a page of the person who is present; once the look is over, ask for a code again."""

    @wraps(page)
    def view(request: Request) -> HttpResponse:
        whose = present(request)
        if whose is None:
            messages.info(request, _("The half hour is over. Ask the person for a new code."))
            return go("reports:counter")
        return page(whose)

    return view


@require_http_methods(FORM)
@open_to(COUNTER)
def counter(request: Request) -> HttpResponse:
    """Ask for the code of the person who is present."""

    def act(typed: dict[str, object]) -> HttpResponse:
        people_acts.open_counter_look(
            actor=request.actor, code=str(typed["code"]), at=timezone.now()
        )
        return go("reports:counter_data")

    return form_page(
        request,
        CounterCodeForm(request.POST or None),
        act,
        page=_PAGE,
        open=present(request) is not None,
        send=CounterNameForm(),
    )


@require_http_methods(FORM)
@open_to(COUNTER)
def send_code(request: Request) -> HttpResponse:
    """Send a code to the phone or e-mail of the person who is present."""

    def act(typed: dict[str, object]) -> HttpResponse:
        people_acts.send_counter_code(
            actor=request.actor, username=str(typed["username"]), at=timezone.now()
        )
        said = _("If this account has a phone or e-mail, a code is on its way to it.")
        messages.info(request, said)
        return go("reports:counter")

    return form_page(
        request,
        CounterNameForm(request.POST or None),
        act,
        page="reports/my_data/counter_send.html",
    )


@require_POST
@open_to(COUNTER)
def end(request: Request) -> HttpResponse:
    """End the look; nothing of it stays open."""
    people_acts.end_counter_look(actor=request.actor, at=timezone.now())
    messages.success(request, _("Ended. The person sees in My data that you looked."))
    return go("reports:counter")


counter_data = require_safe(open_to(COUNTER)(_with_person(shared.data_page)))
counter_archive = require_POST(open_to(COUNTER)(_with_person(shared.archive_file)))
counter_consents = require_http_methods(FORM)(open_to(COUNTER)(_with_person(shared.consents_page)))
counter_erasure = require_http_methods(FORM)(open_to(COUNTER)(_with_person(shared.erasure_page)))
counter_ask = require_http_methods(FORM)(open_to(COUNTER)(_with_person(shared.ask_page)))
