"""Taking a request down for somebody: counter, telephone, a message passed on (S12)."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from linli.cases import actions
from linli.cases.rules import CaseDraft, CaseType, Source, Urgency
from linli.cases.rules.who import REPORTERS
from linli.cases.web.desk.act_form import place_options
from linli.cases.web.desk.intake_forms import IntakeForm
from linli.cases.web.resident.keys import done_token, opened_from
from linli.cases.web.resident.photos import Photos, photos_of
from linli.cases.web.resident.slip import code_to_scan
from linli.kernel.errors import Missing, NotAllowed, Refused
from linli.ui.access import Request, open_to
from linli.ui.pages import FORM, go


@open_to(REPORTERS)
@require_http_methods(FORM)
def desk_report(request: Request) -> HttpResponse:
    """Take a request down; the same form sent again leads to the same number."""
    photos = photos_of(request)
    form = IntakeForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or "find" in request.POST:
        return _page(request, form, photos)
    for fault in photos.faults:
        form.add_error(None, fault)
    if not form.is_valid():
        return _page(request, form, photos, status=422)
    return _sent(request, form, photos)


@never_cache
@open_to(REPORTERS)
@require_safe
def desk_report_done(request: Request, number: str) -> HttpResponse:
    """Show the slip once: number, secret word and the code to scan."""
    opened = opened_from(request.GET.get("t", ""), number, at=timezone.now())
    if opened is None:
        raise Missing("slip_over", _("The slip is shown for half an hour after sending."))
    context = {
        "number": opened.number,
        "word": opened.secret,
        "qr": code_to_scan(request, opened.number),
        "case_href": reverse("cases:case_detail", args=[opened.case_id]),
        "sent_at": timezone.localtime(),
        "slip_lines": [_("With number and word anybody can follow this request.")],
        "slip_foot": _("The code leads to the page; the word is not in it."),
    }
    return render(request, "cases/desk/report_done.html", context)


def _sent(request: Request, form: IntakeForm, photos: Photos) -> HttpResponse:
    at = timezone.now()
    try:
        opened = actions.open_case(
            actor=request.actor,
            key=str(form.cleaned_data["key"]),
            draft=_draft(form.cleaned_data),
            uploads=photos.uploads(),
            at=at,
        )
    except (Missing, NotAllowed):
        raise
    except Refused as refusal:
        form.add_error(None, refusal.message)
        return _page(request, form, photos, status=422)
    query = urlencode({"t": done_token(opened, at=at)})
    return go("cases:desk_report_done", opened.number, query=query)


def _draft(data: dict[str, Any]) -> CaseDraft:
    lat_e7, lng_e7 = data["position"] or (None, None)
    return CaseDraft(
        title=data["title"],
        body=data["what"],
        source=Source(data["source"]),
        type=CaseType(data["type"]) if data["type"] else None,
        urgency=Urgency(data["urgency"]),
        place_id=data["place"],
        place_text=data["place_text"],
        lat_e7=lat_e7,
        lng_e7=lng_e7,
        sender_name=data["name"],
        contact=data["contact"],
        may_publish=data["may_publish"],
        may_show=data["may_show"],
    )


def _page(request: Request, form: IntakeForm, photos: Photos, *, status: int = 200) -> HttpResponse:
    typed = str(form["place_typed"].value() or "")
    chosen = str(form["place"].value() or "")
    context = {
        "form": form,
        "options": place_options(request, typed) if typed else [],
        "typed": typed,
        "chosen": chosen,
        "photos": photos.kept,
        "photos_left": photos.left,
        "search_href": reverse("cases:desk"),
    }
    return render(request, "cases/desk/report.html", context, status=status)
