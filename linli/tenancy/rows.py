"""How an action takes the one row it changes: here, under lock, or not at all."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from linli.kernel.errors import Missing
from linli.tenancy.models import TenantModel

_Row = TypeVar("_Row", bound=TenantModel)


def locked(model: type[_Row], sub_district_id: UUID, row_id: UUID, *, missing: Missing) -> _Row:
    """A row of this sub-district, locked until the transaction ends; without one, `missing`."""
    rows = model._default_manager.select_for_update()
    found = rows.filter(sub_district_id=sub_district_id, id=row_id).first()
    if found is None:
        raise missing
    return found
