"""What this room holds about an account, for the page that shows it to its owner."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from linli.elections.models import Candidate, Official, RollLine, RollObjection
from linli.kernel.own_data import PersonalDatum


def personal_data_of(sub_district_id: UUID, account_id: UUID, *, on: date) -> list[PersonalDatum]:
    """Lines on rolls, candidacies, parts in running an election, objections; never a vote."""
    mine = {"sub_district_id": sub_district_id, "account_id": account_id}
    return [
        *_lines(RollLine.objects.filter(**mine).select_related("roll").order_by("-id")),
        *_candidacies(Candidate.objects.filter(**mine).select_related("election").order_by("-id")),
        *_parts(Official.objects.filter(**mine).select_related("election").order_by("-id")),
        *_objections(RollObjection.objects.filter(**mine).select_related("roll").order_by("-id")),
    ]


def _lines(rows: Iterable[RollLine]) -> Iterator[PersonalDatum]:
    for row in rows:
        yield PersonalDatum(
            _("Your line on a roll"),
            f"{row.roll.name} {row.number} {row.name} {row.door}".strip(),
            _("to know who may vote"),
            _("with the papers of the election"),
            record_id=row.id,
        )


def _candidacies(rows: Iterable[Candidate]) -> Iterator[PersonalDatum]:
    for row in rows:
        yield PersonalDatum(
            _("You stood for election"),
            f"{row.election.title} {row.name} {row.about}".strip(),
            _("that voters know who stands"),
            _("with the papers of the election"),
        )


def _parts(rows: Iterable[Official]) -> Iterator[PersonalDatum]:
    for row in rows:
        yield PersonalDatum(
            _("You helped to run an election"),
            f"{row.election.title} {row.name}",
            _("that everybody knows who ran and watched it"),
            _("with the papers of the election"),
        )


def _objections(rows: Iterable[RollObjection]) -> Iterator[PersonalDatum]:
    for row in rows:
        yield PersonalDatum(
            _("Your objection to a roll"),
            f"{row.roll.name} {row.words} {row.contact}".strip(),
            _("to answer you"),
            _("your contact: for the time after the answer that the rules set"),
            record_id=row.id,
        )
