"""A body gets a new term: elected here, elected elsewhere, or filed only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.kernel.actor import Actor
from linli.kernel.errors import Refused
from linli.people import queries
from linli.people.actions.accounts import tidy_name
from linli.people.actions.body_work import (
    SUBJECT,
    TermWork,
    lock_accounts,
    locked_body,
    require_keeper,
    require_may_stand,
)
from linli.people.models import (
    BodyAlternate,
    BodyDelegation,
    BodySeat,
    BodyTerm,
    Handover,
    HandoverItem,
    Organisation,
)
from linli.people.rules import (
    BODIES,
    FILED_ONLY,
    SEATED,
    BeginsFault,
    OrganisationKind,
    SeatCame,
    SeatOffice,
    SeatsFault,
    SeatSide,
    Sitting,
    begins_fault,
    named_twice,
    seats_fault,
    sitting_fault,
    term_fault,
)
from linli.places.rules import Span
from linli.records.actions import Batch

_HANDS_OVER_WITHIN = timedelta(days=366)
"""What lies longer back is history that is only entered; nobody hands anything over by it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberFacts:
    """Somebody who gets a seat, or waits for one: by name, with an account or without.

    `article` is that by which the person may sit; nothing else is asked of anybody.
    """

    name: str
    office: SeatOffice = SeatOffice.MEMBER
    account_id: UUID | None = None
    article: str = ""
    side: SeatSide | None = None
    """For whom the member sits; that of the body where nothing is said."""


@transaction.atomic
def seat_elected(
    *,
    actor: Actor,
    body_id: UUID,
    members: Sequence[MemberFacts],
    alternates: Sequence[MemberFacts] = (),
    seats: int = 0,
    term_from: date,
    term_to: date,
    election_number: str = "",
    basis: str = "",
    why_late: str = "",
    at: datetime,
) -> BodyTerm:
    """Seat those who were elected for a term, and put the alternates in their order.

    Without `seats` there are as many as members. Called once more for the same election it
    answers the term that is there. The clocks of filing and handover begin.
    """
    body = locked_body(actor, body_id)
    require_keeper(actor, body.place_id, on=timezone.localdate(at))
    _require_kind(body, filed=False)
    done = _term_of_election(body, election_number)
    if done is not None:
        return done
    work = _begin_term(
        actor,
        body,
        members,
        seats=seats or len(members),
        days=(term_from, term_to),
        came=SeatCame.ELECTED,
        papers=(election_number, basis, why_late),
        at=at,
    )
    _add_alternates(work, members, alternates)
    runs = term_to >= work.on
    if runs:
        work.start_clock(queries.FILING, work.rules.filing)
        _open_handover(work)
    work.record(
        "people.seat_elected",
        {"seats": work.term.seats, "members": len(members), "election": election_number},
    )
    return work.write()


@transaction.atomic
def file_result(
    *,
    actor: Actor,
    body_id: UUID,
    members: Sequence[MemberFacts],
    seats: int = 0,
    term_from: date,
    term_to: date,
    basis: str,
    why_late: str = "",
    at: datetime,
) -> BodyTerm:
    """File the result of a Party branch: who leads it and until when; no roll, no ballot."""
    body = locked_body(actor, body_id)
    require_keeper(actor, body.place_id, on=timezone.localdate(at))
    _require_kind(body, filed=True)
    work = _begin_term(
        actor,
        body,
        members,
        seats=seats or len(members),
        days=(term_from, term_to),
        came=SeatCame.FILED,
        papers=("", basis, why_late),
        at=at,
    )
    work.record("people.file_result", {"members": len(members)})
    return work.write()


def _require_kind(body: Organisation, *, filed: bool) -> None:
    kind = OrganisationKind(body.kind)
    if kind not in SEATED:
        raise Refused("no_seats", _("All owners belong to an owners' assembly; it has no seats."))
    if filed and kind not in FILED_ONLY:
        raise Refused("not_filed_only", _("This body is elected; seat those who were elected."))
    if not filed and kind in FILED_ONLY:
        raise Refused(
            "filed_only",
            _(
                "The Party elects by its own rules. Here its result is filed, without roll or ballot."
            ),
        )


def _term_of_election(body: Organisation, election_number: str) -> BodyTerm | None:
    if not election_number:
        return None
    rows = BodyTerm.objects.filter(sub_district_id=body.sub_district_id, body=body)
    return rows.filter(election_number=election_number).first()


