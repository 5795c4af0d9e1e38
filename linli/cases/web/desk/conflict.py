"""Somebody else was faster: both versions, what happened since, and what was typed, kept."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.cases import queries
from linli.cases.queries import Seen
from linli.cases.rules import LEADS_TO
from linli.cases.web.desk.acts import ActPage, slug_of
from linli.cases.web.desk.forms import DeskForm
from linli.cases.web.desk.rows import read_filters
from linli.cases.web.desk.show import events_told
from linli.kernel.errors import Conflict
from linli.places import queries as places
from linli.ui.access import Request
from linli.ui.pieces import Event

_LONGEST = 600


def conflict_page(
    request: Request,
    case_id: UUID,
    page: ActPage,
    conflict: Conflict,
    *,
    form: DeskForm | None = None,
) -> HttpResponse:
    """Show what stands now beside what was meant, and let it be sent again on top of it."""
    seen = queries.case_for(request.actor, case_id)
    typed = request.POST.get("version", "")
    version = int(typed) if typed.isascii() and typed.isdigit() else 0
    query = request.GET.urlencode()
    again = reverse("cases:case_act", args=[case_id, slug_of(page.verb)])
    context = {
        "refusal": conflict,
        "case": seen.case,
        "verb": queries.verb_name(page.verb.value),
        "lawful": any(act.allowed for act in queries.lawful_acts(request.actor, seen, [page.verb])),
        "versions": _versions(seen, page, form),
        "since": list(_since(seen, version)),
        "kept": _kept(request, seen),
        "action": f"{again}?{query}",
        "again_href": f"{reverse('cases:case_detail', args=[case_id])}?{query}",
        "list_filters": read_filters(request),
    }
    template = "cases/desk/_conflict_pane.html" if request.htmx else "cases/desk/conflict.html"
    return render(request, template, context, status=409)


def _versions(seen: Seen, page: ActPage, form: DeskForm | None) -> list[dict[str, Any]]:
    """Line by line what stands now and what was meant."""
    state = queries.state_name(seen.case.state)
    yours = queries.state_name(LEADS_TO[page.verb].value) if page.verb in LEADS_TO else state
    lines = [{"name": _("State"), "now": state, "yours": yours, "differs": state != yours}]
    if form is None:
        return lines
    now = page.initial(seen)
    for bound in form.visible_fields():
        yours = _words(seen, form, bound.name, bound.value())
        stood = _words(seen, form, bound.name, now.get(bound.name, ""))
        if yours or stood:
            name = str(bound.label)
            lines.append({"name": name, "now": stood, "yours": yours, "differs": yours != stood})
    return lines


def _words(seen: Seen, form: DeskForm, name: str, value: Any) -> str:
    if isinstance(value, list):
        return "、".join(_words(seen, form, name, one) for one in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    text = str(value or "")
    choices = dict(getattr(form.fields[name], "choices", ()))
    if text in choices:
        return str(choices[text]).replace("\n", " ")
    if name == "place" and text:
        found = places.place(seen.case.sub_district_id, UUID(text))
        return found.name if found else ""
    return text[:_LONGEST]


def _since(seen: Seen, version: int) -> list[Event]:
    """What others did after the page was shown, newest first."""
    told = queries.steps_of(seen.case, queries.audiences_of(seen.roles))
    newer = [step for step in told if step.version > version]
    return events_told(seen.case, newer)


def _kept(request: Request, seen: Seen) -> list[tuple[str, str]]:
    """All that was typed, to be sent again with the version that stands now."""
    typed = [
        (name, value)
        for name in request.POST
        if name not in {"version", "csrfmiddlewaretoken"}
        for value in request.POST.getlist(name)
    ]
    return [*typed, ("version", str(seen.case.version))]
