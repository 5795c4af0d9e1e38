"""Notices at the desk: drafted from the step's paper, posted, photographed, taken down."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from linli.elections import actions
from linli.elections.documents import notice_draft
from linli.elections.queries.calendar import limit_at
from linli.elections.queries.pages import StepShown, notice, notices_of, steps_shown
from linli.elections.rules import Verb
from linli.elections.web.desk.forms import NoticeForm, PhotoForm
from linli.elections.web.desk.pages import RUN, SEERS, form_page, frame, may, photo_of, the_election
from linli.kernel.errors import Missing
from linli.kernel.workdays import Unit
from linli.ui.access import Request, open_to
from linli.ui.pages import FORM, go

if TYPE_CHECKING:
    from linli.elections.models import Election, Notice


@open_to(*SEERS)
@require_safe
def desk_notices(request: Request, election_id: UUID) -> HttpResponse:
    """List the notices that hang or hung, and those whose turn has come."""
    election = the_election(request, election_id)
    on = timezone.localdate()
    steps = steps_shown(election, on=on)
    titles = {step.key: step.title for step in steps}
    context = frame(request, election, "notices") | {
        "rows": [(one, titles.get(one.step_key, "")) for one in notices_of(election)],
        "waiting": [step for step in steps if step.is_now and step.asks_notice and not step.notice],
        "may_post": may(request, Verb.POST_NOTICE, election),
        "today": on,
    }
    return render(request, "elections/desk/notices.html", context)


@open_to(*RUN)
@require_http_methods(FORM)
def desk_post_notice(request: Request, election_id: UUID, key: str) -> HttpResponse:
    """Post the notice of a step, drafted from its paper."""
    election = the_election(request, election_id)
    on = timezone.localdate()
    step = next((one for one in steps_shown(election, on=on) if one.key == key), None)
    if step is None or not step.asks_notice:
        raise Missing("no_step", _("This election has no step with a notice of that kind."))
    form = NoticeForm(
        request.POST or None, request.FILES or None, initial=_initial(election, step, on)
    )

    def act(typed: dict[str, Any]) -> HttpResponse:
        made = actions.post_notice(
            actor=request.actor,
            election_id=election.id,
            step_key=key,
            draft=form.facts(),
            photo=photo_of(typed["photo"]),
            key=form.sent_key,
            at=timezone.now(),
        )
        messages.success(request, _("Notice %(number)s is posted.") % {"number": made.number})
        return go("elections:desk_notice", election.id, made.number)

    return form_page(
        request,
        form,
        act,
        election=election,
        here="notices",
        title=_("Post a notice"),
        purpose=step.title,
        verb=_("Post it"),
        multipart=True,
        back_href=reverse("elections:desk_notices", args=[election.id]),
    )


@open_to(*SEERS)
@require_http_methods(FORM)
def desk_notice(request: Request, election_id: UUID, number: int) -> HttpResponse:
    """Show a notice; take in the photo of it on the wall, then the one of its last day."""
    election = the_election(request, election_id)
    found = notice(election, number)
    if found is None:
        raise Missing("no_notice", _("There is no such notice."))
    form = PhotoForm(request.POST or None, request.FILES or None)

    def act(typed: dict[str, Any]) -> HttpResponse:
        _take_photo(request, found, typed)
        return go("elections:desk_notice", election.id, number)

    return form_page(
        request,
        form,
        act,
        election=election,
        here="notices",
        page="elections/desk/notice.html",
        notice=found,
        over=timezone.localdate() >= found.until,
        may_post=may(request, Verb.POST_NOTICE, election),
    )


def _take_photo(request: Request, found: Notice, typed: dict[str, Any]) -> None:
    photo, at = photo_of(typed["photo"]), timezone.now()
    if photo is None:
        return
    given: dict[str, Any] = {
        "actor": request.actor,
        "notice_id": found.id,
        "photo": photo,
        "at": at,
    }
    if found.first_photo_id is None:
        actions.show_notice(**given)
    else:
        actions.take_notice_down(**given, on=timezone.localdate(at))


def _initial(election: Election, step: StepShown, on: date) -> dict[str, Any]:
    draft = notice_draft(election, step)
    limit = limit_at(election.sub_district_id, on)(step.notice_rule)
    days = limit.count if limit and limit.unit is Unit.DAYS else 7
    until = on + timedelta(days=days)
    if election.opens_at is not None and step.notice_rule:
        until = max(until, timezone.localdate(election.opens_at))
    last = next(iter(notices_of(election)), None)
    return {
        "title": draft.title,
        "text": draft.text,
        "where": last.where if last else "",
        "posted_on": on,
        "until": until,
    }
