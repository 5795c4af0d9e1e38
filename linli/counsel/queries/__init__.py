"""What may be asked of the room of sealed files."""

from linli.counsel.queries.opening import (
    Opened,
    file_for_party,
    file_for_team,
    membership_of,
    memberships,
    parties_of_account,
)

__all__ = [
    "Opened",
    "file_for_party",
    "file_for_team",
    "membership_of",
    "memberships",
    "parties_of_account",
]
