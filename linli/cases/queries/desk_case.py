"""What the desk needs beside a request: who could take it, what looks the same, names of ids."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from linli.cases.models import Case, FollowUp
from linli.cases.queries.desk import post_of, visible
from linli.cases.queries.routing import categories, receiver_by_table
from linli.cases.queries.suggestions import suggestions_for
from linli.cases.rules.clocks import order_number
from linli.cases.rules.suggesting import Suggestion
from linli.cases.rules.twins import LOOK_BACK, Likeness, likeliest, likeness
from linli.kernel.actor import Actor
from linli.kernel.posts import COUNTER, ELECTED, NEIGHBOURHOOD, OFFICE, OVERSEERS, PostKind
from linli.people import queries as people
from linli.people.queries import PostCard
from linli.places import queries as places
from linli.places.queries import Above

_TWINS_AMONG = 400
_POSTS_AT_MOST = 40
_NOT_HANDLING = OVERSEERS | ELECTED
"""Who checks others' work or chairs a congress takes no request on."""
_TAKING = OFFICE | COUNTER | NEIGHBOURHOOD | {PostKind.CIVIL_AFFAIRS_OFFICER}


@dataclass(frozen=True, slots=True)
class Twin:
    """A request that looks like another one."""

    id: UUID
    number: str
    title: str
    state: str
    received_at: datetime
    same_building: bool
    version: int


@dataclass(frozen=True, slots=True)
class Likely:
    """A suggested category that the tree has."""

    category_id: UUID
    path: str
    suggestion: Suggestion


@dataclass(frozen=True, slots=True)
class Call:
    """A follow-up call that waits to be made."""

    id: UUID
    case_id: UUID
    number: str
    title: str
    answered_at: datetime | None
    due_on: date
    tries: int
    answer: str


def category_name(sub_district_id: UUID, category_id: UUID | None) -> str:
    """A category's own name."""
    node = categories(sub_district_id).get(category_id) if category_id else None
    return node.path.rpartition("/")[2] if node else ""


def top_categories(sub_district_id: UUID) -> list[tuple[str, str]]:
    """The first level of the tree, to filter by."""
    nodes = categories(sub_district_id).values()
    return sorted(
        ((str(node.category_id), node.path) for node in nodes if node.parent_id is None),
        key=lambda pair: pair[1],
    )


def category_paths(sub_district_id: UUID, *, keep: UUID | None = None) -> list[tuple[str, str]]:
    """The open categories to choose from, and the one that a request has."""
    nodes = categories(sub_district_id).values()
    return [
        (str(node.category_id), node.path)
        for node in sorted(nodes, key=lambda node: node.path)
        if not node.closed or node.category_id == keep
    ]


def likely_categories(
    sub_district_id: UUID, messages: Sequence[tuple[str, str]]
) -> list[list[Likely]]:
    """Suggested categories of each (title, body), as far as the tree has them."""
    ids = {node.path: key for key, node in categories(sub_district_id).items() if not node.closed}
    return [
        [Likely(ids[one.label], one.label, one) for one in some if one.label in ids]
        for some in suggestions_for(sub_district_id, messages)
    ]


def above_of(case: Case, *, on: date) -> Above | None:
    """The place of a request with what it lies in."""
    return places.ancestors(case.sub_district_id, case.place_id, on=on) if case.place_id else None


def receivers(case: Case, *, own_unit: UUID | None = None, on: date) -> list[PostCard]:
    """Posts that could take a request: the routing table's, the own unit's, then those nearby."""
    tenant = case.sub_district_id
    above = above_of(case, on=on)
    units = people.units(tenant, on=on, above=above)
    root = places.root(tenant)
    line = above.ids if above else ((root.id,) if root else ())
    found = [card for unit in units for card in unit.posts]
    found += people.posts_at(tenant, line, on=on, kinds=_TAKING)
    first = receiver_by_table(tenant, case.category_id, above, on=on)
    cards = {
        card.post_id: card
        for card in found
        if card.holders and card.place_id in line and card.kind not in _NOT_HANDLING
    }

    def rank(card: PostCard) -> tuple[bool, bool]:
        routed = first is not None and card.post_id == first.post_id
        own = own_unit is not None and card.organisation_id == own_unit
        return not routed, not own

    return sorted(cards.values(), key=rank)[:_POSTS_AT_MOST]


