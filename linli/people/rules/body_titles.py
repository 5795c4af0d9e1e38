"""English titles of offices in bodies; the catalogue of words holds the Chinese ones."""

from __future__ import annotations

from linli.people.rules.bodies import (
    AgeBand,
    FiledWith,
    HandoverKind,
    ItemState,
    Part,
    SeatCame,
    SeatEnd,
    SeatOffice,
    SeatSide,
    Sex,
    YesNo,
)
from linli.people.rules.kinds import OrganisationKind

_Titles = dict[SeatOffice, str]

_SHARED: _Titles = {SeatOffice.TREASURER: "Treasurer", SeatOffice.RECORDER: "Recorder"}
_COMMITTEE: _Titles = {
    SeatOffice.CHAIR: "Chair",
    SeatOffice.DEPUTY_CHAIR: "Deputy chair",
    SeatOffice.MEMBER: "Committee member",
    **_SHARED,
}
_CONGRESS: _Titles = {
    SeatOffice.CHAIR: "Chair of the congress",
    SeatOffice.DEPUTY_CHAIR: "Deputy chair of the congress",
    SeatOffice.MEMBER: "Representative",
    **_SHARED,
}
_PARTY: _Titles = {
    SeatOffice.CHAIR: "Party secretary",
    SeatOffice.DEPUTY_CHAIR: "Deputy Party secretary",
    SeatOffice.MEMBER: "Committee member",
    **_SHARED,
}
_GROUP: _Titles = {
    SeatOffice.CHAIR: "Group leader",
    SeatOffice.DEPUTY_CHAIR: "Deputy group leader",
    SeatOffice.MEMBER: "Group member",
    **_SHARED,
}
OFFICE_TITLES: dict[OrganisationKind, _Titles] = {
    OrganisationKind.COMPOUND_RESIDENTS_CONGRESS: _CONGRESS,
    OrganisationKind.RESIDENTS_REPRESENTATIVE_MEETING: {
        **_COMMITTEE,
        SeatOffice.MEMBER: "Representative",
    },
    OrganisationKind.PARTY_ORGANISATION: _PARTY,
    OrganisationKind.PARTY_BRANCH: _PARTY,
    OrganisationKind.PREPARATORY_GROUP: _GROUP,
}
"""What offices are called where they are not those of a committee."""


def office_title_of(kind: OrganisationKind, office: SeatOffice) -> str:
    """Give the English title of an office in a kind of body."""
    return OFFICE_TITLES.get(kind, _COMMITTEE)[office]


WORDS: dict[str, str] = {
    Part.LEADS: "Leads",
    Part.DECIDES: "Decides",
    Part.EXECUTES: "Executes",
    Part.WATCHES: "Watches",
    Part.SERVES: "Serves under contract",
    SeatSide.RESIDENTS: "for the residents",
    SeatSide.OWNERS: "for the owners",
    SeatSide.OTHERS: "for others",
    SeatCame.ELECTED: "elected",
    SeatCame.SUCCEEDED: "succeeded as alternate",
    SeatCame.FILED: "result filed",
    SeatEnd.RESIGNED: "resigned",
    SeatEnd.RECALLED: "recalled",
    SeatEnd.NOT_ELIGIBLE: "may not sit any more",
    SeatEnd.VACATED: "seat vacant",
    FiledWith.SUB_DISTRICT: "Sub-district office",
    FiledWith.HOUSING_AUTHORITY: "District housing authority",
    FiledWith.CIVIL_AFFAIRS: "District civil affairs",
    FiledWith.HIGHER_PARTY: "Higher Party organisation",
    HandoverKind.SEALS: "Seals of the body",
    HandoverKind.BOOKS: "Books and papers",
    HandoverKind.KEYS: "Door keys",
    HandoverKind.ACCOUNTS: "Accounts of the body",
    HandoverKind.OTHER: "Other things",
    ItemState.OPEN: "not yet handed over",
    ItemState.GIVEN: "handed over",
    ItemState.MISSING: "missing",
    YesNo.YES: "yes",
    YesNo.NO: "no",
    Sex.FEMALE: "female",
    Sex.MALE: "male",
    AgeBand.TO_35: "up to 35",
    AgeBand.TO_45: "36 to 45",
    AgeBand.TO_60: "46 to 60",
    AgeBand.OVER_60: "over 60",
}
"""The words of bodies, by the value that tables keep."""


HANDED_ON: dict[HandoverKind, str] = {
    HandoverKind.SEALS: "All seals of the body",
    HandoverKind.BOOKS: "Ledgers, minutes and papers",
    HandoverKind.KEYS: "Keys of rooms and cabinets",
    HandoverKind.ACCOUNTS: "Bank accounts and sign-ins",
}
"""What every handover asks for; more is added by hand."""
