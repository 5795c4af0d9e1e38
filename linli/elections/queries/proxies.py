"""Proxies of an election: who stands in for whom, in force or taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from linli.elections.models import Credential, PollBookEntry, Proxy
from linli.elections.queries.elections import may_do_at
from linli.elections.rules import Verb
from linli.kernel.actor import Actor

PAPERS = "elections.proxy"
"""What the papers of proxies hang on: no other record's files, so that they go with the proxy."""


def proxies_of(sub_district_id: UUID, election_id: UUID) -> list[Proxy]:
    """All proxies of an election with both lines, newest first, those taken back among them."""
    return list(_proxies(sub_district_id, election_id).order_by("-id"))


def proxy(sub_district_id: UUID, proxy_id: UUID) -> Proxy | None:
    """One proxy with its lines."""
    found = Proxy.objects.filter(sub_district_id=sub_district_id, id=proxy_id)
    return found.select_related("giver", "agent", "election").first()


def may_read_proxy_paper(
    *,
    actor: Actor,
    subject_id: UUID,
    for_staff_only: bool,
    session: Mapping[str, Any],
    key: str,
) -> bool:
    """Written proxies are for those who keep the poll book."""
    found = proxy(actor.sub_district_id, subject_id)
    on = timezone.localdate()
    return found is not None and may_do_at(
        actor, Verb.KEEP_POLL_BOOK, found.election.place_id, on=on
    )


def proxy_of_giver(
    sub_district_id: UUID, election_id: UUID, line_id: UUID, *, on: date
) -> Proxy | None:
    """The proxy by which somebody else votes for a line that day."""
    found = _in_force(sub_district_id, election_id).filter(giver_id=line_id, valid_until__gte=on)
    return found.first()


def proxies_of_agent(
    sub_district_id: UUID, election_id: UUID, line_id: UUID, *, on: date
) -> list[Proxy]:
    """For whom a line may vote that day."""
    found = _in_force(sub_district_id, election_id).filter(agent_id=line_id, valid_until__gte=on)
    return list(found.order_by("id"))


def proxy_used(found: Proxy) -> bool:
    """Whether the agent got a ballot by this proxy."""
    return PollBookEntry.objects.filter(
        sub_district_id=found.sub_district_id, election_id=found.election_id, proxy_id=found.id
    ).exists()


def has_paper(sub_district_id: UUID, election_id: UUID, line_id: UUID) -> bool:
    """Whether a ballot on paper was handed out for a line."""
    return PollBookEntry.objects.filter(
        sub_district_id=sub_district_id, election_id=election_id, line_id=line_id
    ).exists()


def has_voted_online(sub_district_id: UUID, election_id: UUID, line_id: UUID) -> bool:
    """Whether a line's slip came with a ballot."""
    return Credential.objects.filter(
        sub_district_id=sub_district_id, election_id=election_id, line_id=line_id, votes__gt=0
    ).exists()


def _in_force(sub_district_id: UUID, election_id: UUID) -> QuerySet[Proxy]:
    return _proxies(sub_district_id, election_id).filter(revoked_at=None)


def _proxies(sub_district_id: UUID, election_id: UUID) -> QuerySet[Proxy]:
    found = Proxy.objects.filter(sub_district_id=sub_district_id, election_id=election_id)
    return found.select_related("giver", "giver__building", "agent", "agent__building")
