"""An election is called: its kind and place for good, its calendar in the version of the day."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.elections.actions.calendar import move_on
from linli.elections.actions.work import Work, no_election
from linli.elections.models import Candidate, Election, ElectionStep, Roll
from linli.elections.queries.calendar import template_in_force
from linli.elections.queries.elections import may_do_at
from linli.elections.queries.kept_rules import kept_rule
from linli.elections.queries.needs import notice_of
from linli.elections.queries.opening_days import dates_step, never_opens
from linli.elections.rules import (
    MODE_OF,
    ROLL_OF,
    CandidateState,
    ElectionKind,
    ElectionState,
    RollState,
    StepState,
    TieRule,
    Verb,
)
from linli.elections.rules.calendar import as_data
from linli.elections.rules.candidates import (
    DECISION_ANSWERS,
    PERSONS,
    choices_fault,
    seats_fault,
)
from linli.elections.rules.opening import COUNCILS
from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, NotAllowed, Refused
from linli.kernel.numbers import RecordNumber
from linli.kernel.rulebook import NoSuchRule, NotSetByPlace
from linli.people import queries as people
from linli.places import queries as places
from linli.places.rules import PlaceKind
from linli.records import actions as records
from linli.records.queries import rule_in_force
from linli.tenancy.models import new_id

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
UUID_LENGTH = 22
DEFAULT_SHORT = "LL"
HELD_AT: dict[ElectionKind, frozenset[PlaceKind]] = {
    ElectionKind.CONGRESS: frozenset({PlaceKind.COMPOUND}),
    ElectionKind.RESIDENTS_COMMITTEE: frozenset({PlaceKind.COMMUNITY}),
    ElectionKind.OWNERS_COMMITTEE: frozenset({PlaceKind.COMPOUND}),
    ElectionKind.OWNERS_DECISION: frozenset({PlaceKind.COMPOUND}),
    ElectionKind.ROLL_CALL: frozenset({PlaceKind.COMPOUND, PlaceKind.COMMUNITY}),
}
ANSWER_NAMES = {"for": "赞成", "against": "反对", "abstain": "弃权"}
"""Answers as they stand on the ballot, which is printed in Chinese and signed as text."""
_AHEAD = timedelta(days=731)
_LONGEST = timedelta(days=366)
LIMITS = {
    ElectionKind.OWNERS_COMMITTEE: "owners.committee",
    ElectionKind.RESIDENTS_COMMITTEE: "self_government.committee",
}
"""Where the rulebook says how many members a body has."""
ODD = {
    ElectionKind.CONGRESS: "self_government.congress.odd",
    ElectionKind.OWNERS_COMMITTEE: "owners.committee.odd",
}
"""Where it says that they are odd in number."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What is voted on: seats and choices for persons, matter and question for decisions."""

    seats: int = 0
    least_choices: int = 0
    most_choices: int = 1
    tie_rule: TieRule | None = None
    matter: str = ""
    question: str = ""


@transaction.atomic
def call_election(
    *,
    actor: Actor,
    key: str,
    kind: ElectionKind,
    place_id: UUID,
    title: str,
    body_id: UUID | None = None,
    at: datetime,
) -> Election:
    """Begin an election with the calendar in force; the same key answers with the same one."""
    _require_place(actor, kind, place_id, at=at)
    election_id = new_id()
    before = records.claim_key(
        sub_district_id=actor.sub_district_id,
        act="elections.call",
        key=key,
        body={"kind": kind.value, "place": str(place_id), "title": title, "body": str(body_id)},
        answer={"election": str(election_id)},
        at=at,
    )
    if before is not None:
        return _called_before(actor, before["election"])
    template = template_in_force(actor.sub_district_id, kind)
    election = Election.objects.create(
        id=election_id,
        sub_district_id=actor.sub_district_id,
        uuid=_public_name(),
        number=_number(actor.sub_district_id, place_id, at),
        kind=kind.value,
        mode=MODE_OF[kind].value,
        state=ElectionState.PREPARING.value,
        title=title.strip(),
        place_id=place_id,
        body_id=body_id,
        least_choices=0 if kind in PERSONS else 1,
        template_name=template.name,
        template_number=template.number,
        made_at=at,
        latest_at=at,
    )
    ElectionStep.objects.bulk_create(
        ElectionStep(
            sub_district_id=actor.sub_district_id,
            election=election,
            key=step.key,
            order=order,
            plan=as_data(step),
            state=StepState.AHEAD.value,
        )
        for order, step in enumerate(template.steps, start=1)
    )
    work = Work(actor=actor, election=election, at=at, new=True)
    if kind not in PERSONS:
        _give_answers(work)
    work.record("elections.call", {"kind": kind.value, "template": template.number}, text=title)
    move_on(work)
    return work.write()


