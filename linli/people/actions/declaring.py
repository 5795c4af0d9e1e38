"""What office holders declare of themselves, for sums alone, and take back as they like."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed, Refused
from linli.people.actions.body_work import TermWork
from linli.people.models import BodySeat, SeatDeclaration
from linli.people.rules import AgeBand, Sex, YesNo
from linli.records.actions import drop, in_batches
from linli.records.queries import kept_until

DECLARED = "personal.retention.declared_facts"


@transaction.atomic
def declare_facts(
    *,
    actor: Actor,
    seat_id: UUID,
    party_member: YesNo | None = None,
    sex: Sex | None = None,
    age_band: AgeBand | None = None,
    on_paper: bool = False,
    at: datetime,
) -> None:
    """Keep what a member in office declares of themself; with nothing declared it is taken back.

    Members do it with their own account. Who keeps the body may enter a paper that the member
    signed, while the member has declared nothing with an own account; nobody reads it again.
    """
    work, seat = TermWork.on_seat(actor=actor, seat_id=seat_id, at=at)
    own = actor.account_id is not None and seat.account_id == actor.account_id
    if not own:
        _require_paper(work, seat, on_paper=on_paper)
    if seat.valid_to < timezone.localdate(at):
        raise Refused("seat_over", _("This seat has ended already."))
    given = {
        "party_member": party_member or "",
        "sex": sex or "",
        "age_band": age_band or "",
    }
    rows = SeatDeclaration.objects.filter(sub_district_id=work.tenant, seat=seat)
    if any(given.values()):
        SeatDeclaration.objects.update_or_create(
            sub_district_id=work.tenant,
            seat=seat,
            defaults={**given, "on_paper": not own, "declared_at": at},
        )
    else:
        rows.delete()
    # That something was declared is recorded, never what.
    work.record("people.declare", {"seat": str(seat.id), "on_paper": not own})
    work.batch.write()


def _require_paper(work: TermWork, seat: BodySeat, *, on_paper: bool) -> None:
    if not on_paper:
        raise NotAllowed("not_own_seat", _("Only the member declares these facts."))
    work.require_keeper()
    own = SeatDeclaration.objects.filter(sub_district_id=work.tenant, seat=seat, on_paper=False)
    if own.exists():
        raise Refused("declared_already", _("The member has declared it with the own account."))


def forget_declarations(*, sub_district_id: UUID, at: datetime) -> int:
    """Destroy what was declared in offices that ended long enough ago; answer how many."""
    before = timezone.localdate(kept_until(sub_district_id, DECLARED, at=at))
    rows = SeatDeclaration.objects.filter(
        sub_district_id=sub_district_id, seat__valid_to__lt=before
    )
    return in_batches(lambda: drop(rows))
