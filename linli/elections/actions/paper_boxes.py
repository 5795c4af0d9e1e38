"""Paper boxes: set up, sealed and opened before witnesses, small ones counted with another."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.elections.actions.work import Work
from linli.elections.models import PaperBox
from linli.elections.queries.poll_book import ballots_in
from linli.elections.rules import ElectionState, Mode, Verb
from linli.elections.rules.paper import FEWEST_ALONE, WITNESSES, BoxKind, witnesses_in
from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, Refused
from linli.records.actions import claim_key
from linli.tenancy.models import new_id
from linli.tenancy.rows import locked

_NAME_AT_MOST = 60


@transaction.atomic
def set_up_paper_box(
    *, actor: Actor, election_id: UUID, name: str, kind: BoxKind, key: str, at: datetime
) -> PaperBox:
    """Set up a box for paper ballots, at a station, to be carried, or for the post."""
    work = Work.on(actor=actor, election_id=election_id, at=at)
    work.require(Verb.SET_UP)
    work.require_state(ElectionState.PREPARING, ElectionState.VOTING)
    if work.mode is Mode.OPEN:
        raise Refused("no_paper", _("A roll call has no boxes."))
    tidy = " ".join(name.split())
    if not 0 < len(tidy) <= _NAME_AT_MOST:
        raise Refused("bad_name", _("Give the box a name of at most 60 characters."))
    box_id = new_id()
    body = {"election": str(election_id), "name": tidy, "kind": kind.value}
    answer = {"box": str(box_id)}
    act = "elections.set_up_paper_box"
    if before := claim_key(
        sub_district_id=work.tenant, act=act, key=key, body=body, answer=answer, at=at
    ):
        return PaperBox.objects.get(sub_district_id=work.tenant, id=before["box"])
    mine = PaperBox.objects.filter(sub_district_id=work.tenant, election=work.election)
    if mine.filter(name=tidy).exists():
        raise Refused("name_taken", _("There is a box of this name already."))
    box = PaperBox.objects.create(
        id=box_id, sub_district_id=work.tenant, election=work.election, name=tidy, kind=kind.value
    )
    work.record(act, {"box": str(box.id), "kind": kind.value})
    work.write()
    return box


@transaction.atomic
def seal_paper_box(
    *, actor: Actor, box_id: UUID, seal_number: str, before: str, at: datetime
) -> PaperBox:
    """Seal an empty box before witnesses; ballots go in from now on."""
    box, work = box_and_work(actor, box_id, at)
    work.require(Verb.KEEP_POLL_BOOK)
    work.require_state(ElectionState.PREPARING, ElectionState.VOTING)
    if box.sealed_at is not None:
        raise Refused("sealed", _("This box is sealed already."))
    if not seal_number.strip():
        raise Refused("no_seal", _("Write the number of the seal."))
    box.sealed_at, box.seal_number, box.sealed_before = at, seal_number.strip(), _two(before)
    box.save(update_fields=["sealed_at", "seal_number", "sealed_before"])
    work.record("elections.seal_paper_box", {"box": str(box.id)})
    work.write()
    return box


@transaction.atomic
def open_paper_box(*, actor: Actor, box_id: UUID, before: str, at: datetime) -> PaperBox:
    """Open a box after the close, before witnesses."""
    box, work = box_and_work(actor, box_id, at)
    work.require(Verb.KEEP_POLL_BOOK)
    work.require_state(ElectionState.CLOSED)
    if box.sealed_at is None:
        raise Refused("not_sealed", _("This box was never sealed, so nothing is in it."))
    if box.opened_at is not None:
        raise Refused("opened", _("This box is open already."))
    box.opened_at, box.opened_before = at, _two(before)
    box.save(update_fields=["opened_at", "opened_before"])
    work.record("elections.open_paper_box", {"box": str(box.id)})
    work.write()
    return box


def _two(before: str) -> str:
    """Two people at least saw it, each by name."""
    names = witnesses_in(before)
    if len(names) < WITNESSES:
        raise Refused(
            "two_witnesses", _("Two different people see it; write the full names of both.")
        )
    return "、".join(names)


@transaction.atomic
def correct_box_entry(
    *, actor: Actor, box_id: UUID, seal_number: str, before: str, why: str, at: datetime
) -> PaperBox:
    """Put right the number of a seal or the names of who saw it set, with the reason."""
    box, work = box_and_work(actor, box_id, at)
    work.require(Verb.KEEP_POLL_BOOK)
    if box.sealed_at is None:
        raise Refused("not_sealed", _("This box is not sealed yet; there is nothing to correct."))
    if not why.strip():
        raise Refused("no_reason", _("Write what was wrong and why."))
    if not seal_number.strip():
        raise Refused("no_seal", _("Write the number of the seal."))
    was = {"seal": box.seal_number, "before": box.sealed_before}
    noted = {"was": was, "why": why.strip()[:200], "by": actor.label, "at": at.isoformat()}
    box.corrections = [*box.corrections, noted]
    box.seal_number, box.sealed_before = seal_number.strip(), _two(before)
    box.save(update_fields=["seal_number", "sealed_before", "corrections"])
    work.record("elections.correct_box_entry", {"box": str(box.id)}, text=why.strip())
    work.write()
    return box


@transaction.atomic
def count_box_with(*, actor: Actor, box_id: UUID, other_id: UUID, at: datetime) -> PaperBox:
    """Pour a box with fewer than five ballots together with another, so that nobody is known."""
    box, work = box_and_work(actor, box_id, at)
    work.require(Verb.KEEP_POLL_BOOK)
    work.require_state(ElectionState.CLOSED)
    other, _other_work = box_and_work(actor, other_id, at)
    if other.election_id != box.election_id or other.id == box.id:
        raise Refused("other_election", _("Choose another box of the same election."))
    if other.counted_with_id is not None or box.counts.exists() or other.counts.exists():
        raise Refused("counted", _("Pour boxes together before either is counted."))
    if ballots_in(box) >= FEWEST_ALONE:
        raise Refused("enough", _("This box has five ballots or more and is counted alone."))
    PaperBox.objects.filter(sub_district_id=work.tenant, counted_with=box).update(
        counted_with=other
    )
    box.counted_with = other
    box.save(update_fields=["counted_with"])
    work.record("elections.count_box_with", {"box": str(box.id), "other": str(other.id)})
    work.write()
    return box


def box_and_work(actor: Actor, box_id: UUID, at: datetime) -> tuple[PaperBox, Work]:
    """A box under lock, after its election."""
    missing = Missing("no_box", _("There is no such box."))
    row = PaperBox.objects.filter(sub_district_id=actor.sub_district_id, id=box_id).first()
    if row is None:
        raise missing
    work = Work.on(actor=actor, election_id=row.election_id, at=at)
    return locked(PaperBox, actor.sub_district_id, box_id, missing=missing), work
