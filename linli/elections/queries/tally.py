"""How far the counting of a closed box is, and what it gave once it is open."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Max, QuerySet

from linli.ballots.archive import EventType
from linli.ballots.tally import result_from
from linli.elections.models import BoxEvent, Credential, Election
from linli.elections.queries.box import answer_numbers, box_of, published, text_of
from linli.elections.rules import ElectionState, Mode
from linli.elections.rules.results import Online

ENCRYPTED_TALLY = "encrypted_tally"
RESULT = "result"


@dataclass(frozen=True, slots=True)
class TallyStand:
    """How many events of a closed box are checked anew and added up."""

    done: int
    all: int
    counted: bool

    @property
    def percent(self) -> int:
        """Whole percent of the way; a hundred only at the end."""
        if self.counted:
            return 100
        return min(99, 100 * self.done // self.all) if self.all else 0


def encrypted_tally(election: Election) -> str:
    """The encrypted sum of a closed box; empty before it is counted."""
    return text_of(election, ENCRYPTED_TALLY)


def tally_stand(election: Election) -> TallyStand | None:
    """How far the counting is; None where there is nothing to count."""
    closed = (ElectionState.CLOSED, ElectionState.COUNTED)
    box = box_of(election) if election.mode == Mode.SECRET and election.state in closed else None
    if box is None:
        return None
    return TallyStand(box.checked, box.height, bool(encrypted_tally(election)))


def last_heights(election: Election) -> set[int]:
    """Where in the box the ballots stand that count: the last one of each credential."""
    ballots = ballots_in(election).values("mark").annotate(last=Max("height"))
    return set(ballots.values_list("last", flat=True))


def ballots_in(election: Election) -> QuerySet[BoxEvent]:
    """The ballots in a box."""
    return BoxEvent.objects.filter(
        sub_district_id=election.sub_district_id,
        election_id=election.id,
        type=EventType.BALLOT,
    )


def voters_online(election: Election) -> int:
    """How many slips came with a ballot at least once."""
    mine = Credential.objects.filter(sub_district_id=election.sub_district_id, election=election)
    return mine.filter(votes__gt=0).count()


def online_result(election: Election) -> Online | None:
    """The sums of the online channel by candidate's number; None before the box is open."""
    text = text_of(election, RESULT)
    if not text:
        return None
    ballots = published(election)
    (counts,) = result_from(ballots, text)
    blanks = int(ballots.questions[0].blank)
    votes = dict(zip(answer_numbers(election), counts[blanks:], strict=True))
    return Online(voters_online(election), votes, sum(counts[:blanks]))
