"""Legal help at the desk: the day, its queue, ticks, times booked for others, events, counts."""

from __future__ import annotations

from dataclasses import dataclass
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
from linli.counsel.actions.legal import visit_gone
from linli.counsel.queries import legal as queries
from linli.counsel.queries import legal_words as words
from linli.counsel.rules.legal import LAWYERS, LEGAL_CLERKS, LegalTopic, VisitState
from linli.counsel.web.legal.forms import AdviceForm, DeskVisitForm, NumberForm
from linli.diary.queries import Bookable
from linli.ui import pages
from linli.ui.access import Request, open_to
from linli.ui.pages import FORM, as_number, go

if TYPE_CHECKING:
    from linli.counsel.models import LegalVisit

_SERVE = LEGAL_CLERKS | LAWYERS
_FORM_PAGE = "counsel/legal/form.html"


@dataclass(frozen=True, slots=True)
class VisitShown:
    """A time or a number in the desk's list: when and about what, not who."""

    visit: LegalVisit
    time: str
    topic: str
    state: str
    tone: str
    advice: str
    may_end: bool
    may_cancel: bool


@dataclass(frozen=True, slots=True)
class DeskShown:
    """One lawyer's day at the desk."""

    keeper: Bookable
    there: str
    rows: list[VisitShown]
    waiting: int
    now: int | None


@open_to(_SERVE)
@never_cache
@require_safe
def legal_desk(request: Request) -> HttpResponse:
    """Show today's times and queue of the lawyers that the post serves, and what is to come."""
    today, tenant = timezone.localdate(), request.sub_district_id
    keepers = queries.keepers_served(request.actor, on=today)
    ids = [one.id for one in keepers]
    there = queries.on_duty(tenant, ids, on=today)
    rows = queries.visits_of_day(tenant, ids, on=today)
    context = {
        "today": today,
        "days": [_day(request, one, there.get(one.id, ""), rows) for one in keepers],
        "owed": _rows(request, queries.visits_owed(tenant, ids, before=today)),
        "coming": _rows(request, queries.visits_to_come(tenant, ids, after=today)),
        "may_book": request.actor.kind in _SERVE,
        "own_post": request.actor.post.post_id if request.actor.post else None,
    }
    return render(request, "counsel/legal/desk.html", context)


@open_to(_SERVE)
@require_http_methods(FORM)
def number(request: Request, keeper_id: UUID) -> HttpResponse:
    """Hand out the next number of the day."""
    keeper = queries.keeper_served(request.actor, keeper_id, on=timezone.localdate())
    if keeper is None:
        raise visit_gone()
    form = NumberForm(request.POST or None)

    def act(typed: dict[str, Any]) -> HttpResponse:
        made = actions.hand_out_number(
            actor=request.actor,
            keeper_id=keeper.id,
            topic=LegalTopic(typed["topic"]),
            key=form.sent_key,
            at=timezone.now(),
        )
        messages.success(
            request, _("Number %(number)d. Tell it to the person.") % {"number": made.number or 0}
        )
        return go("counsel:legal_desk")

    return _form(
        request, form, act, _("Hand out a number"), _("The next one"),
        purpose=_("For somebody who came without a time. No name is asked."),
    )  # fmt: skip


@open_to(_SERVE)
@require_POST
def call(request: Request, keeper_id: UUID) -> HttpResponse:
    """Call the next number."""
    found = actions.call_next(actor=request.actor, keeper_id=keeper_id, at=timezone.now())
    messages.success(request, _("Number %(number)d is called.") % {"number": found.number or 0})
    return go("counsel:legal_desk")


@open_to(_SERVE)
@never_cache
@require_http_methods(FORM)
def book_for(request: Request) -> HttpResponse:
    """Book a time for somebody who rings or stands at the counter."""
    found = queries.legal_hours(request.sub_district_id, at=timezone.now())
    slots = [
        (slot.code, f"{slot.day:%m-%d} {slot.begins}–{slot.ends} · {one.name} · {one.place_name}")
        for one in found
        for slot in one.slots
    ]
    form = DeskVisitForm(request.POST or None, slots=slots)

    def act(typed: dict[str, Any]) -> HttpResponse:
        booked = actions.book_visit(
            actor=request.actor,
            slot=typed["slot"],
            topic=LegalTopic(typed["topic"]),
            called=typed["called"],
            contact=typed["contact"],
            by_phone=typed["way"] == "phone",
            key=form.sent_key,
            at=timezone.now(),
        )
        bring = words.bring_words(typed["topic"])
        return render(request, "counsel/legal/booked.html", {"word": booked.word, "bring": bring})

    return _form(
        request, form, act, _("Book a time for somebody"), _("Book this time"),
        purpose=_("The code word comes next: say it, or write it on a slip."),
    )  # fmt: skip


