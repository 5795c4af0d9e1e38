"""What other systems may read: services, and requests published with consent. No sender, ever."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.crypto import salted_hmac

from linli.cases.models import ApiKey, Case, Category
from linli.cases.queries.names import state_name
from linli.cases.rules import CaseState, Source
from linli.cases.rules.addresses import address_readings, is_alias, is_named, search_text
from linli.cases.rules.open311 import AT_MOST, Span, status_of
from linli.kernel.geo import Box, Point, box_around
from linli.people import queries as people
from linli.places import queries as places

if TYPE_CHECKING:
    from linli.places.models import Place

NEAR_OUTLINE, NEAR_DRAWN = 2_000, 20_000
"""Metres that a point may lie beyond the sub-district's outline, or beyond what is drawn of it."""
_SEVERAL = 200
"""So many found are no sure sign of one; what a full list leaves out is not known."""


@dataclass(frozen=True, slots=True)
class Service:
    """A category offered under a code; `parts` are the names below it."""

    category_id: UUID
    code: str
    name: str
    group: str
    parts: tuple[tuple[UUID, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All services, and which one a category belongs to."""

    services: dict[str, Service]
    of_category: dict[UUID, Service]


@dataclass(frozen=True, slots=True)
class PublicRequest:
    """A request as anybody may read it; without consent and publication it has no texts."""

    number: str
    state: str
    service: Service | None
    received_at: datetime
    changed_at: datetime
    due_at: datetime | None
    unit: str = ""
    text: str = ""
    answer: str = ""
    address: str = ""
    lat_e7: int | None = None
    lng_e7: int | None = None

    @property
    def status(self) -> str:
        """Open or closed."""
        return status_of(self.state)

    @property
    def state_words(self) -> str:
        """Our own state, which the standard has no word for."""
        return state_name(self.state)


@dataclass(frozen=True, slots=True)
class ApiKeyRow:
    """A key as administrators see it."""

    id: UUID
    name: str
    opened_at: datetime
    closed_at: datetime | None


@dataclass(slots=True)
class _Named:
    places: Mapping[UUID, Place] = field(default_factory=dict)
    units: Mapping[UUID, str] = field(default_factory=dict)


def catalogue(sub_district_id: UUID) -> Catalogue:
    """The services, in the order of the tree."""
    rows = list(Category.objects.filter(sub_district_id=sub_district_id).order_by("order", "path"))
    below: dict[UUID | None, list[Category]] = {}
    for row in rows:
        if not row.closed:
            below.setdefault(row.parent_id, []).append(row)
    services = {
        row.open311_code: _service(row, below.get(row.id, ()))
        for row in rows
        if row.open311_code and not row.closed
    }
    return Catalogue(services, _by_category(rows, services))


def published_requests(
    sub_district_id: UUID,
    *,
    span: Span,
    codes: Collection[str] = (),
    states: Collection[CaseState],
) -> list[PublicRequest]:
    """Published requests received in a span, newest first."""
    known = catalogue(sub_district_id)
    found = Case.objects.filter(
        sub_district_id=sub_district_id,
        published_at__isnull=False,
        received_at__range=(span.start, span.end),
        state__in=[state.value for state in states],
    )
    if codes:
        wanted = {key for key, service in known.of_category.items() if service.code in codes}
        found = found.filter(category_id__in=wanted)
    return _public(sub_district_id, found.order_by("-received_at", "-id")[:AT_MOST], known)


def requests_by_number(sub_district_id: UUID, numbers: Sequence[str]) -> list[PublicRequest]:
    """The requests of these numbers: published ones, and of those sent by this door the state.

    What came in by the other doors is not told to somebody who knows a number only.
    """
    found = Case.objects.filter(
        sub_district_id=sub_district_id, number__in=list(numbers)[:AT_MOST]
    ).order_by("-received_at", "-id")
    told = [row for row in found if row.published_at or row.source == Source.OPEN311]
    return _public(sub_district_id, told, catalogue(sub_district_id))


def within_reach(sub_district_id: UUID, point: Point, *, on: date) -> bool:
    """Whether a point lies in or near the sub-district; yes while nothing of it is drawn."""
    root = places.root(sub_district_id)
    drawn = places.box_of_place(root) if root and root.outline else None
    box = drawn or places.bounds(sub_district_id, on=on)
    return box is None or _wider(box, NEAR_OUTLINE if drawn else NEAR_DRAWN).contains(point)


def place_meant(sub_district_id: UUID, text: str, *, on: date) -> UUID | None:
    """The place that an address names, as long as it can be one only.

    Words at its end that name no place, or one of several, are left away: "东院 3 号楼 门口" is
    building 3.
    """
    for reading in address_readings(text):
        found = places.places_named(sub_district_id, search_text(reading), on=on, limit=_SEVERAL)
        meant = [one for one in found if is_named(reading, one.name, one.between)]
        if len(meant) == 1 and len(found) < _SEVERAL:
            return meant[0].id
        if len(found) == 1 and is_alias(reading, found[0].name):
            return found[0].id
    return None


def api_key_hash(key: str) -> str:
    """What the table keeps of a key: nothing without the server's secret."""
    return salted_hmac("cases.api_key", key, algorithm="sha256").hexdigest()


def api_key_holder(sub_district_id: UUID, key: str) -> UUID | None:
    """The row of a key in use."""
    return (
        ApiKey.objects.filter(
            sub_district_id=sub_district_id, key_hash=api_key_hash(key), closed_at=None
        )
        .values_list("id", flat=True)
        .first()
    )


def api_keys(sub_district_id: UUID) -> list[ApiKeyRow]:
    """All keys, those in use first."""
    rows = ApiKey.objects.filter(sub_district_id=sub_district_id).order_by("name", "opened_at")
    found = [ApiKeyRow(row.id, row.name, row.opened_at, row.closed_at) for row in rows]
    return sorted(found, key=lambda row: row.closed_at is not None)


def _service(row: Category, parts: Iterable[Category]) -> Service:
    return Service(
        category_id=row.id,
        code=row.open311_code,
        name=row.name,
        group=row.path.partition("/")[0],
        parts=tuple((part.id, part.name) for part in parts),
    )


def _by_category(rows: Sequence[Category], services: Mapping[str, Service]) -> dict[UUID, Service]:
    """Each category's service: its own, else that of the nearest above it."""
    found: dict[UUID, Service] = {}
    for row in sorted(rows, key=lambda row: row.level):
        own = services.get(row.open311_code) if row.open311_code else None
        above = found.get(row.parent_id) if row.parent_id else None
        if own or above:
            found[row.id] = own or above  # type: ignore[assignment]
    return found


def _public(sub_district_id: UUID, found: Iterable[Case], known: Catalogue) -> list[PublicRequest]:
    cases = list(found)
    named = _named(sub_district_id, cases)
    return [_request(case, known, named) for case in cases]


def _named(sub_district_id: UUID, cases: Sequence[Case]) -> _Named:
    """Places and units of published requests, by id."""
    published = [case for case in cases if case.published_at]
    wanted = {key for case in published if (key := case.compound_id or case.community_id)}
    leading = {key for case in cases if (key := case.lead_organisation_id)}
    return _Named(
        places.places(sub_district_id, wanted), people.organisation_names(sub_district_id, leading)
    )


def _request(case: Case, known: Catalogue, named: _Named) -> PublicRequest:
    service = known.of_category.get(case.category_id) if case.category_id else None
    unit = named.units.get(case.lead_organisation_id, "") if case.lead_organisation_id else ""
    moments = (case.received_at, case.answered_at, case.closed_at, case.published_at)
    place_id = case.compound_id or case.community_id
    place = named.places.get(place_id) if place_id and case.published_at else None
    shown = case.published_at is not None
    return PublicRequest(
        number=case.number,
        state=case.state,
        service=service,
        received_at=case.received_at,
        changed_at=max(moment for moment in moments if moment),
        due_at=case.due_at,
        unit=unit,
        text=_text(case) if shown else "",
        answer=case.answer if shown else "",
        address=place.name if place else "",
        lat_e7=place.lat_e7 if place else None,
        lng_e7=place.lng_e7 if place else None,
    )


def _text(case: Case) -> str:
    return f"{case.published_title}\n{case.published_body}".strip()


def _wider(box: Box, metres: int) -> Box:
    low = box_around(Point(box.west_e7, box.south_e7), metres)
    high = box_around(Point(box.east_e7, box.north_e7), metres)
    return Box(low.west_e7, low.south_e7, high.east_e7, high.north_e7)
