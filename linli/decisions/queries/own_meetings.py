"""What meetings hold about an account, for the page that shows it to its owner."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from linli.decisions.models import Attendee, ItemVoice, MinutesSignature
from linli.kernel.own_data import PersonalDatum


def personal_data_of(sub_district_id: UUID, account_id: UUID, *, on: date) -> list[PersonalDatum]:
    """The meetings to which an account was bidden, what it said there, what it signed."""
    here = {"sub_district_id": sub_district_id}
    mine = Attendee.objects.filter(**here, account_id=account_id).select_related("meeting")
    places = {row.id: row for row in mine.order_by("-id")}
    said = ItemVoice.objects.filter(**here, attendee_id__in=places).select_related("item")
    signed = MinutesSignature.objects.filter(**here, attendee_id__in=places)
    found = [(row.meeting.title, row.name, row.reason) for row in places.values()]
    found += [(row.item.title, row.stance, row.words) for row in said.order_by("-id")]
    found += [
        (places[row.attendee_id].meeting.title, _("Minutes signed"), row.dissent)
        for row in signed.order_by("-id")
    ]
    return [
        PersonalDatum(
            _("A meeting to which you were bidden"),
            " ".join(filter(None, words)),
            _("notice, minutes and signature of the meeting"),
            _("with the decision’s own papers"),
        )
        for words in found
    ]
