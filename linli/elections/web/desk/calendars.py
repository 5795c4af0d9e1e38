"""The calendars by which elections are held: our reading as shipped, and the place's versions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from linli.elections import actions, queries
from linli.elections.queries.calendar import Template, in_language
from linli.elections.rules import ElectionKind
from linli.elections.web.desk.calendar_form import CalendarForm
from linli.elections.web.desk.pages import SEERS
from linli.kernel.errors import Missing
from linli.kernel.posts import OFFICE
from linli.people.queries import post_title
from linli.records.queries import rule_shown
from linli.ui import pages
from linli.ui.access import Request, open_to
from linli.ui.pages import FORM, go


@open_to(*SEERS)
@require_safe
def desk_calendars(request: Request) -> HttpResponse:
    """List the calendar in force for each kind."""
    rows = [
        (queries.kind_name(kind), queries.template_in_force(request.sub_district_id, kind))
        for kind in ElectionKind
    ]
    return render(request, "elections/desk/calendars.html", {"rows": rows})


@open_to(*SEERS)
@require_safe
def desk_calendar(request: Request, kind: str, number: int) -> HttpResponse:
    """Show a version of a calendar, step by step."""
    found = _versions(request, kind)
    template = next((one for one in found if one.number == number), None)
    if template is None:
        raise _missing()
    on = timezone.localdate()
    limits = {
        key: rule_shown(request.sub_district_id, key, on=on)
        for step in template.steps
        for key in (step.first_rule, step.last_rule, step.notice_rule)
        if key
    }
    context = {
        "template": template,
        "versions": found,
        "kind_name": queries.kind_name(kind),
        "newest": found[0].number == number,
        "may_adopt": request.actor.holds(*OFFICE),
        "rows": [
            {
                "step": step,
                "title": in_language(step.title),
                "what": in_language(step.what),
                "holders": [post_title(holder) for holder in step.holders],
                "when": _when(step, limits),
            }
            for step in template.steps
        ],
    }
    return render(request, "elections/desk/calendar.html", context)


@open_to(OFFICE)
@require_http_methods(FORM)
def desk_new_calendar(request: Request, kind: str) -> HttpResponse:
    """Adopt a new version, made from the one in force."""
    template = _versions(request, kind)[0]
    form = CalendarForm(request.POST or None, template=template)

    def act(_typed: dict[str, Any]) -> HttpResponse:
        made = actions.adopt_calendar(
            actor=request.actor,
            kind=ElectionKind(kind),
            at=timezone.now(),
            **form.facts(),
        )
        messages.success(request, _("Version %(number)s is adopted.") % {"number": made.number})
        return go("elections:desk_calendar", kind, made.number)

    return pages.form_page(
        request,
        form,
        act,
        page="elections/desk/calendar_form.html",
        title=_("A new version of the calendar"),
        purpose=queries.kind_name(kind),
        steps=form.rows(),
        back_href=reverse("elections:desk_calendar", args=[kind, template.number]),
    )


def _versions(request: Request, kind: str) -> list[Template]:
    if kind not in list(ElectionKind):
        raise _missing()
    return queries.templates(request.sub_district_id, ElectionKind(kind))


def _missing() -> Missing:
    return Missing("no_calendar", _("There is no such calendar."))


def _when(step: Any, limits: dict[str, Any]) -> list[str]:
    """When a step is due, in words."""
    words = []
    for days, rule in ((step.first, step.first_rule), (step.last, step.last_rule)):
        shown = limits.get(rule)
        if shown is not None:
            words.append(f"{shown.name}: {shown.value}")
        elif days is not None:
            words.append(_days(step.anchor, days))
    return words


def _days(anchor: str, days: int) -> str:
    sentences = {
        "voting": _("%(days)s days before voting"),
        "closing": _("%(days)s days after the close"),
        "result": _("%(days)s days after the result"),
        "made": _("%(days)s days after the call"),
    }
    return sentences.get(anchor, _("%(days)s days after an earlier step")) % {"days": days}
