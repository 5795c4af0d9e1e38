"""A named method as pages show it: who does what, where, and where each election stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from linli.elections import queries
from linli.elections.queries import MethodShown
from linli.elections.queries.calendar import in_language
from linli.elections.rules import ElectionKind
from linli.elections.rules.methods import HIRE, PAGES
from linli.ui.pieces import Row

if TYPE_CHECKING:
    from linli.elections.models import Election

_ADDRESSES = {
    "votes": "elections:public_elections",
    "rolls": "elections:public_rolls",
    "bodies": "people:composition",
    "posts": "people:who_serves",
}


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step with its page and the newest elections that carry it out."""

    number: int
    who: str
    what: str
    page: str
    href: str
    is_election: bool
    elections: Sequence[Row]


def step_rows(method: MethodShown, held: Mapping[str, Sequence[Election]]) -> list[StepRow]:
    """The steps in order; a kind of election with where those held of it stand."""
    return [
        StepRow(
            number=at,
            who=in_language(step.who),
            what=in_language(step.what),
            page=page_name(step.page),
            href=reverse(_ADDRESSES[step.page]) if step.page in _ADDRESSES else "",
            is_election=step.page in {*ElectionKind, HIRE},
            elections=[_row(one) for one in held.get(step.page, ())],
        )
        for at, step in enumerate(method.steps, start=1)
    ]


def held_at(sub_district_id: UUID, place: str) -> Mapping[str, Sequence[Election]]:
    """The newest elections of each kind, of one place where the address names one."""
    try:
        place_id = UUID(place) if place else None
    except ValueError:
        place_id = None
    return queries.elections_by_kind(sub_district_id, place_id=place_id)


def page_name(page: str) -> str:
    """What the page of a step is called."""
    if page in list(ElectionKind):
        return queries.kind_name(page)
    return {
        HIRE: _("Owners' decision on the property company"),
        "votes": _("Elections and votes"),
        "rolls": _("Rolls: who may vote"),
        "bodies": _("Composition of elected bodies"),
        "posts": _("Posts and duty telephones"),
    }.get(page, "")


def page_choices() -> list[tuple[str, str]]:
    """The pages that a step may name."""
    return [("", _("Outside of Linli")), *((page, page_name(page)) for page in PAGES)]


def _row(election: Election) -> Row:
    return Row(
        election.title,
        reverse("elections:public_election", args=[election.uuid]),
        meta=[election.place.name, queries.state_name(election.state)],
    )
