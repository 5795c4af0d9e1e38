"""Candidates and officials of an election, and what the rules say of their number."""

from __future__ import annotations

from uuid import UUID

from linli.elections.models import Candidate, Election, Official
from linli.elections.queries.kept_rules import kept_rule
from linli.elections.rules import CandidateState, ElectionKind, OfficialRole
from linli.elections.rules.candidates import CONTESTED, MORE_THAN_SEATS, PERSONS, Field
from linli.kernel.rulebook import NoSuchRule, NotSetByPlace

PRINCIPLES = "self_government.election.principles"
OUT = (CandidateState.REFUSED, CandidateState.WITHDRAWN)


def candidates_of(election: Election) -> list[Candidate]:
    """Everybody who was ever nominated, by number."""
    found = Candidate.objects.filter(
        sub_district_id=election.sub_district_id, election_id=election.id
    )
    return list(found.order_by("number"))


def ballot_candidates(election: Election) -> list[Candidate]:
    """Who, or which answer, stands on the ballot, in the ballot's order."""
    return [one for one in candidates_of(election) if one.state == CandidateState.STANDING]


def candidacies_of(sub_district_id: UUID, account_id: UUID) -> list[Candidate]:
    """Where an account was nominated, newest first."""
    found = Candidate.objects.filter(sub_district_id=sub_district_id, account_id=account_id)
    return list(found.select_related("election").order_by("-id"))


def officials_of(election: Election, *roles: OfficialRole) -> list[Official]:
    """Who runs, counts and watches an election, in the order named; those who left are left out."""
    found = Official.objects.filter(
        sub_district_id=election.sub_district_id, election_id=election.id, left_at=None
    )
    if roles:
        found = found.filter(role__in=[role.value for role in roles])
    return list(found.order_by("role", "id"))


def asks_for_choice(election: Election) -> bool:
    """Whether the rules ask for more candidates than seats (R30)."""
    if ElectionKind(election.kind) not in CONTESTED:
        return False
    try:
        return MORE_THAN_SEATS in kept_rule(election, PRINCIPLES).items
    except (NoSuchRule, NotSetByPlace):
        return True


def field_of(election: Election) -> Field:
    """How many stand for how many seats."""
    persons = ElectionKind(election.kind) in PERSONS
    return Field(
        standing=len(ballot_candidates(election)),
        seats=election.seats if persons else 1,
        must_exceed=persons and asks_for_choice(election),
    )
