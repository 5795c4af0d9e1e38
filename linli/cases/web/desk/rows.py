"""The left pane of the desk: queues, filters and rows as a page shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from linli.cases import queries
from linli.cases.queries import desk, desk_case
from linli.cases.queries.desk import DeskRow
from linli.cases.rules import CaseState, CaseType, Source, Urgency
from linli.cases.rules.clocks import workdays_left
from linli.cases.rules.desk import COUNTED, DueBy, Filters, Queue, filters_of, queues_of
from linli.cases.rules.who import EXPORTERS, REPORTERS
from linli.kernel.posts import PROPERTY
from linli.kernel.workdays import WorkCalendar
from linli.places import queries as places
from linli.records import queries as records
from linli.ui.access import Request
from linli.ui.clock import ClockFace, clock_face, face_of
from linli.ui.pieces import Chip
from linli.ui.templatetags.linli_ui import dots, icon

PAGE = "desk"
QUEUES = {
    Queue.MINE: gettext_noop("Mine"),
    Queue.UNSORTED: gettext_noop("To sort"),
    Queue.UNIT: gettext_noop("My unit"),
    Queue.LATE: gettext_noop("Late"),
    Queue.WAITING: gettext_noop("Waiting for others"),
    Queue.APPROVE: gettext_noop("To approve"),
    Queue.HELPING: gettext_noop("I help"),
    Queue.ALL: gettext_noop("All"),
}
SOURCE_ICONS = {
    "web": "device-mobile",
    "counter": "building",
    "telephone": "phone",
    "forwarded": "message-2-share",
    "import": "table-export",
    "open311": "link",
    "hotline": "phone",
    "patrol": "walk",
    "transfer": "arrows-exchange",
}
TO_DO = {
    CaseState.RECEIVED: gettext_noop("to sort"),
    CaseState.SORTED: gettext_noop("to dispatch"),
    CaseState.DISPATCHED: gettext_noop("to accept"),
    CaseState.ACCEPTED: gettext_noop("to start"),
    CaseState.IN_PROGRESS: gettext_noop("to answer"),
    CaseState.WAITING_SENDER: gettext_noop("waits for the sender"),
    CaseState.WAITING_OUTSIDE: gettext_noop("waits for an outside body"),
    CaseState.ANSWERED: gettext_noop("to close"),
    CaseState.REOPENED: gettext_noop("opened again"),
}
_DAY = timedelta(days=1)
_WEEK_END = 7


_ROW = (
    '<article class="l-queue-row" data-row{here}>'
    '<input class="l-tick" type="checkbox" name="case" value="{id}" aria-label="{title}">'
    '<p class="l-queue-title">'
    '<a href="{href}" hx-get="{href}" hx-target="#case" hx-push-url="true">{title}</a></p>'
    '<p class="l-queue-side">{clock}</p>'
    '<span aria-hidden="true">&nbsp;</span>'
    '<p class="l-queue-meta">{icon}{meta}</p>'
    '<p class="l-queue-side">{state}</p>'
    "</article>"
)
"""A row of the queue, filled in fifty times a page, which a template does far slower."""
_HERE = SafeString(' aria-current="true"')


@dataclass(slots=True)
class Group:
    """Rows under one heading."""

    title: str
    late: bool = False
    rows: list[SafeString] = field(default_factory=list)


def read_filters(request: Request) -> Filters:
    """The filters in the address."""
    return filters_of(request.GET.dict(), post_kind=request.actor.kind)


def list_address(filters: Filters, **changes: str) -> str:
    """The address of the list with other filters, from its first page."""
    changed = replace(filters.on_first_page(), **changes)
    return f"{reverse('cases:desk')}?{urlencode(changed.words())}"


def left_pane(request: Request, filters: Filters, here: UUID | None = None) -> dict[str, Any]:
    """All that the left pane shows; `here` is the request that is open on the right."""
    at = timezone.now()
    page = desk.desk_page(request.actor, filters, at=at)
    names = queues_of(request.actor.kind)
    counts = desk.queue_counts(request.actor, names[:-1], at=at)
    query = urlencode(filters.words())
    rows = list(_shown(request, page.rows, query, here, at))
    return {
        "filters": filters,
        "list_query": query,
        "queue_title": _(QUEUES[Queue(filters.queue)]),
        "queue_words": _queue_words(filters, counts),
        "tabs": list(_tabs(filters, names, counts)),
        "chips": list(_chips(request, filters)),
        "saved": _saved(request, filters),
        "filter_fields": filter_fields(request, filters),
        "groups": _grouped(filters, page.rows, rows, at),
        "newer": f"?{urlencode(page.newer.words())}" if page.newer else "",
        "older": f"?{urlencode(page.older.words())}" if page.older else "",
        "search_words": filters.q,
        "may_report": request.actor.holds(*REPORTERS),
        "may_export": request.actor.holds(*EXPORTERS),
        "may_bulk": filters.queue == Queue.UNSORTED,
    }


def _queue_words(filters: Filters, counts: dict[str, int]) -> str:
    if filters.q and filters.queue == Queue.ALL:
        return _("looked for in all that you may see, newest first")
    if filters.q:
        return _("newest first")
    count = counts.get(filters.queue)
    if count is None or filters.narrowing:
        return _("first due first") if filters.queue != Queue.ALL else _("newest first")
    said = ngettext(
        "%(count)s request, first due first", "%(count)s requests, first due first", count
    )
    return said % {"count": _capped(count)}


def _capped(count: int) -> str:
    return f"{COUNTED - 1}+" if count >= COUNTED else str(count)


def _tabs(filters: Filters, names: Iterable[Queue], counts: dict[str, int]) -> Iterable[Chip]:
    for name in names:
        label = _(QUEUES[name])
        count = counts.get(name)
        if count:
            label = f"{label} {_capped(count)}"
        yield Chip(label, list_address(filters, queue=name.value), on=filters.queue == name)


def _chips(request: Request, filters: Filters) -> Iterable[Chip]:
    """The filters that are on, each with what takes it off."""
    for name in filters.narrowing:
        label = _value_label(request, name, getattr(filters, name))
        yield Chip(label, list_address(filters, **{name: ""}), on=True, removes=True)


def _value_label(request: Request, name: str, value: str) -> str:
    if name == "q":
        return _("“%(words)s”") % {"words": value}
    if name == "category":
        return desk_case.category_name(request.sub_district_id, UUID(value)) or _("Category")
    if name in {"community", "place"}:
        found = places.place(request.sub_district_id, UUID(value))
        return found.name if found else _("Place")
    names = {
        "state": queries.state_name,
        "type": queries.type_name,
        "source": queries.source_name,
        "urgency": queries.urgency_name,
        "due": due_name,
    }
    return names[name](value)


@dataclass(frozen=True, slots=True)
class FilterField:
    """One filter of the filter form."""

    name: str
    label: str
    options_html: SafeString


@lru_cache(maxsize=256)
def _options_html(options: tuple[tuple[str, str], ...], value: str) -> SafeString:
    rows = ((one, _SELECTED if one == value else "", name) for one, name in options)
    return format_html_join("", '<option value="{}"{}>{}</option>', rows)


_SELECTED = SafeString(" selected")


def filter_fields(request: Request, filters: Filters) -> list[FilterField]:
    """All that a list can be narrowed by; never by who sent it."""
    tops = desk_case.top_categories(request.sub_district_id)
    fields = (
        ("due", _("Due"), [(one.value, due_name(one.value)) for one in DueBy]),
        ("state", _("State"), [(one.value, queries.state_name(one)) for one in CaseState]),
        ("type", _("Type"), [(one.value, queries.type_name(one)) for one in CaseType]),
        ("category", _("Category"), tops),
        ("urgency", _("Urgency"), [(one.value, queries.urgency_name(one)) for one in Urgency]),
        ("source", _("Source"), [(one.value, queries.source_name(one)) for one in Source]),
    )
    return [
        FilterField(name, label, _options_html(tuple(some), getattr(filters, name)))
        for name, label, some in fields
    ]


def due_name(value: str) -> str:
    """By when something is due, in words."""
    return {"late": _("Late"), "today": _("Due today"), "week": _("Due within a week")}[value]


def _saved(request: Request, filters: Filters) -> list[dict[str, Any]]:
    post = desk.post_of(request.actor)
    query = urlencode(filters.on_first_page().words())
    return [
        {
            "id": kept.id,
            "name": kept.name,
            "href": f"{reverse('cases:desk')}?{kept.query}",
            "on": kept.query == query,
        }
        for kept in records.saved_filters(request.sub_district_id, post.post_id, page=PAGE)
    ]


def _shown(
    request: Request, rows: Sequence[DeskRow], query: str, here: UUID | None, at: datetime
) -> Iterable[SafeString]:
    tenant = request.sub_district_id
    compounds = places.compound_names(tenant)
    calendar = records.calendar_for(tenant)
    running = [row.id for row in rows if row.due_at is not None and not row.paused]
    duties = records.open_duties_of_many(tenant, running) if running else {}
    base = reverse("cases:desk")
    for row in rows:
        yield format_html(
            _ROW,
            here=_HERE if row.id == here else "",
            id=row.id,
            title=row.title,
            href=f"{base}{row.id}/?{query}",
            clock=clock_html(_clock(row, duties.get(row.id, ()), at, calendar)),
            icon=_icon(SOURCE_ICONS.get(row.source, "inbox")),
            meta=dots(_meta(row, compounds, tenant)),
            state=_state_words(row),
        )


@lru_cache(maxsize=32)
def _icon(name: str) -> SafeString:
    return icon(name)


def clock_html(face: ClockFace | None) -> SafeString:
    """A deadline as a row shows it; fifty times a page, so without a template."""
    if face is None:
        return SafeString("")
    tone = f" is-{face.tone}" if face.tone else ""
    return format_html(
        '<span class="l-clock{}"><b>{}{}</b></span>', tone, _icon(face.icon), face.words
    )


def _meta(row: DeskRow, compounds: Mapping[UUID, str], tenant: UUID) -> list[str]:
    compound = compounds.get(row.compound_id) if row.compound_id else None
    name = row.place_name or ""
    where = f"{compound} {name}" if compound and not name.startswith(compound) else name
    category = desk_case.category_name(tenant, row.category_id)
    return [where or row.place_text or _("no place"), category or queries.type_name(row.type)]


def _state_words(row: DeskRow) -> str:
    state = CaseState(row.state)
    words = _(TO_DO[state]) if state in TO_DO else queries.state_name(row.state)
    if row.proposed_at:
        words = _("to approve")
    if row.pressed_at:
        words = f"{words} · {_('pressed for')}"
    who = row.lead_organisation or row.lead_place
    if who and row.lead_kind in PROPERTY:
        return f"{words} · {who}"
    return words


def _clock(
    row: DeskRow, duties: Sequence[Any], at: datetime, calendar: WorkCalendar
) -> ClockFace | None:
    """The clock that the opened request shows too: in workdays or days, as its rule counts."""
    if row.due_at is None:
        return None
    if row.paused:
        return ClockFace(_("Clock stopped"), "paused")
    if duties:
        return face_of(records.clock_of(duties[0]).read(calendar, at), at)
    left = workdays_left(calendar, due_at=row.due_at, now=at)
    return clock_face(due_at=row.due_at, now=at, workdays_left=left)


def _grouped(
    filters: Filters, rows: Sequence[DeskRow], shown: Sequence[SafeString], at: datetime
) -> list[Group]:
    if filters.q or filters.queue == Queue.ALL:
        return [Group("", rows=list(shown))] if shown else []
    midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0) + _DAY
    heads = {
        "late": Group(_("Late"), late=True),
        "today": Group(_("Due today")),
        "week": Group(_("Within a week")),
        "later": Group(_("Later")),
        "paused": Group(_("Clock stopped")),
    }
    for row, one in zip(rows, shown, strict=True):
        heads[_head(row, at, midnight)].rows.append(one)
    return [group for group in heads.values() if group.rows]


def _head(row: DeskRow, at: datetime, midnight: datetime) -> str:
    if row.paused or row.due_at is None:
        return "paused"
    if row.due_at < at:
        return "late"
    if row.due_at <= midnight:
        return "today"
    return "week" if row.due_at < midnight + _DAY * _WEEK_END else "later"
