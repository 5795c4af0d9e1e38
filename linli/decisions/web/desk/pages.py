"""What desk pages of a decision share: find it, its tabs, its frame for forms."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.decisions import queries
from linli.decisions.queries.words import state_tone, state_word
from linli.decisions.rules import Verb
from linli.decisions.rules.who import READERS, RUNNERS, SHAPERS
from linli.kernel.errors import Missing
from linli.ui import pages
from linli.ui.access import Request, audience
from linli.ui.forms import PlainForm

if TYPE_CHECKING:
    from linli.decisions.models import Decision

SEERS = audience(READERS)
"""Who finds decisions at the desk."""
RUN = audience(RUNNERS)
"""Who leads them."""
SHAPE = audience(SHAPERS)
"""Who names hands and allows money: nobody who keeps a body's money (S56)."""
FORM_PAGE = "decisions/desk/form.html"


def the_decision(request: Request, decision_id: UUID) -> Decision:
    """The decision of the address, within the reach of the post acted in."""
    found = queries.decision_seen_by(request.actor, decision_id, on=timezone.localdate())
    if found is None:
        raise Missing("no_decision", _("There is no such decision."))
    return found


def may(request: Request, verb: Verb, found: Decision) -> bool:
    """Whether the post acted in may do this here today."""
    return queries.may_do_at(request.actor, verb, found.place_id, on=timezone.localdate())


def frame(found: Decision) -> dict[str, Any]:
    """What the frame of a decision's desk pages needs."""
    return {
        "decision": found,
        "state": (state_word(found.state), state_tone(found.state)),
        "back_href": reverse("decisions:desk_decision", args=[found.id]),
    }


def form_page(
    request: Request,
    form: PlainForm,
    act: Callable[[dict[str, Any]], HttpResponse],
    *,
    decision: Decision,
    page: str = FORM_PAGE,
    **context: Any,
) -> HttpResponse:
    """Show a form about a decision inside its frame, or act on it."""
    return pages.form_page(request, form, act, page=page, **{**frame(decision), **context})
