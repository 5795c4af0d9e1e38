"""The list of the desk as a sheet to take along."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from linli.cases.actions.exporting import export_cases
from linli.cases.documents import desk_sheets
from linli.cases.rules.who import EXPORTERS
from linli.cases.web.desk.rows import read_filters
from linli.ui.access import Request, open_to

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@never_cache
@open_to(EXPORTERS)
@require_safe
def desk_export(request: Request) -> HttpResponse:
    """Hand out exactly what the filter shows, without senders; each request is written down."""
    at = timezone.now()
    cases = export_cases(actor=request.actor, filters=read_filters(request), at=at)
    name = f"{_('requests')}-{timezone.localtime(at):%Y%m%d-%H%M}"
    if request.GET.get("as") == "csv":
        content, kind, ending = desk_sheets.as_csv(cases), "text/csv; charset=utf-8", "csv"
    else:
        content, kind, ending = desk_sheets.as_xlsx(cases), _XLSX, "xlsx"
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = content_disposition_header(True, f"{name}.{ending}") or ""  # noqa: FBT003
    return answer
