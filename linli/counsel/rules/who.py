"""Who may do what around sealed files: posts by verb; what is inside them has its own rule."""

from __future__ import annotations

from enum import StrEnum

from linli.kernel.posts import CONFIDANTS, NEIGHBOURHOOD, OFFICE, OVERSEERS, PostKind, Posts

TEAM_KEEPERS: Posts = OFFICE | {PostKind.SECRETARY}
"""Who opens teams and names their first director; it opens no file to them."""


class Verb(StrEnum):
    """What is done around teams."""

    KEEP_TEAMS = "keep_teams"
    SEE_TEAMS = "see_teams"
    NAME_GUARDIANS = "name_guardians"
    CONFIRM_GUARDIANS = "confirm_guardians"
    END_GUARDIANS = "end_guardians"
    REPORT_DISPUTES = "report_disputes"
    ANSWER_DISPUTES = "answer_disputes"
    SEE_COUNTS = "see_counts"


POWERS: dict[Verb, Posts] = {
    Verb.KEEP_TEAMS: TEAM_KEEPERS,
    Verb.SEE_TEAMS: TEAM_KEEPERS | CONFIDANTS | OVERSEERS,
    Verb.NAME_GUARDIANS: frozenset({PostKind.SUB_DISTRICT_LEADER}),
    Verb.CONFIRM_GUARDIANS: OVERSEERS,
    Verb.END_GUARDIANS: OVERSEERS | {PostKind.SUB_DISTRICT_LEADER},
    Verb.REPORT_DISPUTES: NEIGHBOURHOOD,
    Verb.ANSWER_DISPUTES: OFFICE,
    Verb.SEE_COUNTS: OFFICE | {PostKind.SECRETARY, PostKind.CIVIL_AFFAIRS_OFFICER},
}
"""An administrator is nobody here."""