@transaction.atomic
def set_terms(
    *, actor: Actor, election_id: UUID, terms: Terms, version: int, at: datetime
) -> Election:
    """Set seats, choices, the tie rule, or the matter and question; while it is prepared."""
    work = Work.on(actor=actor, election_id=election_id, version=version, at=at)
    work.require(Verb.SET_UP)
    work.require_state(ElectionState.PREPARING)
    kind = ElectionKind(work.election.kind)
    if kind in PERSONS:
        _require_seats(work, kind, terms)
        work.change(
            seats=terms.seats,
            least_choices=terms.least_choices,
            most_choices=terms.most_choices,
            tie_rule=terms.tie_rule.value if terms.tie_rule else "",
        )
    else:
        _require_matter(work, kind, terms)
        matter = _council(work, terms.matter) if kind is ElectionKind.ROLL_CALL else terms.matter
        work.change(matter=matter, question=terms.question.strip())
    facts = {"seats": terms.seats, "least": terms.least_choices, "most": terms.most_choices}
    work.record("elections.set_terms", {**facts, "matter": terms.matter}, text=terms.question)
    return work.write()


@transaction.atomic
def set_times(
    *,
    actor: Actor,
    election_id: UUID,
    opens_at: datetime,
    closes_at: datetime,
    where: str = "",
    reason: str = "",
    version: int,
    at: datetime,
) -> Election:
    """Set when and where one votes; the steps' days are reckoned anew from it.

    What can never be opened is refused with the step that stands against it. Once a notice with
    the dates hangs, a change asks for a reason and a new notice.
    """
    work = Work.on(actor=actor, election_id=election_id, version=version, at=at)
    work.require(Verb.SET_UP)
    work.require_state(ElectionState.PREPARING)
    if opens_at <= at:
        raise Refused("opens_in_the_past", _("Voting begins in the future."))
    if closes_at <= opens_at:
        raise Refused("closes_before_it_opens", _("Voting ends after it began."))
    _require_likely(opens_at, closes_at, at=at)
    on = timezone.localdate(at)
    against = never_opens(work.election, timezone.localdate(opens_at), on=on)
    if against:
        raise Refused("never_opens", " ".join(against))
    announced = _announced(work, opens_at, closes_at, where.strip())
    if announced is not None:
        _announce_anew(work, announced, reason)
    work.change(opens_at=opens_at, closes_at=closes_at, where=where.strip())
    facts = {"opens": opens_at.isoformat(), "closes": closes_at.isoformat()}
    work.record("elections.set_times", facts, text=where)
    move_on(work)
    return work.write()


def _require_likely(opens_at: datetime, closes_at: datetime, *, at: datetime) -> None:
    if opens_at > at + _AHEAD:
        raise Refused(
            "opens_far_ahead",
            _("Voting begins more than two years from now; look at the year again."),
        )
    if closes_at > opens_at + _LONGEST:
        raise Refused(
            "open_too_long", _("Voting lasts a year at most; look at the last day again.")
        )


def _announced(
    work: Work, opens_at: datetime, closes_at: datetime, where: str
) -> ElectionStep | None:
    """The step whose notice hangs with other dates than those that are set now."""
    now = work.election
    if (now.opens_at, now.closes_at, now.where) == (opens_at, closes_at, where):
        return None
    step = dates_step(now)
    return step if step is not None and notice_of(now, step.key) is not None else None


def _announce_anew(work: Work, step: ElectionStep, reason: str) -> None:
    """Let the step of the notice be done again: what hangs says what is no longer so."""
    if not reason.strip():
        raise Refused(
            "dates_announced",
            _(
                "A notice with these dates hangs already. Write why they change; a new notice with "
                "the new dates goes up then."
            ),
        )
    step.state, step.note = StepState.RETURNED.value, reason.strip()[:300]
    step.save(update_fields=["state", "note"])
    work.change(times_changed_at=work.at, times_reason=reason.strip()[:300])
    work.record("elections.change_announced_times", {"step": step.key}, text=reason.strip())


@transaction.atomic
def choose_roll(
    *, actor: Actor, election_id: UUID, roll_id: UUID, version: int, at: datetime
) -> Election:
    """Let a roll of the place be the one by which people vote."""
    work = Work.on(actor=actor, election_id=election_id, version=version, at=at)
    work.require(Verb.SET_UP)
    work.require_state(ElectionState.PREPARING)
    roll = Roll.objects.filter(sub_district_id=work.tenant, id=roll_id).first()
    if roll is None or roll.state == RollState.DROPPED:
        raise Missing("no_roll", _("There is no such roll."))
    if roll.kind != ROLL_OF.get(ElectionKind(work.election.kind)):
        raise Refused("other_roll", _("This kind of election goes by the other kind of roll."))
    if roll.place_id != work.election.place_id:
        raise Refused("roll_elsewhere", _("This roll was made for another place."))
    work.change(roll=roll)
    work.record("elections.choose_roll", {"roll": str(roll.id)})
    return work.write()


