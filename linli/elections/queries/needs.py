"""Whether what a step needs is so; each need is one question to an election."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from django.utils import timezone

from linli.elections.models import Candidate, Credential, Election, Notice, Official
from linli.elections.queries.candidates import candidates_of, field_of
from linli.elections.queries.kept_rules import kept_rule
from linli.elections.queries.readiness import box_faults, paper_faults
from linli.elections.rules import (
    CandidateState,
    ElectionKind,
    ElectionState,
    OfficialRole,
    RollState,
)
from linli.elections.rules.candidates import PERSONS
from linli.kernel.rulebook import NoSuchRule, NotSetByPlace
from linli.people import queries as people
from linli.people.queries import BodyCard
from linli.people.rules import (
    OrganisationKind,
    SeatLimits,
    SeatOffice,
    SeatSide,
    Sitting,
    sitting_fault,
)

OBSERVERS = "self_government.observers.least"
FEWEST_TELLERS = 2
"""Two persons enter each paper ballot apart from each other."""
UNDECIDED = (CandidateState.NOMINATED, CandidateState.CONSENTED)


def unmet(election: Election, needs: Iterable[str]) -> list[str]:
    """Those of the needs that are not met."""
    return [need for need in needs if not NEEDS_MET[need](election)]


def _terms_set(election: Election) -> bool:
    if ElectionKind(election.kind) in PERSONS:
        return election.seats > 0 and bool(election.tie_rule)
    return bool(election.question)


def _times_set(election: Election) -> bool:
    return election.opens_at is not None and election.closes_at is not None


def officials_in(election: Election, *roles: OfficialRole) -> int:
    """How many officials an election has in these parts."""
    return Official.objects.filter(
        sub_district_id=election.sub_district_id,
        election_id=election.id,
        left_at=None,
        role__in=[role.value for role in roles],
    ).count()


def fewest_watchers(election: Election) -> int:
    """How many tellers and witnesses there must be at least."""
    if ElectionKind(election.kind) is ElectionKind.ROLL_CALL:
        return 1
    try:
        asked = kept_rule(election, OBSERVERS).count
    except (NoSuchRule, NotSetByPlace):
        asked = 0
    return max(asked, FEWEST_TELLERS + 1)


def _officials_named(election: Election) -> bool:
    tellers = officials_in(election, OfficialRole.TELLER)
    witnesses = officials_in(election, OfficialRole.WITNESS)
    if ElectionKind(election.kind) is ElectionKind.ROLL_CALL:
        return tellers + witnesses >= fewest_watchers(election)
    enough = tellers + witnesses >= fewest_watchers(election)
    return enough and tellers >= FEWEST_TELLERS and witnesses > 0


def _committee_odd(election: Election) -> bool:
    return officials_in(election, OfficialRole.COMMITTEE) % 2 == 1


def _owners_share(election: Election) -> bool:
    """Where the preparatory group is entered as a body: it sits, with the owners' share."""
    on = timezone.localdate()
    kind = OrganisationKind.PREPARATORY_GROUP
    tenant = election.sub_district_id
    found = people.bodies_at(tenant, [election.place_id], on=on, kinds=[kind.value])
    limits = people.limits_for(tenant, kind, on=on)
    return all(_sits(card, limits) for card in found)


def _sits(card: BodyCard, limits: SeatLimits) -> bool:
    if card.term is None or not card.term.members:
        return False
    sitting = [Sitting(SeatOffice(one.office), SeatSide(one.side)) for one in card.term.members]
    return sitting_fault(card.term.seats, sitting, limits) is None


def _roll_chosen(election: Election) -> bool:
    return election.roll is not None


def _roll_published(election: Election) -> bool:
    published = {RollState.PUBLISHED, RollState.FROZEN}
    return election.roll is not None and RollState(election.roll.state) in published


def roll_frozen(election: Election) -> bool:
    """Whether the roll is fixed; a roll call has none."""
    if ElectionKind(election.kind) is ElectionKind.ROLL_CALL:
        return True
    return election.roll is not None and election.roll.state == RollState.FROZEN


def _candidates_named(election: Election) -> bool:
    waiting = [one for one in candidates_of(election) if one.state == CandidateState.NOMINATED]
    return not waiting and any(one.consented_at for one in candidates_of(election))


def _candidates_decided(election: Election) -> bool:
    all_of_them = candidates_of(election)
    return bool(all_of_them) and not any(one.state in UNDECIDED for one in all_of_them)


def _candidates_fixed(election: Election) -> bool:
    return election.candidates_fixed_at is not None and not field_of(election).hinders


def _closed(election: Election) -> bool:
    return election.state in {ElectionState.CLOSED, ElectionState.COUNTED}


def _lists_destroyed(election: Election) -> bool:
    named = Credential.objects.filter(
        sub_district_id=election.sub_district_id, election_id=election.id
    ).exclude(line=None)
    return election.state == ElectionState.COUNTED and not named.exists()


NEEDS_MET: dict[str, Callable[[Election], bool]] = {
    "terms_set": _terms_set,
    "times_set": _times_set,
    "committee_named": lambda election: officials_in(election, OfficialRole.COMMITTEE) > 0,
    "committee_odd": _committee_odd,
    "owners_share": _owners_share,
    "roll_chosen": _roll_chosen,
    "roll_published": _roll_published,
    "roll_frozen": roll_frozen,
    "candidates_named": _candidates_named,
    "candidates_decided": _candidates_decided,
    "candidates_fixed": _candidates_fixed,
    "officials_named": _officials_named,
    "box_ready": lambda election: not box_faults(election),
    "paper_ready": lambda election: not paper_faults(election),
    "closed": _closed,
    "counted": lambda election: election.state == ElectionState.COUNTED,
    "lists_destroyed": _lists_destroyed,
}


def notice_of(election: Election, step_key: str) -> Notice | None:
    """The latest notice of a step."""
    found = Notice.objects.filter(
        sub_district_id=election.sub_district_id, election_id=election.id, step_key=step_key
    )
    return found.order_by("-number").first()


def undecided(election: Election) -> list[Candidate]:
    """Candidates who still wait for their consent or for the yes or no."""
    return [one for one in candidates_of(election) if one.state in UNDECIDED]


def days_hung(notice: Notice, until: date) -> int:
    """How many days a notice hangs before a day; its own day is not counted."""
    return (until - notice.posted_on).days
