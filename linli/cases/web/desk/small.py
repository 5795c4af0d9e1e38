"""Small acts on what hangs on a request: a task, a helper, a link; and finding a place."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from linli.cases import actions
from linli.cases.web.desk.act_form import place_options
from linli.kernel.errors import Conflict, Missing, NotAllowed, Refused
from linli.kernel.posts import POST_HOLDERS
from linli.ui.access import Request, open_to
from linli.ui.pages import go


@open_to(POST_HOLDERS)
@require_POST
def finish_task(request: Request, case_id: UUID, task_id: UUID) -> HttpResponse:
    """Report a part of the work as done."""
    result = request.POST.get("result", "")

    def act() -> Any:
        return actions.finish_sub_task(
            actor=request.actor, task_id=task_id, result=result, at=timezone.now()
        )

    return _done(request, case_id, act, _("Done."))


@open_to(POST_HOLDERS)
@require_POST
def end_help(request: Request, case_id: UUID, post_id: UUID) -> HttpResponse:
    """End a post's help."""

    def act() -> Any:
        return actions.end_assist(
            actor=request.actor, case_id=case_id, post_id=post_id, at=timezone.now()
        )

    return _done(request, case_id, act, _("Ended."))


@open_to(POST_HOLDERS)
@require_POST
def revoke_link(request: Request, case_id: UUID, hand_over_id: UUID) -> HttpResponse:
    """Take an outside body's link back."""

    def act() -> Any:
        return actions.revoke_hand_over(
            actor=request.actor, case_id=case_id, hand_over_id=hand_over_id, at=timezone.now()
        )

    return _done(request, case_id, act, _("The link no longer works."))


@open_to(POST_HOLDERS)
@require_safe
def desk_places(request: Request) -> HttpResponse:
    """Places that fit what is being typed."""
    typed = (request.GET.get("place_typed") or "").strip()[:60]
    context = {
        "options": place_options(request, typed) if typed else [],
        "option_name": "place",
        "typed": typed,
        "none_label": _("No place from the list"),
    }
    return render(request, "ui/_options.html", context)


def _done(request: Request, case_id: UUID, act: Any, said: str) -> HttpResponse:
    """Do it and go back to the request; a refusal is said there."""
    try:
        act()
    except (Missing, NotAllowed, Conflict):
        raise
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, said)
    return go("cases:case_detail", case_id, query=request.GET.urlencode())
