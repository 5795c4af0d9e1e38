"""What may be asked of the room of sealed files."""

from linli.counsel.models import FilePaper
from linli.counsel.queries.opening import (
    Opened,
    file_for_party,
    file_for_team,
    membership_of,
    memberships,
    parties_of_account,
)
from linli.counsel.queries.papers import read_paper

__all__ = [
    "FilePaper",
    "Opened",
    "file_for_party",
    "file_for_team",
    "membership_of",
    "memberships",
    "parties_of_account",
    "read_paper",
]
