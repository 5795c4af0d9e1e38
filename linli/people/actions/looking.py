"""Reading what concerns one person: whoever reads it leaves an entry that the person sees."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.kernel.actor import Actor
from linli.kernel.errors import Missing
from linli.people import queries
from linli.people.actions.rights import require_administrator, require_counter
from linli.people.queries import Claim, StaffAccount
from linli.records import actions as records


@transaction.atomic
def look_at_claim(*, actor: Actor, claim_id: UUID, at: datetime) -> Claim:
    """Open one claim at the counter of its community."""
    on = timezone.localdate(at)
    found = queries.claim(actor.sub_district_id, claim_id, on=on)
    if found is None:
        raise Missing("no_claim", _("There is no such claim."))
    require_counter(actor, found.dwelling_id, on=on)
    records.log_access(
        actor=actor,
        subject_kind="people.account",
        subject_id=found.account_id,
        what=_("name and dwelling"),
        why=_("to check a claim"),
        at=at,
    )
    return found


@transaction.atomic
def look_at_account(*, actor: Actor, account_id: UUID, at: datetime) -> StaffAccount:
    """Open one staff account; residents' accounts have no page."""
    require_administrator(actor)
    found = queries.staff_account(actor.sub_district_id, account_id, on=timezone.localdate(at))
    if found is None:
        raise Missing("no_account", _("There is no such account."))
    records.log_access(
        actor=actor,
        subject_kind="people.account",
        subject_id=account_id,
        what=_("sign-in data"),
        why=_("to manage the account"),
        at=at,
    )
    return found
