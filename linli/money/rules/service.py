"""The property contract and its calendar (R19, R20); what is owed, scored, handed over; own service."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class ContractState(StrEnum):
    """Where a property contract stands."""

    RUNNING = "running"
    NOTICE_GIVEN = "notice_given"
    ENDED_SERVING = "ended_serving"
    """It has ended and the company goes on serving until somebody takes over (R20)."""
    TAKEN_OVER = "taken_over"


class Basis(StrEnum):
    """On what a contract or a service rests."""

    VOTE = "vote"
    """A vote of the owners."""
    EARLIER_VOTE = "earlier_vote"
    """A vote of the owners on paper, before their votes were held here."""
    FROM_ABOVE = "from_above"
    """The office decided, for a time, where owners could not."""
    BEFORE = "before"
    """It was signed by the developer before owners could vote."""


class Side(StrEnum):
    """Who ends a contract."""

    OWNERS = "owners"
    COMPANY = "company"


class ServiceKind(StrEnum):
    """What a company or neighbours do for a compound (S42)."""

    REPAIR = "repair"
    SECURITY = "security"
    CLEANING = "cleaning"
    VEHICLES = "vehicles"
    GREENERY = "greenery"
    LIFTS = "lifts"
    OTHER = "other"
    WHOLE = "whole"
    """The service as a whole: asked in every survey, owed in no single line."""


class Indicator(StrEnum):
    """What is counted of a company's service."""

    IN_TIME = "in_time"
    """Requests that it led and that were closed in time."""
    SOLVED = "solved"
    """Requests that it led and whose senders say: solved."""
    CONTENT = "content"
    """Answers of a survey that say: content."""


class Reminder(StrEnum):
    """What the calendar of a contract tells, each once."""

    VOTE_SOON = "vote_soon"
    """The vote on who serves next has to be called."""
    COMPANY_SPEAKS = "company_speaks"
    """The last day on which a company may say that it does not renew is near."""
    ENDS_SOON = "ends_soon"
    ENDED = "ended"
    """It ended, and the company must keep serving until takeover."""
    GOES_ON = "goes_on"
    """Its days were over without a decision: it goes on without an end."""
    TAKEOVER_LATE = "takeover_late"
    """It ended a month ago and nobody has taken over."""


class HandoverKind(StrEnum):
    """What is handed over when a company leaves (R20)."""

    PREMISES = "premises"
    FACILITIES = "facilities"
    DATA = "data"
    MONEY = "money"


class HandoverState(StrEnum):
    """Where a thing on the list stands."""

    LISTED = "listed"
    HANDED_OVER = "handed_over"
    DISPUTED = "disputed"
    SETTLED = "settled"
    """It was in dispute, and the dispute is over."""


class TakeoverSide(StrEnum):
    """Who signs a takeover; each is another person."""

    COMPANY = "company"
    COMMITTEE = "committee"
    OFFICE = "office"


class ServiceMode(StrEnum):
    """Why neighbours run a service themselves (S44)."""

    STANDING = "standing"
    INTERIM = "interim"
    """Until a company takes over."""


class Rhythm(StrEnum):
    """How often a task comes back."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    WHEN_NEEDED = "when_needed"


DISMISSAL = "owners.provider.dismissal_notice"
NO_RENEWAL = "owners.provider.no_renewal_notice"
INDEFINITE = "owners.provider.indefinite_notice"
UNTIL_TAKEOVER = "owners.provider.serves_until_takeover"
NO_CUTTING = "owners.provider.may_cut_supplies"

SERVING = frozenset(
    {ContractState.RUNNING, ContractState.NOTICE_GIVEN, ContractState.ENDED_SERVING}
)
"""States in which the company serves the compound."""
STEPS_OF: dict[Rhythm, int] = {
    Rhythm.DAILY: 1,
    Rhythm.WEEKLY: 7,
    Rhythm.MONTHLY: 31,
    Rhythm.QUARTERLY: 92,
}
VOTE_LEAD = timedelta(days=60)
"""A vote of owners takes its 15 days of notice, its days of voting and its disclosure; it has to
be called so long before the company's last day to speak, so that both sides know in time."""
SOON = timedelta(days=30)
FLOOR = 5