def _begin_term(
    actor: Actor,
    body: Organisation,
    members: Sequence[MemberFacts],
    *,
    seats: int,
    days: tuple[date, date],
    came: SeatCame,
    papers: tuple[str, str, str],
    at: datetime,
) -> TermWork:
    """Make the term with its members, and end the one before it."""
    first, last = days
    election_number, basis, why_late = papers
    _require_lawful(body, members, seats, first, last)
    if not election_number:
        _require_likely(first, on=timezone.localdate(at), reason=why_late)
    if not (election_number or basis.strip()):
        raise Refused("no_basis", _("Say on which decision or paper this rests."))
    _end_term_before(actor, body, first, at)
    rows = BodyTerm.objects.filter(sub_district_id=body.sub_district_id, body=body)
    number = (rows.aggregate(most=Max("number"))["most"] or 0) + 1
    term = BodyTerm.objects.create(
        sub_district_id=body.sub_district_id,
        body=body,
        number=number,
        valid_from=first,
        valid_to=last,
        seats=seats,
        came=came,
        basis=_on_what(basis, why_late),
        election_number=election_number,
        seated_at=at,
    )
    work = TermWork(actor=actor, term=term, at=at, new=True)
    _add_members(work, members, came)
    return work


def _require_lawful(
    body: Organisation, members: Sequence[MemberFacts], seats: int, first: date, last: date
) -> None:
    kind = OrganisationKind(body.kind)
    if last < first:
        raise Refused("ends_before_start", _("The last day lies before the first."))
    limits = queries.limits_for(body.sub_district_id, kind, on=first)
    sitting = [Sitting(one.office, one.side or BODIES[kind].side) for one in members]
    fault = (
        seats_fault(seats, limits)
        or sitting_fault(seats, sitting, limits)
        or term_fault(first, last, limits)
    )
    if fault is not None:
        raise Refused(fault, _fault_words(fault) % {"least": limits.least, "most": limits.most})


def _on_what(basis: str, why_late: str) -> str:
    """The paper that a term rests on, and why it is entered only long after."""
    both = [part.strip() for part in (basis, why_late) if part.strip()]
    return "; ".join(both)[:200]


def _require_likely(first: date, *, on: date, reason: str) -> None:
    """Ask about a first day that looks mistyped, before it bars the true one."""
    fault = begins_fault(first, on=on, reason=reason)
    if fault is None:
        return
    said = {
        BeginsFault.FAR_AHEAD: _(
            "The first day lies more than a year ahead; look at the year again. "
            "A term is entered once it was elected."
        ),
        BeginsFault.LONG_AGO: _(
            "The first day lies more than ten years back; look at the year again, or say why the "
            "term is entered only now."
        ),
    }[fault]
    raise Refused(fault, said)


def _require_names_apart(names: Iterable[str]) -> None:
    """One person holds one seat: who is told apart by nothing is taken for one person."""
    twice = named_twice(names)
    if twice is not None:
        raise Refused(
            "named_twice",
            _(
                "%(name)s stands there twice. One person has one seat and one office of a body. If "
                "two people have this name, add a word that tells them apart, such as the building."
            )
            % {"name": twice},
        )


def _fault_words(fault: SeatsFault) -> str:
    return {
        SeatsFault.NONE: _("A body has at least one seat."),
        SeatsFault.TOO_FEW: _("By the rule in force here this body has at least %(least)d seats."),
        SeatsFault.TOO_MANY: _("By the rule in force here this body has at most %(most)d seats."),
        SeatsFault.EVEN: _("By the rule in force here the number of seats is odd."),
        SeatsFault.MORE_THAN_SEATS: _("There are more members than seats."),
        SeatsFault.SHARE: _(
            "By the rule in force here too few of the members sit for those whom the body stands for."
        ),
        SeatsFault.TWICE: _("A body has one chair, one treasurer and one recorder."),
        SeatsFault.TOO_LONG: _("By the rule in force here the term is too long."),
    }[fault]


