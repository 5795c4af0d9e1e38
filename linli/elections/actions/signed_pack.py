"""The tellers' pack leaves the system: by tellers and runners alone, and it is written down."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.elections.actions.work import SUBJECT, no_election
from linli.elections.models import Election
from linli.elections.queries.elections import election
from linli.elections.queries.receipts import may_take_pack
from linli.kernel.actor import Actor
from linli.records.actions import log_access, record


@transaction.atomic
def take_tellers_pack(*, actor: Actor, election_id: UUID, at: datetime) -> Election:
    """Let the pack be written for this actor, with an entry that everybody concerned can find."""
    found = election(actor.sub_district_id, election_id)
    if found is None or not may_take_pack(actor, found, on=timezone.localdate(at)):
        raise no_election()
    log_access(
        actor=actor,
        subject_kind=SUBJECT,
        subject_id=found.id,
        what=_("the tellers' pack, with every owner's vote and area"),
        why=_("to count the vote again"),
        exported=True,
        at=at,
    )
    record(
        actor=actor,
        did="elections.take_tellers_pack",
        on_kind=SUBJECT,
        on_id=found.id,
        facts={},
        at=at,
    )
    return found
