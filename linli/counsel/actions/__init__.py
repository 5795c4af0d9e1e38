"""What may be done in the room of sealed files."""

from linli.counsel.actions.opening import open_for_party, open_for_team
from linli.counsel.actions.papers import (
    keep_paper,
    open_own_paper,
    open_paper,
    put_paper,
    sweep_papers,
)
from linli.counsel.actions.taking import take_from_case
from linli.counsel.actions.teams import add_member, end_member, end_members_gone, open_team

__all__ = [
    "add_member",
    "end_member",
    "end_members_gone",
    "keep_paper",
    "open_for_party",
    "open_for_team",
    "open_own_paper",
    "open_paper",
    "open_team",
    "put_paper",
    "sweep_papers",
    "take_from_case",
]