def routed_post(case: Case, *, on: date) -> UUID | None:
    """The post that the routing table names, if any."""
    first = receiver_by_table(case.sub_district_id, case.category_id, above_of(case, on=on), on=on)
    return first.post_id if first else None


def post_names(sub_district_id: UUID, post_ids: Iterable[UUID]) -> dict[UUID, str]:
    """What posts are called, whether or not they still are."""
    wanted = set(post_ids)
    if not wanted:
        return {}
    return people.post_labels(sub_district_id, wanted)


def place_names(sub_district_id: UUID, place_ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """What places are called."""
    wanted = {place_id for place_id in place_ids if place_id}
    if not wanted:
        return {}
    return places.place_names(sub_district_id, wanted)


def organisation_choices(case: Case, *, on: date) -> list[tuple[str, str]]:
    """Whom a complaint can be about: units at the place and around it."""
    units = people.units(case.sub_district_id, on=on, above=above_of(case, on=on))
    return [(str(unit.organisation_id), unit.name) for unit in units]


def twins_of(actor: Actor, cases: Sequence[Case], *, most: int = 3) -> dict[UUID, list[Twin]]:
    """Requests of the last 90 days that look like these, as far as the post may see them."""
    if not cases:
        return {}
    since = min(case.received_at for case in cases) - LOOK_BACK
    until = max(case.received_at for case in cases) + LOOK_BACK
    among = visible(actor).filter(
        order_no__gte=order_number(since, 0), order_no__lte=order_number(until, 0)
    )
    communities = {case.community_id for case in cases}
    if None not in communities:
        among = among.filter(community_id__in=communities)
    among = among.exclude(state__in=["withdrawn", "merged", "transferred"])
    near = among.order_by("-order_no").only(
        *("id", "number", "title", "body", "state", "version", "received_at"),
        *("compound_id", "building_id", "sub_district_id"),
    )[:_TWINS_AMONG]
    rows = {row.id: row for row in near}
    compared = [_compared(row) for row in rows.values()]
    return {
        case.id: [_twin(case, rows[one.id]) for one in likeliest(mine, compared, most=most)]
        for case in cases
        for mine in (_compared(case),)
    }


def _compared(case: Case) -> Likeness:
    return likeness(
        id=case.id,
        title=case.title,
        body=case.body,
        received_at=case.received_at,
        compound_id=case.compound_id,
        building_id=case.building_id,
    )


def _twin(case: Case, other: Case) -> Twin:
    return Twin(
        id=other.id,
        number=other.number,
        title=other.title,
        state=other.state,
        received_at=other.received_at,
        same_building=bool(case.building_id) and case.building_id == other.building_id,
        version=other.version,
    )


def case_by_number(actor: Actor, number: str) -> Case | None:
    """The request of this number, if the post may see it."""
    plain = "".join(number.upper().split())
    return visible(actor).filter(number=plain).first()


def calls_waiting(
    actor: Actor, *, at: datetime, only: UUID | None = None, limit: int = 50
) -> list[Call]:
    """Follow-up calls that wait to be made, the longest due first; or one of them."""
    post = post_of(actor)
    found = FollowUp.objects.filter(sub_district_id=actor.sub_district_id, done_at=None)
    found = found.filter(due_on__lte=timezone.localdate(at))
    if post.kind not in OFFICE:
        found = found.filter(community_id=post.place_id)
    if only is not None:
        found = found.filter(id=only)
    rows = found.select_related("case").order_by("due_on", "id")[:limit]
    return [
        Call(
            id=row.id,
            case_id=row.case_id,
            number=row.case.number,
            title=row.case.title,
            answered_at=row.case.answered_at,
            due_on=row.due_on,
            tries=row.tries,
            answer=row.case.answer,
        )
        for row in rows
    ]
