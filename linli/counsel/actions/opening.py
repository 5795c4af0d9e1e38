"""To read a sealed file is an act: its words come together with the entries that say who read them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from linli.counsel.actions.work import gone, log_opened
from linli.counsel.queries.opening import Opened, file_for_party, file_for_team
from linli.kernel.actor import Actor

READ = gettext_noop("the whole file")


@transaction.atomic
def open_for_team(
    *, actor: Actor, file_id: UUID, what: str = READ, exported: bool = False, at: datetime
) -> Opened:
    """Open a file for a member of its team; every party can see that it was opened."""
    opened = file_for_team(actor, file_id, on=timezone.localdate(at))
    if opened is None:
        raise gone()
    log_opened(opened, actor=actor, what=what, why=opened.file.number, exported=exported, at=at)
    return opened


def open_for_party(*, actor: Actor, file_id: UUID) -> Opened:
    """Open a file for one of its parties; what residents read of their own leaves no trace."""
    opened = file_for_party(actor, file_id)
    if opened is None:
        raise gone()
    return opened
