"""What of this room an account may have erased, and what stays and why."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from linli.kernel.own_data import Erasable
from linli.records.models import AuditEntry, Channel, Message

LETTERS = "records.letters"


def erasable_of(sub_district_id: UUID, account_id: UUID, *, on: date) -> list[Erasable]:
    """Letters in the inbox that were read go at once; the journal stays."""
    here = {"sub_district_id": sub_district_id}
    read = Message.objects.filter(
        **here, account_id=account_id, channel=Channel.INBOX.value, read_at__isnull=False
    )
    did = AuditEntry.objects.filter(**here, actor_id=account_id)
    return [
        Erasable(
            _("Letters in your inbox that you have read"), read.count(), _("Read."), key=LETTERS
        ),
        Erasable(
            _("What you did, under a number instead of your name"),
            did.count(),
            _("Nobody can take anything out of the journal; that is what it is for."),
        ),
    ]
