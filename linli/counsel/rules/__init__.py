"""Pure rules of the room of sealed files."""

from linli.counsel.rules.guarding import GLASS_OPEN, LEAST_REASON
from linli.counsel.rules.kinds import (
    FILES_OF,
    LETTERS,
    By,
    Consent,
    Emergency,
    FileKind,
    HandRole,
    Role,
    Side,
    TeamKind,
)
from linli.counsel.rules.reach import POSTS_OF_KIND, may_open, may_share_out
from linli.counsel.rules.who import POWERS, TEAM_KEEPERS, Verb

__all__ = [
    "FILES_OF",
    "GLASS_OPEN",
    "LEAST_REASON",
    "LETTERS",
    "POSTS_OF_KIND",
    "POWERS",
    "TEAM_KEEPERS",
    "By",
    "Consent",
    "Emergency",
    "FileKind",
    "HandRole",
    "Role",
    "Side",
    "TeamKind",
    "Verb",
    "may_open",
    "may_share_out",
]
