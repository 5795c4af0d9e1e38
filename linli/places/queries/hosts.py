"""Sub-districts: few, seldom changed, asked for by every request, so kept in the process."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from uuid import UUID

from linli.places.models import SubDistrict

KEPT_SECONDS = 60.0
NONE = UUID(int=0)


@dataclass(slots=True)
class _Directory:
    """All sub-districts as last read; another process's change is seen within a minute."""

    read_at: float = 0.0
    by_id: dict[UUID, SubDistrict] = field(default_factory=dict)
    by_host: dict[str, UUID] = field(default_factory=dict)
    first: UUID = NONE


_kept = _Directory()


def sub_district_of_host(host: str) -> UUID:
    """The sub-district whose web address this is, else the first one; nil when there is none."""
    directory = _directory()
    return directory.by_host.get(_bare(host), directory.first)


def sub_district(sub_district_id: UUID) -> SubDistrict | None:
    """A sub-district by its id."""
    return _directory().by_id.get(sub_district_id)


def sub_districts() -> list[SubDistrict]:
    """All sub-districts of this server, by code."""
    return list(_directory().by_id.values())


def forget_sub_districts() -> None:
    """Read the table anew at the next question: an action changed it, or a test ended."""
    _kept.by_id = {}


def _directory() -> _Directory:
    if not _kept.by_id or time.monotonic() - _kept.read_at > KEPT_SECONDS:
        rows = list(SubDistrict.objects.order_by("code"))
        _kept.by_id = {row.id: row for row in rows}
        _kept.by_host = {row.host: row.id for row in rows if row.host}
        _kept.first = rows[0].id if rows else NONE
        _kept.read_at = time.monotonic()
    return _kept


def _bare(host: str) -> str:
    """A host without its port, in small letters."""
    name, _, port = host.lower().rpartition(":")
    return name if name and port.isdigit() else host.lower()
