"""The mobile box goes to a door on the voter's word, for a listed reason, with two witnesses."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.elections.actions.paper_boxes import box_and_work
from linli.elections.actions.work import Work
from linli.elections.models import BoxCall, RollLine, SpoiledBallot
from linli.elections.queries.kept_rules import kept_rule
from linli.elections.rules import ElectionState, Mode, Verb
from linli.elections.rules.paper import WITNESSES, CallOutcome, SpoilReason, witnesses_in
from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, Refused
from linli.tenancy.rows import locked

ALLOWED = "self_government.mobile_box.allowed"
REASONS = "self_government.mobile_box.reasons"


@transaction.atomic
def call_box(
    *, actor: Actor, election_id: UUID, line_id: UUID, reason: str, at: datetime
) -> BoxCall:
    """Note that a voter asks for the box, for one of the reasons that the place's rule lists."""
    work = Work.on(actor=actor, election_id=election_id, at=at)
    work.require(Verb.KEEP_POLL_BOOK)
    work.require_state(ElectionState.PREPARING, ElectionState.VOTING)
    if work.mode is Mode.SECRET:
        _require_listed(work, reason)
    lines = RollLine.objects.filter(sub_district_id=work.tenant, roll=work.election.roll)
    line = lines.filter(id=line_id, stands=True).first()
    if line is None:
        raise Missing("no_line", _("There is no such line on the roll of this election."))
    call, made = BoxCall.objects.get_or_create(
        sub_district_id=work.tenant,
        election=work.election,
        line=line,
        defaults={"reason": reason, "asked_at": at},
    )
    if made:
        work.record("elections.call_box", {})
        work.write()
    return call


@transaction.atomic
def carry_box(
    *,
    actor: Actor,
    call_id: UUID,
    outcome: CallOutcome,
    first_witness: str,
    second_witness: str,
    at: datetime,
) -> BoxCall:
    """Note that the box came to the door: two witnesses, not one twice."""
    missing = Missing("no_call", _("Nobody asked for the box there."))
    row = BoxCall.objects.filter(sub_district_id=actor.sub_district_id, id=call_id).first()
    if row is None:
        raise missing
    work = Work.on(actor=actor, election_id=row.election_id, at=at)
    work.require(Verb.KEEP_POLL_BOOK)
    work.require_state(ElectionState.VOTING)
    call = locked(BoxCall, actor.sub_district_id, call_id, missing=missing)
    first, second = first_witness.strip(), second_witness.strip()
    if len(witnesses_in(f"{first}、{second}")) != WITNESSES:
        raise Refused("two_witnesses", _("The box goes with two witnesses. Write both names."))
    call.first_witness, call.second_witness = first, second
    call.came_at, call.outcome = at, outcome.value
    call.save(update_fields=["first_witness", "second_witness", "came_at", "outcome"])
    work.record("elections.carry_box", {"outcome": outcome.value})
    work.write()
    return call


@transaction.atomic
def note_spoiled(
    *, actor: Actor, box_id: UUID, serial: str, reason: SpoilReason, at: datetime
) -> SpoiledBallot:
    """Note a ballot out of a box that does not count, by its serial and why."""
    box, work = box_and_work(actor, box_id, at)
    work.require(Verb.KEEP_POLL_BOOK)
    work.require_state(ElectionState.CLOSED)
    tidy = serial.strip()
    if not 0 < len(tidy) <= 20:  # noqa: PLR2004 - the column
        raise Refused("bad_serial", _("Enter the serial that is printed on the ballot."))
    known = SpoiledBallot.objects.filter(sub_district_id=work.tenant, election=work.election)
    if known.filter(serial=tidy).exists():
        raise Refused("noted", _("This ballot was noted already."))
    ballot = SpoiledBallot.objects.create(
        sub_district_id=work.tenant,
        election=work.election,
        box=box,
        serial=tidy,
        reason=reason.value,
        noted_at=at,
    )
    work.record("elections.note_spoiled", {"box": str(box.id), "reason": reason.value})
    work.write()
    return ballot


def _require_listed(work: Work, reason: str) -> None:
    if not kept_rule(work.election, ALLOWED).switch:
        raise Refused("no_mobile_box", _("The place's rules allow no mobile box."))
    if reason not in kept_rule(work.election, REASONS).items:
        raise Refused("not_listed", _("The box goes out for the reasons that the rule lists."))
