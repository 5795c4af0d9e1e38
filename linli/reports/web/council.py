"""The residents' second tab: all that is decided together, each with its own page one tap away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from linli.decisions import queries as decisions
from linli.elections import queries as elections
from linli.elections.rules import ElectionState
from linli.reports.web.home import asked_to_decide
from linli.ui.access import ANYONE, Request, open_to
from linli.ui.clock import clock_face
from linli.ui.pieces import Row

_DECISIONS = 5


@require_safe
@open_to(ANYONE)
def council(request: Request) -> HttpResponse:
    """Show what asks the reader, what is discussed, what is voted on, and where the rest stands."""
    tenant, now = request.sub_district_id, timezone.now()
    page = {
        "tab": "council",
        "waiting": list(asked_to_decide(request)),
        "decisions": [
            Row(
                one.title,
                reverse("decisions:public_decision", args=[one.number]),
                meta=[one.place_name, one.step],
            )
            for one in decisions.under_way(tenant, limit=_DECISIONS)
        ],
        "voting": [
            Row(
                one.title,
                reverse("elections:public_election", args=[one.uuid]),
                meta=[one.place.name],
                clock=clock_face(due_at=one.closes_at, now=now) if one.closes_at else None,
            )
            for one in elections.elections_now(tenant)
            if one.state == ElectionState.VOTING
        ],
        "pages": list(_pages(tenant, timezone.localdate(now))),
    }
    return render(request, "reports/council.html", page)


def _pages(tenant: UUID, on: date) -> Iterator[Row]:
    """Everything else that is decided or shown together, by what people come for."""
    hanging = sum(decisions.hanging_by_place(tenant, on=on).values())
    words = ngettext("%(n)d notice hangs", "%(n)d notices hang", hanging) % {"n": hanging}
    nothing = _("none hangs now; those that are over stand there too")
    pages = (
        (
            "decisions:public_boards",
            "speakerphone",
            _("Notice boards"),
            words if hanging else nothing,
        ),
        (
            "money:public_funds",
            "report-money",
            _("Open accounts"),
            _("what came in, what was spent"),
        ),
        ("money:public_works", "tool", _("Works and collections"), _("who builds, what it costs")),
        (
            "decisions:public_meetings",
            "users-group",
            _("Meetings"),
            _("when, where, what was said"),
        ),
        ("decisions:public_ideas", "pencil", _("Ideas"), _("give one, see what became of it")),
        (
            "decisions:calls",
            "list-check",
            _("Calls for an assembly"),
            _("call for one, support one"),
        ),
        ("decisions:community_papers", "file-text", _("Pact and disclosures"), ""),
        ("decisions:public_withdrawals", "alert-triangle", _("When a company leaves"), ""),
    )
    for name, icon, title, meta in pages:
        yield Row(title, reverse(name), icon=icon, meta=[meta] if meta else [])
