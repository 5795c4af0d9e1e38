"""What the booth, the maker of codes and the trustees' pages need to know of an election."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from linli.elections.models import (
    BoxEvent,
    Candidate,
    Credential,
    Election,
    RollLine,
    SignedBallot,
    Trustee,
)
from linli.elections.queries.box import text_of
from linli.elections.queries.candidates import ballot_candidates
from linli.elections.queries.elections import election_by_uuid, election_seen_by, may_do_at
from linli.elections.rules import ElectionKind, ElectionState, Mode, Verb
from linli.elections.rules.box import threshold_of
from linli.kernel.actor import Actor
from linli.people import queries as people
from linli.people.rules import OrganisationKind
from linli.places import queries as places

TALLY_TEXT = "encrypted_tally"


@dataclass(frozen=True, slots=True)
class Counter:
    """Where people vote on paper, and the telephone there."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class BoothFacts:
    """An election as its booth shows it; the names that count stand in the election's own text."""

    election: Election
    place_name: str
    demo: bool
    candidates: tuple[Candidate, ...]
    trustees: int
    counter: Counter

    @property
    def threshold(self) -> int:
        """How many trustees open the box."""
        return threshold_of(self.trustees)

    @property
    def is_decision(self) -> bool:
        """Whether an answer is given rather than persons chosen."""
        return self.election.kind == ElectionKind.OWNERS_DECISION


@dataclass(frozen=True, slots=True)
class CredentialFacts:
    """What a slip's code may still do, and the last ballot that came with it."""

    open: bool
    code: str
    votes: int
    tracker: str
    at: datetime | None
    area_cm2: int
    door: str


@dataclass(frozen=True, slots=True)
class LineForSlip:
    """A line of the roll that gets a slip."""

    id: UUID
    number: int
    name: str
    door: str
    has: bool


@dataclass(frozen=True, slots=True)
class TrusteeFacts:
    """The ceremony as one of its trustees sees it; texts are the protocol's own."""

    election: Election
    demo: bool
    trustee: Trustee
    trustees: tuple[Trustee, ...]
    fingerprint: str
    encrypted_tally: str

    @property
    def threshold(self) -> int:
        """How many of them open the box."""
        return threshold_of(len(self.trustees))

    @property
    def step(self) -> str:
        """What this trustee does next, or whom the ceremony waits for."""
        own, all_ = self.trustee, self.trustees
        if own.lost_at:
            return "lost"
        for name, word in (
            ("cert", "certs"),
            ("polynomial", "polynomials"),
            ("verification", "verifications"),
        ):
            if not getattr(own, name):
                return name
            if not all(getattr(one, name) for one in all_):
                return f"wait_{word}"
        return self._opening_step()

    def _opening_step(self) -> str:
        if self.trustee.opened_at:
            return "opened"
        state = self.election.state
        if state == ElectionState.PREPARING:
            return "ready"
        if state == ElectionState.CLOSED:
            tally_wanted = self.election.mode == Mode.SECRET
            return "wait_close" if tally_wanted and not self.encrypted_tally else "open"
        return "wait_close" if state == ElectionState.VOTING else "over"


def token_hash(token: str) -> str:
    """What is kept of the secret in a trustee's link."""
    return sha256(token.encode()).hexdigest()


def mark_of(public: str) -> str:
    """The name under which a public credential is found."""
    return sha256(public.encode()).hexdigest()


def booth_facts(sub_district_id: UUID, uuid: str, *, on: date) -> BoothFacts | None:
    """The facts of an election that is voted on in a booth, or None where there is none."""
    found = election_by_uuid(sub_district_id, uuid)
    if found is None or found.mode == Mode.OPEN:
        return None
    here = places.sub_district(sub_district_id)
    return BoothFacts(
        election=found,
        place_name=found.place.name,
        demo=bool(here and here.is_demo),
        candidates=tuple(ballot_candidates(found)),
        trustees=_trustees(found).count(),
        counter=counter_of(found, on=on),
    )


