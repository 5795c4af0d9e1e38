"""Two hands: who makes the credentials has no part in running the box, and the other way round."""

from __future__ import annotations

from django.utils.translation import gettext as _

from linli.elections.actions.work import Work
from linli.elections.rules import Mode
from linli.kernel.errors import NotAllowed, Refused
from linli.records.queries import entries_on

CREDENTIALS = frozenset({"elections.take_credentials"})
BOX = frozenset({"elections.name_trustees", "elections.new_trustee_link"})


def require_box(work: Work) -> None:
    """Go on only where votes go into an encrypted box at all."""
    if work.mode is Mode.OPEN:
        raise Refused("no_box", _("A roll call has no box: everybody votes in the open."))


def require_no_hand_in_credentials(work: Work) -> None:
    """Who made the slips could vote for those who stay away; so they do not run the box."""
    if _did(work, CREDENTIALS):
        raise NotAllowed(
            "made_credentials",
            _("You made this election's slips, so somebody else must run its box."),
        )


def require_no_hand_in_box(work: Work) -> None:
    """Who runs the box does not make the slips."""
    if _did(work, BOX):
        raise NotAllowed(
            "runs_box",
            _("You named this election's keepers, so somebody else must make its slips."),
        )


def _did(work: Work, acts: frozenset[str]) -> bool:
    if work.actor.account_id is None:
        return False
    entries = entries_on(work.tenant, work.election.id)
    return any(one.actor_id == work.actor.account_id and one.did in acts for one in entries)
