"""The page behind an outside body's link: what to do, and a form for the result."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from linli.cases import actions
from linli.cases.queries import HandOver
from linli.cases.queries.outside import handed_over, parts_received
from linli.cases.web.resident.forms import OutsideForm
from linli.cases.web.resident.state import photos_of_case, where_of
from linli.kernel.errors import Missing, Refused
from linli.ui import words
from linli.ui.access import ANYONE, Request, open_to
from linli.ui.pieces import Fact

_GONE = 410


@never_cache
@open_to(ANYONE)
def outside(request: Request, token: str) -> HttpResponse:
    """Show what was handed over, and take the result; the sender is never shown."""
    now = timezone.now()
    try:
        work = actions.open_hand_over(sub_district_id=request.sub_district_id, token=token, at=now)
    except (Missing, Refused) as refusal:
        return _over(request, _("This link does not work any more"), refusal.message)
    if work.done_at is not None:
        return _over(request, _("Thank you"), _("The result has been sent already."))
    form = OutsideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _report_back(request, token, form, work)
    return _page(request, token, form, work)


def _report_back(request: Request, token: str, form: OutsideForm, work: HandOver) -> HttpResponse:
    try:
        actions.hand_over_result(
            sub_district_id=request.sub_district_id,
            token=token,
            text=form.cleaned_data["text"],
            outside_number=form.cleaned_data["outside_number"],
            done=form.cleaned_data["done"],
            at=timezone.now(),
        )
    except Refused as refusal:
        form.add_error(None, refusal.message)
        return _page(request, token, form, work)
    if form.cleaned_data["done"]:
        said = _("Your result has arrived at the post that handed it over.")
        return _over(request, _("Thank you"), said, status=200)
    response = redirect("cases:outside", token)
    response.status_code = 303
    return response


def _page(request: Request, token: str, form: OutsideForm, work: HandOver) -> HttpResponse:
    case = handed_over(work)
    page = {
        "form": form,
        "work": {"body_name": work.body_name, "title": case.title, "body": work.what},
        "place_name": case.place.name if case.place else "",
        "facts": [
            Fact(_("Number"), case.number),
            Fact(_("Where"), " · ".join(where_of(case)) or _("Not said")),
            Fact(_("The link works until"), words.day(timezone.localtime(work.expires_at))),
        ],
        "received": parts_received(work),
        "photos": photos_of_case(case, key=token),
        "tabs_hidden": True,
    }
    status = 422 if form.errors else 200
    return render(request, "cases/resident/outside_work.html", page, status=status)


def _over(request: Request, heading: str, happened: str, status: int = _GONE) -> HttpResponse:
    page = {
        "heading": heading,
        "happened": happened,
        "todo": _("If there is more to say, call the office that sent you the link."),
    }
    return render(request, "cases/resident/outside_over.html", page, status=status)