@dataclass(frozen=True, slots=True)
class Terms:
    """From when until when; no end: until somebody gives notice."""

    starts_on: date
    ends_on: date | None
    leaves_on: date | None = None
    """The day that a notice names."""


@dataclass(frozen=True, slots=True)
class Milestone:
    """A day of the calendar and what it is."""

    what: Reminder
    on: date


def notice_rule(side: Side, *, indefinite: bool) -> str:
    """The rule that says how long before the end notice is given."""
    if indefinite:
        return INDEFINITE
    return DISMISSAL if side is Side.OWNERS else NO_RENEWAL


def earliest_end(side: Side, given_on: date, days: int, terms: Terms) -> date:
    """The first day on which a contract may end by this notice.

    Owners may dismiss within the term; a company serves at least until the term is over.
    """
    first = given_on + timedelta(days=days)
    if side is Side.COMPANY and terms.ends_on is not None:
        return max(first, terms.ends_on)
    return first


def renews_from(terms: Terms) -> date:
    """The first day on which a new term may begin: never within the one that runs."""
    last = terms.leaves_on or terms.ends_on or terms.starts_on
    return last + timedelta(days=1)


def days_short(side: Side, given_on: date, leaves_on: date, days: int, terms: Terms) -> int:
    """By how many days a notice is shorter than the law asks."""
    return max(0, (earliest_end(side, given_on, days, terms) - leaves_on).days)


def calendar(terms: Terms, no_renewal_days: int) -> list[Milestone]:
    """The days to come of a contract that runs, in order; without an end there are none."""
    if terms.leaves_on is not None:
        return [
            Milestone(Reminder.ENDS_SOON, terms.leaves_on - SOON),
            Milestone(Reminder.ENDED, terms.leaves_on + timedelta(days=1)),
        ]
    if terms.ends_on is None:
        return []
    speak_by = terms.ends_on - timedelta(days=no_renewal_days)
    return [
        Milestone(Reminder.VOTE_SOON, speak_by - VOTE_LEAD),
        Milestone(Reminder.COMPANY_SPEAKS, speak_by - SOON),
        Milestone(Reminder.ENDS_SOON, terms.ends_on - SOON),
        Milestone(Reminder.GOES_ON, terms.ends_on + timedelta(days=1)),
    ]


def due_now(terms: Terms, no_renewal_days: int, told: Collection[str], on: date) -> list[Milestone]:
    """What has to be told on a day and was not, the newest only where several are overdue."""
    passed = [one for one in calendar(terms, no_renewal_days) if one.on <= on]
    return [one for one in passed[-1:] if one.what not in told]


def after_end(terms: Terms, state: ContractState, on: date) -> ContractState | None:
    """What becomes of a contract on a day; none: it stays.

    A notice ends it, and the company serves on. A term that is over without a decision of the
    owners does not end it: the contract goes on without an end (Civil Code, art. 948).
    """
    if state is ContractState.NOTICE_GIVEN and terms.leaves_on and on > terms.leaves_on:
        return ContractState.ENDED_SERVING
    return None


def goes_on(terms: Terms, state: ContractState, on: date) -> bool:
    """Whether a term was over without a decision, so that it goes on without an end."""
    return state is ContractState.RUNNING and terms.ends_on is not None and on > terms.ends_on


def lacking(signed: Mapping[TakeoverSide, object]) -> list[TakeoverSide]:
    """The sides that have not signed."""
    return [side for side in TakeoverSide if side not in signed]


def is_due(rhythm: Rhythm, last_on: date | None, starts_on: date, on: date) -> bool:
    """Whether a task is due again on a day."""
    days = STEPS_OF.get(rhythm)
    if days is None:
        return False
    since = last_on or starts_on - timedelta(days=days)
    return (on - since).days >= days


def shown_share(good: int, total: int) -> int | None:
    """Percent that may be shown: at least five on either side, or all of five and more."""
    bad = total - good
    if total < FLOOR:
        return None
    if 0 < bad < FLOOR or 0 < good < FLOOR:
        return None
    return round(100 * good / total)
