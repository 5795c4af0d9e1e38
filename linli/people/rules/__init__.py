"""Posts, conflicts, required holders, claims: what is lawful, without a database."""

from linli.people.rules.claims import (
    CODE_LASTS,
    WRONG_CODES_AT_MOST,
    CodeFault,
    code_fault,
    code_from,
    plain_code,
)
from linli.people.rules.conflicts import (
    SEPARATIONS,
    Clash,
    Reach,
    Seat,
    clash_between,
    may_administer,
    may_hold,
)
from linli.people.rules.kinds import (
    ADMINISTRATOR_APPOINTS,
    APPOINTERS,
    APPOINTS,
    DISPATCHABLE,
    ORGANISATION_TITLES,
    POST_TITLES,
    TEAM_POSTS,
    OrganisationKind,
)
from linli.people.rules.required import (
    PLACES_OF_POST,
    REQUIREMENTS,
    Requirement,
    may_stand_at,
)

__all__ = [
    "ADMINISTRATOR_APPOINTS",
    "APPOINTERS",
    "APPOINTS",
    "CODE_LASTS",
    "DISPATCHABLE",
    "ORGANISATION_TITLES",
    "PLACES_OF_POST",
    "POST_TITLES",
    "REQUIREMENTS",
    "SEPARATIONS",
    "TEAM_POSTS",
    "WRONG_CODES_AT_MOST",
    "Clash",
    "CodeFault",
    "OrganisationKind",
    "Reach",
    "Requirement",
    "Seat",
    "clash_between",
    "code_fault",
    "code_from",
    "may_administer",
    "may_hold",
    "may_stand_at",
    "plain_code",
]
