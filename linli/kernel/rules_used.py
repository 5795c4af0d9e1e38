"""What comes of a rule here: read by Linli, always so, kept by people, or of a room to come.

A value that the place adopts binds only where something reads it. The lists are kept by hand;
a test holds them against the code.
"""

from enum import StrEnum


class Use(StrEnum):
    """Say what a rule does in Linli today."""

    READ = "read"
    ALWAYS = "always"
    BY_PEOPLE = "by_people"
    NOT_YET = "not_yet"


ALWAYS = frozenset(
    {
        "counselling.may_diagnose_or_treat",
        "closed.criminal_history_field",
        "closed.minors_correction",
        "closed.minors_offence_records",
        "closed.penalty_records",
        "legal_aid.secrecy",
        "mediation.free",
        "mediation.stops_on_refusal",
        "mediation.party_rights",
        "mediation.routes_on_failure",
        "mediation.kept_on_file",
        "mediation.agreement_fields",
        "mediation.performance_checked",
        "personal.face_recognition_only_way",
        "reckoning.day_of_event_counts",
        "reckoning.no_matching_day",
        "reckoning.words_exclusive",
        "reckoning.words_inclusive",
        "referral.pass_to_accused",
        "request.assisted.printed_slip",
    }
)
"""Linli is built so; no other value is taken in their stead."""

BY_PEOPLE = frozenset(
    {
        "grid.cycle",
        "grid.households_least",
        "grid.households_most",
        "grid.persons",
        "mediation.committee.least_members",
        "mediation.committee.most_members",
        "mediation.committee.term",
        "mediation.report_risk_of_crime",
        "personal.assessment.before",
        "personal.assessment.kept",
        "personal.audit",
        "personal.bases",
        "personal.rights",
        "personal.security",
        "personal.sensitive",
        "referral.representatives",
        "request.assisted.read_back",
        "standard.governance_data",
        "standard.governance_data_shapes",
        "standard.hotline_evaluation",
        "standard.hotline_service",
        "statistics.publish_every",
    }
)
"""Written down for those who work by them; Linli reckons nothing from them."""

_NOT_YET_KEYS = frozenset(
    {
        "owners.change_to_business",
        "owners.common_revenue_by",
        "owners.may_inspect",
        "personal.guardian_consent_below_age",
        "personal.separate_consent",
        "reckoning.majority",
        "self_government.community.least_households",
        "self_government.community.most_households",
        "self_government.law",
        "self_government.meeting.approval",
        "self_government.meeting.quorum",
        "self_government.representatives.every",
        "self_government.timeline.documents",
        "self_government.timeline.notices",
        "self_government.timeline.stages",
    }
)
_NOT_YET_PARTS = frozenset(
    {
        "access",
        "apps",
        "certificates",
        "charity",
        "openness",
        "relief",
        "standard",
        "video",
        "volunteers",
    }
)


def use_of(key: str) -> Use:
    """Tell what comes of a rule, by its key."""
    if key in ALWAYS:
        return Use.ALWAYS
    if key in BY_PEOPLE:
        return Use.BY_PEOPLE
    if key in _NOT_YET_KEYS or key.partition(".")[0] in _NOT_YET_PARTS:
        return Use.NOT_YET
    return Use.READ
