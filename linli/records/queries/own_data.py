"""What this room holds about an account, for the page that shows it to its owner."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.kernel.own_data import PersonalDatum
from linli.records.models import Channel, Message


def personal_data_of(sub_district_id: UUID, account_id: UUID, *, on: date) -> list[PersonalDatum]:
    """The letters in the inbox, and that what was done is written down."""
    letters = Message.objects.filter(
        sub_district_id=sub_district_id, account_id=account_id, channel=Channel.INBOX.value
    ).count()
    held = [
        PersonalDatum(
            _("What you did"),
            _("each act with its time, under a number instead of your name"),
            _("to answer for what was done"),
            _("as long as the journal"),
        )
    ]
    if letters:
        count = ngettext("%(count)s letter", "%(count)s letters", letters) % {"count": letters}
        inbox = reverse("records:messages")
        held.append(
            PersonalDatum(_("Letters in your inbox"), count, _("to tell you"), _("a year"), inbox)
        )
    return held
