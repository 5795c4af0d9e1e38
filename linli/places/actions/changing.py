"""Changes of a place: each dated, the past kept."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, NotAllowed, Refused
from linli.places import queries, rules
from linli.places.actions.checks import (
    place_to_change,
    refusal_of,
    require_manager,
    too_early,
    touch,
    within,
)
from linli.places.models import Parentage, Place, PlaceAlias, PlaceCode
from linli.places.queries.clashes import code_holders, names_taken
from linli.places.queries.lists import open_below, parentages_of
from linli.places.rules import CodeScheme, Layer, Lies, PlaceKind, Span, Wrong
from linli.places.rules.dates import ONE_DAY
from linli.places.rules.names import MAX_NAME, MAX_SHORT
from linli.places.rules.new_place import FURTHEST_AHEAD
from linli.records import actions as records


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
        _refuse_name_taken(place, tidy, on)
        _keep_former_name(place, on)
    place.name = tidy
    place.short = place.short if short is None else rules.tidy_name(short)
    touch(place, "name", "short")
    _record(actor, "places.rename", place, {"from": on.isoformat()}, at)
    return place


@transaction.atomic
def redraw(
    *,
    actor: Actor,
    place_id: UUID,
    parent_id: UUID,
    source: str = "",
    version: int | None = None,
    on: date,
    at: datetime,
) -> Place:
    """Let a place lie in another from a day on; where it lay until then is kept."""
    place = place_to_change(actor, place_id, on=on, version=version)
    parent = queries.place(place.sub_district_id, parent_id)
    if parent is None:
        raise Missing("no_such_place", _("There is no such place."))
    require_manager(actor, within=within(actor, parent_id, on=on))
    _require_may_lie_in(place, parent, on, at)
    layer = rules.layer_of(PlaceKind(place.kind), PlaceKind(parent.kind))
    rows = parentages_of(place.sub_district_id, place.id, layer=layer, lock=True)
    history = [Lies(row.parent_id, Span(row.valid_from, row.valid_to)) for row in rows]
    if any(lies.parent == parent_id and lies.span.covers(on) for lies in history):
        raise Refused(
            "already_there",
            _("“%(name)s” already lies in “%(parent)s”.")
            % {"name": place.name, "parent": parent.name},
        )
    if layer is Layer.TREE:
        _refuse_name_taken(place, place.name, on, parent=parent)
    try:
        after = rules.moved(history, to=parent_id, on=on, until=place.valid_to)
    except rules.TooEarly as error:
        raise too_early(place, str(error)) from None
    _write_history(place, layer, rows, after, source)
    touch(place)
    facts = {"parent": str(parent_id), "layer": layer.value, "from": on.isoformat()}
    _record(actor, "places.redraw", place, facts, at)
    return place


@transaction.atomic
def leave_overlay(*, actor: Actor, place_id: UUID, layer: Layer, on: date, at: datetime) -> Place:
    """End a place's lying in a patch, group or grid cell; `on` is its last day there."""
    place = place_to_change(actor, place_id, on=on)
    if layer is Layer.TREE:
        raise Refused("tree_has_no_hole", _("A place leaves the tree only by ending or moving."))
    lying = Parentage.objects.filter(
        sub_district_id=place.sub_district_id,
        child_id=place.id,
        layer=layer.value,
        valid_to=None,
        valid_from__lte=on,
    )
    if not lying.update(valid_to=on):
        raise Refused("not_there", _("“%(name)s” lies in none.") % {"name": place.name})
    touch(place)
    facts = {"layer": layer.value, "to": on.isoformat()}
    _record(actor, "places.leave_overlay", place, facts, at)
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
    mine.filter(Q(valid_to=None) | Q(valid_to__gte=on)).update(valid_to=on - ONE_DAY)
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
    _record(actor, "places.give_code", place, facts, at)
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
        _record(actor, "places.add_alias", place, {"alias": str(alias.id)}, at)
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
    _record(actor, "places.drop_alias", place, {"alias": str(alias_id)}, at)


@transaction.atomic
def mark_closed(
    *,
    actor: Actor,
    place_id: UUID,
    closed: bool,
    version: int | None = None,
    on: date,
    at: datetime,
) -> Place:
    """Note whether a compound is closed, that is, fenced with a gate."""
    place = place_to_change(actor, place_id, on=on, version=version)
    if place.kind != PlaceKind.COMPOUND:
        raise refusal_of(Wrong("only_compounds_are_closed"), place.name)
    place.closed_compound = closed
    touch(place, "closed_compound")
    did = "places.close_compound" if closed else "places.open_compound"
    _record(actor, did, place, {"from": on.isoformat()}, at)
    return place


