"""Bodies with seats and terms: their offices, and what the rulebook asks of each kind.

A number that is not established stands in the rulebook with its certainty; where no rule is named
here, none is known and none is asked for.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from itertools import zip_longest

from linli.kernel.shares import Threshold
from linli.kernel.tally import FLOOR, Published, publishable, share_publishable
from linli.kernel.workdays import plus_months
from linli.people.rules.kinds import OrganisationKind


class Part(StrEnum):
    """What a body does for its place, in the order of the public page (S05)."""

    LEADS = "leads"
    DECIDES = "decides"
    EXECUTES = "executes"
    WATCHES = "watches"
    SERVES = "serves"


class SeatOffice(StrEnum):
    """The office that a member has in a body; its title depends on the kind of body."""

    CHAIR = "chair"
    DEPUTY_CHAIR = "deputy_chair"
    TREASURER = "treasurer"
    RECORDER = "recorder"
    MEMBER = "member"


SINGLE = frozenset(SeatOffice) - {SeatOffice.DEPUTY_CHAIR, SeatOffice.MEMBER}
"""Offices of which a body has one."""


class SeatSide(StrEnum):
    """For whom a member sits, where a rule asks for a share of them (R18, R32)."""

    RESIDENTS = "residents"
    OWNERS = "owners"
    OTHERS = "others"


class SeatCame(StrEnum):
    """How a member came to the seat."""

    ELECTED = "elected"
    SUCCEEDED = "succeeded"
    FILED = "filed"


class SeatEnd(StrEnum):
    """Why a seat fell vacant before its term was over."""

    RESIGNED = "resigned"
    RECALLED = "recalled"
    NOT_ELIGIBLE = "not_eligible"
    VACATED = "vacated"


class FiledWith(StrEnum):
    """With whom a new term is filed (R16)."""

    SUB_DISTRICT = "sub_district"
    HOUSING_AUTHORITY = "housing_authority"
    CIVIL_AFFAIRS = "civil_affairs"
    HIGHER_PARTY = "higher_party"


class HandoverKind(StrEnum):
    """What is handed from one term to the next."""

    SEALS = "seals"
    BOOKS = "books"
    KEYS = "keys"
    ACCOUNTS = "accounts"
    OTHER = "other"


class ItemState(StrEnum):
    """Where one thing of a handover stands."""

    OPEN = "open"
    GIVEN = "given"
    MISSING = "missing"


class Mended(StrEnum):
    """Which entry about a body was put right."""

    TERM_WITHDRAWN = "term_withdrawn"
    FILING_DAY = "filing_day"


class Side(StrEnum):
    """The two sides of a handover."""

    GIVES = "gives"
    TAKES = "takes"


class YesNo(StrEnum):
    """What somebody declares of themself."""

    YES = "yes"
    NO = "no"


class Sex(StrEnum):
    """What an office holder may declare for the statistics of elected bodies."""

    FEMALE = "female"
    MALE = "male"


class AgeBand(StrEnum):
    """Ages by tens, as coarse as a composition needs."""

    TO_35 = "to_35"
    TO_45 = "36_to_45"
    TO_60 = "46_to_60"
    OVER_60 = "over_60"


@dataclass(frozen=True, slots=True)
class BodyRules:
    """What a kind of body is, and under which keys the rulebook has its numbers."""

    part: Part
    seated: bool = True
    side: SeatSide = SeatSide.RESIDENTS
    least: str = ""
    most: str = ""
    odd: str = ""
    term: str = ""
    share: str = ""
    """The least share of members of the body's own side."""
    renewal: str = "self_government.term.renewal"
    filing: str = ""
    handover: str = ""
    filed_with: tuple[FiledWith, ...] = (FiledWith.SUB_DISTRICT,)
    filed_only: bool = False
    """No roll and no ballot here: the result is filed."""


_PARTY = BodyRules(
    Part.LEADS,
    side=SeatSide.OTHERS,
    filed_with=(FiledWith.HIGHER_PARTY,),
    filed_only=True,
)