def _end_term_before(actor: Actor, body: Organisation, first: date, at: datetime) -> None:
    """Let the term before end on the day before the new one, with its seats and its alarm."""
    tenant = body.sub_district_id
    before = BodyTerm.objects.filter(sub_district_id=tenant, body=body).order_by("-number").first()
    if before is None:
        return
    _require_follows(before, first)
    last = min(before.valid_to, first - timedelta(days=1))
    seats = BodySeat.objects.filter(sub_district_id=tenant, term=before)
    never = seats.filter(valid_from__gt=last)
    BodyAlternate.objects.filter(sub_district_id=tenant, seat__in=never.values("id")).update(
        seat=None
    )
    never.delete()
    seats.filter(valid_to__gt=last).update(valid_to=last)
    before.planned_to = before.valid_to if before.valid_to > last else None
    before.valid_to, before.version = last, before.version + 1
    before.save(update_fields=["valid_to", "planned_to", "version"])
    _end_delegations(body, last)
    batch = Batch(sub_district_id=tenant, subject_kind=SUBJECT, subject_id=before.id)
    batch.clocks.end({queries.RENEWAL}, at=at)
    batch.record(actor=actor, did="people.term_followed", facts={"last": str(last)}, at=at)
    batch.write()


def _require_follows(before: BodyTerm, first: date) -> None:
    """A term follows the one entered last; the sentence says what to do where it does not."""
    if before.valid_from < first:
        return
    days = {"first": before.valid_from.isoformat(), "last": before.valid_to.isoformat()}
    if before.valid_from == first:
        said = _(
            "A term from %(first)s to %(last)s is entered already. If it is the same, nothing is "
            "left to do; if it was entered by mistake, withdraw it first, on the body's page."
        )
    else:
        said = _(
            "The term entered last begins later, on %(first)s. If it was entered by mistake, "
            "withdraw it first, on the body's page."
        )
    raise Refused("term_overlaps", said % days)


def _end_delegations(body: Organisation, last: date) -> None:
    """What a term let others do ends with it; the next term decides anew."""
    BodyDelegation.objects.filter(
        sub_district_id=body.sub_district_id, giver=body, valid_from__lte=last, valid_to__gt=last
    ).update(valid_to=last, ended_why=_("The term of the body that gave it ended."))


def _add_members(work: TermWork, members: Sequence[MemberFacts], came: SeatCame) -> None:
    term = work.term
    lock_accounts(one.account_id for one in members)
    with_account = [one.account_id for one in members if one.account_id]
    if len(with_account) != len(set(with_account)):
        raise Refused("sits_already", _("One account cannot take two seats of a body."))
    _require_names_apart(one.name for one in members)
    rows = []
    for order, one in enumerate(members, 1):
        name = tidy_name(one.name)
        span = Span(term.valid_from, term.valid_to)
        require_may_stand(term, name=name, account_id=one.account_id, office=one.office, span=span)
        seat = BodySeat(
            sub_district_id=term.sub_district_id,
            term=term,
            order=order,
            name=name,
            account_id=one.account_id,
            office=one.office,
            side=one.side or work.rules.side,
            article=one.article.strip()[:200],
            came=came,
            valid_from=term.valid_from,
            valid_to=term.valid_to,
        )
        rows.append(seat)
        if term.valid_to >= work.on:
            work.tell_member(seat, "people/seated")
    BodySeat.objects.bulk_create(rows)


def _add_alternates(
    work: TermWork, members: Sequence[MemberFacts], alternates: Sequence[MemberFacts]
) -> None:
    _require_names_apart(one.name for one in (*members, *alternates))
    for order, one in enumerate(alternates, 1):
        work.batch.add(
            BodyAlternate(
                sub_district_id=work.tenant,
                term=work.term,
                order=order,
                name=tidy_name(one.name),
                account_id=one.account_id,
                article=one.article.strip()[:200],
            )
        )


def _open_handover(work: TermWork) -> None:
    """Begin the list that the term before hands over, where there was one and a rule asks."""
    rows = BodyTerm.objects.filter(sub_district_id=work.tenant, body=work.term.body)
    before = rows.exclude(id=work.term.id).order_by("-valid_from").first()
    if before is None or not work.rules.handover:
        return
    first = work.term.valid_from
    if first - before.valid_to > _HANDS_OVER_WITHIN or work.on - first > _HANDS_OVER_WITHIN:
        return
    opened = Handover.objects.create(
        sub_district_id=work.tenant, term=work.term, before=before, opened_at=work.at
    )
    for order, (kind, what) in enumerate(queries.things_to_hand_on(), 1):
        work.batch.add(
            HandoverItem(
                sub_district_id=work.tenant, handover=opened, order=order, kind=kind, what=what
            )
        )
    work.start_clock(queries.HANDOVER, work.rules.handover)