@transaction.atomic
def retire_place(
    *, actor: Actor, place_id: UUID, version: int | None = None, on: date, at: datetime
) -> Place:
    """End a place, `on` being its last day; refused while something still lies in it after that."""
    place = place_to_change(actor, place_id, on=on, version=version)
    if not rules.may_manage_all(actor) and place.kind == PlaceKind.COMMUNITY:
        raise NotAllowed("office_only", _("Only the sub-district office ends a community."))
    _require_may_end(place, on, at)
    place.valid_to = on
    touch(place, "valid_to")
    lying = Q(child_id=place.id) | Q(parent_id=place.id)
    still = Q(valid_to=None) | Q(valid_to__gt=on)
    for rows in (
        Parentage.objects.filter(lying, sub_district_id=place.sub_district_id),
        PlaceCode.objects.filter(place_id=place.id, sub_district_id=place.sub_district_id),
    ):
        rows.filter(still).update(valid_to=on)
    _record(actor, "places.retire", place, {"to": on.isoformat()}, at)
    return place


def _require_may_end(place: Place, on: date, at: datetime) -> None:
    if place.valid_to is not None:
        raise Refused("ended", _("“%(name)s” has ended already.") % {"name": place.name})
    if place.kind == PlaceKind.SUB_DISTRICT:
        raise Refused("root_stays", _("A sub-district cannot be ended here."))
    if on < place.valid_from or on > timezone.localdate(at) + FURTHEST_AHEAD:
        raise Refused(
            "end_day",
            _("The last day lies between %(first)s and a year from today.")
            % {"first": place.valid_from.isoformat()},
        )
    inside = list(open_below(place.sub_district_id, place.id, after=on)[:4])
    if inside:
        names = _(", ").join(row.name for row in inside[:3])
        raise Refused(
            "something_lies_in_it",
            _(
                "“%(name)s” cannot end while something lies in it: %(inside)s. Move or end that first."
            )
            % {"name": place.name, "inside": names + ("…" if len(inside) > 3 else "")},  # noqa: PLR2004
        )
    begins = Parentage.objects.filter(
        Q(child_id=place.id) | Q(parent_id=place.id),
        sub_district_id=place.sub_district_id,
        valid_from__gt=on,
    ).first()
    if begins is not None:
        raise too_early(place, begins.valid_from.isoformat())


def _require_may_lie_in(place: Place, parent: Place, on: date, at: datetime) -> None:
    kind, parent_kind = PlaceKind(place.kind), PlaceKind(parent.kind)
    if not rules.may_lie_in(kind, parent_kind):
        raise refusal_of(Wrong("does_not_lie_in", kind, parent_kind), place.name)
    for row in (place, parent):
        if not Span(row.valid_from, row.valid_to).covers(on):
            raise refusal_of(Wrong("parent_not_in_force", on.isoformat(), row.name), place.name)
    if on > timezone.localdate(at) + FURTHEST_AHEAD:
        raise refusal_of(Wrong("too_far_ahead", on.isoformat()), place.name)


def _require_name(place: Place, name: str, short: str | None) -> None:
    if not name:
        raise refusal_of(Wrong("no_name"), place.name)
    if len(name) > MAX_NAME:
        raise refusal_of(Wrong("name_too_long", str(MAX_NAME)), name)
    if short is not None and len(rules.tidy_name(short)) > MAX_SHORT:
        raise refusal_of(Wrong("short_too_long", str(MAX_SHORT)), place.name)


def _refuse_name_taken(place: Place, name: str, on: date, *, parent: Place | None = None) -> None:
    """Refuse a name that another place of the kind bears in the same parent after a day."""
    parent = parent or _tree_parent(place, on)
    if parent is None:
        return
    taken = names_taken(place.sub_district_id, [parent.id], besides=place.id)
    spans = taken.get((parent.id, PlaceKind(place.kind), rules.folded(name)), [])
    if any(span.overlaps(Span(on, place.valid_to)) for span in spans):
        raise refusal_of(Wrong("name_taken", place.kind, parent.name), name)


def _tree_parent(place: Place, on: date) -> Place | None:
    rows = parentages_of(place.sub_district_id, place.id, layer=Layer.TREE)
    lying = [row.parent for row in rows if Span(row.valid_from, row.valid_to).covers(on)]
    return lying[0] if lying else None


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


def _write_history(
    place: Place, layer: Layer, rows: list[Parentage], after: tuple[Lies, ...], source: str
) -> None:
    """Bring the rows of a layer to what the rule says: close, replace, begin."""
    wanted = {(lies.parent, lies.span.first): lies for lies in after}
    for row in rows:
        lies = wanted.pop((row.parent_id, row.valid_from), None)
        if lies is None:
            row.delete()
        elif row.valid_to != lies.span.last:
            row.valid_to = lies.span.last
            row.save(update_fields=["valid_to"])
    for lies in wanted.values():
        Parentage.objects.create(
            sub_district_id=place.sub_district_id,
            child=place,
            parent_id=lies.parent,
            layer=layer.value,
            valid_from=lies.span.first,
            valid_to=lies.span.last,
            source=source,
        )


def _record(actor: Actor, did: str, place: Place, facts: dict[str, Any], at: datetime) -> None:
    records.record(actor=actor, did=did, on_kind="place", on_id=place.id, facts=facts, at=at)
