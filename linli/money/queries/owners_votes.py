"""Votes of owners that carried, as the room that holds votes tells them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string


class OwnersVote(Protocol):
    """What is known here of a vote that carried."""

    place_id: UUID
    number: str
    title: str
    place_name: str


def owners_votes(sub_district_id: UUID, place_ids: Sequence[UUID]) -> list[OwnersVote]:
    """Votes of the owners of these places that carried, newest first."""
    asked = import_string(settings.LINLI_OWNERS_VOTES)
    return list(asked(sub_district_id, place_ids))
