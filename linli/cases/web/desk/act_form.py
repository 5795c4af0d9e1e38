"""The form of an act as the page shows it, with what helps to fill it in."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from linli.cases import queries
from linli.cases.queries import Seen
from linli.cases.queries import knowledge as texts
from linli.cases.rules import Verb
from linli.cases.web.desk.acts import ActPage, slug_of
from linli.cases.web.desk.forms import DeskForm
from linli.cases.web.desk.rows import read_filters
from linli.cases.web.resident.steps import Option
from linli.places import queries as places
from linli.ui.access import Request

_TEMPLATES_AT_MOST = 8


def made_form(request: Request, page: ActPage, seen: Seen) -> DeskForm:
    """The form of an act, with what was typed or with what stands now."""
    assert page.form is not None  # noqa: S101
    choices = page.choices(request.actor, seen)
    initial = {**page.initial(seen), "version": seen.case.version}
    if page.verb in _ANSWERING and (text := _chosen_text(request)):
        initial["text"] = text
    if request.method == "POST":
        return page.form(request.POST, initial=initial, **choices)
    return page.form(initial=initial, **choices)


_ANSWERING = {Verb.ANSWER, Verb.DRAFT}


def _chosen_text(request: Request) -> str:
    """The template that the answer starts from."""
    wanted = request.GET.get("template", "")
    rows = texts.template_rows(request.sub_district_id) if wanted else []
    return next((row.text for row in rows if str(row.id) == wanted), "")


def form_shown(request: Request, seen: Seen, page: ActPage, form: DeskForm) -> dict[str, Any]:
    """The form with its address, its button and what helps to fill it in."""
    query = urlencode(read_filters(request).words())
    action = reverse("cases:case_act", args=[seen.case.id, slug_of(page.verb)])
    typed = str(form["place_typed"].value() or "") if page.verb is Verb.SORT else ""
    return {
        "verb": page.verb.value,
        "title": queries.verb_name(page.verb.value),
        "form": form,
        "action": f"{action}?{query}",
        "back": f"{reverse('cases:case_detail', args=[seen.case.id])}?{query}",
        "draft_action": _draft_action(seen, query) if page.verb is Verb.ANSWER else "",
        "templates": _templates(request, seen, action, query) if page.verb in _ANSWERING else [],
        "place_options": _options(request, seen, typed) if typed else [],
        "typed": typed,
        "chosen": str(form["place"].value() or "") if page.verb is Verb.SORT else "",
    }


def _draft_action(seen: Seen, query: str) -> str:
    return f"{reverse('cases:case_act', args=[seen.case.id, slug_of(Verb.DRAFT)])}?{query}"


def _templates(request: Request, seen: Seen, action: str, query: str) -> list[dict[str, str]]:
    """Texts to start from, those of the request's own category first."""
    rows = texts.template_rows(request.sub_district_id)
    rows.sort(key=lambda row: row.category_id != seen.case.category_id)
    return [
        {"name": row.name, "href": f"{action}?{query}&{urlencode({'template': row.id})}"}
        for row in rows[:_TEMPLATES_AT_MOST]
    ]


def _options(request: Request, seen: Seen, typed: str) -> list[Option]:
    """What the search finds; before anything is typed, the place that the request has."""
    place = seen.case.place
    if place is not None and typed == place.name and request.method != "POST":
        return [Option(str(place.id), place.name)]
    return place_options(request, typed)


def place_options(request: Request, typed: str) -> list[Option]:
    """Places that fit what was typed."""
    found = places.places_named(request.sub_district_id, typed, on=timezone.localdate())
    return [Option(str(one.id), one.title, one.where) for one in found]
