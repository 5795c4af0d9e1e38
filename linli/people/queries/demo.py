"""The demo's doors: one account for each kind of post, on the login page of a demo alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from linli.kernel.posts import PostKind
from linli.people.models import Account, AdministratorGrant, Holding, Profile
from linli.people.queries.titles import post_title
from linli.places import queries as places
from linli.tenancy.dated import in_force

ADMINISTRATOR = "administrator"
RESIDENT = "resident"
_ORDER = {kind.value: number for number, kind in enumerate(PostKind)}
_BY_NAME = frozenset({PostKind.HELP_WORKER.value})
"""Kinds with a door for each name: one who supervises sees other files than one who helps."""


@dataclass(frozen=True, slots=True)
class DemoCard:
    """One door: as whom, where, and the account behind it."""

    key: str
    title: str
    where: str
    account_id: UUID


def demo_cards(sub_district_id: UUID, *, on: date) -> list[DemoCard]:
    """One card for a resident, each kind of post that is held, and the administrator.

    None at all where the sub-district is not marked as a demo.
    """
    place = places.sub_district(sub_district_id)
    if place is None or not place.is_demo:
        return []
    return [
        *_resident(sub_district_id),
        *_holders(sub_district_id, on),
        *_administrator(sub_district_id, on),
    ]


def _holders(sub_district_id: UUID, on: date) -> list[DemoCard]:
    held = (
        Holding.objects.filter(
            in_force(on), sub_district_id=sub_district_id, account__is_active=True
        )
        .filter(in_force(on, "post__"))
        .order_by("-id")
        .values_list("post__kind", "post__name", "post__place__name", "account_id")
    )
    first = {_door(kind, name): (place, account_id) for kind, name, place, account_id in held}
    return [
        DemoCard(_key(kind, name), name or post_title(kind), *first[kind, name])
        for kind, name in sorted(first, key=lambda door: (_ORDER[door[0]], door[1]))
    ]


def _door(kind: str, own_name: str) -> tuple[str, str]:
    """What tells doors apart: the kind, and where posts of a kind differ in trust, their name."""
    return kind, own_name if kind in _BY_NAME else ""


def _key(kind: str, own_name: str) -> str:
    return f"{kind}-{own_name}" if own_name else kind


def _resident(sub_district_id: UUID) -> list[DemoCard]:
    staff = Account.objects.filter(
        id=OuterRef("account_id"), is_staff_account=False, is_active=True
    )
    found = Profile.objects.filter(Exists(staff), sub_district_id=sub_district_id)
    account_id = found.order_by("id").values_list("account_id", flat=True).first()
    return [DemoCard(RESIDENT, _("Resident"), "", account_id)] if account_id else []


def _administrator(sub_district_id: UUID, on: date) -> list[DemoCard]:
    granted = AdministratorGrant.objects.filter(
        in_force(on), sub_district_id=sub_district_id, account__is_active=True
    )
    account_id = granted.order_by("id").values_list("account_id", flat=True).first()
    return [DemoCard(ADMINISTRATOR, _("Administrator"), "", account_id)] if account_id else []
