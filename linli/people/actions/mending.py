"""What was entered about a body by mistake is put right, with the reason, for everybody to see."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, Refused
from linli.people import queries
from linli.people.actions.body_work import TermWork
from linli.people.models import (
    BodyAlternate,
    BodySeat,
    BodyTerm,
    Handover,
    HandoverItem,
    SeatDeclaration,
    TermCorrection,
    TermFiling,
)
from linli.people.rules import ItemState, Mended, SeatCame
from linli.tenancy.rows import locked

_SOON = timedelta(days=30)
"""So long after it was entered, a running term may still be withdrawn."""


@transaction.atomic
def withdraw_term(*, actor: Actor, term_id: UUID, why: str, at: datetime) -> None:
    """Take back a term entered by mistake while nothing rests on it; the one before goes on."""
    work = TermWork.on_term(actor=actor, term_id=term_id, at=at)
    work.require_keeper()
    _require_reason(why)
    _require_nothing_rests(work)
    term = work.term
    days = f"{term.valid_from.isoformat()} – {term.valid_to.isoformat()}"
    _note(work, Mended.TERM_WITHDRAWN, was=days, became="", why=why)
    for seat in work.sitting(on=term.valid_from):
        work.tell_member(seat, "people/seat_ended")
    work.batch.clocks.end({queries.FILING, queries.HANDOVER, queries.RENEWAL}, at=at)
    work.record("people.withdraw_term", {"number": term.number})
    work.batch.write()
    _go_on_before(term)
    _drop(term)


def _require_reason(why: str) -> None:
    if not why.strip():
        raise Refused("no_reason", _("Say what was wrong and what shows it."))


def _require_nothing_rests(work: TermWork) -> None:
    term = work.term
    mine = {"sub_district_id": work.tenant, "term": term}
    later = BodyTerm.objects.filter(
        sub_district_id=work.tenant, body_id=term.body_id, number__gt=term.number
    )
    settled = HandoverItem.objects.filter(sub_district_id=work.tenant, handover__term=term).exclude(
        state=ItemState.OPEN
    )
    declared = SeatDeclaration.objects.filter(sub_district_id=work.tenant, seat__term=term)
    seats = BodySeat.objects.filter(**mine)
    old = work.on - timezone.localdate(term.seated_at) > _SOON and term.valid_from <= work.on
    rests = [
        (bool(term.election_number), _("It rests on an election that was held here.")),
        (later.exists(), _("A later term is entered; withdraw that one first.")),
        (TermFiling.objects.filter(**mine).exists(), _("It is filed already.")),
        (settled.exists(), _("Its handover has begun.")),
        (declared.exists(), _("Its members have declared facts for the statistics.")),
        (seats.exclude(ended="").exists(), _("A seat of it has ended.")),
        (seats.filter(came=SeatCame.SUCCEEDED).exists(), _("An alternate has succeeded.")),
        (old, _("It was entered more than 30 days ago and runs.")),
    ]
    said = [words for is_so, words in rests if is_so]
    if said:
        raise Refused(
            "term_is_used", _("This term cannot be withdrawn any more: ") + " ".join(said)
        )


def _go_on_before(term: BodyTerm) -> None:
    """Give the term before the days back that this one took from it."""
    rows = BodyTerm.objects.filter(sub_district_id=term.sub_district_id, body_id=term.body_id)
    before = rows.filter(number__lt=term.number).order_by("-number").first()
    if before is None or before.planned_to is None:
        return
    cut, last = before.valid_to, before.planned_to
    BodySeat.objects.filter(
        sub_district_id=term.sub_district_id, term=before, valid_to=cut, ended=""
    ).update(valid_to=last)
    before.valid_to, before.planned_to, before.alarmed_at = last, None, None
    before.version += 1
    before.save(update_fields=["valid_to", "planned_to", "alarmed_at", "version"])


def _drop(term: BodyTerm) -> None:
    mine = {"sub_district_id": term.sub_district_id, "term": term}
    Handover.objects.filter(**mine).delete()
    BodyAlternate.objects.filter(**mine).delete()
    BodySeat.objects.filter(**mine).delete()
    term.delete()


@transaction.atomic
def correct_filing(
    *, actor: Actor, filing_id: UUID, filed_on: date, why: str, at: datetime
) -> TermFiling:
    """Put right the day of a filing, with the reason; the old day stays to be read."""
    missing = Missing("no_filing", _("There is no such filing."))
    found = locked(TermFiling, actor.sub_district_id, filing_id, missing=missing)
    work = TermWork.on_term(actor=actor, term_id=found.term_id, at=at)
    work.require_keeper()
    _require_reason(why)
    require_filing_day(work, filed_on)
    was, found.filed_on = found.filed_on, filed_on
    found.save(update_fields=["filed_on"])
    days = {"was": was.isoformat(), "became": filed_on.isoformat()}
    _note(work, Mended.FILING_DAY, why=why, **days)
    work.record("people.correct_filing", {"filing": str(found.id), **days})
    work.write()
    return found


def require_filing_day(work: TermWork, day: date) -> None:
    """A term is filed after it was seated or has begun, and not tomorrow."""
    if day > work.on:
        raise Refused("day_ahead", _("The day lies in the future."))
    earliest = min(work.term.valid_from, timezone.localdate(work.term.seated_at))
    if day < earliest:
        raise Refused(
            "filed_before_term",
            _("This term cannot have been filed before %(day)s, when it began or was entered.")
            % {"day": earliest.isoformat()},
        )


def _note(work: TermWork, what: Mended, *, was: str, became: str, why: str) -> None:
    work.batch.add(
        TermCorrection(
            sub_district_id=work.tenant,
            body_id=work.term.body_id,
            what=what,
            was=was,
            became=became,
            why=why.strip()[:200],
            corrected_by=work.actor.label,
            corrected_at=work.at,
        )
    )
