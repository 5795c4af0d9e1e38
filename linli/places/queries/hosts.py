"""Sub-districts: few, seldom changed, asked for by every request, so kept in the process."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from linli.kernel.errors import Refused
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


def chosen_sub_district(code: str) -> SubDistrict:
    """The sub-district of a code, or the only one there is; else refused with what to write."""
    known = sub_districts(fresh=True)
    if not known:
        raise Refused(
            "no_sub_district",
            _("There is no sub-district yet. First run: linli found-sub-district CODE NAME"),
        )
    fitting = [one for one in known if code in {"", one.code}]
    if len(fitting) == 1:
        return fitting[0]
    raise Refused(
        "which_sub_district",
        _("Name one of these with --sub-district: %(known)s.")
        % {"known": ", ".join(f"{one.code} {one.name}" for one in known[:20])},
    )


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
