"""Who may open a sealed file: its hands; in a mediation or legal team the director besides."""

from __future__ import annotations

from linli.counsel.rules.kinds import FileKind, HandRole, Role
from linli.kernel.posts import PostKind, Posts

POSTS_OF_KIND: dict[FileKind, Posts] = {
    FileKind.MEDIATION: frozenset({PostKind.MEDIATOR}),
    FileKind.LEGAL_AID: frozenset({PostKind.LEGAL_LIAISON}),
    FileKind.HELP: frozenset({PostKind.HELP_WORKER}),
}
"""In which post a member of the team acts; in any other post the same person opens nothing."""


def may_open(kind: FileKind, role: Role | None, hand: HandRole | None) -> bool:
    """Whether a member of the file's team with this part in it opens the file.

    Help on one's own request is open to one helper and one supervisor, never to a whole team.
    """
    if role is None:
        return False
    if hand is not None:
        return True
    return role is Role.DIRECTOR and kind is not FileKind.HELP


def may_share_out(kind: FileKind, role: Role | None, hand: HandRole | None) -> bool:
    """Whether a member may give the file to another member's hand."""
    if kind is FileKind.HELP:
        return role is not None and hand is HandRole.SUPERVISOR
    return role is Role.DIRECTOR
