"""Sub-districts: few, seldom changed, asked for by every request, so kept in the process."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from linli.places.models import SubDistrict
from linli.tenancy.kept import Kept

KEPT_SECONDS = 60.0
NONE = UUID(int=0)


@dataclass(frozen=True, slots=True)
class _Directory:
    """All sub-districts as last read."""

    by_id: dict[UUID, SubDistrict]
    by_host: dict[str, UUID]
    first: UUID


def sub_district_of_host(host: str) -> UUID:
    """The sub-district whose web address this is, else the first one; nil when there is none."""
    directory = _directory()
    return directory.by_host.get(_bare(host), directory.first)


def sub_district(sub_district_id: UUID) -> SubDistrict | None:
    """A sub-district by its id."""
    return _directory().by_id.get(sub_district_id)


def sub_districts(*, fresh: bool = False) -> list[SubDistrict]:
    """All sub-districts of this server, by code."""
    return list(_directory(fresh=fresh).by_id.values())


def forget_sub_districts() -> None:
    """Read the table anew: an action changed it."""
    _kept.forget()


def _directory(*, fresh: bool = False) -> _Directory:
    """The directory; as long as it is empty it is read each time, for it is filled elsewhere."""
    directory = _kept.of(None, fresh=fresh)
    return directory if directory.by_id else _kept.of(None, fresh=True)


def _read(_key: None) -> _Directory:
    rows = list(SubDistrict.objects.order_by("code"))
    return _Directory(
        by_id={row.id: row for row in rows},
        by_host={row.host: row.id for row in rows if row.host},
        first=rows[0].id if rows else NONE,
    )


_kept = Kept(KEPT_SECONDS, _read)


def _bare(host: str) -> str:
    """A host without its port, in small letters."""
    name, _, port = host.lower().rpartition(":")
    return name if name and port.isdigit() else host.lower()
