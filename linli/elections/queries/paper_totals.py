"""What the paper boxes hold, as two people entered it apart from each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Q

from linli.elections.models import PaperBox, PaperCount, PollBookEntry
from linli.elections.rules.results import PaperTotals


def paper_totals(sub_district_id: UUID, election_id: UUID) -> PaperTotals:
    """The sums over all boxes whose two entries agree; a box never sealed took no ballot."""
    here = {"sub_district_id": sub_district_id, "election_id": election_id}
    used = PollBookEntry.objects.filter(**here).values("box_id")
    boxes = PaperBox.objects.filter(
        Q(sealed_at__isnull=False) | Q(id__in=used), **here, counted_with=None
    )
    agreed = [agreed_figures(box) for box in boxes]
    known = [figures for figures in agreed if figures is not None]
    votes: Counter[int] = Counter()
    for figures in known:
        votes.update({int(number): count for number, count in figures["votes"].items()})
    return PaperTotals(
        boxes=len(agreed),
        settled=len(known),
        handed=PollBookEntry.objects.filter(**here).count(),
        ballots=sum(int(figures["ballots"]) for figures in known),
        blank=sum(int(figures["blank"]) for figures in known),
        spoiled=sum(int(figures["spoiled"]) for figures in known),
        votes=dict(votes),
    )


def agreed_figures(box: PaperBox) -> Mapping[str, Any] | None:
    """A box's figures, once two people entered the same in the same round."""
    counts = PaperCount.objects.filter(sub_district_id=box.sub_district_id, box=box)
    rows = list(counts.order_by("-round", "entered_at"))
    last = [one for one in rows if one.round == rows[0].round]
    if len(last) < 2 or last[0].figures != last[1].figures:  # noqa: PLR2004 - two people
        return None
    figures: Mapping[str, Any] = last[0].figures
    return figures
