"""The ideas of an account and the duties it has in decisions, for the page that shows it to its owner."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from linli.decisions.queries.ideas import own_ideas
from linli.kernel.own_data import PersonalDatum


def personal_data_of(sub_district_id: UUID, account_id: UUID, *, on: date) -> list[PersonalDatum]:
    """What an account would have decided; only it sees that these are its ideas."""
    return [
        PersonalDatum(
            _("Your idea for a decision"),
            f"{one.title} {one.text}",
            _("to answer you"),
            _("that it is yours: for the time after the answer that the rules set"),
            record_id=one.id,
        )
        for one in own_ideas(sub_district_id, account_id)
    ]
