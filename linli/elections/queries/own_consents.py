"""What an account agreed to in elections and may take back, and what may be erased."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from linli.elections.models import Candidate, Official, RollLine, RollObjection
from linli.kernel.own_data import Consent, Erasable

OBJECTION_CONTACT = "elections.objection_contact"
OBJECTED = "elections.objected"


def consents_of(sub_district_id: UUID, account_id: UUID, *, on: date) -> list[Consent]:
    """Contacts given with objections to rolls."""
    rows = RollObjection.objects.filter(sub_district_id=sub_district_id, account_id=account_id)
    return [
        Consent(
            OBJECTION_CONTACT,
            one.id,
            _("That you may be reached about your objection to %(roll)s") % {"roll": one.roll.name},
            _("Your contact is taken out; the answer comes to your inbox."),
            timezone.localdate(one.made_at),
        )
        for one in rows.select_related("roll").order_by("-id")
        if one.contact
    ]


def erasable_of(sub_district_id: UUID, account_id: UUID, *, on: date) -> list[Erasable]:
    """Who objected goes once it is answered; rolls and candidacies stay."""
    mine: dict[str, Any] = {"sub_district_id": sub_district_id, "account_id": account_id}
    objected = RollObjection.objects.filter(**mine, answered_at__isnull=False).count()
    stood = sum(model.objects.filter(**mine).count() for model in (Candidate, Official))
    stays = _("An election can be checked for good; the Archives Law decides how long.")
    return [
        Erasable(
            _("That answered objections to rolls are yours"),
            objected,
            _("Answered."),
            key=OBJECTED,
        ),
        Erasable(_("Your lines on rolls"), RollLine.objects.filter(**mine).count(), stays),
        Erasable(_("That you stood, or helped to run an election"), stood, stays),
    ]
