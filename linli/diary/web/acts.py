"""What is done to rooms and hours at the desk, each on a form of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from linli.diary import actions, queries
from linli.diary.rules import KEEPERS, SEERS, BookableKind, Ended
from linli.diary.web.desk import found_or_gone, the_bookable
from linli.diary.web.forms import (
    BackForm,
    BookableForm,
    Choices,
    HoursForm,
    LastDayForm,
    TakeForm,
)
from linli.ui import pages
from linli.ui.access import Request, open_to
from linli.ui.forms import PlainForm
from linli.ui.pages import FORM, as_number, go

if TYPE_CHECKING:
    from linli.diary.models import Bookable

_KINDS = {one.value: one for one in BookableKind}


@open_to(*KEEPERS)
@require_http_methods(FORM)
def new(request: Request, kind: str) -> HttpResponse:
    """Enter a room, or the hours of a post."""
    known = found_or_gone(_KINDS.get(kind))
    on = timezone.localdate()
    form = BookableForm(
        request.POST or None,
        kind=known,
        places=[(str(key), name) for key, name in queries.places_kept(request.actor, on=on)],
        posts=_posts(request),
    )

    def act(_typed: dict[str, Any]) -> HttpResponse:
        made = actions.add_bookable(
            actor=request.actor,
            place_id=form.place_id,
            draft=form.draft(),
            key=form.sent_key,
            at=timezone.now(),
        )
        return go("diary:hours", made.id)

    titles = {
        BookableKind.ROOM: _("Enter a room"),
        BookableKind.PERSON: _("Enter duty hours"),
    }
    return _form_page(
        request,
        form,
        act,
        title=titles[known],
        purpose=_("Its weekly hours come next."),
        verb=_("Enter it"),
        back_href=reverse("diary:rooms"),
    )


@open_to(*SEERS)
@require_http_methods(FORM)
def change(request: Request, bookable_id: UUID) -> HttpResponse:
    """Change what is entered of a room or of hours."""
    one = the_bookable(request, bookable_id)
    form = BookableForm(
        request.POST or None,
        kind=BookableKind(one.kind),
        places=[],
        posts=_posts(request),
        initial=_as_typed(one),
    )

    def act(_typed: dict[str, Any]) -> HttpResponse:
        actions.change_bookable(
            actor=request.actor,
            bookable_id=one.id,
            draft=form.draft(),
            version=_version_sent(request),
            at=timezone.now(),
        )
        messages.success(request, _("Kept."))
        return go("diary:room", one.id)

    version = request.POST.get("version") or one.version
    return _of_one(
        request, form, act, one, title=_("Change it"), verb=_("Keep the change"), version=version
    )


@open_to(*SEERS)
@require_http_methods(FORM)
def hours(request: Request, bookable_id: UUID) -> HttpResponse:
    """Open a room, or set the hours of a post, on a weekday."""
    one = the_bookable(request, bookable_id)
    form = HoursForm(request.POST or None, rooms=_rooms_for(request, one))

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.open_weekly(
            actor=request.actor,
            bookable_id=one.id,
            weekday=typed["weekday"],
            span=form.span,
            room_id=pages.as_uuid(typed.get("room", "")),
            first=typed["since"],
            last=typed["last"],
            at=timezone.now(),
        )
        messages.success(request, _("These hours are entered."))
        return go("diary:room", one.id)

    return _of_one(
        request, form, act, one, title=_("Enter weekly hours"), verb=_("Enter these hours")
    )


@open_to(*SEERS)
@require_http_methods(FORM)
def end_hours(request: Request, open_time_id: UUID) -> HttpResponse:
    """End weekly hours after a last day."""
    row = found_or_gone(queries.open_time(request.sub_district_id, open_time_id))
    one = the_bookable(request, row.bookable_id)
    form = LastDayForm(request.POST or None)

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.close_weekly(
            actor=request.actor, open_time_id=row.id, last=typed["last"], at=timezone.now()
        )
        messages.success(request, _("These hours end."))
        return go("diary:room", one.id)

    purpose = _("What is taken later stays taken; tell who holds it.")
    return _of_one(
        request, form, act, one, title=_("End these hours"), verb=_("End them"), purpose=purpose
    )


@open_to(*SEERS)
@require_http_methods(FORM)
def take(request: Request, bookable_id: UUID) -> HttpResponse:
    """Take a time for the office, or close it; once or week after week."""
    one = the_bookable(request, bookable_id)
    form = TakeForm(
        request.POST or None, initial={"day": request.GET.get("day") or timezone.localdate()}
    )

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.take_for_office(
            actor=request.actor,
            bookable_id=one.id,
            day=typed["day"],
            span=form.span,
            title=typed["title"],
            closed=typed["closed"] == "closed",
            weeks=typed["weeks"],
            key=form.sent_key,
            at=timezone.now(),
        )
        messages.success(request, _("The time is taken."))
        return go("diary:room", one.id, query=f"week={typed['day'].isoformat()}")

    return _of_one(
        request, form, act, one, title=_("Take or close a time"), verb=_("Take this time")
    )


@open_to(*SEERS)
@require_http_methods(FORM)
def back(request: Request, booking_id: UUID) -> HttpResponse:
    """Give back a time that the office took."""
    booking = found_or_gone(queries.booking(request.sub_district_id, booking_id))
    uses = queries.uses_of(request.sub_district_id, booking.id)
    one = the_bookable(request, found_or_gone(uses[0] if uses else None).id)
    form = BackForm(request.POST or None, in_series=booking.series_id is not None)

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.give_back(
            actor=request.actor,
            booking_id=booking.id,
            why=Ended(typed["why"]),
            series=typed.get("series", False),
            at=timezone.now(),
        )
        messages.success(request, _("The time is free again."))
        return go("diary:room", one.id, query=f"week={booking.day.isoformat()}")

    return _of_one(request, form, act, one, title=_("Give the time back"), verb=_("Give it back"))


@open_to(*SEERS)
@require_http_methods(FORM)
def end(request: Request, bookable_id: UUID) -> HttpResponse:
    """Give up a room or hours."""
    one = the_bookable(request, bookable_id)
    form = LastDayForm(request.POST or None)

    def act(typed: dict[str, Any]) -> HttpResponse:
        actions.end_bookable(
            actor=request.actor, bookable_id=one.id, last=typed["last"], at=timezone.now()
        )
        messages.success(request, _("It ends with this day."))
        return go("diary:rooms")

    purpose = _("Nothing may be taken later than the last day.")
    return _of_one(
        request, form, act, one, title=_("Give it up"), verb=_("Give it up"), purpose=purpose
    )


def _of_one(
    request: Request,
    form: PlainForm,
    act: Callable[[dict[str, Any]], HttpResponse],
    one: Bookable,
    *,
    title: str,
    verb: str,
    **context: Any,
) -> HttpResponse:
    given = {
        "title": title,
        "verb": verb,
        "purpose": one.name,
        "back_href": reverse("diary:room", args=[one.id]),
    }
    return _form_page(request, form, act, **{**given, **context})


def _form_page(
    request: Request,
    form: PlainForm,
    act: Callable[[dict[str, Any]], HttpResponse],
    **context: Any,
) -> HttpResponse:
    return pages.form_page(request, form, act, page="diary/form.html", **context)


def _rooms_for(request: Request, one: Bookable) -> Choices | None:
    """The rooms that hours can be held in: those of the place and of all the sub-district."""
    if one.kind == BookableKind.ROOM:
        return None
    found = queries.bookables(
        request.sub_district_id, on=timezone.localdate(), kind=BookableKind.ROOM
    )
    return [(str(room.id), f"{room.place.name} · {room.name}") for room in found]


def _posts(request: Request) -> Choices:
    found = queries.posts_with_hours(request.actor, on=timezone.localdate())
    return [(str(key), label) for key, label in found]


def _as_typed(one: Bookable) -> dict[str, Any]:
    names = ("name", "purpose", "where", "seats", "step_free", "slot_quarters", "gap_quarters")
    typed = {name: getattr(one, name) for name in (*names, "listed")}
    return typed | {"post": str(one.post_id or "")}


def _version_sent(request: Request) -> int:
    typed = request.POST.get("version", "")
    return as_number(typed)
