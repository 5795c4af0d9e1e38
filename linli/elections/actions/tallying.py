"""After the close each ballot is checked anew and added up, some at a time; then keys open the sum.

What is added stays encrypted. A step holds the box only to write down how far it came, so that
neither the page nor other work waits for it.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterable
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.ballots import tally
from linli.ballots.archive import EventType, event_text
from linli.ballots.ballots import check_ballot
from linli.ballots.errors import BadBallot
from linli.ballots.questions import Election as Ballots
from linli.elections.actions.chain import append, hexed, keep_text, lock_box
from linli.elections.actions.work import SUBJECT, no_election
from linli.elections.models import BoxEvent, Election, ElectionBox
from linli.elections.queries.box import box_of, events_of, published, text_of
from linli.elections.queries.elections import may_do_at
from linli.elections.queries.tally import ENCRYPTED_TALLY, last_heights, tally_stand, voters_online
from linli.elections.rules import ElectionState, Mode, Verb
from linli.kernel.actor import Actor, system_actor
from linli.kernel.errors import Refused
from linli.records.actions import Guard, record

AT_ONCE = 100
"""Ballots of a step: about two seconds."""
_STEPS_OF_A_TURN = 6


def tally_step(*, actor: Actor, election: Election, at: datetime, most: int = AT_ONCE) -> bool:
    """Check and add up the next ballots of a closed box; answer whether all are done."""
    on = timezone.localdate(at)
    if not may_do_at(actor, Verb.SEE, election.place_id, on=on):
        raise no_election()
    if election.mode != Mode.SECRET or election.state != ElectionState.CLOSED:
        raise Refused("not_closed", _("Ballots are counted after the close, not before."))
    box = box_of(election)
    stand = tally_stand(election)
    if box is None or stand is None or stand.counted:
        return True
    ballots = published(election)
    start, end = box.checked, min(box.height, box.checked + most)
    sums = tally.tally_from(ballots, box.folded) if box.folded else tally.nothing(ballots)
    rows = _chained(box, events_of(election, start=start, below=end))
    text = tally.encrypted_tally_text(_added(election, ballots, sums, rows))
    with transaction.atomic():
        box = lock_box(election, at)
        if box.checked != start:
            return False
        box.checked, box.folded = end, text
        box.save(update_fields=["checked", "folded"])
        if end < box.height:
            return False
        _finish(actor, election, box, at)
    return True


def tally_due(*, sub_district_id: UUID, at: datetime) -> int:
    """Go on with the counting of closed boxes, some steps of each; answer how many steps."""
    guard = Guard(job="elections.tally", sub_district_id=sub_district_id, at=at)
    closed = Election.objects.filter(
        sub_district_id=sub_district_id, mode=Mode.SECRET, state=ElectionState.CLOSED
    )
    actor = system_actor(sub_district_id)
    return sum(guard.do(one.id, partial(_some_steps, actor, one, at)) or 0 for one in closed)


def _some_steps(actor: Actor, election: Election, at: datetime) -> int:
    stand = tally_stand(election)
    if stand is None or stand.counted:
        return 0
    for number in range(1, _STEPS_OF_A_TURN + 1):
        if tally_step(actor=actor, election=election, at=at):
            return number
    return _STEPS_OF_A_TURN


def _chained(box: ElectionBox, rows: Iterable[BoxEvent]) -> Iterable[BoxEvent]:
    """Go on only with events that are what their hashes say, each after the one before it."""
    parent = _hash_before(box)
    for row in rows:
        payload = hexed(row.payload) if row.payload else ""
        text = event_text(parent, row.height, row.type, payload)
        if (row.event, row.event_hash) != (text, hexed(text)):
            raise altered(row.height)
        parent = row.event_hash
        yield row


def _hash_before(box: ElectionBox) -> str:
    before = BoxEvent.objects.filter(
        sub_district_id=box.sub_district_id,
        election_id=box.election_id,
        height=box.checked - 1,
    )
    return before.values_list("event_hash", flat=True).first() or ""


def _added(
    election: Election, ballots: Ballots, sums: tally.Sum, rows: Iterable[BoxEvent]
) -> tally.Sum:
    publics: Container[str] = frozenset(json.loads(text_of(election, "public_creds")))
    counting = last_heights(election)
    for row in rows:
        if row.type != EventType.BALLOT:
            continue
        try:
            ballot = check_ballot(ballots, row.payload, publics)
        except BadBallot:
            raise altered(row.height) from None
        if row.height in counting:
            sums = tally.added(ballots.group, sums, ballot.ciphertexts)
    return sums


def _finish(actor: Actor, election: Election, box: ElectionBox, at: datetime) -> None:
    count = voters_online(election)
    if count != len(last_heights(election)):
        raise altered(box.height)
    sized = tally.sized_text(box.folded, count, count)
    keep_text(election, ENCRYPTED_TALLY, box.folded)
    keep_text(election, "sized_tally", sized)
    append(box, EventType.ENCRYPTED_TALLY, sized, at=at)
    record(
        actor=actor,
        did="elections.count_box",
        on_kind=SUBJECT,
        on_id=election.id,
        facts={"ballots": count, "tally": hexed(box.folded)},
        at=at,
    )


def altered(height: int) -> Refused:
    """The sentence for a box that somebody changed behind our back."""
    return Refused(
        "box_altered",
        _(
            "Record %(height)s of the box is not what it was when it came. Counting stops here; "
            "compare with an observer's copy of the archive."
        )
        % {"height": height},
    )
