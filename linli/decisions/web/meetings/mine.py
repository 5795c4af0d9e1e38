"""A meeting for somebody who is bidden: notice, leave, sign in, recusal, minutes to sign."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.decisions import actions
from linli.decisions.actions.meeting_work import no_meeting
from linli.decisions.queries.meeting_words import (
    meeting_kind_word,
    meeting_state_tone,
    meeting_state_word,
    part_word,
    presence_word,
)
from linli.decisions.queries.meetings import (
    items_of,
    meeting_of_own,
    minutes_in_force,
    notice_in_force,
    own_meetings,
    proofs_of,
    signatures_of,
    to_sign,
)
from linli.decisions.rules.meetings import VOTING, AttendeePart, MeetingState, Presence
from linli.decisions.web.meetings.forms import LeaveForm, RecuseForm, SignForm
from linli.decisions.web.meetings.shown import points_shown
from linli.ui import pages
from linli.ui.access import SIGNED_IN, Request, open_to
from linli.ui.forms import PlainForm
from linli.ui.pages import FORM, go
from linli.ui.pieces import Row
from linli.ui.words import stamp

if TYPE_CHECKING:
    from linli.decisions.models import Attendee, Meeting


@open_to(SIGNED_IN)
@require_safe
def my_meetings(request: Request) -> HttpResponse:
    """List the meetings to which one is or was bidden."""
    account_id = request.actor.account_id
    found = own_meetings(request.sub_district_id, account_id) if account_id else []
    ahead = {MeetingState.NOTICED, MeetingState.UNDER_WAY, MeetingState.HELD}
    context = {
        "ahead": [_row(one) for one in found if one.meeting.state in ahead],
        "over": [_row(one) for one in found if one.meeting.state not in ahead],
        "tab": "mine",
        "back": {"href": "/my/", "label": _("My account")},
    }
    return render(request, "decisions/meetings/my_list.html", context)


@open_to(SIGNED_IN)
@require_safe
def my_meeting(request: Request, meeting_id: UUID) -> HttpResponse:
    """Show a meeting to somebody who is bidden, with what they can do now."""
    mine = _mine(request, meeting_id)
    found = mine.meeting
    minutes = minutes_in_force(found) if found.minutes_number else None
    signature = signatures_of(found).get(mine.id) if minutes else None
    on = timezone.localdate()
    today = on >= timezone.localdate(found.starts_at)
    state = MeetingState(found.state)
    context = _head(found) | {
        "mine": mine,
        "part": part_word(mine.part),
        "presence": presence_word(mine.presence),
        "notice": notice_in_force(found),
        "proof": proofs_of(found).get(mine.id),
        "points": points_shown(found),
        "minutes": minutes,
        "signature": signature,
        "may_confirm": state in {MeetingState.NOTICED, MeetingState.UNDER_WAY},
        "may_sign_in": today
        and state in {MeetingState.NOTICED, MeetingState.UNDER_WAY}
        and mine.presence != Presence.HERE,
        "may_ask_leave": state is MeetingState.NOTICED and mine.presence == Presence.EXPECTED,
        "may_recuse": state in {MeetingState.NOTICED, MeetingState.UNDER_WAY}
        and AttendeePart(mine.part) in VOTING,
        "may_sign": state is MeetingState.HELD
        and minutes is not None
        and signature is None
        and bool(to_sign([mine])),
    }
    return render(request, "decisions/meetings/my_meeting.html", context)


@open_to(SIGNED_IN)
@require_POST
def my_meeting_act(request: Request, meeting_id: UUID, act: str) -> HttpResponse:
    """Confirm the notice, or sign in."""
    acts: dict[str, Any] = {
        "confirm": (actions.confirm_notice, _("It is noted that you have the notice.")),
        "sign-in": (actions.sign_in, _("You are signed in.")),
    }
    if act not in acts:
        raise no_meeting()
    do, said = acts[act]
    do(actor=request.actor, meeting_id=meeting_id, at=timezone.now())
    messages.success(request, said)
    return go("decisions:my_meeting", meeting_id)


@open_to(SIGNED_IN)
@require_http_methods(FORM)
def my_leave(request: Request, meeting_id: UUID) -> HttpResponse:
    """Say that one cannot come."""
    mine = _mine(request, meeting_id)

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.ask_leave(
            actor=request.actor, meeting_id=meeting_id, at=timezone.now(), reason=typed["reason"]
        )
        messages.success(request, _("It is noted that you cannot come."))
        return go("decisions:my_meeting", meeting_id)

    return _form(request, mine, LeaveForm(request.POST or None), act, title=_("Ask for leave"))


@open_to(SIGNED_IN)
@require_http_methods(FORM)
def my_recusal(request: Request, meeting_id: UUID) -> HttpResponse:
    """Recuse oneself from a point."""
    mine = _mine(request, meeting_id)
    items = [(str(one.id), one.title) for one in items_of(mine.meeting) if not one.outcome]
    form = RecuseForm(request.POST or None, items=items)

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.recuse(
            actor=request.actor,
            meeting_id=meeting_id,
            item_id=UUID(typed["item"]),
            reason=typed["reason"],
            at=timezone.now(),
        )
        messages.success(request, _("You take no part in this point."))
        return go("decisions:my_meeting", meeting_id)

    return _form(
        request,
        mine,
        form,
        act,
        title=_("Take no part in a point"),
        note=_("Whoever has a stake in a point says so and does not vote on it."),
    )


@open_to(SIGNED_IN)
@require_http_methods(FORM)
def my_minutes(request: Request, meeting_id: UUID) -> HttpResponse:
    """Read the minutes and sign them, with one's dissent."""
    mine = _mine(request, meeting_id)
    minutes = minutes_in_force(mine.meeting)
    if minutes is None:
        raise no_meeting()
    form = SignForm(request.POST or None, initial={"number": minutes.number})

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.sign_minutes(
            actor=request.actor,
            meeting_id=meeting_id,
            number=typed["number"],
            dissent=typed["dissent"],
            at=timezone.now(),
        )
        messages.success(request, _("You have signed the minutes."))
        return go("decisions:my_meeting", meeting_id)

    return _form(
        request,
        mine,
        form,
        act,
        page="decisions/meetings/my_minutes.html",
        title=_("Minutes to sign"),
        verb=_("Sign"),
        minutes=minutes,
    )


