"""Legal help for everybody: what to bring, free times, the queue of today, events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.counsel import actions
from linli.counsel.actions.legal import no_such_visit
from linli.counsel.queries import legal as queries
from linli.counsel.queries import legal_words as words
from linli.counsel.queries.talks import FreeHours, slot_of
from linli.counsel.rules.legal import LegalTopic, VisitState
from linli.counsel.web.kept_word import forget, remember, remembered
from linli.counsel.web.legal.forms import VisitForm
from linli.counsel.web.talks.forms import WordForm
from linli.diary.queries import Slot
from linli.diary.rules import Purpose, clock
from linli.kernel.errors import Refused
from linli.ui import pages
from linli.ui.access import ANYONE, Request, open_to
from linli.ui.pages import FORM, as_uuid, go
from linli.ui.pieces import Chip, Fact

if TYPE_CHECKING:
    from linli.counsel.models import LegalVisit

_KEPT = "legal_visit"
_DAYS_SHOWN = 4
_TOPICS = {one.value for one in LegalTopic}


@dataclass(frozen=True, slots=True)
class TimesShown:
    """A lawyer's free times, day by day."""

    hours: FreeHours
    days: list[tuple[date, list[Slot]]]
    more: bool


@open_to(ANYONE)
@require_safe
def legal(request: Request) -> HttpResponse:
    """Show what to bring for a topic, the free times of every lawyer, today's queue and events."""
    now, today = timezone.now(), timezone.localdate()
    found = queries.legal_hours(request.sub_district_id, at=now)
    asked = request.GET.get("topic", "")
    topic = asked if asked in _TOPICS else ""
    place = as_uuid(request.GET.get("place", ""))
    known = {one.place_id: one.place_name for one in found}
    chosen = place if place in known else None
    context = {
        "line": queries.legal_line(request.sub_district_id, on=today),
        "topics": [(one.value, words.topic_word(one)) for one in LegalTopic],
        "topic": topic,
        "topic_word": words.topic_word(topic) if topic else "",
        "bring": words.bring_words(topic) if topic else [],
        "shown": [_shown(one) for one in found if chosen in {None, one.place_id}],
        "chips": [
            Chip(_("All communities"), f"?topic={topic}#times", on=chosen is None),
            *(
                Chip(name, f"?topic={topic}&place={key}#times", on=key == chosen)
                for key, name in known.items()
            ),
        ],
        "queues": queries.queues(request.sub_district_id, on=today),
        "events": queries.events(request.sub_district_id, first=today),
        "tab": "home",
    }
    return render(request, "counsel/legal/legal.html", context)


@open_to(ANYONE)
@never_cache
@require_safe
def queue(request: Request) -> HttpResponse:
    """Show which number is called, for a screen in the waiting room; numbers alone."""
    shown = queries.queues(request.sub_district_id, on=timezone.localdate())
    return render(request, "counsel/legal/queue.html", {"queues": shown, "tab": "home"})


@open_to(ANYONE)
@never_cache
@require_http_methods(FORM)
def book(request: Request) -> HttpResponse:
    """Book one time; neither a name nor a number is asked for that must be given."""
    code = request.POST.get("slot") or request.GET.get("slot", "")
    found = slot_of(request.sub_district_id, code, purpose=Purpose.LEGAL, at=timezone.now())
    topic = request.GET.get("topic", "")
    form = VisitForm(request.POST or None, initial={"slot": code, "topic": topic})

    def act(typed: dict[str, Any]) -> HttpResponse:
        booked = actions.book_visit(
            actor=request.actor,
            slot=typed["slot"],
            topic=LegalTopic(typed["topic"]),
            called=typed["called"],
            contact=typed["contact"],
            key=form.sent_key,
            at=timezone.now(),
        )
        remember(request, _KEPT, booked.word)
        return go("counsel:legal_mine")

    return pages.form_page(
        request,
        form,
        act,
        page="counsel/legal/book.html",
        found=found[0] if found else None,
        slot=found[1] if found else None,
        tabs_hidden=True,
        back=_back(),
    )


@open_to(ANYONE)
@never_cache
@require_http_methods(FORM)
def mine(request: Request) -> HttpResponse:
    """Show the own time to whoever has its code word."""
    word = remembered(request, _KEPT)
    visit = queries.visit_by_word(request.sub_district_id, word) if word else None
    if visit is not None and request.method != "POST":
        return render(request, "counsel/legal/mine.html", _mine(visit, word))
    form = WordForm(request.POST or None)

    def act(typed: dict[str, Any]) -> HttpResponse:
        if queries.visit_by_word(request.sub_district_id, typed["word"]) is None:
            raise no_such_visit()
        remember(request, _KEPT, typed["word"])
        return go("counsel:legal_mine")

    return pages.form_page(
        request, form, act, page="counsel/legal/word.html", back=_back(), tabs_hidden=True
    )


@open_to(ANYONE)
@require_POST
def cancel(request: Request) -> HttpResponse:
    """Call the own time off; no reason is asked for."""
    try:
        actions.cancel_own_visit(
            actor=request.actor, word=remembered(request, _KEPT), at=timezone.now()
        )
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("The time is called off. You can book another one any day."))
    return go("counsel:legal_mine")


@open_to(ANYONE)
@require_POST
def close(request: Request) -> HttpResponse:
    """Forget on this device that a time was looked at."""
    forget(request, _KEPT)
    return go("counsel:legal")


def _shown(one: FreeHours) -> TimesShown:
    days = [(day, list(slots)) for day, slots in groupby(one.slots, key=lambda slot: slot.day)]
    return TimesShown(one, days[:_DAYS_SHOWN], more=len(days) > _DAYS_SHOWN)


def _mine(visit: LegalVisit, word: str) -> dict[str, Any]:
    facts = [
        (_("Day"), f"{visit.day:%Y-%m-%d}"),
        (_("Time"), queries.visit_time(visit)),
        (pgettext("of a time", "With"), visit.keeper.name),
        (_("At"), visit.place.name),
        (_("What it is about"), words.topic_word(visit.topic)),
        (_("Called"), visit.called or _("No name was left")),
        (_("Telephone"), _("Was left, sealed") if visit.contact else _("Was not left")),
    ]
    before = queries.visit_begins(visit) > timezone.now()
    return {
        "visit": visit,
        "word": word,
        "state_word": words.visit_state_word(visit.state),
        "tone": words.visit_tone(visit.state),
        "facts": [Fact(label, value) for label, value in facts if value],
        "bring": words.bring_words(visit.topic),
        "readings": queries.visit_readings(visit),
        "may_cancel": visit.state == VisitState.BOOKED and before,
        "cancelled": visit.state == VisitState.CANCELLED,
        "begins": clock(visit.first or 0),
        "tabs_hidden": True,
        "back": _back(),
    }


def _back() -> dict[str, str]:
    return {"href": reverse("counsel:legal"), "label": _("Legal help")}
