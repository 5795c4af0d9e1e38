"""Which places a post's works lie at, and which matters works and collections may begin on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from linli.kernel.actor import Actor
from linli.money.models import Matter, SpendingAuthority
from linli.money.rules import FundKind, MatterKind
from linli.places import queries as places
from linli.places.rules import PlaceKind

AT = (PlaceKind.COMPOUND, PlaceKind.COMMUNITY)
NEWEST = 100


@dataclass(frozen=True, slots=True)
class Ready:
    """A matter that was decided and is not closed, with what may be spent on it from one fund."""

    matter: Matter
    authority: SpendingAuthority | None


def places_in_reach(actor: Actor, *, on: date) -> list[tuple[UUID, str]]:
    """Compounds and communities that the post acted in reaches, by name."""
    if actor.post is None:
        return []
    tenant, here = actor.sub_district_id, actor.post.place_id
    kinds = [kind.value for kind in AT]
    ids = [here, *places.descendants(tenant, here, on=on, kinds=kinds)]
    found = places.places(tenant, ids)
    rows = [(one.id, one.name) for one in found.values() if one.kind in kinds]
    return sorted(rows, key=lambda row: row[1])


def places_around(sub_district_id: UUID, place_id: UUID, *, on: date) -> list[UUID]:
    """A place and the compounds and communities above and below it."""
    above = places.ancestors(sub_district_id, place_id, on=on)
    if above is None:
        return []
    kinds = [kind.value for kind in AT]
    below = places.descendants(sub_district_id, place_id, on=on, kinds=kinds)
    return list(dict.fromkeys([*above.ids, *below]))


def all_places(sub_district_id: UUID, *, on: date) -> list[UUID]:
    """All compounds and communities."""
    kinds = [kind.value for kind in AT]
    return [one.id for one in places.places_of_kind(sub_district_id, kinds, on=on)]


def ready_for_works(actor: Actor, *, on: date) -> list[Ready]:
    """Open matters in reach, newest first, each with what may be spent; or with nothing to spend."""
    matters = _open_matters(actor, on)
    allowed = _allowed(actor.sub_district_id, matters)
    return [Ready(one, authority) for one in matters for authority in allowed.get(one.id, [None])]


def ready_to_collect(actor: Actor, *, on: date) -> list[Ready]:
    """Open matters in reach that may spend from a fund of what residents give."""
    matters = _open_matters(actor, on)
    allowed = _allowed(actor.sub_district_id, matters)
    return [
        Ready(one, authority)
        for one in matters
        for authority in allowed.get(one.id, [])
        if authority is not None and authority.fund.kind == FundKind.SELF_RAISED
    ]


def _open_matters(actor: Actor, on: date) -> list[Matter]:
    ids = [key for key, _name in places_in_reach(actor, on=on)]
    rows = Matter.objects.filter(
        sub_district_id=actor.sub_district_id,
        place_id__in=ids,
        kind=MatterKind.DECISION.value,
        decided_at__isnull=False,
        closed_at=None,
    )
    return list(rows.select_related("place").order_by("-id")[:NEWEST])


def _allowed(
    sub_district_id: UUID, matters: list[Matter]
) -> dict[UUID, list[SpendingAuthority | None]]:
    rows = SpendingAuthority.objects.filter(
        sub_district_id=sub_district_id,
        matter_id__in=[one.id for one in matters],
        ended_on=None,
    )
    found: dict[UUID, list[SpendingAuthority | None]] = {}
    for one in rows.select_related("fund").order_by("id"):
        found.setdefault(one.matter_id, []).append(one)
    return found
