"""What a place is called: its name from a day, other names, codes."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, Refused
from linli.places import rules
from linli.places.actions.checks import (
    place_to_change,
    record,
    refusal_of,
    refuse_name_taken,
    too_early,
    touch,
)
from linli.places.models import Place, PlaceAlias, PlaceCode
from linli.places.queries import forget_compound_names
from linli.places.queries.clashes import code_holders
from linli.places.rules import CodeScheme, Span, Wrong
from linli.places.rules.dates import ONE_DAY
from linli.places.rules.names import MAX_NAME
from linli.tenancy.dated import not_over


@transaction.atomic
def rename_place(
    *,
    actor: Actor,
    place_id: UUID,
    name: str,
    short: str | None = None,
    version: int | None = None,
    on: date,
    at: datetime,
) -> Place:
    """Give a place a new name from a day; the old one is kept with its days."""
    place = place_to_change(actor, place_id, on=on, version=version)
    tidy = rules.tidy_name(name)
    _require_name(place, tidy, short)
    if on > timezone.localdate(at):
        raise Refused("future_name", _("A name can be changed only from today or an earlier day."))
    if tidy != place.name:
        refuse_name_taken(place, tidy, on)
        _keep_former_name(place, on)
    place.name = tidy
    place.short = place.short if short is None else rules.tidy_short(short)
    touch(place, "name", "short")
    forget_compound_names()
    record(actor, "places.rename", place, {"from": on.isoformat()}, at)
    return place


@transaction.atomic
def give_code(
    *, actor: Actor, place_id: UUID, scheme: CodeScheme, code: str, on: date, at: datetime
) -> PlaceCode:
    """Give a place a scheme's code from a day; the code it bore until then ends."""
    place = place_to_change(actor, place_id, on=on)
    if not rules.code_fits(scheme, code):
        raise refusal_of(Wrong("code_form", code, scheme), place.name)
    mine = PlaceCode.objects.filter(
        sub_district_id=place.sub_district_id, place_id=place.id, scheme=scheme.value
    )
    later = mine.filter(valid_from__gt=on).first()
    if later is not None:
        raise too_early(place, later.valid_from.isoformat())
    mine.filter(valid_from=on).delete()
    mine.filter(not_over(on)).update(valid_to=on - ONE_DAY)
    span = Span(on, place.valid_to)
    for holder, held in code_holders(place.sub_district_id, [(scheme, code)]).get(
        (scheme, code), []
    ):
        if held.overlaps(span):
            raise refusal_of(Wrong("code_taken", code, holder), place.name)
    given = PlaceCode.objects.create(
        sub_district_id=place.sub_district_id,
        place=place,
        scheme=scheme.value,
        code=code,
        valid_from=on,
        valid_to=place.valid_to,
    )
    facts = {"scheme": scheme.value, "code": code, "from": on.isoformat()}
    record(actor, "places.give_code", place, facts, at)
    return given


@transaction.atomic
def add_alias(*, actor: Actor, place_id: UUID, name: str, on: date, at: datetime) -> PlaceAlias:
    """Note another name that people use for a place; a second time changes nothing."""
    place = place_to_change(actor, place_id, on=on)
    tidy = rules.tidy_name(name)
    _require_name(place, tidy, None)
    alias, made = PlaceAlias.objects.get_or_create(
        sub_district_id=place.sub_district_id, place=place, name=tidy, former=False
    )
    if made:
        record(actor, "places.add_alias", place, {"alias": str(alias.id)}, at)
    return alias


@transaction.atomic
def drop_alias(*, actor: Actor, place_id: UUID, alias_id: UUID, on: date, at: datetime) -> None:
    """Take back an alias that was noted by mistake; former names stay."""
    place = place_to_change(actor, place_id, on=on)
    aliases = PlaceAlias.objects.filter(
        sub_district_id=place.sub_district_id, place=place, id=alias_id, former=False
    )
    if not aliases.delete()[0]:
        raise Missing("no_such_alias", _("There is no such alias."))
    record(actor, "places.drop_alias", place, {"alias": str(alias_id)}, at)


def _require_name(place: Place, name: str, short: str | None) -> None:
    if not name:
        raise refusal_of(Wrong("no_name"), place.name)
    if len(name) > MAX_NAME:
        raise refusal_of(Wrong("name_too_long", str(MAX_NAME)), name)
    code, value = rules.short_fault(rules.tidy_short(short or ""))
    if code:
        raise refusal_of(Wrong(code, value), place.name)


def _keep_former_name(place: Place, on: date) -> None:
    """Keep the name a place bears with its days; one borne for no day leaves no trace."""
    last = (
        PlaceAlias.objects.filter(
            sub_district_id=place.sub_district_id, place_id=place.id, former=True
        )
        .order_by("-valid_to")
        .first()
    )
    began = last.valid_to + ONE_DAY if last and last.valid_to else place.valid_from
    if on < began:
        raise too_early(place, began.isoformat())
    if on > began:
        PlaceAlias.objects.create(
            sub_district_id=place.sub_district_id,
            place=place,
            name=place.name,
            former=True,
            valid_from=began,
            valid_to=on - ONE_DAY,
        )
