"""A signed vote goes into the box: locked to the tellers' key, signed by the slip, receipted.

Nobody can read it before the close; acts and refusals say nothing of what it holds.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.ballots import canonical
from linli.ballots.errors import Fault
from linli.ballots.sealed import check_sealed, check_signature
from linli.elections.actions.casting import (
    Cast,
    Listed,
    bad_ballot,
    lock_credential,
    receipt_before,
    require_credential,
    require_open,
)
from linli.elections.actions.chain import hexed, lock_box
from linli.elections.actions.work import SUBJECT, no_election
from linli.elections.models import Credential, Election, ElectionBox, SignedBallot
from linli.elections.queries.elections import election_by_uuid
from linli.elections.queries.signed import ballots_of
from linli.elections.rules import Mode
from linli.elections.rules.signed import SALT, next_head
from linli.kernel.actor import Actor
from linli.kernel.errors import Refused
from linli.records.actions import record

_LONGEST = 20_000
"""Characters; a vote for twenty names has under 4,000."""
_WHAT = "The ballot"
_FIELDS = ("election_uuid", "election_hash", "credential", "commitment", "sealed", "signature")


def cast_signed(
    *, actor: Actor, uuid: str, text: str, key: str, turn: int | None = None, at: datetime
) -> Cast:
    """Put a signed vote into the box; the same key again gives the same receipt.

    The slip's line votes again until the close; the last vote counts. `turn` is how many
    votes of this slip the voter's window knew of.
    """
    election = _election(actor, uuid)
    given = _read(text)
    mark = hexed(given["credential"])
    if not _in_box(election, text, given["commitment"]):
        require_open(election, at)
        _require_sound(election, given)
    with transaction.atomic():
        box = lock_box(election, at)
        mine = lock_credential(election, mark)
        cast = Cast(given["commitment"], max(at, box.latest_at or at), mine.votes + 1)
        if before := receipt_before(election, cast, text=text, key=key):
            return before
        require_open(election, at)
        require_credential(mine, turn)
        if _committed(election, given["commitment"]):
            raise Refused(
                "replayed",
                _("This very ballot is in the box already. It counts once; make a new one."),
            )
        _add(actor, box, mine, cast, text)
        return cast


def _election(actor: Actor, uuid: str) -> Election:
    found = election_by_uuid(actor.sub_district_id, uuid)
    if found is None or found.mode != Mode.SIGNED:
        raise no_election()
    return found


def _read(text: str) -> dict[str, Any]:
    """The parts of a ballot, which must be written in the one form allowed."""
    if len(text) > _LONGEST:
        raise bad_ballot("too_long")
    try:
        given = dict(canonical.fields(canonical.read(text, _WHAT), *_FIELDS, what=_WHAT))
        for name in _FIELDS[:4]:
            canonical.string(given[name], what=_WHAT)
    except Fault as fault:
        raise bad_ballot(fault.code) from None
    if not SALT.fullmatch(given["commitment"]):
        raise bad_ballot("bad_commitment")
    return given


def _require_sound(election: Election, given: dict[str, Any]) -> None:
    """Go on only with a vote for this election, of a slip of it, signed, and locked as asked."""
    names = (given["election_uuid"], given["election_hash"])
    if names != (election.uuid, election.document_hash):
        raise bad_ballot("other_election")
    public = given["credential"]
    if public not in Listed(election):
        raise bad_ballot("unknown_credential")
    message = canonical.written({name: given[name] for name in _FIELDS[:-1]})
    if not check_signature(public, message, canonical.written(given["signature"])):
        raise bad_ballot("bad_signature")
    try:
        check_sealed(canonical.written(given["sealed"]))
    except Fault as fault:
        raise bad_ballot(fault.code) from None


def _in_box(election: Election, text: str, commitment: str) -> bool:
    """Whether this very ballot came before: its sender asks for the receipt again."""
    return ballots_of(election).filter(commitment=commitment, box=text).exists()


def _committed(election: Election, commitment: str) -> bool:
    return ballots_of(election).filter(commitment=commitment).exists()


def _add(actor: Actor, box: ElectionBox, mine: Credential, cast: Cast, text: str) -> None:
    line_id = mine.line_id
    if line_id is None:
        raise Refused("no_line", _("This slip names no line of the roll. Ask for another one."))
    head = next_head(box.head, box.height, cast.tracker, hexed(text))
    SignedBallot(
        sub_district_id=box.sub_district_id,
        election_id=box.election_id,
        line_id=line_id,
        turn=_turns(mine, line_id) + 1,
        box=text,
        commitment=cast.tracker,
        height=box.height,
        head=head,
        at=cast.at,
    ).save(force_insert=True)
    height = box.height
    box.height, box.head, box.latest_at = height + 1, head, cast.at
    box.save(update_fields=["height", "head", "latest_at"])
    mine.votes = cast.turn
    mine.save(update_fields=["votes"])
    record(
        actor=actor,
        did="elections.cast",
        on_kind=SUBJECT,
        on_id=box.election_id,
        facts={"height": height},
        at=cast.at,
    )


def _turns(mine: Credential, line_id: UUID) -> int:
    """How many votes the line gave: its slip may have been replaced, unused."""
    rows = SignedBallot.objects.filter(
        sub_district_id=mine.sub_district_id, election_id=mine.election_id, line_id=line_id
    )
    return rows.count()
