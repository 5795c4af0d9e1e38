"""What may be done in the room of sealed files."""

from linli.counsel.actions.opening import open_for_party, open_for_team
from linli.counsel.actions.teams import add_member, end_member, end_members_gone, open_team

__all__ = [
    "add_member",
    "end_member",
    "end_members_gone",
    "open_for_party",
    "open_for_team",
    "open_team",
]
