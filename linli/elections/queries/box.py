"""The box: its texts byte for byte, what it lacks before the vote, what it says of single ballots."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from linli.ballots.archive import data_record, event_record, header
from linli.ballots.questions import Election as Ballots
from linli.ballots.questions import election_from
from linli.elections.models import (
    BoxEvent,
    Candidate,
    Credential,
    Election,
    ElectionBox,
    ElectionText,
)
from linli.elections.queries.elections import election_by_uuid
from linli.elections.queries.trustees import trustees_stand
from linli.elections.rules import CandidateState, Mode

_ROWS = 200


def election_json(sub_district_id: UUID, uuid: str) -> str | None:
    """The published election, byte for byte; None before voting opens."""
    found = election_by_uuid(sub_district_id, uuid)
    return text_of(found, "election") or None if found else None


def text_of(election: Election, name: str) -> str:
    """A text of the protocol that this election keeps; empty where there is none."""
    found = ElectionText.objects.filter(
        sub_district_id=election.sub_district_id, election=election, name=name
    )
    return found.values_list("text", flat=True).first() or ""


def texts_of(election: Election) -> dict[str, str]:
    """All texts of the protocol that this election keeps, by name."""
    found = ElectionText.objects.filter(sub_district_id=election.sub_district_id, election=election)
    return dict(found.values_list("name", "text"))


def published(election: Election) -> Ballots:
    """The election as the protocol knows it; it never changes once voting has opened."""
    return _published(election.sub_district_id, election.id, election.document_hash)


@lru_cache(maxsize=16)
def _published(sub_district_id: UUID, election_id: UUID, document_hash: str) -> Ballots:
    text = ElectionText.objects.get(
        sub_district_id=sub_district_id, election_id=election_id, name="election"
    ).text
    return election_from(text)


def answer_numbers(election: Election) -> list[int]:
    """The candidates' numbers in the order of the published answers."""
    text = text_of(election, "answers")
    if text:
        numbers: list[int] = json.loads(text)
        return numbers
    return [one.number for one in standing(election)]


def standing(election: Election) -> list[Candidate]:
    """Who stands on the ballot, in order."""
    found = Candidate.objects.filter(
        sub_district_id=election.sub_district_id,
        election=election,
        state=CandidateState.STANDING,
    )
    return list(found.order_by("number"))


def box_lacks(election: Election) -> list[str]:
    """What must still be done to the box before voting can open, in sentences."""
    if election.mode == Mode.OPEN:
        return []
    stand = trustees_stand(election)
    lacking = []
    if not stand.ready:
        lacking.append(
            _("The keepers' keys: %(done)s of %(size)s are made.")
            % {"done": stand.confirmed, "size": stand.size}
            if stand.size
            else _("The keepers: nobody is named yet.")
        )
    elif stand.lost:
        lacking.append(_("A keeper reports the key lost. Name the keepers anew."))
    if not credentials_of(election).exists():
        lacking.append(_("The slips: the office has made none yet."))
    if not standing(election):
        lacking.append(_("The ballot: there is nothing to choose from yet."))
    return lacking


def credentials_of(election: Election) -> QuerySet[Credential]:
    """The credentials of an election that are not replaced."""
    found = Credential.objects.filter(sub_district_id=election.sub_district_id, election=election)
    return found.exclude(closed_why="replaced")


def box_of(election: Election) -> ElectionBox | None:
    """The head of an election's box, once voting has opened."""
    found = ElectionBox.objects.filter(sub_district_id=election.sub_district_id, election=election)
    return found.first()


def archive_of(sub_district_id: UUID, uuid: str) -> Iterator[bytes] | None:
    """The public record of a secret vote as far as it goes, piece by piece; None without one."""
    found = election_by_uuid(sub_district_id, uuid)
    box = box_of(found) if found is not None and found.mode == Mode.SECRET else None
    if found is None or box is None or not box.height:
        return None
    return _archive(found, box)


def _archive(election: Election, box: ElectionBox) -> Iterator[bytes]:
    texts = texts_of(election)
    yield header(box.stamp)
    for event in events_of(election, below=box.height):
        for body in _bodies(event, texts):
            yield data_record(body, box.stamp)
        yield event_record(event.event, box.stamp)


def _bodies(event: BoxEvent, texts: dict[str, str]) -> list[str]:
    """What stands in the archive before an event, its own payload last."""
    before = {
        "Setup": ["election", "trustees", "public_creds"],
        "EncryptedTally": ["encrypted_tally"],
        "PartialDecryption": [f"decryption_at_{event.height}"],
    }
    bodies = [texts[name] for name in before.get(event.type, [])]
    return [*bodies, event.payload] if event.payload_hash else bodies


def events_of(election: Election, *, start: int = 0, below: int) -> Iterator[BoxEvent]:
    """The events of a box in order, some rows at a time."""
    while start < below:
        rows = list(
            BoxEvent.objects.filter(
                sub_district_id=election.sub_district_id,
                election_id=election.id,
                height__gte=start,
                height__lt=min(below, start + _ROWS),
            ).order_by("height")
        )
        yield from rows
        if not rows:
            return
        start = rows[-1].height + 1
