"""Taking requests out as a sheet: for each an entry that its sender can read."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from linli.cases.actions.work import SUBJECT
from linli.cases.models import Case
from linli.cases.queries.desk import export_rows
from linli.cases.rules.desk import EXPORTED, Filters
from linli.cases.rules.who import EXPORTERS
from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed
from linli.records import actions as records

EXPORT = "cases.export_cases"


@transaction.atomic
def export_cases(*, actor: Actor, filters: Filters, at: datetime) -> list[Case]:
    """Hand out what a filter shows, at most 5,000, with an access entry for each request."""
    if not actor.holds(*EXPORTERS):
        raise NotAllowed(
            "not_exporter", _("Lists are taken out by posts that answer for a community or a unit.")
        )
    cases = export_rows(actor, filters, at=at, limit=EXPORTED)
    records.log_access_many(
        actor=actor,
        subjects=[(SUBJECT, case.id) for case in cases],
        what=EXPORT,
        why="",
        exported=True,
        at=at,
    )
    return cases