@open_to(LAWYERS)
@never_cache
@require_safe
def visit(request: Request, visit_id: UUID) -> HttpResponse:
    """Show one own visit; the contact stays closed until it is asked for."""
    return _page(request, the_visit(request, visit_id))


@open_to(LAWYERS)
@never_cache
@require_POST
def contact(request: Request, visit_id: UUID) -> HttpResponse:
    """Show what was left to be reached; it is written down that it was looked at."""
    found = actions.open_visit_contact(actor=request.actor, visit_id=visit_id, at=timezone.now())
    return _page(request, found, opened=True)


@open_to(LAWYERS)
@never_cache
@require_http_methods(FORM)
def end(request: Request, visit_id: UUID) -> HttpResponse:
    """Say what came of a visit: one tick, no words."""
    found = the_visit(request, visit_id)
    form = AdviceForm(request.POST or None)

    def act(_typed: dict[str, Any]) -> HttpResponse:
        actions.end_visit(
            actor=request.actor,
            visit_id=found.id,
            advice=form.advice,
            version=pages_version(request, found.version),
            at=timezone.now(),
        )
        messages.success(request, _("Kept. What was asked and answered is not stored."))
        return go("counsel:legal_desk")

    return _form(
        request, form, act, _("What came of it"), _("Keep it"),
        purpose=_("A tick is all. Whoever wants legal aid gets a sealed file of its own."),
        version=request.POST.get("version") or found.version,
    )  # fmt: skip


@open_to(_SERVE)
@require_POST
def call_off(request: Request, visit_id: UUID) -> HttpResponse:
    """Call a booked time off."""
    actions.cancel_visit(
        actor=request.actor,
        visit_id=visit_id,
        version=pages_version(request, 0),
        at=timezone.now(),
    )
    messages.success(request, _("The time is called off and free again."))
    return go("counsel:legal_desk")


def the_visit(request: Request, visit_id: UUID) -> LegalVisit:
    """The visit of the address, if it is of the post acted in."""
    found = queries.visit_of_lawyer(request.actor, visit_id)
    if found is None:
        raise visit_gone()
    return found


def pages_version(request: Request, default: int) -> int:
    """The version that a page was made with."""
    typed = request.POST.get("version", "")
    return as_number(typed, default=default)


def _page(request: Request, found: LegalVisit, *, opened: bool = False) -> HttpResponse:
    context = {
        "one": _shown(request, found),
        "visit": found,
        "way": words.visit_way_word(found.way),
        "bring": words.bring_words(found.topic),
        "opened": opened,
        "has_contact": bool(found.called or found.contact),
    }
    return render(request, "counsel/legal/visit.html", context)


def _day(request: Request, keeper: Bookable, there: str, rows: list[LegalVisit]) -> DeskShown:
    mine = [one for one in rows if one.keeper_id == keeper.id]
    called = [one.number or 0 for one in mine if one.state == VisitState.CALLED and one.number]
    return DeskShown(
        keeper,
        there,
        _rows(request, mine),
        sum(one.state == VisitState.WAITING for one in mine),
        max(called, default=None),
    )


def _rows(request: Request, found: list[LegalVisit]) -> list[VisitShown]:
    return [_shown(request, one) for one in found]


def _shown(request: Request, one: LegalVisit) -> VisitShown:
    own = request.actor.post is not None and request.actor.post.post_id == one.post_id
    begun = queries.visit_begins(one) <= timezone.now()
    booked = one.state == VisitState.BOOKED
    return VisitShown(
        visit=one,
        time=queries.visit_time(one),
        topic=words.topic_word(one.topic),
        state=words.visit_state_word(one.state),
        tone=words.visit_tone(one.state),
        advice=words.advice_word(one.advice) if one.advice else "",
        may_end=own and (one.state == VisitState.CALLED or (booked and begun)),
        may_cancel=booked and not begun,
    )


def _form(
    request: Request, form: Any, act: Any, title: str, verb: str, **context: Any
) -> HttpResponse:
    return pages.form_page(
        request,
        form,
        act,
        page=_FORM_PAGE,
        title=title,
        verb=verb,
        back_href=reverse("counsel:legal_desk"),
        **context,
    )
