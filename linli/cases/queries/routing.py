"""Who gets a request: the routing table, the category tree and the posts along a line of places.

Table and tree are kept in the process for half a minute; whoever changes them calls
`forget_routing`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from linli.cases.models import Category, RouteRule
from linli.cases.rules import (
    RECEIVING_POSTS,
    CaseType,
    Route,
    Urgency,
    best_route,
    escalation_key,
)
from linli.kernel.clocks import Step, escalation_steps
from linli.people import queries as people
from linli.places import queries as places
from linli.places.queries import Above
from linli.records.queries import rule_in_force
from linli.tenancy.kept import Kept

KEEP_SECONDS = 30
DEFAULT_SHORT = "LL"


@dataclass(frozen=True, slots=True)
class Receiver:
    """The post that a request goes to."""

    post_id: UUID
    kind: str
    organisation_id: UUID | None
    place_id: UUID


@dataclass(frozen=True, slots=True)
class Node:
    """A category as the sorting needs it."""

    category_id: UUID
    parent_id: UUID | None
    path: str
    default_type: CaseType | None
    closed: bool


def forget_routing() -> None:
    """Read table and tree anew: an action changed them."""
    _categories.forget()
    _table.forget()


def categories(sub_district_id: UUID) -> dict[UUID, Node]:
    """The category tree by id, closed ones included."""
    return _categories.of(sub_district_id)


def category_line(sub_district_id: UUID, category_id: UUID | None) -> tuple[UUID, ...]:
    """A category and those above it, from below."""
    tree = categories(sub_district_id)
    line: list[UUID] = []
    node = tree.get(category_id) if category_id else None
    while node is not None:
        line.append(node.category_id)
        node = tree.get(node.parent_id) if node.parent_id else None
    return tuple(line)


def routes(sub_district_id: UUID) -> tuple[Route, ...]:
    """The routing table."""
    return _table.of(sub_district_id)


def short_of(sub_district_id: UUID, community_id: UUID | None) -> str:
    """What a request's number begins with: the community's short name, else the sub-district's."""
    return _shorts.of((sub_district_id, community_id))


def levels(sub_district_id: UUID, urgency: Urgency, *, on: date) -> tuple[Step, ...]:
    """Who is told of a late request, and when, from below; who it goes to when it is reopened."""
    return escalation_steps(rule_in_force(sub_district_id, escalation_key(urgency), on=on).rows)


def root_id(sub_district_id: UUID) -> UUID:
    """The sub-district as a place; its own id where it is not laid out as one."""
    return _roots.of(sub_district_id)


def receiver_by_table(
    sub_district_id: UUID, category_id: UUID | None, above: Above | None, *, on: date
) -> Receiver | None:
    """The held post that the routing table names for a category at a place, if any."""
    line = category_line(sub_district_id, category_id)
    where = line_above(sub_district_id, above)
    route = best_route(routes(sub_district_id), category_line=line, place_line=where)
    if route is None:
        return None
    if route.post_id is not None:
        return receiver(sub_district_id, route.post_id, on=on)
    return nearest_post(sub_district_id, (route.post_kind,), where, on=on)


def receiver_by_place(sub_district_id: UUID, above: Above | None, *, on: date) -> Receiver | None:
    """Who gets what nobody has sorted: the community's information officer, else who stands in."""
    return nearest_post(sub_district_id, RECEIVING_POSTS, line_above(sub_district_id, above), on=on)


def line_above(sub_district_id: UUID, above: Above | None) -> tuple[UUID, ...]:
    """A place and all it lies in, nearest first; the sub-district alone where no place is known."""
    return above.ids if above else (root_id(sub_district_id),)


def nearest_post(
    sub_district_id: UUID, kinds: Sequence[str], line: Sequence[UUID], *, on: date
) -> Receiver | None:
    """Of the posts held along a line of places, the one of the first kind, then the nearest."""
    found = _receivers(sub_district_id, kinds, line, on)
    order = {kind: at for at, kind in enumerate(kinds)}
    rank = {place_id: at for at, place_id in enumerate(line)}
    return min(
        found,
        key=lambda one: (order[one.kind], rank[one.place_id], one.post_id),
        default=None,
    )


def receiver(sub_district_id: UUID, post_id: UUID, *, on: date) -> Receiver | None:
    """A post in force that day, held or not."""
    found = people.post_in_force(sub_district_id, post_id, on=on)
    return Receiver(*found) if found else None


def _receivers(
    sub_district_id: UUID, kinds: Collection[str], line: Collection[UUID], on: date
) -> list[Receiver]:
    return [Receiver(*row) for row in people.held_posts_at(sub_district_id, line, kinds, on=on)]


def _nodes(sub_district_id: UUID) -> dict[UUID, Node]:
    rows = Category.objects.filter(sub_district_id=sub_district_id).values_list(
        "id", "parent_id", "path", "default_type", "closed"
    )
    return {
        key: Node(key, parent, path, CaseType(kind) if kind else None, closed)
        for key, parent, path, kind, closed in rows
    }


def _routes(sub_district_id: UUID) -> tuple[Route, ...]:
    rows = RouteRule.objects.filter(sub_district_id=sub_district_id).order_by("id")
    return tuple(
        Route(*row) for row in rows.values_list("category_id", "place_id", "post_kind", "post_id")
    )


def _short(key: tuple[UUID, UUID | None]) -> str:
    sub_district_id, community_id = key
    if community_id is None:
        root = places.root(sub_district_id)
        return (root.short if root else "") or DEFAULT_SHORT
    found = places.place(sub_district_id, community_id)
    return (found.short if found else "") or _short((sub_district_id, None))


def _root(sub_district_id: UUID) -> UUID:
    root = places.root(sub_district_id)
    return root.id if root else sub_district_id


_categories = Kept(KEEP_SECONDS, _nodes)
_table = Kept(KEEP_SECONDS, _routes)
_shorts = Kept(KEEP_SECONDS, _short)
_roots = Kept(KEEP_SECONDS, _root)