def _mine(request: Request, meeting_id: UUID) -> Attendee:
    account_id = request.actor.account_id
    found = meeting_of_own(request.sub_district_id, meeting_id, account_id) if account_id else None
    if found is None:
        raise no_meeting()
    return found


def _head(found: Meeting) -> dict[str, Any]:
    return {
        "meeting": found,
        "kind_word": meeting_kind_word(found.kind),
        "state_word": meeting_state_word(found.state),
        "state_tone": meeting_state_tone(found.state),
        "tabs_hidden": True,
        "back": {"href": reverse("decisions:my_meetings"), "label": _("My meetings")},
    }


def _form(
    request: Request,
    mine: Attendee,
    form: PlainForm,
    act: Any,
    *,
    page: str = "decisions/meetings/my_form.html",
    **context: Any,
) -> HttpResponse:
    back = {
        "href": reverse("decisions:my_meeting", args=[mine.meeting_id]),
        "label": mine.meeting.title,
    }
    framed = _head(mine.meeting) | {"mine": mine, "verb": _("Send"), **context, "back": back}
    return pages.form_page(request, form, act, page=page, **framed)


def _row(one: Attendee) -> Row:
    found = one.meeting
    return Row(
        found.title,
        reverse("decisions:my_meeting", args=[found.id]),
        kicker=[meeting_kind_word(found.kind), meeting_state_word(found.state)],
        meta=[stamp(found.starts_at), found.place.name, part_word(one.part)],
    )
