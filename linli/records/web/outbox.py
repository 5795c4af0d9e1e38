"""The outbox: what waits to leave, and what did not leave and needs a person."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from linli.records import actions, queries
from linli.ui.access import ADMINISTRATOR, Request, audience, open_to
from linli.ui.pages import go

KEEPERS = audience(queries.MAY_SEE_OUTBOX, ADMINISTRATOR)


@open_to(*KEEPERS)
@require_safe
def outbox(request: Request) -> HttpResponse:
    """Show the channels, how much waits in each, and every message that is stuck."""
    waiting = queries.waiting_counts(request.sub_district_id)
    ready = actions.ready_channels()
    titles = _titles()
    context = {
        "channels": [
            (title, name in ready, waiting.get(name, 0)) for name, title in titles.items()
        ],
        "demo": settings.LINLI_DEMO,
        "rows": [
            (message, titles.get(message.channel, message.channel), _why(message.last_error))
            for message in queries.lost_messages(request.sub_district_id)
        ],
    }
    return render(request, "records/outbox.html", context)


@open_to(*KEEPERS)
@require_POST
def send_again(request: Request, message_id: UUID) -> HttpResponse:
    """Try a stuck message once more from the beginning."""
    actions.send_again(actor=request.actor, message_id=message_id, at=timezone.now())
    messages.success(request, _("It is tried again within seconds."))
    return go("records:outbox")


@open_to(*KEEPERS)
@require_POST
def drop_message(request: Request, message_id: UUID) -> HttpResponse:
    """Let a stuck message go."""
    actions.drop_message(actor=request.actor, message_id=message_id, at=timezone.now())
    messages.success(request, _("The message is gone, its address too."))
    return go("records:outbox")


def _titles() -> dict[str, str]:
    return {
        "email": _("Mail"),
        "sms": _("Text message"),
        "webhook": _("Group chat"),
    }


def _why(reason: str) -> str:
    """A reason in words; what a server answered stands behind it as it came."""
    kind, _colon, answer = reason.partition(": ")
    words = {
        "mail server": _("The mail server did not take it"),
        "gateway": _("The text message gateway did not take it"),
        "webhook": _("The group chat did not take it"),
        "the address is not one": _("Its address is not one"),
        "this webhook is no longer set up": _("Its group chat is no longer set up"),
        "there are no words for it": _("There are no words for it"),
        "a sender was stopped; it may or may not have left": _(
            "The server was stopped while sending; it may or may not have left"
        ),
        "it could not leave in time": _("It could not leave in time"),
    }
    said = words.get(kind, _("A fault of ours; the log says more"))
    return f"{said} ({answer})" if answer else said