BODIES: dict[OrganisationKind, BodyRules] = {
    OrganisationKind.PARTY_ORGANISATION: _PARTY,
    OrganisationKind.PARTY_BRANCH: _PARTY,
    OrganisationKind.COMPOUND_RESIDENTS_CONGRESS: BodyRules(
        Part.DECIDES,
        least="self_government.congress.least_members",
        most="self_government.congress.most_members",
        odd="self_government.congress.odd",
        term="self_government.congress.term",
        handover="self_government.timeline.handover",
    ),
    OrganisationKind.OWNERS_ASSEMBLY: BodyRules(
        Part.DECIDES, seated=False, side=SeatSide.OWNERS, renewal=""
    ),
    OrganisationKind.RESIDENTS_REPRESENTATIVE_MEETING: BodyRules(
        Part.DECIDES,
        term="self_government.committee.term",
        share="self_government.representatives.share",
    ),
    OrganisationKind.OWNERS_COMMITTEE: BodyRules(
        Part.EXECUTES,
        side=SeatSide.OWNERS,
        least="owners.committee.least_members",
        most="owners.committee.most_members",
        odd="owners.committee.odd",
        term="owners.committee.term",
        renewal="owners.committee.renewal",
        filing="owners.committee.filing",
        handover="owners.committee.handover",
        filed_with=(FiledWith.HOUSING_AUTHORITY, FiledWith.SUB_DISTRICT),
    ),
    OrganisationKind.PREPARATORY_GROUP: BodyRules(
        Part.EXECUTES,
        side=SeatSide.OWNERS,
        odd="owners.preparatory.odd",
        share="owners.preparatory.owners_share",
        renewal="",
    ),
    OrganisationKind.RESIDENTS_COMMITTEE: BodyRules(
        Part.EXECUTES,
        least="self_government.committee.least_members",
        most="self_government.committee.most_members",
        term="self_government.committee.term",
        handover="self_government.timeline.handover",
        filed_with=(FiledWith.SUB_DISTRICT, FiledWith.CIVIL_AFFAIRS),
    ),
    OrganisationKind.RESIDENTS_ELECTION_COMMITTEE: BodyRules(Part.EXECUTES, renewal=""),
    OrganisationKind.AFFAIRS_SUPERVISION_COMMITTEE: BodyRules(
        Part.WATCHES,
        least="self_government.supervision.least_members",
        most="self_government.supervision.most_members",
        term="self_government.committee.term",
    ),
}
"""The kinds of organisations that are bodies, as the public page lists them within a part."""

SEATED = frozenset(kind for kind, rules in BODIES.items() if rules.seated)
FILED_ONLY = frozenset(kind for kind, rules in BODIES.items() if rules.filed_only)


class BeginsFault(StrEnum):
    """Why the first day of a term looks mistyped."""

    FAR_AHEAD = "begins_far_ahead"
    LONG_AGO = "begins_long_ago"


_MONTHS_AHEAD = 12
_MONTHS_BACK = 120


def begins_fault(first: date, *, on: date, reason: str = "") -> BeginsFault | None:
    """Say why a term entered today may not begin on a day; long ago is possible with a reason."""
    if first > plus_months(on, _MONTHS_AHEAD):
        return BeginsFault.FAR_AHEAD
    if first < plus_months(on, -_MONTHS_BACK) and not reason.strip():
        return BeginsFault.LONG_AGO
    return None


def named_twice(names: Iterable[str]) -> str | None:
    """Name who stands twice on a list, however it is spaced or typed; None when nobody does."""
    seen: set[str] = set()
    for name in names:
        plain = same_name(name)
        if plain in seen:
            return name
        seen.add(plain)
    return None


def same_name(name: str) -> str:
    """Give a name as it is compared: without spaces and signs nobody sees, in one width and case."""
    plain = unicodedata.normalize("NFKC", name)
    seen = (sign for sign in plain if unicodedata.category(sign)[0] not in "CZ")
    return "".join(seen).casefold()


