"""Who may do what around sealed files: posts by verb; what is inside them has its own rule."""

from __future__ import annotations

from enum import StrEnum

from linli.kernel.posts import CONFIDANTS, OFFICE, OVERSEERS, PostKind, Posts

TEAM_KEEPERS: Posts = OFFICE | {PostKind.SECRETARY}
"""Who opens teams and names their first director; it opens no file to them."""


class Verb(StrEnum):
    """What is done around teams."""

    KEEP_TEAMS = "keep_teams"
    SEE_TEAMS = "see_teams"
    NAME_GUARDIANS = "name_guardians"
    CONFIRM_GUARDIANS = "confirm_guardians"
    END_GUARDIANS = "end_guardians"


POWERS: dict[Verb, Posts] = {
    Verb.KEEP_TEAMS: TEAM_KEEPERS,
    Verb.SEE_TEAMS: TEAM_KEEPERS | CONFIDANTS | {PostKind.INFORMATION_PROTECTION_OFFICER},
    Verb.NAME_GUARDIANS: frozenset({PostKind.SUB_DISTRICT_LEADER}),
    Verb.CONFIRM_GUARDIANS: OVERSEERS,
    Verb.END_GUARDIANS: OVERSEERS | {PostKind.SUB_DISTRICT_LEADER},
}
"""An administrator is nobody here."""
