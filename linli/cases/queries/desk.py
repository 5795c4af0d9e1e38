"""What lies on the desk of a post: the rows of its queues, page by page, and their counts.

A queue is cut out by one column that an index serves, whatever the number of requests;
lists show no sender and write no access entry.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import CharField, F, Func, Q, QuerySet
from django.utils import timezone

from linli.cases.models import Assistance, Case
from linli.cases.queries.routing import categories
from linli.cases.queries.search import Part, orders_found
from linli.cases.rules import UNANSWERED_STATES, CaseState
from linli.cases.rules.desk import (
    COUNTED,
    SHOWN,
    DueBy,
    Filters,
    Queue,
    Scope,
    due_mark,
    read_due_mark,
    read_order_mark,
    scope_of,
)
from linli.kernel.actor import Actor, PostHeld
from linli.kernel.posts import OFFICE, UNIT
from linli.places import queries as places

_WEEK = timedelta(days=7)
_UNANSWERED = sorted(state.value for state in UNANSWERED_STATES)


@dataclass(frozen=True, slots=True)
class DeskRow:
    """A request as a row of a list."""

    id: UUID
    order_no: int
    number: str
    title: str
    type: str
    urgency: str
    source: str
    state: str
    version: int
    category_id: UUID | None
    community_id: UUID | None
    compound_id: UUID | None
    place_id: UUID | None
    place_text: str
    place_name: str | None
    lead_post_id: UUID | None
    lead_name: str | None
    lead_kind: str | None
    lead_organisation: str | None
    lead_place: str | None
    due_at: datetime | None
    paused: bool
    pressed_at: datetime | None
    reopened: int
    received_at: datetime
    proposed_at: datetime | None


_COLUMNS = (
    "id",
    "order_no",
    "number",
    "title",
    "type",
    "urgency",
    "source",
    "state",
    "version",
    "category_id",
    "community_id",
    "compound_id",
    "place_id",
    "place_text",
    "place__name",
    "lead_post_id",
    "lead_post__name",
    "lead_post__kind",
    "lead_post__organisation__name",
    "lead_post__place__name",
    "due_at",
    "paused",
    "pressed_at",
    "reopened",
    "received_at",
    "proposed_at",
)


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of one page, and where the pages beside it begin."""

    rows: list[DeskRow]
    newer: Filters | None = None
    older: Filters | None = None


def post_of(actor: Actor) -> PostHeld:
    """The post acted in; the desk's pages are open to posts only."""
    assert actor.post is not None  # noqa: S101
    return actor.post


def visible(actor: Actor) -> QuerySet[Case]:
    """All that the post may see, by every way it may: the same as `may_see` says of one."""
    post = post_of(actor)
    found = Case.objects.filter(sub_district_id=actor.sub_district_id)
    if post.kind in OFFICE:
        return found
    scope = _scope(post)
    reach = Q(lead_post_id=post.post_id) | Q(id__in=_helped(actor))
    if scope.column not in _WORK:
        reach |= Q(**{scope.column: scope.value})
    if post.kind in UNIT and post.organisation_id:
        reach |= Q(lead_organisation_id=post.organisation_id)
    return found.filter(reach)


def part_of(actor: Actor, queue: str, at: datetime) -> Part | None:
    """What holds all of a queue, by indexes, for a search; none where that is all there is."""
    post = post_of(actor)
    unit = post.organisation_id if post.kind in UNIT else None
    found = Case.objects.filter(sub_district_id=actor.sub_district_id)
    work = [found.filter(lead_post_id=post.post_id), found.filter(id__in=_helped(actor))]
    if unit:
        work.append(found.filter(lead_organisation_id=unit))
    scope = _scope(post)
    if queue in {Queue.MINE, Queue.UNIT, Queue.HELPING} or scope.column in _WORK:
        return Part(work)
    community = _community_of(actor, scope, at)
    return Part(work, community) if community else None


_WORK = {"lead_post_id", "lead_organisation_id"}


def in_queue(actor: Actor, queue: str, *, at: datetime) -> QuerySet[Case]:
    """The requests of one queue, unordered."""
    post = post_of(actor)
    tenant = Case.objects.filter(sub_district_id=actor.sub_district_id)
    unit = post.organisation_id
    if queue == Queue.UNIT and unit is not None:
        return tenant.filter(lead_organisation_id=unit, due_at__isnull=False)
    if queue in {Queue.MINE, Queue.UNIT}:
        return tenant.filter(lead_post_id=post.post_id, due_at__isnull=False)
    if queue == Queue.HELPING:
        return tenant.filter(id__in=_helped(actor), due_at__isnull=False)
    return _of_scope(tenant, actor, queue, at)


