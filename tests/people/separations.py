"""Which posts one person may not hold beside each other, written by hand, each pair in words.

A row has its code, whether it parts the posts everywhere or along one line of places only, and
the posts of its two sides.
"""

EVERYWHERE, ONE_LINE = "everywhere", "one line"

SEPARATIONS: tuple[tuple[str, str, str, str], ...] = (
    (
        "auditor_acts",
        EVERYWHERE,
        "auditor",
        (
            "sub_district_leader governance_officer civil_affairs_officer secretary"
            " information_officer service_clerk grid_worker patch_lead group_lead building_lead"
            " governance_group_lead legal_liaison counsellor mediator help_worker property_manager property_repairer"
            " congress_chair owners_committee_chair owners_committee_treasurer supervision_chair"
            " information_protection_officer"
        ),
    ),
    (
        "protector_handles",
        EVERYWHERE,
        "information_protection_officer",
        (
            "governance_officer civil_affairs_officer secretary information_officer service_clerk"
            " grid_worker property_manager property_repairer"
        ),
    ),
    (
        "provider_orders",
        EVERYWHERE,
        "property_manager property_repairer",
        (
            "sub_district_leader governance_officer civil_affairs_officer secretary"
            " information_officer service_clerk"
        ),
    ),
    (
        "provider_decides",
        ONE_LINE,
        "property_manager property_repairer",
        "congress_chair owners_committee_chair owners_committee_treasurer",
    ),
    (
        "treasurer_decides",
        ONE_LINE,
        "owners_committee_treasurer",
        "congress_chair owners_committee_chair",
    ),
    (
        "supervisor_supervised",
        ONE_LINE,
        "supervision_chair",
        "secretary information_officer service_clerk",
    ),
    (
        "counsellor_commands",
        ONE_LINE,
        "counsellor",
        "sub_district_leader governance_officer secretary governance_group_lead",
    ),
    ("adviser_is_party", ONE_LINE, "legal_liaison", "property_manager property_repairer"),
    ("adviser_is_party", ONE_LINE, "mediator", "property_manager property_repairer"),
)

PAIRS = [
    (code, reach, one, other)
    for code, reach, these, those in SEPARATIONS
    for one in these.split()
    for other in those.split()
]
