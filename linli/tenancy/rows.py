"""How an action takes the one row it changes, and how a room gives somebody the own rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import QuerySet

from linli.kernel.errors import Missing
from linli.kernel.own_data import OwnFile, OwnRows
from linli.tenancy.models import TenantModel

_Row = TypeVar("_Row", bound=TenantModel)


def locked(model: type[_Row], sub_district_id: UUID, row_id: UUID, *, missing: Missing) -> _Row:
    """A row of this sub-district, locked until the transaction ends; without one, `missing`."""
    rows = model._default_manager.select_for_update()
    found = rows.filter(sub_district_id=sub_district_id, id=row_id).first()
    if found is None:
        raise missing
    return found


def own_rows(found: QuerySet[Any], *fields: str, files: Sequence[OwnFile] = ()) -> OwnRows:
    """The rows of one table that are about somebody, with these columns, oldest first."""
    label = found.model._meta.label
    rows = list(found.order_by("pk").values("pk", *fields))
    return OwnRows(label, fields, rows, files)
