"""Dwellings that residents claim."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from linli.people.models import DwellingClaim
from linli.people.models.account import ClaimState
from linli.people.queries.accounts import PAGE, names_of
from linli.places import queries as places
from linli.places.queries import Above

_LOOK_AT = 500


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim of a dwelling as its owner or the counter sees it."""

    claim_id: UUID
    account_id: UUID
    name: str
    dwelling_id: UUID
    address: str
    state: str
    posted: bool
    code_until: datetime | None
    wrong_codes: int
    asked_at: datetime
    held_from: date | None

    @property
    def held(self) -> bool:
        """Whether it has been borne out."""
        return self.state == ClaimState.HELD

    @property
    def number(self) -> str:
        """What its owner reads out at the counter."""
        return self.claim_id.hex[-6:].upper()


def claims_of(sub_district_id: UUID, account_id: UUID, *, on: date) -> list[Claim]:
    """The open claims of an account, newest first."""
    found = DwellingClaim.objects.filter(sub_district_id=sub_district_id, account_id=account_id)
    rows = found.exclude(state=ClaimState.GIVEN_UP).order_by("-id")
    return _claims(sub_district_id, rows, _above(sub_district_id, rows, on))


def claim(sub_district_id: UUID, claim_id: UUID, *, on: date) -> Claim | None:
    """One claim."""
    rows = DwellingClaim.objects.filter(sub_district_id=sub_district_id, id=claim_id)
    return next(iter(_claims(sub_district_id, rows, _above(sub_district_id, rows, on))), None)


def claims_waiting(
    sub_district_id: UUID, within: UUID, *, on: date, after: UUID | None = None, limit: int = PAGE
) -> list[Claim]:
    """Claims below a place that wait for the counter or their posted code, oldest first."""
    found = DwellingClaim.objects.filter(
        sub_district_id=sub_district_id, state=ClaimState.WAITING
    ).order_by("id")
    if after:
        found = found.filter(id__gt=after)
    rows = list(found[:_LOOK_AT])
    above = _above(sub_district_id, rows, on)
    near = [row for row in rows if within in above[row.dwelling_id].ids]
    return _claims(sub_district_id, near[:limit], above)


def _above(sub_district_id: UUID, rows: Iterable[DwellingClaim], on: date) -> dict[UUID, Above]:
    return places.ancestors_of_many(sub_district_id, {row.dwelling_id for row in rows}, on=on)


def _claims(
    sub_district_id: UUID, rows: Iterable[DwellingClaim], above: dict[UUID, Above]
) -> list[Claim]:
    names = names_of(sub_district_id, {row.account_id for row in rows})
    return [
        Claim(
            claim_id=row.id,
            account_id=row.account_id,
            name=names.get(row.account_id, ""),
            dwelling_id=row.dwelling_id,
            address=" ".join(above[row.dwelling_id].chain[2:]),
            state=row.state,
            posted=bool(row.code_hash),
            code_until=row.code_until,
            wrong_codes=row.wrong_codes,
            asked_at=row.asked_at,
            held_from=row.held_from,
        )
        for row in rows
    ]
