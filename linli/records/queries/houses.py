"""The sub-districts of this house; the room of places lies above, so it is named by string."""

from __future__ import annotations

from uuid import UUID

from django.apps import apps


def sub_district_ids() -> dict[UUID, str]:
    """Every sub-district's name by its id, in the order they were founded."""
    found = apps.get_model("places", "SubDistrict").objects.order_by("id")
    return dict(found.values_list("id", "name"))
