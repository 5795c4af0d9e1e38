"""What bodies file, let others do, and hand over from one term to the next."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, NotAllowed, Refused
from linli.people import queries
from linli.people.actions.accounts import tidy_name
from linli.people.actions.body_work import SUBJECT, TermWork, locked_body, require_keeper
from linli.people.actions.mending import require_filing_day
from linli.people.models import (
    BodyDelegation,
    BodySeat,
    BodyTerm,
    Handover,
    HandoverItem,
    Organisation,
    TermFiling,
)
from linli.people.rules import (
    SEATED,
    FiledWith,
    HandoverKind,
    ItemState,
    OrganisationKind,
    Side,
    same_name,
)
from linli.places import queries as places
from linli.records import actions as records
from linli.records.rules import Prepared
from linli.tenancy.dated import in_force
from linli.tenancy.rows import locked


@transaction.atomic
def file_term(
    *,
    actor: Actor,
    term_id: UUID,
    filed_with: FiledWith,
    filed_on: date,
    reference: str = "",
    receipt: Prepared | None = None,
    at: datetime,
) -> TermFiling:
    """Note with whom a term was filed and when; the clock ends when all have it."""
    work = TermWork.on_term(actor=actor, term_id=term_id, at=at)
    work.require_keeper()
    require_filing_day(work, filed_on)
    filed = queries.filings_of(work.tenant, term_id)
    if any(one.filed_with == filed_with for one in filed):
        raise Refused("filed_already", _("It is filed there already."))
    if receipt is not None:
        records.attach(
            actor=actor,
            subject_kind=SUBJECT,
            subject_id=term_id,
            prepared=receipt,
            for_staff_only=True,
            at=at,
        )
    made = TermFiling.objects.create(
        sub_district_id=work.tenant,
        term=work.term,
        filed_with=filed_with,
        filed_on=filed_on,
        reference=reference.strip()[:80],
        receipt_id=receipt.id if receipt else None,
        recorded_by=actor.label,
        recorded_at=at,
    )
    if set(work.rules.filed_with) <= {filed_with, *(FiledWith(one.filed_with) for one in filed)}:
        work.batch.clocks.end({queries.FILING}, at=at)
    work.record("people.file_term", {"with": filed_with, "on": filed_on.isoformat()})
    work.write()
    return made


@transaction.atomic
def delegate_to_body(
    *,
    actor: Actor,
    giver_id: UUID,
    taker_id: UUID,
    scope: str,
    basis: str,
    valid_from: date,
    valid_to: date,
    at: datetime,
) -> BodyDelegation:
    """Let a body act for another within a scope and a time, by the giver's decision (S62)."""
    giver = locked_body(actor, giver_id)
    require_keeper(actor, giver.place_id, on=timezone.localdate(at))
    taker = locked_body(actor, taker_id)
    if giver.id == taker.id:
        raise Refused("same_body", _("A body does not delegate to itself."))
    if valid_to < valid_from:
        raise Refused("ends_before_start", _("The last day lies before the first."))
    if not scope.strip() or not basis.strip():
        raise Refused("no_scope", _("Say what is delegated and by which decision."))
    _require_within_term(giver, valid_from, valid_to)
    made = BodyDelegation.objects.create(
        sub_district_id=actor.sub_district_id,
        giver=giver,
        taker=taker,
        scope=scope.strip()[:300],
        basis=basis.strip()[:200],
        valid_from=valid_from,
        valid_to=valid_to,
        made_at=at,
    )
    facts = {"taker": str(taker.id), "last": valid_to.isoformat()}
    records.record(
        actor=actor,
        did="people.delegate_to_body",
        on_kind="people.organisation",
        on_id=giver.id,
        facts=facts,
        at=at,
    )
    return made