def differs_enough(
    before: Mapping[str, Sequence[int]], after: Mapping[str, Sequence[int]], *, floor: int = FLOOR
) -> bool:
    """Tell whether sums may follow others: each question unchanged, or changed by enough people."""
    if dict(before) == dict(after):
        return False
    return all(
        not (moved := _moved(before.get(question, ()), counts)) or moved >= floor
        for question, counts in after.items()
    )


def _moved(before: Sequence[int], after: Sequence[int]) -> int:
    """At least so many people answered otherwise, came or left."""
    changes = [new - old for old, new in zip_longest(before, after, fillvalue=0)]
    return max(sum(one for one in changes if one > 0), -sum(one for one in changes if one < 0))


class SeatsFault(StrEnum):
    """Why a number of seats, or those who sit, is not lawful."""

    NONE = "no_seats"
    TOO_FEW = "too_few_seats"
    TOO_MANY = "too_many_seats"
    EVEN = "even_seats"
    MORE_THAN_SEATS = "more_than_seats"
    SHARE = "share_of_side"
    TWICE = "office_twice"
    TOO_LONG = "term_too_long"


@dataclass(frozen=True, slots=True)
class SeatLimits:
    """The numbers that bind a body at its place on a day; nought and None: no rule."""

    least: int = 0
    most: int = 0
    odd: bool = False
    months: int = 0
    share: Threshold | None = None
    side: SeatSide = SeatSide.RESIDENTS


@dataclass(frozen=True, slots=True)
class Sitting:
    """A member as the rules see one: the office, and for whom the member sits."""

    office: SeatOffice
    side: SeatSide


def seats_fault(seats: int, limits: SeatLimits) -> SeatsFault | None:
    """Say why a body may not have so many seats; None when it may."""
    if seats < 1:
        return SeatsFault.NONE
    if seats < limits.least:
        return SeatsFault.TOO_FEW
    if limits.most and seats > limits.most:
        return SeatsFault.TOO_MANY
    return SeatsFault.EVEN if limits.odd and seats % 2 == 0 else None


def sitting_fault(seats: int, sitting: Iterable[Sitting], limits: SeatLimits) -> SeatsFault | None:
    """Say why these members may not sit together; None when they may."""
    members = list(sitting)
    if len(members) > seats:
        return SeatsFault.MORE_THAN_SEATS
    offices = [one.office for one in members if one.office in SINGLE]
    if len(offices) != len(set(offices)):
        return SeatsFault.TWICE
    of_side = sum(one.side is limits.side for one in members)
    if limits.share and members and not limits.share.met_by(of_side, len(members)):
        return SeatsFault.SHARE
    return None


def term_fault(first: date, last: date, limits: SeatLimits) -> SeatsFault | None:
    """Say whether a term is longer than it may be; its last day is the one before it began."""
    if limits.months and last > plus_months(first, limits.months) - timedelta(days=1):
        return SeatsFault.TOO_LONG
    return None


def vacancies(seats: int, taken: int) -> int:
    """Count the seats that nobody takes."""
    return max(0, seats - taken)


@dataclass(frozen=True, slots=True)
class Composition:
    """What those who sit declared of themselves, as it may be published; hidden counts are None.

    `share` is exact and goes to a page as a whole percent, rounded down.
    """

    total: int | None
    counts: tuple[int | None, ...]
    share: Fraction | None

    @property
    def percent(self) -> int | None:
        """Give the share of the first count in whole percent, rounded down."""
        return None if self.share is None else int(self.share * 100)


def composition(counts: tuple[int, ...], *, floor: int = FLOOR) -> Composition:
    """Give counts, the last of whom declared nothing, as they may be published.

    Where all declared one and the same, the sum would tell it of each by name: nothing is shown.
    """
    total, first = sum(counts), counts[0]
    if total and total in counts[:-1]:
        return Composition(None, (None,) * len(counts), None)
    shown: Published = publishable(counts, floor=floor)
    tells = first > 0 and shown.parts[0] is not None
    tells = tells and share_publishable(first, total, floor=floor)
    return Composition(shown.total, shown.parts, Fraction(first, total) if tells else None)
