"""When an answer needs a second person, and who that may be."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from linli.cases.models import Case
from linli.cases.queries.routing import root_id
from linli.cases.rules import CaseType
from linli.kernel.posts import PostKind
from linli.people.models import Organisation, Post
from linli.people.queries.posts import held_on
from linli.people.rules import OrganisationKind
from linli.records.queries import rule_in_force
from linli.tenancy.dated import in_force

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
    return Organisation.objects.filter(
        sub_district_id=case.sub_district_id, id=case.complained_of_id, kind__in=_STAFF
    ).exists()


def approving_posts(case: Case, *, on: date) -> list[UUID]:
    """The held posts that may approve an answer: the community's secretary and the office."""
    community = [case.community_id] if case.community_id else []
    here = [root_id(case.sub_district_id), *community]
    found = Post.objects.filter(
        in_force(on),
        held_on(on),
        sub_district_id=case.sub_district_id,
        kind__in=[PostKind.SECRETARY, PostKind.GOVERNANCE_OFFICER],
        place_id__in=here,
    )
    return list(found.order_by("id").values_list("id", flat=True))
