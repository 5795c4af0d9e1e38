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
from linli.counsel.queries.team_words import emergency_word, role_word, team_kind_word
from linli.counsel.queries.teams import (
    Candidate,
    TeamShown,
    candidates,
    may_keep,
    may_take_in,
    team_seen,
    teams_seen,
)

__all__ = [
    "Candidate",
    "Checked",
    "FilePaper",
    "GlassShown",
    "Opened",
    "TeamKeys",
    "TeamShown",
    "candidates",
    "check_all",
    "emergency_word",
    "file_for_party",
    "file_for_team",
    "files_to_check",
    "glass_breaks",
    "guardian_of",
    "guardians",
    "masters_here",
    "masters_in_use",
    "may_keep",
    "may_take_in",
    "membership_of",
    "memberships",
    "parties_of_account",
    "read_paper",
    "role_word",
    "succession_of",
    "team_keys",
    "team_kind_word",
    "team_seen",
    "teams_seen",
    "teams_without_director",
]
