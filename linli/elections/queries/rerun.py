"""The re-run of an election, once it is called."""

from __future__ import annotations

from linli.elections.models import Election
from linli.elections.rules import ElectionState


def rerun_called(election: Election) -> Election | None:
    """The re-run that was called after an election and not cancelled."""
    found = Election.objects.filter(sub_district_id=election.sub_district_id, rerun_of=election)
    return found.exclude(state=ElectionState.CANCELLED).order_by("-id").first()
