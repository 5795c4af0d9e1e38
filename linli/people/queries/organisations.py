"""Organisations as the office lists them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from linli.kernel.posts import PostKind
from linli.people.models import Organisation, Post
from linli.people.queries.accounts import PAGE
from linli.people.rules import OrganisationKind
from linli.tenancy.dated import in_force


def _all(sub_district_id: UUID) -> QuerySet[Organisation]:
    return Organisation.objects.filter(sub_district_id=sub_district_id).select_related("place")


def organisation(sub_district_id: UUID, organisation_id: UUID) -> Organisation | None:
    """One organisation, ended ones included."""
    return _all(sub_district_id).filter(id=organisation_id).first()


def organisation_names(
    sub_district_id: UUID, organisation_ids: Collection[UUID]
) -> dict[UUID, str]:
    """What organisations are called, whether or not they still are."""
    return dict(_all(sub_district_id).filter(id__in=organisation_ids).values_list("id", "name"))


def organisations(
    sub_district_id: UUID,
    *,
    on: date,
    containing: str = "",
    kind: str = "",
    after: str = "",
    limit: int = PAGE,
) -> list[Organisation]:
    """Organisations in force by name; `after` pages on from a name."""
    found = _all(sub_district_id).filter(in_force(on))
    if containing:
        found = found.filter(name__contains=containing)
    if kind:
        found = found.filter(kind=kind)
    if after:
        found = found.filter(name__gt=after)
    return list(found.order_by("name", "id")[:limit])


def organisations_at(
    sub_district_id: UUID, place_ids: tuple[UUID, ...], *, on: date
) -> list[Organisation]:
    """Organisations in force at a place or at what it lies in, nearest first."""
    rank = {place_id: at for at, place_id in enumerate(place_ids)}
    found = _all(sub_district_id).filter(in_force(on), place_id__in=place_ids)
    return sorted(found, key=lambda body: (rank[body.place_id], body.name))


def companies_serving(sub_district_id: UUID, place_id: UUID, *, on: date) -> list[Organisation]:
    """The property companies in force with a manager's post at a place on a day, by name."""
    posts = Post.objects.filter(
        in_force(on),
        sub_district_id=sub_district_id,
        place_id=place_id,
        kind=PostKind.PROPERTY_MANAGER.value,
    )
    found = _all(sub_district_id).filter(
        in_force(on),
        id__in=posts.exclude(organisation=None).values("organisation_id"),
        kind=OrganisationKind.PROPERTY_SERVICE_PROVIDER.value,
    )
    return list(found.order_by("name", "id"))
