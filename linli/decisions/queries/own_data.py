"""What this room holds of what an account said and began, for the page that shows it to its owner."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from linli.decisions.models import Voice
from linli.kernel.own_data import PersonalDatum


def personal_data_of(sub_district_id: UUID, account_id: UUID, *, on: date) -> list[PersonalDatum]:
    """What an account said about decisions; signatures and preferences lead back to nobody."""
    rows = Voice.objects.filter(sub_district_id=sub_district_id, account_id=account_id)
    return [
        PersonalDatum(
            _("What you said about a decision"),
            f"{row.number} {row.words} {row.contact}".strip(),
            _("to answer you"),
            _("your name and contact: for the time after the answer that the rules set"),
            record_id=row.id,
        )
        for row in rows.order_by("-id")
    ]
