"""What may be asked of the room of sealed files."""

from linli.counsel.models import FilePaper
from linli.counsel.queries.guarding import (
    GlassShown,
    glass_breaks,
    guardian_of,
    guardians,
    succession_of,
    teams_without_director,
)
from linli.counsel.queries.keeping import (
    Checked,
    TeamKeys,
    check_all,
    files_to_check,
    masters_here,
    masters_in_use,
    team_keys,
)
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
    "Checked",
    "FilePaper",
    "GlassShown",
    "Opened",
    "TeamKeys",
    "check_all",
    "file_for_party",
    "file_for_team",
    "files_to_check",
    "glass_breaks",
    "guardian_of",
    "guardians",
    "masters_here",
    "masters_in_use",
    "membership_of",
    "memberships",
    "parties_of_account",
    "read_paper",
    "succession_of",
    "team_keys",
    "teams_without_director",
]
