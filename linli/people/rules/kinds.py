"""Kinds of organisations, and how they and the posts are called, filled and told."""

from __future__ import annotations

from enum import StrEnum

from linli.kernel.posts import PostKind


class OrganisationKind(StrEnum):
    """Kinds of organisations with a place (S01)."""

    SUBDISTRICT_OFFICE = "subdistrict_office"
    PARTY_ORGANISATION = "party_organisation"
    PARTY_BRANCH = "party_branch"
    RESIDENTS_COMMITTEE = "residents_committee"
    COMPOUND_RESIDENTS_CONGRESS = "compound_residents_congress"
    RESIDENTS_REPRESENTATIVE_MEETING = "residents_representative_meeting"
    RESIDENTS_ELECTION_COMMITTEE = "residents_election_committee"
    AFFAIRS_SUPERVISION_COMMITTEE = "affairs_supervision_committee"
    OWNERS_ASSEMBLY = "owners_assembly"
    OWNERS_COMMITTEE = "owners_committee"
    PREPARATORY_GROUP = "preparatory_group"
    PROPERTY_SERVICE_PROVIDER = "property_service_provider"
    SERVICE_STATION = "service_station"
    POLICE_ROOM = "police_room"
    HEALTH_STATION = "health_station"
    VOLUNTEER_TEAM = "volunteer_team"
    RESIDENT_INSTITUTION = "resident_institution"
    OUTSIDE_BODY = "outside_body"

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Pairs for a model field."""
        return [(kind.value, kind.value) for kind in cls]


POST_TITLES: dict[PostKind, str] = {
    PostKind.SUB_DISTRICT_LEADER: "Sub-district leader",
    PostKind.GOVERNANCE_OFFICER: "Governance officer",
    PostKind.CIVIL_AFFAIRS_OFFICER: "Civil affairs officer",
    PostKind.SECRETARY: "Community secretary",
    PostKind.INFORMATION_OFFICER: "Information officer",
    PostKind.SERVICE_CLERK: "Service clerk",
    PostKind.GRID_WORKER: "Grid worker",
    PostKind.PATCH_LEAD: "Patch lead",
    PostKind.GROUP_LEAD: "Group lead",
    PostKind.BUILDING_LEAD: "Building lead",
    PostKind.GOVERNANCE_GROUP_LEAD: "Governance group lead",
    PostKind.LEGAL_LIAISON: "Legal liaison",
    PostKind.COUNSELLOR: "Counsellor",
    PostKind.MEDIATOR: "Mediator",
    PostKind.HELP_WORKER: "Help worker",
    PostKind.PROPERTY_MANAGER: "Property manager",
    PostKind.PROPERTY_REPAIRER: "Repair team",
    PostKind.CONGRESS_CHAIR: "Chair of the residents' congress",
    PostKind.OWNERS_COMMITTEE_CHAIR: "Chair of the owners' committee",
    PostKind.OWNERS_COMMITTEE_TREASURER: "Treasurer of the owners' committee",
    PostKind.SUPERVISION_CHAIR: "Chair of the affairs supervision committee",
    PostKind.INFORMATION_PROTECTION_OFFICER: "Information protection officer",
    PostKind.AUDITOR: "Auditor",
}
"""English titles; the catalogue of words holds the Chinese ones."""

ORGANISATION_TITLES: dict[OrganisationKind, str] = {
    OrganisationKind.SUBDISTRICT_OFFICE: "Sub-district office",
    OrganisationKind.PARTY_ORGANISATION: "Party organisation",
    OrganisationKind.PARTY_BRANCH: "Party branch",
    OrganisationKind.RESIDENTS_COMMITTEE: "Residents' committee",
    OrganisationKind.COMPOUND_RESIDENTS_CONGRESS: "Compound residents' congress",
    OrganisationKind.RESIDENTS_REPRESENTATIVE_MEETING: "Residents' representative meeting",
    OrganisationKind.RESIDENTS_ELECTION_COMMITTEE: "Residents' election committee",
    OrganisationKind.AFFAIRS_SUPERVISION_COMMITTEE: "Affairs supervision committee",
    OrganisationKind.OWNERS_ASSEMBLY: "Owners' assembly",
    OrganisationKind.OWNERS_COMMITTEE: "Owners' committee",
    OrganisationKind.PREPARATORY_GROUP: "Preparatory group",
    OrganisationKind.PROPERTY_SERVICE_PROVIDER: "Property service provider",
    OrganisationKind.SERVICE_STATION: "Service station",
    OrganisationKind.POLICE_ROOM: "Police room",
    OrganisationKind.HEALTH_STATION: "Health station",
    OrganisationKind.VOLUNTEER_TEAM: "Volunteer team",
    OrganisationKind.RESIDENT_INSTITUTION: "Resident institution",
    OrganisationKind.OUTSIDE_BODY: "Outside body",
}

TEAM_POSTS = frozenset(
    {
        PostKind.GOVERNANCE_OFFICER,
        PostKind.CIVIL_AFFAIRS_OFFICER,
        PostKind.SERVICE_CLERK,
        PostKind.GRID_WORKER,
        PostKind.LEGAL_LIAISON,
        PostKind.COUNSELLOR,
        PostKind.MEDIATOR,
        PostKind.HELP_WORKER,
        PostKind.PROPERTY_REPAIRER,
    }
)
"""Posts that several people may hold at once; every other post has one holder."""

DISPATCHABLE = frozenset(
    {
        OrganisationKind.SUBDISTRICT_OFFICE,
        OrganisationKind.RESIDENTS_COMMITTEE,
        OrganisationKind.PROPERTY_SERVICE_PROVIDER,
        OrganisationKind.SERVICE_STATION,
        OrganisationKind.POLICE_ROOM,
        OrganisationKind.HEALTH_STATION,
        OrganisationKind.RESIDENT_INSTITUTION,
        OrganisationKind.OUTSIDE_BODY,
    }
)
"""Organisations that a work order can be sent to."""

COMMUNITY_FIELD = frozenset(
    {
        PostKind.INFORMATION_OFFICER,
        PostKind.SERVICE_CLERK,
        PostKind.GRID_WORKER,
        PostKind.PATCH_LEAD,
        PostKind.GROUP_LEAD,
        PostKind.BUILDING_LEAD,
        PostKind.GOVERNANCE_GROUP_LEAD,
        PostKind.LEGAL_LIAISON,
        PostKind.COUNSELLOR,
        PostKind.MEDIATOR,
        PostKind.HELP_WORKER,
    }
)
"""Posts of a community that its secretary fills."""

_BY_THE_LEADER_ALONE = frozenset(
    {
        PostKind.SUB_DISTRICT_LEADER,
        PostKind.INFORMATION_PROTECTION_OFFICER,
        PostKind.AUDITOR,
    }
)

APPOINTS: dict[PostKind, frozenset[PostKind]] = {
    PostKind.SUB_DISTRICT_LEADER: frozenset(PostKind),
    PostKind.GOVERNANCE_OFFICER: frozenset(PostKind) - _BY_THE_LEADER_ALONE,
    PostKind.SECRETARY: COMMUNITY_FIELD,
    PostKind.PROPERTY_MANAGER: frozenset({PostKind.PROPERTY_REPAIRER}),
}
"""Which post may fill which, within its reach."""

APPOINTERS = frozenset(APPOINTS)
"""Posts that fill any others."""

ADMINISTRATOR_APPOINTS = frozenset({PostKind.SUB_DISTRICT_LEADER, PostKind.GOVERNANCE_OFFICER})
"""The first posts of a new sub-district; whoever holds them fills all others."""