def _require_within_term(giver: Organisation, first: date, last: date) -> None:
    """A body lets others act for as long as it is there itself; the next term decides anew."""
    if OrganisationKind(giver.kind) not in SEATED:
        return
    rows = BodyTerm.objects.filter(in_force(first), sub_district_id=giver.sub_district_id)
    term = rows.filter(body=giver).order_by("-number").first()
    if term is None:
        raise Refused(
            "no_term", _("On the first day nobody sits in the body that delegates; enter its term.")
        )
    if last > term.valid_to:
        raise Refused(
            "outlasts_term",
            _("The term of the body that delegates ends on %(day)s; a delegation ends with it.")
            % {"day": term.valid_to.isoformat()},
        )


@transaction.atomic
def end_delegation(
    *, actor: Actor, delegation_id: UUID, last_day: date, why: str, at: datetime
) -> BodyDelegation:
    """End a delegation before its day, with the reason."""
    missing = Missing("no_delegation", _("There is no such delegation."))
    found = locked(BodyDelegation, actor.sub_district_id, delegation_id, missing=missing)
    require_keeper(actor, found.giver.place_id, on=timezone.localdate(at))
    if not why.strip():
        raise Refused("no_reason", _("Say why it ends."))
    if not found.valid_from <= last_day <= found.valid_to:
        raise Refused("outside_term", _("The last day lies outside its time."))
    found.valid_to, found.ended_why = last_day, why.strip()[:200]
    found.save(update_fields=["valid_to", "ended_why"])
    records.record(
        actor=actor,
        did="people.end_delegation",
        on_kind="people.organisation",
        on_id=found.giver_id,
        facts={"delegation": str(found.id), "last": last_day.isoformat()},
        at=at,
    )
    return found


def _on_handover(actor: Actor, handover_id: UUID, at: datetime) -> tuple[TermWork, Handover]:
    """Take a handover with its term under lock, by who keeps the body or sits on either side."""
    missing = Missing("no_handover", _("There is no such handover."))
    rows = Handover.objects.filter(sub_district_id=actor.sub_district_id, id=handover_id)
    term_id = rows.values_list("term_id", flat=True).first()
    if term_id is None:
        raise missing
    work = TermWork.on_term(actor=actor, term_id=term_id, at=at)
    return work, locked(Handover, actor.sub_district_id, handover_id, missing=missing)


def _require_part(work: TermWork, handover: Handover) -> None:
    terms = [handover.term_id, handover.before_id]
    account = work.actor.account_id
    sits = account is not None and any(
        queries.sits_in(work.tenant, term_id, account) for term_id in terms if term_id
    )
    if not sits:
        work.require_keeper()


def _require_unsigned(handover: Handover) -> None:
    if handover.given_at or handover.taken_at:
        raise Refused("signed", _("One side has signed; the list stands as it is."))


@transaction.atomic
def add_handover_item(
    *, actor: Actor, handover_id: UUID, kind: HandoverKind, what: str, at: datetime
) -> HandoverItem:
    """Put one more thing on the list, while nobody has signed it."""
    work, handover = _on_handover(actor, handover_id, at)
    _require_part(work, handover)
    _require_unsigned(handover)
    if not what.strip():
        raise Refused("no_thing", _("Say what is handed over."))
    rows = HandoverItem.objects.filter(sub_district_id=work.tenant, handover=handover)
    made = HandoverItem.objects.create(
        sub_district_id=work.tenant,
        handover=handover,
        order=(rows.aggregate(most=Max("order"))["most"] or 0) + 1,
        kind=kind,
        what=what.strip()[:120],
    )
    work.record("people.add_handover_item", {"kind": kind})
    work.write()
    return made


@transaction.atomic
def tick_handover_item(
    *, actor: Actor, item_id: UUID, state: ItemState, note: str = "", at: datetime
) -> HandoverItem:
    """Say that a thing was handed over, or is missing and why."""
    missing = Missing("no_thing", _("There is no such thing on the list."))
    item = locked(HandoverItem, actor.sub_district_id, item_id, missing=missing)
    work, handover = _on_handover(actor, item.handover_id, at)
    _require_part(work, handover)
    _require_unsigned(handover)
    if state is ItemState.MISSING and not note.strip():
        raise Refused("no_reason", _("Say what is missing and why."))
    item.state, item.note = state, note.strip()[:200]
    item.save(update_fields=["state", "note"])
    work.record("people.tick_handover_item", {"item": str(item.id), "state": state})
    work.write()
    return item