def _require_place(actor: Actor, kind: ElectionKind, place_id: UUID, *, at: datetime) -> None:
    on = timezone.localdate(at)
    place = places.place(actor.sub_district_id, place_id)
    if place is None or not may_do_at(actor, Verb.SEE, place_id, on=on):
        raise Missing("no_place", _("There is no such place."))
    if not may_do_at(actor, Verb.SET_UP, place_id, on=on):
        raise NotAllowed("not_runner", _("Your post may look at elections, not call one."))
    if PlaceKind(place.kind) not in HELD_AT[kind]:
        raise Refused("wrong_place", _("This kind of election is not held at such a place."))


def _called_before(actor: Actor, election_id: str) -> Election:
    found = Election.objects.filter(
        sub_district_id=actor.sub_district_id, id=UUID(election_id)
    ).first()
    if found is None:
        raise no_election()
    return found


def _public_name() -> str:
    """A name for booth and archive that nobody can guess or mistype for another."""
    return "".join(secrets.choice(BASE58) for _place in range(UUID_LENGTH))


def _number(sub_district_id: UUID, place_id: UUID, at: datetime) -> str:
    place, root = places.place(sub_district_id, place_id), places.root(sub_district_id)
    shorts = [one.short for one in (place, root) if one is not None and one.short]
    year = timezone.localdate(at).year
    number = RecordNumber(next(iter(shorts), DEFAULT_SHORT), "XJ", year, 1)
    serial = records.next_number(sub_district_id=sub_district_id, prefix=number.prefix)
    return str(RecordNumber(number.place, "XJ", year, serial))


def _give_answers(work: Work) -> None:
    work.change(candidates_fixed_at=work.at)
    for number, code in enumerate(DECISION_ANSWERS, start=1):
        work.batch.add(
            Candidate(
                sub_district_id=work.tenant,
                election=work.election,
                number=number,
                name=ANSWER_NAMES[code],
                about=code,
                nominated_at=work.at,
                state=CandidateState.STANDING.value,
            )
        )


def _require_seats(work: Work, kind: ElectionKind, terms: Terms) -> None:
    if terms.seats < 1 or terms.tie_rule is None:
        raise Refused("no_terms", _("Say how many seats there are and what happens in a tie."))
    limits = LIMITS.get(kind)
    if limits:
        _require_lawful_seats(work, kind, terms.seats, limits)
    _require_odd_seats(work, kind, terms.seats)
    fault = choices_fault(kind, terms.seats, least=terms.least_choices, most=terms.most_choices)
    if fault:
        raise Refused(
            f"choices_{fault}",
            _("A ballot asks for at least one choice and for no more than there are seats."),
        )


def _require_lawful_seats(work: Work, kind: ElectionKind, seats: int, limits: str) -> None:
    least = kept_rule(work.election, f"{limits}.least_members")
    most = kept_rule(work.election, f"{limits}.most_members")
    fault = seats_fault(kind, seats, least=least.count, most=most.count, odd=False)
    if fault:
        words = _("This body has %(least)s to %(most)s members.")
        raise Refused(
            "seats_out_of_range",
            words % {"least": least.count, "most": most.count},
            source=least.source.zh,
        )


def _require_odd_seats(work: Work, kind: ElectionKind, seats: int) -> None:
    """Refuse an even number where the rule in force says odd; a re-run fills what is left."""
    key = ODD.get(kind)
    if key is None or seats % 2 or work.election.rerun_of_id:
        return
    try:
        rule = work.rule(key)
    except (NoSuchRule, NotSetByPlace):
        return
    if rule.switch:
        raise Refused("seats_even", _("The number of members is odd."), source=rule.source.zh)


def _council(work: Work, named: str) -> str:
    """The body whose shares bind a roll call: the one named, else the one that is called, else none."""
    if named in COUNCILS:
        return named
    if work.election.body_id is None:
        return work.election.matter
    body = people.body(work.tenant, work.election.body_id, on=timezone.localdate(work.at))
    return body.kind if body and body.kind in COUNCILS else ""


def _require_matter(work: Work, kind: ElectionKind, terms: Terms) -> None:
    if not terms.question.strip():
        raise Refused("no_question", _("Write what is voted on."))
    if kind is not ElectionKind.OWNERS_DECISION:
        return
    on = timezone.localdate(work.at)
    matters = rule_in_force(work.tenant, "owners.joint_matters", on=on)
    if terms.matter not in matters.items:
        raise Refused(
            "unknown_matter",
            _("Owners decide the nine joint matters of the Civil Code; choose one of them."),
            source=matters.source.zh,
        )
