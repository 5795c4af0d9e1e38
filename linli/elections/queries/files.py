"""Who may have a photo or paper of an election."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils import timezone

from linli.elections.models import Candidate
from linli.elections.queries.elections import election, may_do_at
from linli.elections.rules import Verb
from linli.kernel.actor import Actor


def may_read_attachment(
    *,
    actor: Actor,
    subject_id: UUID,
    for_staff_only: bool,
    session: Mapping[str, Any],
    key: str,
) -> bool:
    """Photos of notices are public; papers are for those who run it, and a consent for its giver."""
    found = election(actor.sub_district_id, subject_id)
    if found is None:
        return False
    if not for_staff_only:
        return True
    return may_do_at(actor, Verb.SEE, found.place_id, on=timezone.localdate())


def own_candidacy(sub_district_id: UUID, uuid: str, account_id: UUID) -> Candidate | None:
    """One's own candidacy in an election, the latest first."""
    found = Candidate.objects.filter(
        sub_district_id=sub_district_id, election__uuid=uuid, account_id=account_id
    )
    return found.select_related("election").order_by("-id").first()