def _of_scope(tenant: QuerySet[Case], actor: Actor, queue: str, at: datetime) -> QuerySet[Case]:
    found = _cut_out(tenant, actor, at)
    if queue == Queue.LATE:
        return found.filter(due_at__lt=at, paused=False)
    if queue == Queue.UNSORTED:
        return found.filter(state=_word(CaseState.RECEIVED.value), due_at__isnull=False)
    if queue == Queue.WAITING:
        return found.filter(paused=True, due_at__isnull=False)
    if queue == Queue.APPROVE:
        # Without a bound on the due time, so that the small index of proposed answers is taken.
        return found.filter(proposed_at__isnull=False, state__in=_UNANSWERED)
    return found


def _word(text: str) -> Func:
    """A constant that stands in the statement itself, so that an index on a part is found."""
    return Func(template=f"'{text}'", output_field=CharField())


def _scope(post: PostHeld) -> Scope:
    return scope_of(
        kind=post.kind,
        post_id=post.post_id,
        place_id=post.place_id,
        place_kind=post.place_kind,
        organisation_id=post.organisation_id,
    )


def _cut_out(found: QuerySet[Case], actor: Actor, at: datetime) -> QuerySet[Case]:
    scope = _scope(post_of(actor))
    if not scope.column:
        return found
    if scope.column in _SMALL:
        # A small place is looked for within its community, whose index there is.
        community = _community_of(actor, scope, at)
        found = found.filter(community_id=community) if community else found
    return found.filter(**{scope.column: scope.value})


def _community_of(actor: Actor, scope: Scope, at: datetime) -> UUID | None:
    """The community that a post's place is or lies in; the office has none."""
    if scope.column == "community_id" or scope.value is None:
        return scope.value
    return _community(actor.sub_district_id, scope.value, timezone.localdate(at))


_SMALL = {"patch_id", "group_id", "grid_id", "building_id", "compound_id", "place_id"}


@lru_cache(maxsize=512)
def _community(sub_district_id: UUID, place_id: UUID, on: date) -> UUID | None:
    """In which community a small place lies; asked once a day."""
    above = places.ancestors(sub_district_id, place_id, on=on)
    return above.community_id if above else None


def _helped(actor: Actor) -> QuerySet[Assistance, Any]:
    post = post_of(actor)
    mine = Q(post_id=post.post_id)
    if post.kind in UNIT and post.organisation_id:
        mine |= Q(organisation_id=post.organisation_id)
    found = Assistance.objects.filter(
        mine, sub_district_id=actor.sub_district_id, to_at__isnull=True
    )
    return found.values("case_id")


def filtered(
    found: QuerySet[Case], filters: Filters, *, sub_district_id: UUID, at: datetime
) -> QuerySet[Case]:
    """Narrow a queue by all filters but the words typed."""
    for name in ("state", "type", "source", "urgency"):
        if value := getattr(filters, name):
            found = found.filter(**{name: value})
    if filters.category:
        found = found.filter(category_id__in=_below(sub_district_id, UUID(filters.category)))
    if filters.community:
        found = found.filter(community_id=UUID(filters.community))
    if filters.place:
        found = found.filter(_at_place(UUID(filters.place)))
    if filters.due == DueBy.LATE:
        found = found.filter(due_at__lt=at, paused=False)
    elif filters.due:
        days = timedelta(days=1) if filters.due == DueBy.TODAY else _WEEK
        tomorrow = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
        found = found.filter(due_at__lt=tomorrow + days, due_at__gte=at, paused=False)
    return found


def _below(sub_district_id: UUID, category_id: UUID) -> list[UUID]:
    nodes = categories(sub_district_id)
    chosen = nodes.get(category_id)
    if chosen is None:
        return [category_id]
    inside = f"{chosen.path}/"
    return [
        key for key, node in nodes.items() if key == category_id or node.path.startswith(inside)
    ]


def _at_place(place_id: UUID) -> Q:
    return Q(place_id=place_id) | Q(building_id=place_id) | Q(compound_id=place_id)


def desk_page(actor: Actor, filters: Filters, *, at: datetime, limit: int = SHOWN) -> Page:
    """One page of the desk: by words newest first, open ones by due time, all newest first."""
    if filters.q:
        return _found_page(actor, filters, at, limit)
    found = in_queue(actor, filters.queue, at=at)
    found = filtered(found, filters, sub_district_id=actor.sub_district_id, at=at)
    if filters.queue == Queue.ALL:
        return _newest_page(found, filters, limit)
    return _due_page(found, filters, limit)


def _found_page(actor: Actor, filters: Filters, at: datetime, limit: int) -> Page:
    among = visible(actor)
    if filters.queue != Queue.ALL:
        among = in_queue(actor, filters.queue, at=at)
    among = filtered(among, filters, sub_district_id=actor.sub_district_id, at=at)
    below, above = read_order_mark(filters.after), read_order_mark(filters.before)
    orders = orders_found(
        among,
        filters.q,
        sub_district_id=actor.sub_district_id,
        below=below,
        above=above,
        limit=limit + 1,
        part=part_of(actor, filters.queue, at),
    )
    rows = _rows(
        Case.objects.filter(sub_district_id=actor.sub_district_id, order_no__in=orders).order_by(
            "order_no" if above is not None else "-order_no"
        )
    )
    return _turned(rows, filters, limit, lambda row: str(row.order_no))


