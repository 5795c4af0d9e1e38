"""A request's row as the facts that rules judge."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from linli.cases.models import Assistance, Case
from linli.cases.rules import CaseFacts, CaseState, CaseType


def facts_of(
    case: Case,
    *,
    helping: Iterable[Assistance] = (),
    may_show: bool = False,
    question_open: bool = False,
) -> CaseFacts:
    """The facts of a request; `helping` are the assistances that have not ended."""
    hands = list(helping)
    return CaseFacts(
        state=CaseState(case.state),
        type=CaseType(case.type) if case.type else None,
        place_ids=place_ids_of(case),
        community_id=case.community_id,
        lead_post_id=case.lead_post_id,
        lead_organisation_id=case.lead_organisation_id,
        helpers=frozenset(hand.post_id for hand in hands),
        helping_organisations=frozenset(
            hand.organisation_id for hand in hands if hand.organisation_id
        ),
        complained_of_id=case.complained_of_id,
        may_show=may_show,
        may_publish=case.may_publish,
        published=case.published_at is not None,
        paused=case.paused,
        proposed=case.proposed_at is not None,
        proposed_by=case.proposed_by,
        question_open=question_open,
        sealed=case.sealed_at is not None,
    )


def place_ids_of(case: Case) -> frozenset[UUID]:
    """The place of a request and what it lies in, as copied when the place was set."""
    known = (
        case.place_id,
        case.building_id,
        case.compound_id,
        case.community_id,
        case.patch_id,
        case.group_id,
        case.grid_id,
    )
    return frozenset(place_id for place_id in known if place_id)


def helping_with(sub_district_id: UUID, case_id: UUID) -> list[Assistance]:
    """Who helps with a request now."""
    return list(
        Assistance.objects.filter(sub_district_id=sub_district_id, case_id=case_id, to_at=None)
    )
