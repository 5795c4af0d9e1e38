"""Sorting many at once: a table of what came in, with suggestions that a person confirms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from linli.cases import actions, queries
from linli.cases.queries import desk, desk_case, state_name
from linli.cases.queries.desk_case import Likely, Twin
from linli.cases.queries.suggestions import router
from linli.cases.rules import STATES_FOR, CaseState, SortedMany, Verb
from linli.cases.rules.categories import leaf_first
from linli.cases.rules.desk import Queue, queues_of
from linli.cases.rules.who import SORTERS
from linli.cases.web.desk.acts import because_words, sureness_name
from linli.kernel.errors import NotAllowed, Refused
from linli.ui.access import Request, open_to
from linli.ui.pages import FORM, go
from linli.ui.pieces import Chip, Key

AT_ONCE = 50
_TONES = {"sure": "", "look": "near", "decide": "grey"}
_SHAPES = {"sure": "is-mini", "look": "is-mini is-near", "decide": "is-mini is-grey"}


@dataclass(frozen=True, slots=True)
class Line:
    """One request to sort."""

    case: Any
    place: str
    source: str
    likely: Sequence[Likely]
    because: str
    options: Sequence[tuple[str, str]]
    chosen: str
    idle: str
    """In which state it can no longer be sorted."""
    sure: str
    tone: str
    shape: str
    percent: int
    twin: Twin | None


@open_to(SORTERS)
@require_http_methods(FORM)
def desk_sort(request: Request) -> HttpResponse:
    """Show what waits to be sorted, or sort all that was ticked with one submit."""
    if request.method == "POST":
        return _sorted(request)
    at = timezone.now()
    wanted = [key for text in request.GET.getlist("case")[:AT_ONCE] if (key := _key(text))]
    cases = desk.cases_to_sort(request.actor, only=wanted, at=at, limit=AT_ONCE)
    lines = list(_lines(request, cases))
    shown = request.GET.get("sure", "")
    model = router(request.sub_district_id)
    context = {
        "lines": [line for line in lines if not shown or line.sure == shown],
        "chips": _chips(lines, shown),
        "categories": [
            (key, leaf_first(path))
            for key, path in desk_case.category_paths(request.sub_district_id)
        ],
        "model": model,
        "count": desk.queue_counts(request.actor, [Queue.UNSORTED], at=at)[Queue.UNSORTED],
        "ticked": set(wanted),
        "keys": [
            Key(["j", "k"], _("down, up")),
            Key(["x"], _("select")),
            Key(["Shift", "x"], _("select up to here")),
            Key(["e"], _("sort the selected ones")),
        ],
        "search_href": reverse("cases:desk"),
        "unsorted_here": Queue.UNSORTED in queues_of(request.actor.kind),
    }
    return render(request, "cases/desk/desk_sort.html", context)


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _lines(request: Request, cases: Sequence[Any]) -> Iterable[Line]:
    tenant = request.sub_district_id
    likely = desk_case.likely_categories(tenant, [(one.title, one.body) for one in cases])
    twins = desk_case.twins_of(request.actor, cases, most=1)
    compounds = desk_case.place_names(tenant, (one.compound_id for one in cases))
    for case, some in zip(cases, likely, strict=True):
        first = some[0] if some else None
        sure = first.suggestion.sureness.value if first else "decide"
        place = case.place.name if case.place else case.place_text
        around = compounds.get(case.compound_id, "")
        yield Line(
            case=case,
            place=place if place.startswith(around) else f"{around} {place}".strip(),
            source=queries.source_name(case.source),
            likely=some,
            because=because_words(first) if first else "",
            options=_options(case, some),
            chosen=str(case.category_id or (first.category_id if first else "")),
            idle="" if CaseState(case.state) in STATES_FOR[Verb.SORT] else state_name(case.state),
            sure=sure,
            tone=_TONES[sure],
            shape=_SHAPES[sure],
            percent=first.suggestion.percent if first else 0,
            twin=next(iter(twins[case.id]), None),
        )


def _options(case: Any, likely: Sequence[Likely]) -> list[tuple[str, str]]:
    """The category that it has, then what is suggested."""
    found = [
        (str(one.category_id), f"{leaf_first(one.path)} {one.suggestion.percent}%")
        for one in likely
        if one.category_id != case.category_id
    ]
    present = desk_case.category_name(case.sub_district_id, case.category_id)
    return [(str(case.category_id), present), *found] if present else found


def _chips(lines: Sequence[Line], shown: str) -> list[Chip]:
    names = [("", _("All")), *((key, sureness_name(key)) for key in _TONES)]
    return [
        Chip(
            name,
            f"?sure={key}" if key else "?",
            count=sum(1 for line in lines if not key or line.sure == key),
            on=shown == key,
        )
        for key, name in names
    ]


def _sorted(request: Request) -> HttpResponse:
    rows = list(_ticked(request))
    if not rows:
        messages.warning(request, _("Nothing was selected, or a category was missing."))
        return _again(request.POST.getlist("case"))
    try:
        done = actions.sort_many(actor=request.actor, rows=rows, at=timezone.now())
    except NotAllowed:
        raise
    except Refused as refusal:
        messages.error(request, refusal.message)
        return _again(request.POST.getlist("case"))
    _say(request, done)
    return _again([*done.conflicts, *(case_id for case_id, _named, _why in done.refused)])


def _again(left: Sequence[Any]) -> HttpResponse:
    """The table again, with what is left still selected."""
    return go("cases:desk_sort", query=urlencode([("case", one) for one in left[:AT_ONCE]]))


def _ticked(request: Request) -> Iterable[tuple[UUID, int, UUID]]:
    """The ticked rows with the version that was shown and the category chosen beside each."""
    for text in request.POST.getlist("case")[:AT_ONCE]:
        version = request.POST.get(f"version-{text}", "")
        case_id, category_id = _key(text), _key(request.POST.get(f"category-{text}", ""))
        if case_id and category_id and version.isascii() and version.isdigit():
            yield case_id, int(version), category_id


def _say(request: Request, done: SortedMany) -> None:
    count = len(done.done)
    said = ngettext("%(count)s request sorted.", "%(count)s requests sorted.", count)
    if count:
        messages.success(request, said % {"count": count})
    for _case_id, named, why in done.refused:
        messages.error(request, f"{named}: {why}")
    if done.conflicts:
        left = ngettext(
            "%(count)s was changed by somebody else meanwhile and is left as it is.",
            "%(count)s were changed by somebody else meanwhile and are left as they are.",
            len(done.conflicts),
        )
        messages.warning(request, left % {"count": len(done.conflicts)})
