"""The sender says whether the own request may move into a sealed file."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from linli.cases import actions
from linli.cases.rules import AgreedBy
from linli.cases.web.resident import keys
from linli.cases.web.resident.follow import ask_for_word, back_to, own_request
from linli.kernel.errors import Refused
from linli.ui.access import ANYONE, Request, open_to


@require_POST
@open_to(ANYONE)
def follow_sealing(request: Request, number: str) -> HttpResponse:
    """Take the sender's yes or no, or the yes back."""
    mine = own_request(request, number)
    if mine is None:
        return ask_for_word(number)
    who: dict[str, Any] = {
        "actor": keys.sender(request),
        "case_id": mine.case.id,
        "slip": mine.slip,
    }
    answer, at = request.POST.get("answer"), timezone.now()
    try:
        if answer == "back":
            actions.take_back_agreement(**who, at=at)
        else:
            actions.answer_sealing(**who, yes=answer == "yes", by=AgreedBy.APP, at=at)
    except Refused as refusal:
        messages.error(request, refusal.message)
    return back_to(number)
