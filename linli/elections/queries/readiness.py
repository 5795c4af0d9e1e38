"""What box and paper still lack before voting can open, in sentences."""

from __future__ import annotations

from linli.elections.models import Election
from linli.elections.queries.box import box_lacks
from linli.elections.rules import Mode


def box_faults(election: Election) -> list[str]:
    """What the online box lacks: trustees who confirmed, credentials; a roll call has no box."""
    return [] if election.mode == Mode.OPEN else box_lacks(election)


def paper_faults(_election: Election) -> list[str]:
    """What voting on paper lacks."""
    return []
