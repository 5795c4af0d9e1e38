"""The counsellor's desk: the own hours, how each went, supervision and training."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.counsel import actions
from linli.counsel.actions.talks import gone
from linli.counsel.queries import talk_words as words
from linli.counsel.queries import talks as queries
from linli.counsel.rules.talks import TALKERS, StaffHours
from linli.counsel.web.talks.forms import EndForm, StaffHoursForm
from linli.diary.queries import length_word
from linli.diary.rules import clock
from linli.ui import pages
from linli.ui.access import Request, open_to
from linli.ui.pages import FORM, as_number, go

if TYPE_CHECKING:
    from linli.counsel.models import Talk

_AHEAD = timedelta(days=190)
_BACK = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class TalkShown:
    """An hour in the counsellor's list: when and where, not who."""

    talk: Talk
    time: str
    state: str
    tone: str
    owed: bool


@open_to(*TALKERS)
@never_cache
@require_safe
def talks(request: Request) -> HttpResponse:
    """List the own hours: to confirm, to come, to say how they went, done."""
    today, now = timezone.localdate(), timezone.now()
    found = queries.talks_of(request.actor, first=today - _BACK, last=today + _AHEAD)
    shown = [_shown(one, begun=queries.begins_at(one) <= now) for one in found]
    waiting = [one for one in shown if queries.is_open(one.talk)]
    context = {
        "owed": [one for one in waiting if one.owed],
        "coming": [one for one in waiting if not one.owed],
        "done": [one for one in reversed(shown) if not queries.is_open(one.talk)][:20],
    }
    return render(request, "counsel/talks/desk.html", context)


@open_to(*TALKERS)
@never_cache
@require_safe
def talk(request: Request, talk_id: UUID) -> HttpResponse:
    """Show one own hour and what can be done; the contact stays closed until it is asked for."""
    return _page(request, the_talk(request, talk_id))


@open_to(*TALKERS)
@never_cache
@require_POST
def contact(request: Request, talk_id: UUID) -> HttpResponse:
    """Show what was left to be reached; it is written down that it was looked at."""
    found = actions.open_contact(actor=request.actor, talk_id=talk_id, at=timezone.now())
    return _page(request, found, opened=True)


@open_to(*TALKERS)
@require_POST
def confirm(request: Request, talk_id: UUID) -> HttpResponse:
    """Say that the hour stands."""
    actions.confirm_talk(
        actor=request.actor, talk_id=talk_id, version=_version(request), at=timezone.now()
    )
    messages.success(request, _("The hour stands."))
    return go("counsel:talks")


@open_to(*TALKERS)
@require_POST
def cancel(request: Request, talk_id: UUID) -> HttpResponse:
    """Call the hour off."""
    actions.cancel_talk(
        actor=request.actor, talk_id=talk_id, version=_version(request), at=timezone.now()
    )
    messages.success(request, _("The hour is called off and the time is free again."))
    return go("counsel:talks")


@open_to(*TALKERS)
@never_cache
@require_http_methods(FORM)
def end(request: Request, talk_id: UUID) -> HttpResponse:
    """Say how an hour went: one tick, no words."""
    found = the_talk(request, talk_id)
    form = EndForm(request.POST or None)

    def act(_typed: dict[str, Any]) -> HttpResponse:
        actions.end_talk(
            actor=request.actor,
            talk_id=found.id,
            version=_version(request),
            at=timezone.now(),
            **form.facts(),
        )
        messages.success(request, _("Kept. Nothing of the talk itself is stored."))
        return go("counsel:talks")

    return pages.form_page(
        request,
        form,
        act,
        page="counsel/talks/form.html",
        title=_("How it went"),
        purpose=_("A tick is all. Notes stay outside Linli."),
        verb=_("Keep it"),
        version=request.POST.get("version") or found.version,
        back_href=reverse("counsel:talk", args=[found.id]),
    )


@open_to(*TALKERS)
@require_http_methods(FORM)
def staff_hours(request: Request) -> HttpResponse:
    """Enter the own hours of supervision and training, and see those of the year."""
    today = timezone.localdate()
    form = StaffHoursForm(request.POST or None, initial={"day": today})

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.enter_hours(
            actor=request.actor,
            kind=StaffHours(typed["kind"]),
            day=typed["day"],
            quarters=typed["quarters"],
            key=form.sent_key,
            at=timezone.now(),
        )
        messages.success(request, _("These hours are entered."))
        return go("counsel:talk_staff_hours")

    entries = queries.entries_of(request.actor, first=today.replace(month=1, day=1), last=today)
    return pages.form_page(
        request,
        form,
        act,
        page="counsel/talks/staff_hours.html",
        entries=[
            (one.day, words.staff_hours_word(one.kind), length_word(one.quarters))
            for one in entries
        ],
    )


def the_talk(request: Request, talk_id: UUID) -> Talk:
    """The hour of the address, if it is of the post acted in."""
    found = queries.talk_of_counsellor(request.actor, talk_id)
    if found is None:
        raise gone()
    return found


def _page(request: Request, found: Talk, *, opened: bool = False) -> HttpResponse:
    begun = queries.begins_at(found) <= timezone.now()
    context = {
        "shown": _shown(found, begun=begun),
        "talk": found,
        "tier": words.tier_word(found.tier),
        "uses": [one for one in queries.uses_now(found) if one != found.keeper.name],
        "has_contact": bool(found.called or found.contact),
        "opened": opened,
        "missed": words.missed_word(found.missed) if found.missed else "",
        "referred_to": words.referred_word(found.referred_to) if found.referred_to else "",
        "may_confirm": found.state == "asked" and not begun,
        "may_cancel": queries.is_open(found) and not begun,
        "may_end": queries.is_open(found) and begun,
    }
    return render(request, "counsel/talks/talk.html", context)


def _shown(one: Talk, *, begun: bool) -> TalkShown:
    return TalkShown(
        one,
        f"{clock(one.first)}–{clock(one.end)}",
        words.talk_state_word(one.state),
        words.talk_tone(one.state),
        owed=begun,
    )


def _version(request: Request) -> int:
    typed = request.POST.get("version", "")
    return as_number(typed)
