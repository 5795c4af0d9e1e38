"""The inbox: what the account, and the post acted in, were told."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.template import TemplateDoesNotExist
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from linli.records import actions, queries
from linli.records.queries import Worded
from linli.records.web.pages import shell_for
from linli.ui.access import SIGNED_IN, Request, open_to
from linli.ui.pages import as_uuid, go

if TYPE_CHECKING:
    from linli.records.models import Message

_PAGE = 30


@open_to(SIGNED_IN)
@require_safe
def messages(request: Request) -> HttpResponse:
    """Show what came in, newest first."""
    before = as_uuid(request.GET.get("before", ""))
    found = queries.inbox_of(request.actor, before=before, limit=_PAGE + 1)
    shown = found[:_PAGE]
    context = {
        "shell": shell_for(request),
        "rows": [(message, _words(message)) for message in shown],
        "unread": queries.unread_count(request.actor),
        "older": f"?before={shown[-1].id}" if len(found) > _PAGE else "",
    }
    return render(request, "records/messages.html", context)


@open_to(SIGNED_IN)
@require_POST
def open_message(request: Request, message_id: UUID) -> HttpResponse:
    """Mark a message as read and go to what it is about."""
    message = actions.read_message(actor=request.actor, message_id=message_id, at=timezone.now())
    return go(message.link or "records:messages")


@open_to(SIGNED_IN)
@require_POST
def read_all(request: Request) -> HttpResponse:
    """Mark everything as read."""
    actions.read_all_messages(actor=request.actor, at=timezone.now())
    return go("records:messages")


def _words(message: Message) -> Worded:
    """A message in the reader's language; one whose words are gone shows its number alone."""
    try:
        return queries.worded(message, language=get_language() or "", with_link=False)
    except TemplateDoesNotExist:
        return Worded(title=str(message.params.get("number", message.template)), body="")
