"""New places: one, or a whole import."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from linli.kernel.actor import Actor
from linli.places import queries, rules
from linli.places.actions.checks import draw, refusal_of, require_manager, within
from linli.places.models import Parentage, Place, PlaceAlias, PlaceCode
from linli.places.queries.clashes import code_holders, names_taken
from linli.places.rules import Layer, NewPlace, Parent, PlaceKind, Wrong
from linli.records import actions as records
from linli.tenancy.models import new_id

BATCH = 1000


class WrongPlace(Exception):
    """Row `number` of a batch (from 0) cannot be registered."""

    def __init__(self, number: int, wrong: Wrong) -> None:
        super().__init__(wrong.code)
        self.number = number
        self.wrong = wrong


@transaction.atomic
def register_place(*, actor: Actor, new: NewPlace, at: datetime) -> Place:
    """Register one place, with its parent, aliases and codes."""
    try:
        placed = _register(actor, [new], at)
    except WrongPlace as error:
        raise refusal_of(error.wrong, new.name) from None
    facts = {"kind": new.kind, "parent": str(new.parent_id), "from": new.valid_from.isoformat()}
    records.record(
        actor=actor, did="places.register", on_kind="places.place", on_id=new.id, facts=facts, at=at
    )
    return placed[0]


@transaction.atomic
def add_place(
    *,
    actor: Actor,
    parent_id: UUID,
    kind: PlaceKind,
    name: str,
    short: str = "",
    site_kind: str = "",
    source: str = "",
    valid_from: date,
    at: datetime,
) -> Place:
    """Register one place as somebody types it."""
    new = NewPlace(
        id=new_id(),
        kind=kind,
        name=rules.tidy_name(name),
        parent_id=parent_id,
        short=rules.tidy_short(short),
        site_kind=site_kind,
        source=source,
        valid_from=valid_from,
    )
    return register_place(actor=actor, new=new, at=at)


@transaction.atomic
def register_places(*, actor: Actor, rows: Sequence[NewPlace], at: datetime) -> int:
    """Register many places at once, all or none; a parent stands before what lies in it.

    The journal gets one entry for each kind, with a hash over the ids. A row that cannot be
    registered raises `WrongPlace` with its number.
    """
    if not rows:
        return 0
    _register(actor, rows, at)
    tree = queries.root(actor.sub_district_id)
    acts = [
        records.Act(
            did="places.register_many",
            on_kind="places.place",
            on_id=tree.id if tree else actor.sub_district_id,
            facts={"kind": kind, "count": count, "ids": _hash_of(rows, kind)},
        )
        for kind, count in Counter(row.kind for row in rows).items()
    ]
    records.record_many(actor=actor, acts=acts, at=at)
    return len(rows)


def _register(actor: Actor, rows: Sequence[NewPlace], at: datetime) -> list[Place]:
    known = _known_parents(actor.sub_district_id, rows)
    _require_manager_of_all(actor, rows, at)
    today = timezone.localdate(at)
    for number, new in enumerate(rows):
        wrong = _wrong(new, known, today)
        if wrong:
            raise WrongPlace(number, wrong)
        known[new.id] = Parent(new.id, new.kind, new.name, new.span)
    _refuse_clashes(actor.sub_district_id, rows, known)
    return _write(actor.sub_district_id, rows, known)


def _known_parents(sub_district_id: UUID, rows: Iterable[NewPlace]) -> dict[UUID, Parent]:
    wanted = {key for new in rows for key in (new.parent_id, *new.overlays)}
    return {
        key: Parent(key, PlaceKind(row.kind), row.name, rules.Span(row.valid_from, row.valid_to))
        for key, row in queries.places(sub_district_id, wanted).items()
    }


def _require_manager_of_all(actor: Actor, rows: Sequence[NewPlace], at: datetime) -> None:
    """Ask of each parent that stands already; what lies in a new place follows it."""
    if rules.may_manage_all(actor):
        return
    made = {new.id for new in rows}
    for parent_id in {new.parent_id for new in rows} - made:
        require_manager(actor, within=within(actor, parent_id, on=timezone.localdate(at)))


def _wrong(new: NewPlace, known: dict[UUID, Parent], today: date) -> Wrong | None:
    overlays = [known[key] for key in new.overlays if key in known]
    return rules.what_is_wrong(new, parent=known.get(new.parent_id), overlays=overlays, today=today)


def _refuse_clashes(
    sub_district_id: UUID, rows: Sequence[NewPlace], known: dict[UUID, Parent]
) -> None:
    """Refuse a name twice in one parent, or a code twice, on the same day."""
    names = names_taken(sub_district_id, {new.parent_id for new in rows})
    codes = code_holders(sub_district_id, {code for new in rows for code in new.codes})
    for number, new in enumerate(rows):
        spans = names.setdefault((new.parent_id, new.kind, rules.folded(new.name)), [])
        if any(span.overlaps(new.span) for span in spans):
            raise WrongPlace(number, Wrong("name_taken", new.kind, known[new.parent_id].name))
        spans.append(new.span)
        for scheme, code in new.codes:
            held = codes.setdefault((scheme, code), [])
            for holder, span in held:
                if span.overlaps(new.span):
                    raise WrongPlace(number, Wrong("code_taken", code, holder))
            held.append((new.name, new.span))


def _write(
    sub_district_id: UUID, rows: Sequence[NewPlace], known: dict[UUID, Parent]
) -> list[Place]:
    placed = Place.objects.bulk_create([_place(sub_district_id, new) for new in rows], BATCH)
    Parentage.objects.bulk_create(
        (link for new in rows for link in _links(sub_district_id, new, known)), BATCH
    )
    PlaceAlias.objects.bulk_create(
        (
            PlaceAlias(sub_district_id=sub_district_id, place_id=new.id, name=name)
            for new in rows
            for name in dict.fromkeys(new.aliases)
        ),
        BATCH,
    )
    PlaceCode.objects.bulk_create(
        (
            PlaceCode(
                sub_district_id=sub_district_id,
                place_id=new.id,
                scheme=scheme.value,
                code=code,
                valid_from=new.valid_from,
                valid_to=new.valid_to,
            )
            for new in rows
            for scheme, code in new.codes
        ),
        BATCH,
    )
    queries.forget_compound_names()
    return placed


def _place(sub_district_id: UUID, new: NewPlace) -> Place:
    place = Place(
        id=new.id,
        sub_district_id=sub_district_id,
        kind=new.kind.value,
        name=new.name,
        short=new.short,
        closed_compound=new.closed_compound,
        site_kind=new.site_kind,
        geometry_invented=new.geometry_invented,
        valid_from=new.valid_from,
        valid_to=new.valid_to,
    )
    if new.outline:
        draw(place, rules.drawn(new.outline))
    if new.lat_e7 is not None:
        place.lat_e7, place.lng_e7 = new.lat_e7, new.lng_e7
    return place


def _links(sub_district_id: UUID, new: NewPlace, known: dict[UUID, Parent]) -> Iterable[Parentage]:
    for parent_id in (new.parent_id, *new.overlays):
        layer = (
            Layer.TREE
            if parent_id == new.parent_id
            else rules.layer_of(new.kind, known[parent_id].kind)
        )
        yield Parentage(
            sub_district_id=sub_district_id,
            child_id=new.id,
            parent_id=parent_id,
            layer=layer.value,
            valid_from=new.valid_from,
            valid_to=new.valid_to,
            source=new.source,
        )


def _hash_of(rows: Iterable[NewPlace], kind: PlaceKind) -> str:
    ids = "".join(sorted(new.id.hex for new in rows if new.kind is kind))
    return hashlib.sha256(ids.encode()).hexdigest()
