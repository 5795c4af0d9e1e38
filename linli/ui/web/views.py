"""The one page act of the look itself: the size of the type."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from linli.ui.access import ANYONE, Request, open_to

_YEAR = 365 * 86_400


@open_to(ANYONE)
@require_POST
def type_size(request: Request) -> HttpResponse:
    """Keep the reader's choice of type in a cookie and go back to the page."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = "/"
    answer = HttpResponseRedirect(target, status=303)
    large = request.POST.get("large") == "1"
    answer.set_cookie(
        "large_type", "1" if large else "0", max_age=_YEAR, samesite="Lax", httponly=False
    )
    return answer
