"""What box and paper still lack before voting can open, in sentences."""

from __future__ import annotations

from django.utils.translation import gettext as _

from linli.elections.models import Election
from linli.elections.queries.box import box_lacks, credentials_of
from linli.elections.queries.poll_book import paper_boxes_of
from linli.elections.queries.roll_call import roll_call_faults
from linli.elections.rules import Mode


def box_faults(election: Election) -> list[str]:
    """What the online box lacks: trustees who confirmed, credentials; a roll call needs members."""
    if election.mode == Mode.OPEN:
        return roll_call_faults(election)
    if election.mode == Mode.SIGNED and credentials_of(election).filter(line=None).exists():
        return [*box_lacks(election), _("The slips: some name no line of the owners' roll.")]
    return box_lacks(election)


def paper_faults(election: Election) -> list[str]:
    """What voting on paper lacks: whoever cannot vote online votes by hand (R66)."""
    if election.mode == Mode.OPEN or paper_boxes_of(election):
        return []
    return [_("A paper box: whoever cannot vote online votes on paper. Set up at least one box.")]
