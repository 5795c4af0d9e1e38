"""Reads of people: who acts, in which posts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from linli.kernel.actor import Actor, nobody
from linli.places import queries as places


def sub_district_of_host(host: str) -> UUID:
    """The sub-district a web address means; the only one where there is one."""
    return places.sub_district_of_host(host)


def actor_for(account: Any, *, sub_district_id: UUID, chosen_post: str | None) -> Actor:
    """The only way an account becomes an actor."""
    if not account.is_authenticated:
        return nobody(sub_district_id)
    return Actor(sub_district_id=sub_district_id, account_id=account.pk)
