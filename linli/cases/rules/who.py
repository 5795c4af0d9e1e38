"""Who may see and do what with a request: predicates over an actor and the request's facts.

An administrator is nobody here. Somebody complained of does not learn who complained (R44).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from linli.cases.rules.states import STATES_FOR
from linli.cases.rules.words import CaseState, CaseType, Role, Verb
from linli.kernel.actor import Actor, PostHeld
from linli.kernel.posts import (
    CHAIN,
    COUNTER,
    NEIGHBOURHOOD,
    OFFICE,
    OVERSEERS,
    POST_HOLDERS,
    PROPERTY,
    SORTING,
    UNIT,
    PostKind,
)

SORTERS = OFFICE | SORTING
"""Who sorts and publishes."""
CALLERS = OFFICE | COUNTER
"""Who calls senders back, and writes down what answers before anybody asks."""
REPORTERS = POST_HOLDERS - OVERSEERS
"""Who takes a report; it may come to anybody but those who check how reports are handled."""
EXPORTERS = SORTERS | {PostKind.CIVIL_AFFAIRS_OFFICER, PostKind.PROPERTY_MANAGER}
"""Who may take a list out of Linli: posts that answer for the work of a community or a unit."""
_COMMUNITY_ROLES: dict[str, frozenset[Role]] = {
    PostKind.INFORMATION_OFFICER: frozenset({Role.SORTER}),
    PostKind.SECRETARY: frozenset({Role.SORTER, Role.SUPERIOR}),
    PostKind.SERVICE_CLERK: frozenset({Role.COUNTER}),
}


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What permission and law need to know of a request."""

    state: CaseState
    type: CaseType | None = None
    place_ids: frozenset[UUID] = frozenset()
    community_id: UUID | None = None
    lead_post_id: UUID | None = None
    lead_organisation_id: UUID | None = None
    helpers: frozenset[UUID] = frozenset()
    helping_organisations: frozenset[UUID] = field(default=frozenset())
    complained_of_id: UUID | None = None
    may_show: bool = False
    may_publish: bool = False
    published: bool = False
    paused: bool = False
    proposed: bool = False
    proposed_by: UUID | None = None
    question_open: bool = False
    sealed: bool = False


_SORTING = frozenset({Role.SORTER, Role.OFFICE})
_LEADING = frozenset({Role.LEAD})
_STAFF = frozenset(
    {Role.LEAD, Role.HELPER, Role.SORTER, Role.OFFICE, Role.NEAR, Role.SUPERIOR, Role.COUNTER}
)

POWERS: dict[Verb, frozenset[Role]] = {
    Verb.SORT: _SORTING,
    Verb.DISPATCH: _SORTING | {Role.SUPERIOR},
    Verb.ACCEPT: _LEADING,
    Verb.START: _LEADING,
    Verb.RETURN: _LEADING,
    Verb.OBJECT: _LEADING,
    Verb.EXTEND: frozenset({Role.OFFICE}),
    Verb.NOTE: _STAFF,
    Verb.ADD_WORDS: frozenset({Role.SENDER, Role.SORTER, Role.COUNTER, Role.OFFICE}),
    Verb.ASK: _LEADING,
    Verb.REPLY: frozenset({Role.SENDER, Role.SORTER, Role.COUNTER, Role.LEAD}),
    Verb.HAND_OVER: _LEADING | {Role.OFFICE},
    Verb.OUTSIDE_RESULT: _LEADING | _SORTING,
    Verb.DRAFT: _LEADING,
    Verb.PROPOSE: _LEADING,
    Verb.APPROVE: frozenset({Role.OFFICE, Role.SUPERIOR}),
    Verb.SEND_BACK: frozenset({Role.OFFICE, Role.SUPERIOR}),
    Verb.ANSWER: _LEADING,
    Verb.CLOSE: _LEADING | _SORTING,
    Verb.RATE: frozenset({Role.SENDER}),
    Verb.REOPEN: frozenset({Role.SENDER}),
    Verb.WITHDRAW: frozenset({Role.SENDER, Role.SORTER, Role.COUNTER, Role.OFFICE}),
    Verb.MERGE: _SORTING,
    Verb.TAKE_IN: _SORTING,
    Verb.TRANSFER: frozenset({Role.OFFICE}),
    Verb.PRESS: frozenset({Role.OFFICE}),
    Verb.ASSIST: _LEADING | _SORTING,
    Verb.END_ASSIST: _LEADING | _SORTING,
    Verb.ADD_TASK: _LEADING | {Role.OFFICE},
    Verb.FINISH_TASK: _LEADING | {Role.OFFICE},
    Verb.PUBLISH: _SORTING,
    Verb.UNPUBLISH: _SORTING,
    Verb.FOLLOW_UP: _SORTING | {Role.COUNTER},
    Verb.PAUSE: _LEADING,
    Verb.RESUME: _LEADING | {Role.OFFICE},
    Verb.UNDO: _LEADING | _SORTING | {Role.SUPERIOR},
    Verb.ESCALATE: frozenset({Role.CLOCK}),
    Verb.OPEN_CONTACT: _LEADING | _SORTING | {Role.COUNTER, Role.SUPERIOR},
    Verb.OFFER_SEAL: _LEADING | _SORTING | {Role.COUNTER},
    Verb.AGREE_SEAL: _SORTING | {Role.COUNTER, Role.SENDER},
    Verb.SEAL: frozenset({Role.CONFIDANT}),
}
"""Which of an actor's roles lets it do what."""


