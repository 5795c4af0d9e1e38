"""Booking a talk: the lines for an emergency first, then free hours, no name needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.counsel import actions
from linli.counsel.actions.talks import no_such_word
from linli.counsel.queries import talk_words as words
from linli.counsel.queries import talks as queries
from linli.counsel.queries.talks import FreeHours
from linli.counsel.rules.talks import TalkState
from linli.counsel.web.talks.forms import BookForm, WordForm
from linli.diary.queries import Slot
from linli.diary.rules import clock
from linli.kernel.errors import Refused
from linli.tenancy.fields import seal, unseal
from linli.ui import pages
from linli.ui.access import ANYONE, Request, open_to
from linli.ui.pages import FORM, as_uuid, go
from linli.ui.pieces import Chip, Fact

if TYPE_CHECKING:
    from linli.counsel.models import Talk

_KEPT = "talk"
_OPEN_FOR = timedelta(hours=1)
_DAYS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class HoursShown:
    """A counsellor's free hours, day by day."""

    hours: FreeHours
    tier: str
    days: list[tuple[date, list[Slot]]]
    more: bool


@open_to(ANYONE)
@require_safe
def hours(request: Request) -> HttpResponse:
    """Show whom to ring at once, then the free hours of every counsellor."""
    now = timezone.now()
    found = queries.free_hours(request.sub_district_id, at=now)
    asked = as_uuid(request.GET.get("place", ""))
    known = {one.place_id: one.place_name for one in found}
    chosen = asked if asked in known else None
    context = {
        "lines": queries.crisis_lines(request.sub_district_id, on=timezone.localdate()),
        "shown": [_shown(one) for one in found if chosen in {None, one.place_id}],
        "chips": [
            Chip(_("All"), "?", on=chosen is None),
            *(Chip(name, f"?place={key}", on=key == chosen) for key, name in known.items()),
        ],
        "tab": "home",
    }
    return render(request, "counsel/talks/hours.html", context)


@open_to(ANYONE)
@never_cache
@require_http_methods(FORM)
def book(request: Request) -> HttpResponse:
    """Book one hour; neither a name nor a number is asked for that must be given."""
    code = request.POST.get("slot") or request.GET.get("slot", "")
    found = queries.slot_of(request.sub_district_id, code, at=timezone.now())
    form = BookForm(request.POST or None, initial={"slot": code})

    def act(typed: dict[str, Any]) -> HttpResponse:
        booked = actions.book_talk(
            actor=request.actor,
            slot=typed["slot"],
            called=typed["called"],
            contact=typed["contact"],
            key=form.sent_key,
            at=timezone.now(),
        )
        _remember(request, booked.word)
        return go("counsel:talk_mine")

    return pages.form_page(
        request,
        form,
        act,
        page="counsel/talks/book.html",
        found=found[0] if found else None,
        slot=found[1] if found else None,
        lines=queries.crisis_lines(request.sub_district_id, on=timezone.localdate()),
        tabs_hidden=True,
        back={"href": reverse("counsel:talk_hours"), "label": _("All hours")},
    )


@open_to(ANYONE)
@never_cache
@require_http_methods(FORM)
def mine(request: Request) -> HttpResponse:
    """Show the own hour to whoever has its code word."""
    word = _remembered(request)
    talk = queries.talk_by_word(request.sub_district_id, word) if word else None
    if talk is not None and request.method != "POST":
        return render(request, "counsel/talks/mine.html", _mine(talk, word))
    form = WordForm(request.POST or None)

    def act(typed: dict[str, Any]) -> HttpResponse:
        if queries.talk_by_word(request.sub_district_id, typed["word"]) is None:
            raise no_such_word()
        _remember(request, typed["word"])
        return go("counsel:talk_mine")

    return pages.form_page(
        request, form, act, page="counsel/talks/word.html", back=_back(), tabs_hidden=True
    )


@open_to(ANYONE)
@require_POST
def cancel(request: Request) -> HttpResponse:
    """Call the own hour off; no reason is asked for."""
    try:
        actions.cancel_own_talk(actor=request.actor, word=_remembered(request), at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("The hour is called off. You can book another one any time."))
    return go("counsel:talk_mine")


@open_to(ANYONE)
@require_POST
def close(request: Request) -> HttpResponse:
    """Forget on this device that an hour was looked at."""
    request.session.pop(_KEPT, None)
    return go("counsel:talk_hours")


def _shown(one: FreeHours) -> HoursShown:
    days = [(day, list(slots)) for day, slots in groupby(one.slots, key=lambda slot: slot.day)]
    return HoursShown(
        one, words.tier_word(one.tier), days[:_DAYS_SHOWN], more=len(days) > _DAYS_SHOWN
    )


def _mine(talk: Talk, word: str) -> dict[str, Any]:
    uses: Sequence[str] = queries.uses_now(talk)
    facts = [
        (_("Day"), f"{talk.day:%Y-%m-%d}"),
        (_("Time"), f"{clock(talk.first)}–{clock(talk.end)}"),
        (_("The counsellor"), talk.keeper.name),
        (_("Room"), "、".join(one for one in uses if one != talk.keeper.name)),
        (_("At"), talk.place.name),
        (_("Called"), talk.called or _("No name was left")),
        (_("Telephone"), _("Was left, sealed") if talk.contact else _("Was not left")),
    ]
    before = queries.begins_at(talk) > timezone.now()
    return {
        "talk": talk,
        "word": word,
        "state_word": words.talk_state_word(talk.state),
        "tone": words.talk_tone(talk.state),
        "facts": [Fact(label, value) for label, value in facts if value],
        "readings": queries.readings_of(talk),
        "may_cancel": queries.is_open(talk) and before,
        "cancelled": talk.state == TalkState.CANCELLED,
        "lines": queries.crisis_lines(talk.sub_district_id, on=timezone.localdate()),
        "tabs_hidden": True,
        "back": _back(),
    }


def _back() -> dict[str, str]:
    return {"href": reverse("counsel:talk_hours"), "label": _("All hours")}


def _remember(request: Request, word: str) -> None:
    """Keep the word in the session, closed, for an hour."""
    request.session[_KEPT] = [seal(word), timezone.now().isoformat()]


def _remembered(request: Request) -> str:
    kept = request.session.get(_KEPT)
    if not kept or timezone.now() - datetime.fromisoformat(kept[1]) > _OPEN_FOR:
        return ""
    return unseal(kept[0])
