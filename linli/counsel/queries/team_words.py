"""Teams, parts and emergencies in words."""

from __future__ import annotations

from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_noop as _

from linli.counsel.rules import Emergency, Role, TeamKind

_KINDS = {
    TeamKind.MEDIATION: _("Mediation room"),
    TeamKind.LEGAL: _("Legal help"),
    TeamKind.HELP: _("Help on one's own request"),
}
_EMERGENCIES = {
    Emergency.MORTAL_DANGER: _("Somebody's life is in danger"),
    Emergency.COURT_ORDER: _("A court ordered it"),
}


def team_kind_word(kind: str) -> str:
    """What a team does."""
    return gettext(_KINDS[TeamKind(kind)])


def role_word(role: str) -> str:
    """A member's part in a team."""
    if role == Role.DIRECTOR:
        return pgettext("of a team", "Director")
    return pgettext("of a team", "Member")


def emergency_word(why: str) -> str:
    """For what a file is opened from outside its team."""
    return gettext(_EMERGENCIES[Emergency(why)])