OF_REFERRALS = frozenset({Verb.OBJECT, Verb.EXTEND})
"""What the regulations know for public complaints alone (R44)."""


def roles_of(
    actor: Actor, facts: CaseFacts, *, is_sender: bool = False, is_confidant: bool = False
) -> frozenset[Role]:
    """What an actor is to a request; empty means it may not know of it."""
    found = {Role.SENDER} if is_sender else set()
    if is_confidant:
        found.add(Role.CONFIDANT)
    if actor.system:
        found.add(Role.CLOCK)
    elif actor.post is not None and not actor.administrator:
        found |= _roles_by_place(actor.post, facts) | _roles_by_work(actor.post, facts)
    return frozenset(found)


def may_see(roles: frozenset[Role]) -> bool:
    """Whether somebody in these roles may know of a request."""
    return bool(roles)


def may_see_sender(actor: Actor, facts: CaseFacts, roles: frozenset[Role]) -> bool:
    """Whether the sender's name may be shown (R44).

    Handlers see it, save those complained of. Who is complained of may not be known yet:
    then a property company that leads a complaint counts as one. The sender's consent opens it.
    """
    if not roles & POWERS[Verb.OPEN_CONTACT]:
        return False
    return facts.may_show or not _may_be_complained_of(actor, facts)


def may_do(verb: Verb, roles: frozenset[Role]) -> bool:
    """Whether one of the roles lets an actor do this."""
    return bool(roles & POWERS[verb])


def why_unlawful(verb: Verb, facts: CaseFacts) -> str:
    """The code of the sentence that says why an act cannot be done now; empty when it can."""
    if facts.sealed:
        return "sealed"
    if facts.state not in STATES_FOR[verb]:
        return "ended" if _is_over(facts.state) else f"not_{verb.value}_now"
    referral = facts.type is CaseType.REFERRAL
    checks = {
        Verb.OBJECT: (not referral, "no_referral"),
        Verb.EXTEND: (not referral, "no_referral"),
        Verb.RETURN: (referral, "object_instead"),
        Verb.PUBLISH: (not facts.may_publish, "no_consent"),
        Verb.UNPUBLISH: (not facts.published, "not_published"),
        Verb.APPROVE: (not facts.proposed, "nothing_proposed"),
        Verb.SEND_BACK: (not facts.proposed, "nothing_proposed"),
        Verb.PAUSE: (facts.paused, "paused_already"),
        Verb.RESUME: (not facts.paused, "not_paused"),
        Verb.ASK: (facts.question_open, "question_open"),
    }
    wrong, code = checks.get(verb, (False, ""))
    return code if wrong else ""


def may_approve(actor: Actor, facts: CaseFacts) -> bool:
    """A second person approves, and nobody in a matter against the own organisation."""
    if actor.account_id is None or actor.account_id == facts.proposed_by:
        return False
    own = actor.post.organisation_id if actor.post else None
    return own is None or own != facts.complained_of_id or actor.holds(PostKind.SUB_DISTRICT_LEADER)


def may_reassign(facts: CaseFacts, roles: frozenset[Role]) -> bool:
    """Work that a unit has accepted is taken from it by the office or by who leads it alone."""
    if facts.state not in {CaseState.ACCEPTED, CaseState.IN_PROGRESS}:
        return True
    return bool(roles & {Role.OFFICE, Role.LEAD})


def _roles_by_place(post: PostHeld, facts: CaseFacts) -> set[Role]:
    found: set[Role] = set()
    if post.kind in OFFICE:
        found.add(Role.OFFICE)
    if facts.community_id is not None and post.place_id == facts.community_id:
        found |= _COMMUNITY_ROLES.get(post.kind, frozenset())
    if post.kind in NEIGHBOURHOOD and post.place_id in facts.place_ids:
        found.add(Role.NEAR)
    return found


def _roles_by_work(post: PostHeld, facts: CaseFacts) -> set[Role]:
    found: set[Role] = set()
    unit = post.organisation_id if post.kind in UNIT else None
    if post.post_id == facts.lead_post_id or (unit and unit == facts.lead_organisation_id):
        found.add(Role.LEAD)
        if post.kind in CHAIN:
            found.add(Role.SUPERIOR)
    if post.post_id in facts.helpers or unit in facts.helping_organisations:
        found.add(Role.HELPER)
    return found


def _may_be_complained_of(actor: Actor, facts: CaseFacts) -> bool:
    if facts.type not in {CaseType.COMPLAINT, CaseType.REFERRAL} or actor.post is None:
        return False
    if facts.complained_of_id is None:
        return actor.post.kind in PROPERTY
    return actor.post.organisation_id == facts.complained_of_id


def _is_over(state: CaseState) -> bool:
    return state in {CaseState.TRANSFERRED, CaseState.WITHDRAWN, CaseState.MERGED}