def _newest_page(found: QuerySet[Case], filters: Filters, limit: int) -> Page:
    below, above = read_order_mark(filters.after), read_order_mark(filters.before)
    if above is not None:
        found = found.filter(order_no__gt=above).order_by("order_no")
    else:
        found = found.order_by("-order_no")
        if below is not None:
            found = found.filter(order_no__lt=below)
    return _turned(_rows(found[: limit + 1]), filters, limit, lambda row: str(row.order_no))


def _due_page(found: QuerySet[Case], filters: Filters, limit: int) -> Page:
    after, before = read_due_mark(filters.after), read_due_mark(filters.before)
    if before is not None:
        due_at, key = before
        later = Q(due_at__lt=due_at) | Q(due_at=due_at, id__lt=key)
        found = found.filter(later, due_at__lte=due_at).order_by("-due_at", "-id")
    else:
        found = found.order_by("due_at", "id")
        if after is not None:
            due_at, key = after
            later = Q(due_at__gt=due_at) | Q(due_at=due_at, id__gt=key)
            found = found.filter(later, due_at__gte=due_at)
    return _turned(_rows(found[: limit + 1]), filters, limit, _due_mark)


def _due_mark(row: DeskRow) -> str:
    return due_mark(row.due_at, row.id) if row.due_at else ""


def _rows(found: QuerySet[Case]) -> list[DeskRow]:
    return [DeskRow(*row) for row in found.values_list(*_COLUMNS)]


def _turned(
    rows: list[DeskRow], filters: Filters, limit: int, mark: Callable[[DeskRow], str]
) -> Page:
    """Cut a page from one row more than it shows; a page walked backwards is turned round."""
    more = len(rows) > limit
    rows = rows[:limit]
    first = filters.on_first_page()
    backwards = bool(filters.before)
    if backwards:
        rows.reverse()
    if not rows:
        return Page(rows)
    newer = _with(first, before=mark(rows[0])) if (more if backwards else filters.after) else None
    older = _with(first, after=mark(rows[-1])) if (backwards or more) else None
    return Page(rows, newer, older)


def _with(filters: Filters, **marks: str) -> Filters:
    return Filters(**{**filters.words(), **marks})


def queue_counts(actor: Actor, queues: Sequence[str], *, at: datetime) -> dict[str, int]:
    """How much lies in each queue, counted to a hundred; one statement for all."""
    sql, params = _counting(actor, tuple(queues), _stand_in(at))
    mark, now = (connection.ops.adapt_datetimefield_value(one) for one in (_stand_in(at), at))
    with connection.cursor() as cursor:
        cursor.execute(sql, [now if value == mark else value for value in params])
        row = cursor.fetchone()
    return dict(zip(queues, row or (), strict=False))


def _stand_in(at: datetime) -> datetime:
    """A time of the same day that stands for any, so that a statement is made once a day."""
    return timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=1)


@lru_cache(maxsize=512)
def _counting(actor: Actor, queues: tuple[str, ...], at: datetime) -> tuple[str, list[Any]]:
    """The statement that counts; making it takes far longer than running it."""
    parts: list[str] = []
    params: list[Any] = []
    for queue in queues:
        # In the order of the list, so that the list's own index is taken.
        ordered = in_queue(actor, queue, at=at).order_by("due_at", "id")
        some = ordered.values(one=F("order_no"))[:COUNTED]
        sql, values = some.query.sql_with_params()
        parts.append(f"(SELECT COUNT(*) FROM ({sql}) AS counted)")  # noqa: S608 - Django's own
        params += values
    return "SELECT " + ", ".join(parts), params


def cases_to_sort(
    actor: Actor, *, only: Sequence[UUID] = (), at: datetime, limit: int
) -> list[Case]:
    """The whole requests that wait to be sorted, first due first, or those of them named."""
    found = in_queue(actor, Queue.UNSORTED, at=at)
    if only:
        found = visible(actor).filter(id__in=list(only))
    return list(found.select_related("place").order_by("due_at", "id")[:limit])


def export_rows(actor: Actor, filters: Filters, *, at: datetime, limit: int) -> list[Case]:
    """The whole requests that a filter shows, in its order, at most so many."""
    page = desk_page(actor, filters.on_first_page(), at=at, limit=limit)
    ids = [row.id for row in page.rows]
    found = Case.objects.filter(sub_district_id=actor.sub_district_id).select_related(
        "place", "lead_post__organisation", "lead_post__place"
    )
    cases: dict[UUID, Case] = {}
    for start in range(0, len(ids), SHOWN * 10):
        cases |= found.in_bulk(ids[start : start + SHOWN * 10])
    return [cases[key] for key in ids if key in cases]
