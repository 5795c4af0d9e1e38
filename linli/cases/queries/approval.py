"""When an answer needs a second person, and who that may be."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from linli.cases.models import Case
from linli.cases.queries.routing import root_id
from linli.cases.rules import CaseType
from linli.kernel.posts import PostKind
from linli.people import queries as people
from linli.people.rules import OrganisationKind
from linli.records.queries import rule_in_force

_STAFF = (
    OrganisationKind.SUBDISTRICT_OFFICE.value,
    OrganisationKind.RESIDENTS_COMMITTEE.value,
    OrganisationKind.PARTY_ORGANISATION.value,
)


def needs_approval(case: Case, *, on: date) -> bool:
    """Whether the rulebook asks for a second person before the answer goes out."""
    matters = rule_in_force(case.sub_district_id, "request.approval_before_answer", on=on).items
    if case.type == CaseType.REFERRAL:
        return CaseType.REFERRAL.value in matters
    return "complaint_about_staff" in matters and _is_about_staff(case)


def _is_about_staff(case: Case) -> bool:
    if case.type != CaseType.COMPLAINT or case.complained_of_id is None:
        return False
    body = people.organisation(case.sub_district_id, case.complained_of_id)
    return body is not None and body.kind in _STAFF


def approving_posts(case: Case, *, on: date) -> list[UUID]:
    """The held posts that may approve an answer: the community's secretary and the office."""
    community = [case.community_id] if case.community_id else []
    here = [root_id(case.sub_district_id), *community]
    kinds = (PostKind.SECRETARY, PostKind.GOVERNANCE_OFFICER)
    held = people.held_posts_at(case.sub_district_id, here, kinds, on=on)
    return sorted(post_id for post_id, _kind, _body, _place in held)
