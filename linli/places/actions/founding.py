"""A sub-district begins."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed, Refused
from linli.places import queries, rules
from linli.places.actions.checks import refusal_of
from linli.places.models import Place, PlaceCode, SubDistrict
from linli.places.rules import CodeScheme, PlaceKind
from linli.records import actions as records
from linli.tenancy.models import new_id


@transaction.atomic
def found_sub_district(
    *,
    actor: Actor,
    code: str,
    name: str,
    short: str = "",
    host: str = "",
    is_demo: bool = False,
    sub_district_id: UUID | None = None,
    on: date,
    at: datetime,
) -> SubDistrict:
    """Found a sub-district, the place at the root of its tree, and its division code."""
    if not (actor.system or actor.administrator):
        raise NotAllowed("not_administrator", _("Only the administrator may found a sub-district."))
    if not rules.code_fits(CodeScheme.DIVISION, code):
        raise Refused("code_form", _("A sub-district's division code has nine digits."))
    fault, value = rules.short_fault(rules.tidy_short(short))
    if fault:
        raise refusal_of(rules.Wrong(fault, value), name)
    if SubDistrict.objects.filter(code=code).exists():
        raise Refused("code_taken", _("There is a sub-district with this code already."))
    founded = SubDistrict.objects.create(
        id=sub_district_id or new_id(),
        code=code,
        name=rules.tidy_name(name),
        host=host.lower(),
        is_demo=is_demo,
    )
    tree = Place.objects.create(
        sub_district=founded,
        kind=PlaceKind.SUB_DISTRICT.value,
        name=founded.name,
        short=rules.tidy_short(short),
        valid_from=on,
    )
    PlaceCode.objects.create(
        sub_district=founded,
        place=tree,
        scheme=CodeScheme.DIVISION.value,
        code=code,
        valid_from=on,
    )
    records.record(
        actor=replace(actor, sub_district_id=founded.id),
        did="places.found",
        on_kind="places.place",
        on_id=tree.id,
        facts={"code": code, "from": on.isoformat()},
        at=at,
    )
    queries.forget_sub_districts()
    return founded
