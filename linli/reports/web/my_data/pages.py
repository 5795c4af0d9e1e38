"""My data, for its owner at home."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.people import actions as people_acts
from linli.people import queries as people
from linli.reports.web.my_data import shared
from linli.reports.web.my_data.whose import own
from linli.tenancy.fields import seal, unseal
from linli.ui.access import SIGNED_IN, Request, open_to
from linli.ui.clock import clock_face
from linli.ui.pages import FORM, go

_CODE = "counter_code"


@require_safe
@open_to(SIGNED_IN)
def my_data(request: Request) -> HttpResponse:
    """Show who looked, what is held, and what one can do about it."""
    return shared.data_page(own(request))


@require_POST
@open_to(SIGNED_IN)
def my_archive(request: Request) -> HttpResponse:
    """Give all that is held as one archive."""
    return shared.archive_file(own(request))


@require_http_methods(FORM)
@open_to(SIGNED_IN)
def my_consents(request: Request) -> HttpResponse:
    """Show what one agreed to, and take it back."""
    return shared.consents_page(own(request))


@require_http_methods(FORM)
@open_to(SIGNED_IN)
def my_erasure(request: Request) -> HttpResponse:
    """Show what goes and what stays, and let go what may go."""
    return shared.erasure_page(own(request))


@require_http_methods(FORM)
@open_to(SIGNED_IN)
def my_ask(request: Request) -> HttpResponse:
    """Ask, object, complain, have put right or erased."""
    return shared.ask_page(own(request))


@require_safe
@open_to(SIGNED_IN)
def my_requests(request: Request) -> HttpResponse:
    """Show what one asked about the own data, with the answers."""
    whose = own(request)
    shown = [
        {
            "request": one,
            "right": people.right_word(one.right),
            "outcome": people.outcome_word(one.outcome),
            "waits": one.state == "waiting",
            "clock": clock_face(due_at=one.due_at, now=whose.now),
        }
        for one in people.data_requests_of(whose.tenant, whose.account_id)
    ]
    return whose.show("requests", requests=shown)


@require_POST
@open_to(SIGNED_IN)
def take_back_request(request: Request, request_id: UUID) -> HttpResponse:
    """Take back what one asked while nobody answered it."""
    people_acts.take_back_data_request(
        actor=request.actor, request_id=request_id, at=own(request).now
    )
    messages.success(request, _("Taken back."))
    return go("reports:my_requests")


@require_safe
@open_to(SIGNED_IN)
def counter_code(request: Request) -> HttpResponse:
    """Show the code for the counter once, or that a clerk looks now."""
    whose = own(request)
    kept = request.session.pop(_CODE, "")
    look = people.look_allowed_by(whose.tenant, whose.account_id, at=whose.now)
    code = unseal(kept) if kept and look and look.opened_at is None else ""
    return whose.show("counter_code", code=f"{code[:4]} {code[4:]}".strip(), look=look)


@require_POST
@open_to(SIGNED_IN)
def make_counter_code(request: Request) -> HttpResponse:
    """Make a code for the counter; an older one stops working."""
    code = people_acts.allow_counter_look(actor=request.actor, at=own(request).now)
    request.session[_CODE] = seal(code)
    return go("reports:counter_code")


@require_POST
@open_to(SIGNED_IN)
def end_counter_code(request: Request) -> HttpResponse:
    """End a code or the look of a clerk."""
    people_acts.end_counter_look(actor=request.actor, at=own(request).now)
    messages.success(request, _("Ended. Nobody at the counter sees your data now."))
    return go("reports:counter_code")
