"""What elected bodies are made up of is published anew once enough declarations have changed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from linli.people import queries
from linli.people.models import CompositionSheet
from linli.people.rules import FILED_ONLY, SEATED, OrganisationKind, differs_enough
from linli.records.queries import rule_in_force


@transaction.atomic
def publish_compositions(*, sub_district_id: UUID, at: datetime) -> int:
    """Publish the sums of each kind of body anew where they differ enough; answer how many."""
    kinds = [kind for kind in OrganisationKind if kind in SEATED - FILED_ONLY]
    return sum(_publish(sub_district_id, kind, at=at) for kind in kinds)


def _publish(sub_district_id: UUID, kind: OrganisationKind, *, at: datetime) -> bool:
    on = timezone.localdate(at)
    now = queries.counted_today(sub_district_id, kind, on=on)
    rows = CompositionSheet.objects.select_for_update().filter(
        sub_district_id=sub_district_id, kind=kind
    )
    sheet = rows.first()
    if sheet is None and not now.bodies:
        return False
    if sheet is None:
        sheet = CompositionSheet(sub_district_id=sub_district_id, kind=kind)
    else:
        floor = rule_in_force(sub_district_id, queries.FLOOR_RULE, on=on).count
        if not differs_enough(sheet.counts, now.counts, floor=floor):
            return False
    sheet.bodies, sheet.seats, sheet.counts = now.bodies, now.seats, now.counts
    sheet.taken_on = on
    sheet.save()
    return True