@transaction.atomic
def sign_handover(
    *,
    actor: Actor,
    handover_id: UUID,
    side: Side,
    name: str = "",
    paper: Prepared | None = None,
    at: datetime,
) -> Handover:
    """Sign the list for one side; each side by another person, the clock ends with the second.

    A member signs with the own account. Who keeps the body enters a signature made on paper,
    with its photo and the name that stands on it.
    """
    work, handover = _on_handover(actor, handover_id, at)
    sheet = queries.handover_of(work.tenant, handover.term_id)
    if sheet is not None and sheet.open_items:
        raise Refused("list_open", _("Things on the list are still open; settle each first."))
    if (handover.given_at if side is Side.GIVES else handover.taken_at) is not None:
        raise Refused("signed", _("This side has signed already."))
    own = _own_seat(work, handover, side)
    if own is None:
        work.require_keeper()
        _attach_paper(work, paper, name)
        _require_of_side(handover, side, name)
    signed = own.name if own else tidy_name(name)
    _require_other_person(handover, own, signed)
    account_id = own.account_id if own else None
    if side is Side.GIVES:
        handover.given_by, handover.given_account_id, handover.given_at = signed, account_id, at
    else:
        handover.taken_by, handover.taken_account_id, handover.taken_at = signed, account_id, at
    handover.save()
    if handover.given_at and handover.taken_at:
        work.batch.clocks.end({queries.HANDOVER}, at=at)
    work.record("people.sign_handover", {"side": side, "on_paper": own is None})
    work.write()
    return handover


def _own_seat(work: TermWork, handover: Handover, side: Side) -> BodySeat | None:
    """The actor's own seat on this side."""
    term_id = handover.before_id if side is Side.GIVES else handover.term_id
    if work.actor.account_id is None or term_id is None:
        return None
    rows = BodySeat.objects.filter(
        sub_district_id=work.tenant, term_id=term_id, account_id=work.actor.account_id
    )
    return rows.order_by("order").first()


def _attach_paper(work: TermWork, paper: Prepared | None, name: str) -> None:
    if paper is None or not name.strip():
        raise NotAllowed(
            "no_paper",
            _(
                "A signature on paper is entered with the name on it and a photo of the signed list."
            ),
        )
    records.attach(
        actor=work.actor,
        subject_kind=SUBJECT,
        subject_id=work.term.id,
        prepared=paper,
        for_staff_only=True,
        at=work.at,
    )


def _require_of_side(handover: Handover, side: Side, name: str) -> None:
    """On paper a member of that term signs, or the office in its place."""
    term_id = handover.before_id if side is Side.GIVES else handover.term_id
    tenant = handover.sub_district_id
    known = [*queries.names_in_term(tenant, term_id), *office_names(tenant)]
    if same_name(name) not in {same_name(one) for one in known}:
        raise Refused(
            "not_of_side",
            _(
                "%(name)s is no member of the term that signs here. A member of that term signs, "
                "or the sub-district office in its place."
            )
            % {"name": name},
        )


def office_names(sub_district_id: UUID) -> list[str]:
    """How the office is called that may sign for a term of which nobody is left."""
    here = places.sub_district(sub_district_id)
    return [here.name] if here else []


def _require_other_person(handover: Handover, own: BodySeat | None, name: str) -> None:
    accounts = {handover.given_account_id, handover.taken_account_id} - {None}
    signed = {same_name(one) for one in (handover.given_by, handover.taken_by) if one}
    if same_name(name) in signed or (own is not None and own.account_id in accounts):
        raise Refused("same_person", _("The same person cannot sign for both sides."))
