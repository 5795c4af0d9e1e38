"""What pages of meetings share: find the meeting, its frame, its forms."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.decisions import queries
from linli.decisions.actions.meeting_work import no_meeting
from linli.decisions.queries.meeting_words import (
    meeting_kind_word,
    meeting_state_tone,
    meeting_state_word,
)
from linli.decisions.rules import Verb
from linli.decisions.web.participation.pages import may
from linli.ui import pages
from linli.ui.access import Request
from linli.ui.forms import PlainForm
from linli.ui.pages import go

if TYPE_CHECKING:
    from linli.decisions.models import Meeting

FORM_PAGE = "decisions/meetings/form.html"


def desk_found(request: Request, meeting_id: UUID) -> Meeting:
    """The meeting of the address, within the reach of the post acted in."""
    found = queries.meeting_seen_by(request.actor, meeting_id, on=timezone.localdate())
    if found is None:
        raise no_meeting()
    return found


def frame(request: Request, found: Meeting) -> dict[str, Any]:
    """What the frame of a meeting's desk pages needs."""
    return {
        "meeting": found,
        "kind_word": meeting_kind_word(found.kind),
        "state_word": meeting_state_word(found.state),
        "state_tone": meeting_state_tone(found.state),
        "may_run": may(request, Verb.RUN, found.place_id),
    }


def form_of(
    request: Request,
    found: Meeting,
    form: PlainForm,
    act: Callable[[dict[str, Any]], object],
    *,
    said: str,
    page: str = FORM_PAGE,
    **context: Any,
) -> HttpResponse:
    """Show a form about a meeting inside its frame, or act and go back to the meeting."""

    def done(typed: dict[str, Any]) -> HttpResponse:
        act(typed)
        messages.success(request, said)
        return go("decisions:desk_meeting", found.id)

    framed = {
        **frame(request, found),
        "back_href": reverse("decisions:desk_meeting", args=[found.id]),
        "verb": _("Keep"),
        **context,
    }
    return pages.form_page(request, form, done, page=page, **framed)
