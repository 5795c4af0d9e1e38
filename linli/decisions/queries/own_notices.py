"""What notices hold about an account, for the page that shows it to its owner."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from linli.decisions.models import BoardFollower, PublicationObjection
from linli.kernel.own_data import PersonalDatum


def personal_data_of(sub_district_id: UUID, account_id: UUID, *, on: date) -> list[PersonalDatum]:
    """Objections to notices, and the boards that the account follows."""
    mine = {"sub_district_id": sub_district_id, "account_id": account_id}
    said = PublicationObjection.objects.filter(**mine).select_related("publication")
    follows = BoardFollower.objects.filter(**mine).select_related("place")
    return [
        *(
            PersonalDatum(
                _("Your objection to a notice"),
                f"{row.publication.title} {row.words} {row.contact}".strip(),
                _("to answer you"),
                _("your contact: for the time after the answer that the rules set"),
                record_id=row.id,
            )
            for row in said.order_by("-id")
        ),
        *(
            PersonalDatum(
                _("A notice board that you follow"),
                row.place.name,
                _("to tell you of everyday notices"),
                _("until you leave it"),
            )
            for row in follows.order_by("-id")
        ),
    ]
