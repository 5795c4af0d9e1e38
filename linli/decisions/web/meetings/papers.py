"""Papers of a decision to be had as .docx or PDF, at the desk and by everybody."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.decisions import queries
from linli.decisions.documents import decision_paper, decision_paper_title
from linli.decisions.web.meetings.running import handed_out
from linli.decisions.web.participation.pages import SEE, desk_decision
from linli.kernel.errors import Missing
from linli.records.documents import WRITERS
from linli.ui.access import ANYONE, Request, open_to

PUBLIC = ("decision_notice", "result_notice", "resolution")
"""Papers that hang on the wall, and so are for everybody."""


@open_to(*SEE)
@require_safe
def desk_decision_paper(request: Request, decision_id: UUID, name: str, form: str) -> HttpResponse:
    """Hand out a paper of a decision at the desk, filled in as far as its facts are known."""
    found = desk_decision(request, decision_id)
    if form not in WRITERS:
        raise Missing("no_paper", _("There is no such paper."))
    paper = decision_paper(found, name, on=timezone.localdate())
    return handed_out(paper, f"{found.number} {decision_paper_title(name)}.{form}", form)


@open_to(ANYONE)
@require_safe
def public_decision_paper(request: Request, number: str, name: str, form: str) -> HttpResponse:
    """Hand out a paper that hangs on the wall, once there is a resolution."""
    found = queries.decision_by_number(request.sub_district_id, number)
    if (
        found is None
        or name not in PUBLIC
        or form not in WRITERS
        or queries.resolution_in_force(found) is None
    ):
        raise Missing("no_paper", _("There is no such paper."))
    paper = decision_paper(found, name, on=timezone.localdate())
    return handed_out(paper, f"{found.number} {decision_paper_title(name)}.{form}", form)
