"""The working calendar: days off and make-up workdays, and where each stands written."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from linli.kernel.errors import Missing, NotAllowed
from linli.records import actions, queries
from linli.records.web.pages import shell_for
from linli.records.web.rule_forms import CalendarForm
from linli.records.web.rulebook import SETTERS
from linli.ui.access import ANYONE, Request, may_open, open_to
from linli.ui.pages import FORM, go
from linli.ui.pieces import Chip

_LONGEST = timedelta(days=31)


@open_to(ANYONE)
@require_http_methods(FORM)
def calendar(request: Request) -> HttpResponse:
    """Show a year; those who may set days set them here."""
    may_set = may_open(request.actor, SETTERS)
    form = CalendarForm(request.POST or None)
    if request.method == "POST":
        if not may_set:
            raise NotAllowed(
                "not_setter", _("Only the sub-district office or an administrator may set this.")
            )
        if form.is_valid() and _in_order(form):
            return _set_days(request, form)
    year = _year(request)
    announced = queries.calendar_for(request.sub_district_id).announced_years
    context = {
        "shell": shell_for(request),
        "year": year,
        "days": queries.days_shown(request.sub_district_id, year=year),
        "announced": year in announced,
        "chips": _chips(year, announced),
        "next_year": timezone.localdate().year + 1,
        "may_set": may_set,
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "records/calendar.html", context, status=status)


@open_to(*SETTERS)
@require_POST
def unset_day(request: Request, day: str) -> HttpResponse:
    """Take a day out of the place's own calendar."""
    try:
        on = date.fromisoformat(day)
    except ValueError:
        raise Missing("no_day", _("There is no such day.")) from None
    actions.unset_calendar_day(actor=request.actor, day=on, at=timezone.now())
    return go(f"/records/calendar/?year={on.year}")


def _set_days(request: Request, form: CalendarForm) -> HttpResponse:
    typed = form.cleaned_data
    first, last = typed["first"], typed["last"] or typed["first"]
    actions.set_calendar_days(
        actor=request.actor,
        days=[first + timedelta(days=step) for step in range((last - first).days + 1)],
        is_workday=typed["kind"] == "worked",
        name=typed["name"],
        source=typed["source"],
        is_statutory=typed["is_statutory"],
        at=timezone.now(),
    )
    messages.success(request, _("The calendar is changed; running clocks reckon with it."))
    return go(f"/records/calendar/?year={first.year}")


def _in_order(form: CalendarForm) -> bool:
    first, last = form.cleaned_data["first"], form.cleaned_data["last"]
    if last and not first <= last <= first + _LONGEST:
        form.add_error("last", _("The last day lies after the first, by at most a month."))
        return False
    return True


def _year(request: Request) -> int:
    try:
        return date.fromisoformat(f"{request.GET.get('year', '')}-01-01").year
    except ValueError:
        return timezone.localdate().year


def _chips(chosen: int, announced: frozenset[int]) -> list[Chip]:
    this = timezone.localdate().year
    years = sorted({this - 1, this, this + 1, chosen} | {year for year in announced if year > this})
    return [Chip(str(year), f"?year={year}", on=year == chosen) for year in years]
