"""What everybody reads of a withdrawal: what is done, by whom, what next, until when."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from linli.decisions import queries
from linli.decisions.actions.withdrawal_work import no_withdrawal
from linli.decisions.queries.withdrawals import PAGE
from linli.decisions.rules import WithdrawalState
from linli.decisions.web.withdrawals.shown import page_of, public_leads
from linli.ui.access import ANYONE, Request, open_to
from linli.ui.pages import as_uuid
from linli.ui.pieces import Row
from linli.ui.words import day


@open_to(ANYONE)
@require_safe
def public_withdrawals(request: Request) -> HttpResponse:
    """List the withdrawals of the sub-district, newest first."""
    before = as_uuid(request.GET.get("before", ""))
    found = queries.all_withdrawals(request.sub_district_id, before=before)
    rows = [
        Row(
            f"{one.company} · {one.place.name}",
            reverse("decisions:public_withdrawal", args=[one.number]),
            [one.number, _("Announced on %(day)s") % {"day": day(one.announced_on)}],
            [
                pgettext("playbook", "Closed")
                if one.state == WithdrawalState.CLOSED
                else _("Under way")
            ],
        )
        for one in found
    ]
    context = {
        "rows": rows,
        "older": f"?before={found[-1].id}" if len(found) == PAGE else "",
        "tab": "council",
        "back": {"href": reverse("decisions:public_list"), "label": _("Decide together")},
    }
    return render(request, "decisions/withdrawals/public_list.html", context)


@open_to(ANYONE)
@require_safe
def public_withdrawal(request: Request, number: str) -> HttpResponse:
    """Show one withdrawal to everybody."""
    found = queries.withdrawal_by_number(request.sub_district_id, number)
    if found is None:
        raise no_withdrawal()
    before = as_uuid(request.GET.get("before", ""))
    shown = page_of(found, on=timezone.localdate(), before=before)
    context = {
        **shown,
        "links": public_leads(found, shown["leads"]),
        "say": reverse("decisions:say_at", args=[found.place_id])
        + f"?about=decisions.withdrawal&about_id={found.id}",
        "tab": "council",
        "back": {
            "href": reverse("decisions:public_withdrawals"),
            "label": _("When a company leaves"),
        },
    }
    return render(request, "decisions/withdrawals/public.html", context)
