"""A pack of evidence is sealed: one act names all its parts, and a link holds it at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.kernel.actor import Actor
from linli.kernel.errors import Refused
from linli.records.actions.journal import record, seal_journal
from linli.records.queries.proofs import evidence_facts, evidence_stands

_TRIES = 5


def seal_evidence(
    *,
    actor: Actor,
    did: str,
    on_kind: str,
    on_id: UUID,
    digests: Mapping[str, Any],
    also: Sequence[UUID] = (),
    at: datetime,
) -> None:
    """Let the journal name a pack's parts, and seal it, unless its last act names just these.

    `digests` are those of the pack's writer once all parts but the journal are added; `also` are
    the records that hang on this one and whose acts the pack shows too.
    """
    place, on_ids = actor.sub_district_id, [on_id, *also]
    for _turn in range(_TRIES):
        if evidence_stands(place, on_ids, did, digests):
            return
        # What came before gets links of its own, so that the pack's link holds this act alone.
        seal_journal(sub_district_id=place, at=at)
        with transaction.atomic():
            facts = evidence_facts(place, on_ids, digests)
            record(actor=actor, did=did, on_kind=on_kind, on_id=on_id, facts=facts, at=at)
        seal_journal(sub_district_id=place, at=at)
    if not evidence_stands(place, on_ids, did, digests):
        raise Refused("busy", _("Much is being written at this moment. Try again in a minute."))
