"""A sheet of places sent from a browser: looked over first, then confirmed."""

from __future__ import annotations

import io
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from linli.kernel.errors import Missing, NotAllowed, Refused
from linli.kernel.posts import OFFICE
from linli.places import actions, rules
from linli.places.documents import (
    TEMPLATE_NAME,
    drop_sheet,
    keep_sheet,
    kept_sheet,
    rows_of_sheet,
    write_template,
)
from linli.places.rules import PlaceCount, PlaceRow, RowFault
from linli.places.web.forms import SheetForm
from linli.records.documents import Source
from linli.ui.access import ADMINISTRATOR, Request, open_to
from linli.ui.pages import FORM, go

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@open_to(OFFICE, ADMINISTRATOR)
@require_http_methods(FORM)
def setup(request: Request) -> HttpResponse:
    """Take a sheet, say what each row becomes, and bring all of it in once that is confirmed."""
    _require_importer(request)
    if request.method == "POST" and request.POST.get("kept"):
        return _confirmed(request, request.POST["kept"])
    form = SheetForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        content = form.cleaned_data["sheet"].read()
        try:
            key = keep_sheet(content)
            context |= {"count": _read(request, io.BytesIO(content), dry=True), "kept": key}
            context["name"] = form.cleaned_data["sheet"].name
        except Refused as refusal:
            form.add_error("sheet", refusal.message)
    wrong = form.errors or ("count" in context and context["count"].faults)
    return render(request, "places/setup.html", context, status=422 if wrong else 200)


@open_to(OFFICE, ADMINISTRATOR)
@require_safe
def import_template(_request: Request) -> HttpResponse:
    """Give the sheet to fill in."""
    file = io.BytesIO()
    write_template(file)
    return HttpResponse(
        file.getvalue(),
        content_type=_XLSX,
        headers={"Content-Disposition": f'attachment; filename="{TEMPLATE_NAME}"'},
    )


def _confirmed(request: Request, key: str) -> HttpResponse:
    """Bring in a sheet that was looked over; what changed meanwhile is told like any fault."""
    try:
        count = _read(request, kept_sheet(key), dry=False)
    except Missing as gone:
        messages.error(request, gone.message)
        return go("places:setup")
    if count.faults:
        context = {"form": SheetForm(), "count": count, "kept": key}
        return render(request, "places/setup.html", context, status=422)
    drop_sheet(key)
    messages.success(request, _("%(count)s places came in.") % {"count": count.imported})
    return go("places:places")


def _read(request: Request, source: Source, *, dry: bool) -> PlaceCount:
    read = rows_of_sheet(source)
    unread = [row for row in read if isinstance(row, RowFault)]
    rows = [row for row in read if isinstance(row, PlaceRow)]
    count = actions.import_places(
        actor=request.actor, rows=rows, dry=dry or bool(unread), at=timezone.now()
    )
    if not unread:
        return count
    faults = sorted([*unread, *count.faults], key=lambda fault: fault.number)
    return PlaceCount(skipped=count.skipped, faults=faults)


def _require_importer(request: Request) -> None:
    if not rules.may_manage_all(request.actor):
        raise NotAllowed(
            "office_only", _("Only the office and the administrator bring in a sheet of places.")
        )
