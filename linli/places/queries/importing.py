"""What the rows of a sheet become beside the places that stand already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from linli.places.models import Parentage, Place
from linli.places.queries.clashes import CodeHolders, NamesTaken, code_holders, names_taken
from linli.places.queries.lists import root
from linli.places.rules import (
    PARENT_KINDS,
    TREE_PARENTS,
    Layer,
    NewPlace,
    Parent,
    PlaceKind,
    PlaceRow,
    Span,
    Wrong,
    folded,
    what_is_wrong,
)
from linli.places.rules.import_row import Path
from linli.tenancy.models import new_id


@dataclass(slots=True)
class ImportPlan:
    """Rows to register, each with its number in the sheet; how many stand already; faults."""

    new: list[tuple[int, NewPlace]] = field(default_factory=list)
    skipped: int = 0
    faults: list[tuple[int, str, Wrong]] = field(default_factory=list)
    """Number, name, what is wrong."""


@dataclass(slots=True)
class _Known:
    """Places by their path, names and codes by who bears them; grows with every row."""

    root: Parent
    by_path: dict[Path, list[Parent]]
    names: NamesTaken
    codes: CodeHolders
    made: set[tuple[UUID, PlaceKind, str]] = field(default_factory=set)


def import_plan(sub_district_id: UUID, rows: Iterable[PlaceRow], *, today: date) -> ImportPlan:
    """Look every row up and say of each what it becomes; nothing is written."""
    listed = list(rows)
    known = _known(sub_district_id, listed)
    plan = ImportPlan()
    for row in listed:
        wrong = _take(row, known, plan, today)
        if wrong:
            plan.faults.append((row.number, row.name, wrong))
    return plan


def _take(row: PlaceRow, known: _Known, plan: ImportPlan, today: date) -> Wrong | None:
    parent = _parent(row, row.path, TREE_PARENTS[row.kind], known)
    if isinstance(parent, Wrong):
        return parent
    overlays = []
    for path in row.overlays:
        overlay = _parent(row, path, PARENT_KINDS[row.kind] - {*TREE_PARENTS[row.kind]}, known)
        if isinstance(overlay, Wrong):
            return overlay
        overlays.append(overlay)
    new = _new(row, parent, overlays)
    name = (parent.id, new.kind, folded(new.name))
    if name not in known.made and _taken(known, name, new.span):
        plan.skipped += 1
        return None
    wrong = what_is_wrong(new, parent=parent, overlays=overlays, today=today) or _clash(
        new, parent, known
    )
    # A wrong row still stands for what lies in it: one fault is told once, not a hundred times.
    _add(new, row, parent, known)
    if wrong is None:
        plan.new.append((row.number, new))
    return wrong


def _clash(new: NewPlace, parent: Parent, known: _Known) -> Wrong | None:
    if _taken(known, (parent.id, new.kind, folded(new.name)), new.span):
        return Wrong("name_taken", new.kind, parent.name)
    for code in new.codes:
        for holder, span in known.codes.get(code, []):
            if span.overlaps(new.span):
                return Wrong("code_taken", code[1], holder)
    return None


def _taken(known: _Known, name: tuple[UUID, PlaceKind, str], span: Span) -> bool:
    return any(taken.overlaps(span) for taken in known.names.get(name, []))


def _add(new: NewPlace, row: PlaceRow, parent: Parent, known: _Known) -> None:
    path = (*_shortened(row.path, known), folded(new.name))
    known.by_path.setdefault(path, []).append(Parent(new.id, new.kind, new.name, new.span))
    name = (parent.id, new.kind, folded(new.name))
    known.names.setdefault(name, []).append(new.span)
    known.made.add(name)
    for code in new.codes:
        known.codes.setdefault(code, []).append((new.name, new.span))


def _new(row: PlaceRow, parent: Parent, overlays: list[Parent]) -> NewPlace:
    begins = row.valid_from or max(one.span.first for one in (parent, *overlays))
    return NewPlace(
        id=new_id(),
        kind=row.kind,
        name=row.name,
        parent_id=parent.id,
        overlays=tuple(one.id for one in overlays),
        short=row.short,
        closed_compound=row.closed_compound,
        site_kind=row.site_kind,
        lat_e7=row.lat_e7,
        lng_e7=row.lng_e7,
        outline=row.outline,
        aliases=row.aliases,
        codes=row.codes,
        valid_from=begins,
        valid_to=row.valid_to,
        source=row.source,
    )


def _parent(row: PlaceRow, path: Path, kinds: Iterable[PlaceKind], known: _Known) -> Parent | Wrong:
    """The one place of these kinds with this path that is in force when the row begins."""
    if row.kind is PlaceKind.SUB_DISTRICT:
        return Wrong("sub_district_not_first")
    if not path:
        return Wrong("no_path")
    named = known.by_path.get(_shortened(path, known), [])
    fitting = [one for one in named if one.kind in set(kinds)]
    if row.valid_from:
        fitting = [one for one in fitting if one.span.covers(row.valid_from)] or fitting
    if not fitting:
        return Wrong("unknown_path", "/".join(path))
    living = [one for one in fitting if one.span.last is None] or fitting
    return living[0] if len(living) == 1 else Wrong("two_of_that_path", "/".join(path))


def _shortened(path: Path, known: _Known) -> Path:
    """A path as it is compared, without the sub-district before it."""
    names = tuple(folded(name) for name in path)
    return names[1:] if names[:1] == (folded(known.root.name),) else names


def _known(sub_district_id: UUID, rows: list[PlaceRow]) -> _Known:
    tree = root(sub_district_id)
    if tree is None:
        raise LookupError("A sub-district is founded before its places come in.")
    above = Parent(tree.id, PlaceKind.SUB_DISTRICT, tree.name, Span(tree.valid_from, tree.valid_to))
    by_path: dict[Path, list[Parent]] = {(): [above]}
    for path, one in _standing(sub_district_id, above):
        by_path.setdefault(path, []).append(one)
    parents = {one.id for some in by_path.values() for one in some}
    codes = {code for row in rows for code in row.codes}
    return _Known(
        root=above,
        by_path=by_path,
        names=names_taken(sub_district_id, parents),
        codes=code_holders(sub_district_id, codes),
    )


def _standing(sub_district_id: UUID, above: Parent) -> Iterator[tuple[Path, Parent]]:
    """All that something can lie in, with its path by what it lies in today; two queries."""
    places = {
        row.id: Parent(row.id, PlaceKind(row.kind), row.name, Span(row.valid_from, row.valid_to))
        for row in Place.objects.filter(sub_district_id=sub_district_id)
        .exclude(kind__in=[PlaceKind.DWELLING.value, PlaceKind.KEY_SITE.value])
        .only("id", "kind", "name", "valid_from", "valid_to")
    }
    lies = dict(
        Parentage.objects.filter(sub_district_id=sub_district_id, layer=Layer.TREE.value)
        .exclude(child__kind__in=[PlaceKind.DWELLING.value, PlaceKind.KEY_SITE.value])
        .order_by("valid_from")
        .values_list("child_id", "parent_id")
    )
    for key, one in places.items():
        path: list[str] = []
        step = key
        while step != above.id and step in places:
            path.append(folded(places[step].name))
            step = lies.get(step, above.id)
        if path:
            yield tuple(reversed(path)), one