def counter_of(election: Election, *, on: date) -> Counter:
    """Where paper is voted on, as the notice says; else the service station of the place."""
    above = places.ancestors(election.sub_district_id, election.place_id, on=on)
    ids = above.ids if above else (election.place_id,)
    bodies = people.organisations_at(election.sub_district_id, ids, on=on)
    stations = [body for body in bodies if body.kind == OrganisationKind.SERVICE_STATION]
    if stations:
        return Counter(election.where or stations[0].name, stations[0].duty_phone)
    return Counter(election.where, "")


def credential_facts(sub_district_id: UUID, uuid: str, *, public: str) -> CredentialFacts | None:
    """What a public credential may still do; asked only by who proved to hold its secret."""
    found = (
        Credential.objects.filter(
            sub_district_id=sub_district_id, election__uuid=uuid, mark=mark_of(public)
        )
        .select_related("election", "line")
        .first()
    )
    if found is None:
        return None
    code = f"closed_{found.closed_why}" if found.closed_at else ""
    tracker, at = _last_ballot(found)
    signed = found.election.mode == Mode.SIGNED and found.line is not None
    return CredentialFacts(
        open=not code,
        code=code,
        votes=found.votes,
        tracker=tracker,
        at=at,
        area_cm2=found.line.area_cm2 if signed and found.line else 0,
        door=found.line.door if signed and found.line else "",
    )


def _last_ballot(credential: Credential) -> tuple[str, datetime | None]:
    if not credential.votes:
        return "", None
    here = {
        "sub_district_id": credential.sub_district_id,
        "election_id": credential.election_id,
    }
    row: tuple[str, datetime] | None
    if credential.election.mode == Mode.SIGNED and credential.line_id is not None:
        signed = SignedBallot.objects.filter(**here, line_id=credential.line_id)
        row = signed.order_by("-turn").values_list("commitment", "at").first()
    else:
        events = BoxEvent.objects.filter(**here, mark=credential.mark)
        row = events.order_by("-height").values_list("tracker", "at").first()
    return row or ("", None)


def lines_for_credentials(
    actor: Actor, election_id: UUID, *, on: date
) -> tuple[Election, list[LineForSlip]] | None:
    """The lines that get slips, for the office's own page; None where the post may not."""
    found = election_seen_by(actor, election_id, on=on)
    if found is None or found.roll_id is None or found.mode == Mode.OPEN:
        return None
    if not may_do_at(actor, Verb.MAKE_CREDENTIALS, found.place_id, on=on):
        return None
    slips = Credential.objects.filter(
        sub_district_id=actor.sub_district_id, election=found, line=OuterRef("pk")
    ).exclude(closed_why="replaced")
    lines = RollLine.objects.filter(
        sub_district_id=actor.sub_district_id, roll_id=found.roll_id, stands=True
    ).annotate(has=Exists(slips))
    rows = [
        LineForSlip(
            id=line.id,
            number=line.number,
            name=line.voter_name or line.name,
            door=line.door,
            has=line.has,
        )
        for line in lines.order_by("number")
    ]
    return found, rows


def trustee_facts(sub_district_id: UUID, token: str) -> TrusteeFacts | None:
    """The ceremony for the trustee whose link this is."""
    found = (
        Trustee.objects.filter(sub_district_id=sub_district_id, token_hash=token_hash(token))
        .select_related("election")
        .first()
    )
    if found is None:
        return None
    here = places.sub_district(sub_district_id)
    return TrusteeFacts(
        election=found.election,
        demo=bool(here and here.is_demo),
        trustee=found,
        trustees=tuple(_trustees(found.election).order_by("index")),
        fingerprint=found.election.document_hash,
        encrypted_tally=text_of(found.election, TALLY_TEXT),
    )


def _trustees(election: Election) -> Any:
    return Trustee.objects.filter(sub_district_id=election.sub_district_id, election=election)
