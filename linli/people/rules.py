"""Kinds of posts and organisations, and who may hold what beside what."""

from __future__ import annotations

from enum import StrEnum


class PostKind(StrEnum):
    """Posts that act in Linli (domain sheet A1); titles come from the catalogue of words."""

    SUB_DISTRICT_LEADER = "sub_district_leader"
    GOVERNANCE_OFFICER = "governance_officer"
    CIVIL_AFFAIRS_OFFICER = "civil_affairs_officer"
    SECRETARY = "secretary"
    INFORMATION_OFFICER = "information_officer"
    SERVICE_CLERK = "service_clerk"
    GRID_WORKER = "grid_worker"
    PATCH_LEAD = "patch_lead"
    GROUP_LEAD = "group_lead"
    BUILDING_LEAD = "building_lead"
    GOVERNANCE_GROUP_LEAD = "governance_group_lead"
    LEGAL_LIAISON = "legal_liaison"
    COUNSELLOR = "counsellor"
    PROPERTY_MANAGER = "property_manager"
    PROPERTY_REPAIRER = "property_repairer"
    CONGRESS_CHAIR = "congress_chair"
    INFORMATION_PROTECTION_OFFICER = "information_protection_officer"
    AUDITOR = "auditor"

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Pairs for a model field."""
        return [(kind.value, kind.value) for kind in cls]


class OrganisationKind(StrEnum):
    """Kinds of organisations with a place (domain sheet A1, S01)."""

    SUBDISTRICT_OFFICE = "subdistrict_office"
    PARTY_ORGANISATION = "party_organisation"
    RESIDENTS_COMMITTEE = "residents_committee"
    COMPOUND_RESIDENTS_CONGRESS = "compound_residents_congress"
    OWNERS_ASSEMBLY = "owners_assembly"
    OWNERS_COMMITTEE = "owners_committee"
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
