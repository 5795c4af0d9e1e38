"""What is fixed for good when voting opens."""

from __future__ import annotations

from linli.elections.actions.boxing import set_up_box
from linli.elections.actions.work import Work
from linli.elections.rules import Mode


def seal_set_up(work: Work) -> None:
    """Make the texts of the election that everybody can check, in the opening's transaction."""
    if work.mode is not Mode.OPEN:
        set_up_box(work=work)
