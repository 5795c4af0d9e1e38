"""A ballot goes into the box: checked first, then added under the box's lock, then receipted.

Nothing here says how anybody voted: acts and refusals know heights and codes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from linli.ballots.archive import EventType
from linli.ballots.ballots import check_ballot, tracker
from linli.ballots.errors import BadBallot
from linli.elections.actions.chain import append, hexed, is_plain, lock_box
from linli.elections.actions.work import SUBJECT, no_election, require_clock_goes_on
from linli.elections.models import BoxEvent, Credential, Election, ElectionBox
from linli.elections.queries.box import published
from linli.elections.queries.elections import election_by_uuid
from linli.elections.rules import ElectionState, Mode
from linli.elections.rules.box import Hours, why_not_cast
from linli.kernel.actor import Actor
from linli.kernel.errors import Conflict, Refused
from linli.records.actions import claim_key, record

_LONGEST = 400_000
"""Characters; a ballot of 60 names has about 120,000."""
_LONGEST_KEY = 64


@dataclass(frozen=True, slots=True)
class Cast:
    """The receipt: what to look for on the public list, when it came, the how-manieth it is."""

    tracker: str
    at: datetime
    turn: int


def cast_ballot(
    *, actor: Actor, uuid: str, text: str, key: str, turn: int | None = None, at: datetime
) -> Cast:
    """Put a secret ballot into the box; the same key again gives the same receipt.

    `turn` is how many ballots of this credential the voter's window knew of; another number
    means that a second window was quicker.
    """
    election = _election(actor, uuid)
    if len(text) > _LONGEST or not is_plain(text):
        raise bad_ballot("not_a_text")
    # What is in the box was checked when it came: its sender asks for the receipt again.
    mark = _mark_in_box(election, text) or hexed(_checked_credential(election, text, at))
    with transaction.atomic():
        box = lock_box(election, at)
        mine = lock_credential(election, mark)
        cast = Cast(tracker(text), max(at, box.latest_at or at), mine.votes + 1)
        if before := receipt_before(election, cast, text=text, key=key):
            return before
        require_open(election, at)
        require_credential(mine, turn)
        if _mark_in_box(election, text):
            raise Refused(
                "replayed",
                _("This very ballot is in the box already. It counts once; make a new one."),
            )
        _add(actor, box, mine, cast, text)
        return cast


def lock_credential(election: Election, mark: str) -> Credential:
    """Take a credential, after the box: the poll book takes it too."""
    rows = Credential.objects.select_for_update()
    return rows.get(sub_district_id=election.sub_district_id, election=election, mark=mark)


def receipt_before(election: Election, cast: Cast, *, text: str, key: str) -> Cast | None:
    """The receipt given before under this key; else the key is claimed for this one."""
    before = claim_key(
        sub_district_id=election.sub_district_id,
        act="elections.cast",
        key=_short(key),
        body={"election": election.uuid, "ballot": hexed(text)},
        answer={"tracker": cast.tracker, "at": cast.at.isoformat(), "turn": cast.turn},
        at=cast.at,
    )
    if before is None:
        return None
    return Cast(before["tracker"], datetime.fromisoformat(before["at"]), before["turn"])


def require_open(election: Election, at: datetime) -> None:
    """Go on only while the box takes ballots, as the election stands this moment."""
    election.refresh_from_db(fields=["state", "opens_at", "closes_at", "latest_at"])
    require_clock_goes_on(election, at)
    hours = Hours(election.opens_at, election.closes_at)
    if code := why_not_cast(ElectionState(election.state), hours, at):
        raise Refused(code, _hours_said(code, election))


def require_credential(mine: Credential, turn: int | None) -> None:
    """Go on only with a credential that is open, and in the window that knows its last ballot."""
    if mine.closed_at is not None:
        paper = mine.closed_why == "paper"
        raise Refused(
            "closed_paper" if paper else "closed_replaced",
            _("You were given a paper ballot, so this slip is closed.")
            if paper
            else _("This slip was replaced by a newer one. Use that one."),
        )
    if turn is not None and turn != mine.votes:
        raise Conflict(
            "other_window",
            _("Another window voted with this slip meanwhile. Look at it, then vote again."),
        )


def _election(actor: Actor, uuid: str) -> Election:
    found = election_by_uuid(actor.sub_district_id, uuid)
    if found is None or found.mode != Mode.SECRET:
        raise no_election()
    return found


def _checked_credential(election: Election, text: str, at: datetime) -> str:
    """Check the whole ballot, before anybody waits for it; answer its public credential."""
    require_open(election, at)
    try:
        return check_ballot(published(election), text, Listed(election)).credential
    except BadBallot as fault:
        raise bad_ballot(fault.code) from None


class Listed:
    """The public credentials of an election, asked for one by one."""

    def __init__(self, election: Election) -> None:
        self._election = election

    def __contains__(self, public: object) -> bool:
        return Credential.objects.filter(
            sub_district_id=self._election.sub_district_id,
            election=self._election,
            mark=hexed(str(public)),
        ).exists()


def bad_ballot(code: str) -> Refused:
    """The sentence for a ballot that the protocol does not accept."""
    if code in {"other_election", "other_fingerprint"}:
        return Refused("wrong_election", _("This ballot was made for another election."))
    if code == "unknown_credential":
        return Refused(code, _("This slip does not belong to this election."))
    return Refused(
        "bad_ballot", _("This ballot was altered or badly made. It was not taken; vote again.")
    )


def _mark_in_box(election: Election, text: str) -> str:
    """The mark of the credential with which this very ballot came; empty where it did not."""
    found = BoxEvent.objects.filter(
        sub_district_id=election.sub_district_id,
        election_id=election.id,
        type=EventType.BALLOT,
        payload_hash=hexed(text),
    )
    return found.values_list("mark", flat=True).first() or ""


def _add(actor: Actor, box: ElectionBox, mine: Credential, cast: Cast, text: str) -> None:
    event = append(box, EventType.BALLOT, text, mark=mine.mark, tracker=cast.tracker, at=cast.at)
    mine.votes = cast.turn
    mine.save(update_fields=["votes"])
    record(
        actor=actor,
        did="elections.cast",
        on_kind=SUBJECT,
        on_id=box.election_id,
        facts={"height": event.height},
        at=cast.at,
    )


def _hours_said(code: str, election: Election) -> str:
    if code == "cancelled":
        return _("This election was cancelled. No ballot is taken.")
    if code == "after_close":
        return _("The box is closed. Ballots that came before the close count.")
    return _("The vote has not begun yet.")


def _short(key: str) -> str:
    if not 1 <= len(key) <= _LONGEST_KEY:
        raise Refused("bad_key", _("This form cannot be sent. Open the booth anew."))
    return key
