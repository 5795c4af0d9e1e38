"""The base of every tenant table, and the foreign key between two of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

import uuid_utils
from django.db import models
from django.db.models.sql.where import WhereNode


def new_id() -> UUID:
    """A UUIDv7: made by the writer, so that a repeated write is recognised as one."""
    return UUID(bytes=uuid_utils.uuid7().bytes)


if TYPE_CHECKING:
    _ForeignKey = models.ForeignKey[Any, Any]
else:
    _ForeignKey = models.ForeignKey


class TenantFK(_ForeignKey):
    """A foreign key between rows of the same sub-district.

    Each join and each look-up names the sub-district on both sides, which is what lets
    the tables be distributed by it.
    """

    def get_extra_restriction(self, alias: str | None, related_alias: str) -> WhereNode | None:
        """Add `child.sub_district = parent.sub_district` to the join."""
        if not (alias and related_alias):
            return None
        here: Any = self.model._meta.get_field("sub_district")
        there: Any = self.remote_field.model._meta.get_field("sub_district")
        lookup = here.get_lookup("exact")
        same: WhereNode = lookup(here.get_col(related_alias), there.get_col(alias))
        return same

    def get_extra_descriptor_filter(self, instance: Any) -> dict[str, Any]:
        """Follow the key within the instance's own sub-district."""
        return {"sub_district_id": instance.sub_district_id}


class TenantModel(models.Model):
    """A row that belongs to one sub-district for good.

    Moving a thing to another sub-district is an action of its own: a new row there,
    the old one closed here.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sub_district = models.ForeignKey(
        "places.SubDistrict",
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
        # Each tenant index begins with it already; alone it selects nothing.
        db_index=False,
    )

    class Meta:
        abstract = True

    def _do_update(self, base_qs: Any, using: Any, pk_val: Any, values: Any, *rest: Any) -> Any:
        # The partition column may be named in WHERE but never in SET.
        kept = [value for value in values if value[0].name != "sub_district"]
        mine = base_qs.filter(sub_district_id=self.sub_district_id)
        return super()._do_update(mine, using, pk_val, kept, *rest)


class AppendOnlyModel(TenantModel):
    """A row that is written once; its table's migration guards it (`append_only.Guard`).

    Nothing points at such a row, so that its table may be parted by month and keyed anew.
    """

    class Meta:
        abstract = True
