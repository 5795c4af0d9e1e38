"""The kinds of posts that act in Linli, and the groups of them that rules and pages speak of.

A group is named once, here; who may open an address and who may do something name the same one.
What a kind is called in words is the business of the people room.
"""

from __future__ import annotations

from enum import StrEnum


class PostKind(StrEnum):
    """Posts that act in Linli."""

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
    MEDIATOR = "mediator"
    HELP_WORKER = "help_worker"
    PROPERTY_MANAGER = "property_manager"
    PROPERTY_REPAIRER = "property_repairer"
    CONGRESS_CHAIR = "congress_chair"
    OWNERS_COMMITTEE_CHAIR = "owners_committee_chair"
    OWNERS_COMMITTEE_TREASURER = "owners_committee_treasurer"
    SUPERVISION_CHAIR = "supervision_chair"
    INFORMATION_PROTECTION_OFFICER = "information_protection_officer"
    AUDITOR = "auditor"

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Pairs for a model field."""
        return [(kind.value, kind.value) for kind in cls]


Posts = frozenset[PostKind]

POST_HOLDERS: Posts = frozenset(PostKind)
"""Anybody who holds a post, a property company's people and neighbours with an office included."""

OFFICE: Posts = frozenset({PostKind.SUB_DISTRICT_LEADER, PostKind.GOVERNANCE_OFFICER})
"""The sub-district's office: it sees all of the sub-district and sets what holds in it."""

OVERSEERS: Posts = frozenset({PostKind.AUDITOR, PostKind.INFORMATION_PROTECTION_OFFICER})
"""Who checks what others did and read, and so has no hand in it (S56, S59)."""

SORTING: Posts = frozenset({PostKind.INFORMATION_OFFICER, PostKind.SECRETARY})
"""Who sorts what comes in to a community."""

COUNTER: Posts = SORTING | {PostKind.SERVICE_CLERK}
"""Who stands at the counter of a community and speaks with its residents."""

OFFICIALS: Posts = (
    OFFICE
    | OVERSEERS
    | COUNTER
    | {
        PostKind.CIVIL_AFFAIRS_OFFICER,
        PostKind.GRID_WORKER,
    }
)
"""The staff of the sub-district and its communities; neighbours and companies are not."""

NEIGHBOURHOOD: Posts = frozenset(
    {
        PostKind.GRID_WORKER,
        PostKind.PATCH_LEAD,
        PostKind.GROUP_LEAD,
        PostKind.BUILDING_LEAD,
        PostKind.GOVERNANCE_GROUP_LEAD,
    }
)
"""Posts that look after one small place and are told what happens in it."""

CONFIDANTS: Posts = frozenset(
    {PostKind.MEDIATOR, PostKind.LEGAL_LIAISON, PostKind.COUNSELLOR, PostKind.HELP_WORKER}
)
"""Who works in a room that people trust: what is told there is read by its small team alone."""

PROPERTY: Posts = frozenset({PostKind.PROPERTY_MANAGER, PostKind.PROPERTY_REPAIRER})
"""The people of a property company."""

ELECTED: Posts = frozenset(
    {
        PostKind.CONGRESS_CHAIR,
        PostKind.OWNERS_COMMITTEE_CHAIR,
        PostKind.OWNERS_COMMITTEE_TREASURER,
        PostKind.SUPERVISION_CHAIR,
    }
)
"""Who speaks for a body that its own people elected."""

BODY_KEEPERS: Posts = OFFICE | {PostKind.SECRETARY}
"""Who enters what bodies elected, filed and handed over (S03, S09)."""

BODY_READERS: Posts = (
    BODY_KEEPERS
    | ELECTED
    | {
        PostKind.INFORMATION_OFFICER,
        PostKind.SERVICE_CLERK,
        PostKind.CIVIL_AFFAIRS_OFFICER,
        PostKind.AUDITOR,
    }
)
"""Who looks at the bodies of the place where the post stands, at the desk."""

UNIT: Posts = OFFICE | COUNTER | PROPERTY | {PostKind.CIVIL_AFFAIRS_OFFICER}
"""Posts that act for their whole organisation; the others act for themselves alone."""

CHAIN: Posts = OFFICE | {PostKind.SECRETARY, PostKind.PATCH_LEAD, PostKind.GROUP_LEAD}
"""Posts to which late work rises (S26)."""
