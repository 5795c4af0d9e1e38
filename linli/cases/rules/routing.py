"""The routing table: which post a request goes to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from linli.cases.rules.words import CaseType
from linli.kernel.posts import PostKind

RECEIVING_POSTS = (
    PostKind.INFORMATION_OFFICER,
    PostKind.SECRETARY,
    PostKind.GOVERNANCE_OFFICER,
    PostKind.SUB_DISTRICT_LEADER,
)
"""Who gets a new request: the first of these posts that somebody holds (S12, S26)."""


@dataclass(frozen=True, slots=True)
class Route:
    """One row of the routing table; an empty side fits everything."""

    category_id: UUID | None
    place_id: UUID | None
    post_kind: str = ""
    post_id: UUID | None = None


def goes_by_table(type_: CaseType | None) -> bool:
    """Whether a new request may go to a unit unread; what might be against it may not (R44)."""
    return type_ not in {None, CaseType.COMPLAINT, CaseType.REFERRAL}


def best_route(
    routes: Iterable[Route], *, category_line: Sequence[UUID], place_line: Sequence[UUID]
) -> Route | None:
    """The most exact row that fits: the deeper category first, then the nearer place.

    Both lines begin with the thing itself and go up.
    """
    categories: dict[UUID | None, int] = {key: at for at, key in enumerate(category_line)}
    places: dict[UUID | None, int] = {key: at for at, key in enumerate(place_line)}
    categories.setdefault(None, len(categories))
    places.setdefault(None, len(places))
    fitting = [
        route for route in routes if route.category_id in categories and route.place_id in places
    ]
    return min(
        fitting,
        key=lambda route: (categories[route.category_id], places[route.place_id]),
        default=None,
    )
