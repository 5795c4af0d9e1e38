"""Elections found by id, by public name, by place; what the actor may know of them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from linli.elections.models import Election
from linli.elections.rules import POWERS, ElectionState, Verb
from linli.kernel.actor import Actor
from linli.people import queries as people


def election(sub_district_id: UUID, election_id: UUID) -> Election | None:
    """One election by its id."""
    return _elections(sub_district_id).filter(id=election_id).first()


def election_by_uuid(sub_district_id: UUID, uuid: str) -> Election | None:
    """One election by its public name in booth and archive."""
    return _elections(sub_district_id).filter(uuid=uuid).first()


def election_seen_by(actor: Actor, election_id: UUID, *, on: date) -> Election | None:
    """An election as somebody at the desk finds it: none beyond the reach of the post."""
    found = election(actor.sub_district_id, election_id)
    if found is None or not may_do_at(actor, Verb.SEE, found.place_id, on=on):
        return None
    return found


def elections_at(sub_district_id: UUID, place_ids: list[UUID]) -> list[Election]:
    """The elections of these places, newest first, cancelled ones among them."""
    found = _elections(sub_district_id).filter(place_id__in=place_ids)
    return list(found.order_by("-id"))


def elections_now(sub_district_id: UUID) -> list[Election]:
    """Elections in which people can vote, or whose votes are being counted."""
    live = [ElectionState.VOTING, ElectionState.CLOSED]
    return list(_elections(sub_district_id).filter(state__in=live).order_by("closes_at", "id"))


def may_do_at(actor: Actor, verb: Verb, place_id: UUID, *, on: date) -> bool:
    """Whether the post acted in may do this at a place."""
    return people.acts_at(actor, POWERS[verb], place_id, on=on)


def _elections(sub_district_id: UUID) -> QuerySet[Election]:
    return Election.objects.filter(sub_district_id=sub_district_id).select_related("place", "roll")
