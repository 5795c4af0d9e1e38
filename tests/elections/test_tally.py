"""After the close: counted in steps, opened by two of three, added to paper, announced."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection

from linli.ballots.archive import event_text
from linli.ballots.verify import verify
from linli.elections import actions, queries
from linli.elections.actions.announcing import figures_digest
from linli.elections.actions.chain import hexed
from linli.elections.models import BoxEvent, Election, PaperBox, PaperCount, PollBookEntry
from linli.elections.rules.results import elected_numbers
from linli.kernel.errors import Missing, NotAllowed, Refused
from linli.people.models import BodySeat, BodyTerm, Organisation
from linli.people.rules import OrganisationKind
from linli.records.models import AuditEntry
from tests.elections.box_builders import CLOSES, DURING, BoxGround
from tests.people.body_builders import a_body

pytestmark = pytest.mark.django_db


@pytest.fixture
def counted() -> BoxGround:
    """A vote of four, one of whom voted twice, opened by the first and the third trustee."""
    ground = BoxGround().opened()
    ground.vote(0, 1)
    ground.vote(1, 1, 2)
    ground.vote(0, 3)
    ground.vote(2, 1, 3)
    return ground.unlocked(1, 3)


def test_the_last_ballot_of_each_slip_counts(counted: BoxGround) -> None:
    online = queries.online_result(counted.election)
    assert online is not None
    assert (online.ballots, online.votes) == (3, {1: 2, 2: 1, 3: 2})


def test_our_verifier_accepts_the_archive(counted: BoxGround, tmp_path: Path) -> None:
    path = written(counted, tmp_path)
    report = verify(path)
    assert report.holds


@pytest.mark.skipif(not shutil.which("belenios-tool"), reason="belenios-tool is not installed")
def test_belenios_tool_accepts_the_archive(counted: BoxGround, tmp_path: Path) -> None:
    written(counted, tmp_path)
    done = subprocess.run(  # noqa: S603 - the public verifier
        ["belenios-tool", "election", "verify", "--dir", str(tmp_path)],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def written(ground: BoxGround, folder: Path) -> Path:
    path = folder / f"{ground.election.uuid}.bel"
    path.write_bytes(ground.archive())
    return path


@contextmanager
def unguarded(table: str) -> Iterator[None]:
    """Let somebody with the database in hand alter what the application never does."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        else:
            cursor.execute(f"DROP TRIGGER {table}_no_update")
        yield


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refusal:
        act()
    return refusal.value.code


def test_nobody_closes_the_box_before_its_time() -> None:
    ground = BoxGround().opened()
    early = CLOSES - timedelta(seconds=1)
    assert refused(lambda: ground.closed(early)) == "too_early"
    assert actions.close_due(sub_district_id=ground.place.id, at=early) == 0
    assert refused(lambda: ground.announced(at=early)) == "wrong_state"


def test_the_clock_closes_the_box_and_counts_it() -> None:
    ground = BoxGround().opened()
    ground.vote(0, 1)
    here = ground.place.id
    assert actions.close_due(sub_district_id=here, at=CLOSES) == 1
    assert actions.close_due(sub_district_id=here, at=CLOSES) == 0
    assert actions.tally_due(sub_district_id=here, at=CLOSES) == 1
    assert actions.tally_due(sub_district_id=here, at=CLOSES) == 0
    assert [str(event.type) for event in ground.events()][-2:] == ["EndBallots", "EncryptedTally"]


def test_a_clerk_does_not_close_the_box() -> None:
    ground = BoxGround().opened()
    with pytest.raises(NotAllowed):
        actions.close_voting(actor=ground.clerk, election_id=ground.election.id, at=CLOSES)


def test_nothing_is_counted_before_the_close() -> None:
    ground = BoxGround().opened()
    act = partial(actions.tally_step, actor=ground.runner, election=ground.election, at=DURING)
    assert refused(act) == "not_closed"
    assert queries.tally_stand(ground.election) is None
    assert queries.outcome_of(ground.election) is None


def test_counting_goes_on_where_it_stopped() -> None:
    ground = BoxGround().opened()
    for voter in (0, 1, 2, 0):
        ground.vote(voter, 1)
    ground.closed_uncounted()
    step = partial(
        actions.tally_step, actor=ground.runner, election=ground.election, at=CLOSES, most=2
    )
    seen = []
    while not step():
        stand = queries.tally_stand(ground.election)
        assert stand is not None
        seen.append((stand.done, stand.percent))
    assert seen == [(2, 33), (4, 66)]
    stand = queries.tally_stand(ground.election)
    assert stand is not None
    assert stand.percent == 100
    for index in (1, 2):
        ground.trusted.open(index, CLOSES)
    online = queries.online_result(ground.election)
    assert online is not None
    assert online.votes == {1: 3, 2: 0, 3: 0}


def test_a_ballot_altered_in_the_table_stops_the_count() -> None:
    ground = BoxGround().opened()
    ground.vote(0, 1)
    text = ground.ballot(0, 2)
    ground.closed_uncounted()
    rows = BoxEvent.objects.filter(height=1)
    with unguarded("elections_boxevent"):
        rows.update(payload=text)
    act = partial(actions.tally_step, actor=ground.runner, election=ground.election, at=CLOSES)
    assert refused(act) == "box_altered"


def test_a_ballot_swapped_with_all_its_hashes_breaks_the_chain() -> None:
    ground = BoxGround().opened()
    ground.vote(0, 1)
    ground.vote(1, 1)
    text = ground.ballot(0, 2)
    ground.closed_uncounted()
    row = BoxEvent.objects.get(height=1)
    event = event_text(ground.events()[0].hash, 1, "Ballot", hexed(text))
    with unguarded("elections_boxevent"):
        BoxEvent.objects.filter(id=row.id).update(
            payload=text, payload_hash=hexed(text), event=event, event_hash=hexed(event)
        )
    act = partial(actions.tally_step, actor=ground.runner, election=ground.election, at=CLOSES)
    assert refused(act) == "box_altered"


def test_an_empty_box_opens_to_noughts(tmp_path: Path) -> None:
    ground = BoxGround().opened()
    ground.unlocked()
    online = queries.online_result(ground.election)
    assert online is not None
    assert (online.ballots, online.votes) == (0, {1: 0, 2: 0, 3: 0})
    assert not ground.announced().valid
    assert verify(written(ground, tmp_path)).holds


def test_before_the_trustees_opened_the_result_cannot_be_announced() -> None:
    ground = BoxGround().opened()
    ground.vote(0, 1)
    ground.closed()
    assert refused(ground.announced) == "not_counted"
    ground.trusted.open(1, CLOSES)
    assert refused(ground.announced) == "not_counted"


def test_a_result_is_announced_once_and_kept(counted: BoxGround) -> None:
    result = counted.announced()
    assert result.valid
    counted.election.refresh_from_db()
    assert counted.election.state == "counted"
    assert refused(counted.announced) == "wrong_state"
    assert result.digest == figures_digest(counted.election.uuid, result.figures)


def test_a_clerk_does_not_announce(counted: BoxGround) -> None:
    with pytest.raises(NotAllowed):
        actions.announce_result(actor=counted.clerk, election_id=counted.election.id, at=CLOSES)


def test_the_result_is_said_in_words(counted: BoxGround) -> None:
    figures = counted.announced().figures
    words = queries.result_words(figures, queries.names_on_ballot(counted.election))
    assert words[0] == "4 人中有 3 人参加；超过半数需要 3 人。"
    assert "示例候选人1" in words[2]


def test_lots_are_entered_when_the_rule_asks_for_them() -> None:
    ground = BoxGround(seats=1)
    Election.objects.filter(id=ground.election.id).update(tie_rule="lots", most_choices=2)
    ground.opened()
    for voter in range(3):
        ground.vote(voter, 1, 2)
    ground.unlocked()
    assert refused(ground.announced) == "draw_lots"
    assert refused(lambda: ground.announced(drawn=[3])) == "draw_lots"
    result = ground.announced(drawn=[2])
    assert [one["outcome"] for one in result.figures["candidates"]] == [
        "not_drawn",
        "drawn",
        "not_elected",
    ]


def test_lots_without_a_tie_are_refused(counted: BoxGround) -> None:
    assert refused(lambda: counted.announced(drawn=[1])) == "no_lots"


def test_paper_is_counted_before_the_box_opens_and_added_to_it() -> None:
    ground = BoxGround().opened()
    ground.vote(0, 1)
    ground.vote(1, 2)
    box = PaperBox.objects.create(
        sub_district=ground.place, election=ground.election, name="示例票箱", kind="station"
    )
    handed(ground, box, 2)
    ground.closed()
    entered(ground, box, {"1": 1})
    assert refused(lambda: ground.trusted.open(1, CLOSES)) == "paper_first"
    entered(ground, box, {"1": 1})
    for index in (1, 2):
        ground.trusted.open(index, CLOSES)
    figures = ground.announced().figures
    assert figures["channels"]["paper"]["votes"] == {"1": 1}
    assert figures["votes"] == {"1": 2, "2": 1, "3": 0}
    assert figures["took_part"] == 3


def test_two_counts_that_differ_settle_nothing() -> None:
    ground = BoxGround().opened()
    box = PaperBox.objects.create(
        sub_district=ground.place, election=ground.election, name="示例票箱", kind="station"
    )
    handed(ground, box, 2)
    entered(ground, box, {"1": 1})
    entered(ground, box, {"2": 1})
    paper = queries.paper_totals(ground.place.id, ground.election.id)
    assert (paper.boxes, paper.settled) == (1, 0)


def handed(ground: BoxGround, box: PaperBox, voter: int) -> None:
    PollBookEntry.objects.create(
        sub_district=ground.place,
        election=ground.election,
        line=ground.lines[voter],
        box=box,
        handed_at=DURING,
        handed_by="示例柜台",
        cast_at=DURING,
    )


def entered(ground: BoxGround, box: PaperBox, votes: dict[str, int]) -> None:
    PaperCount.objects.create(
        sub_district=ground.place,
        election=ground.election,
        box=box,
        account_id=uuid4(),
        figures={"ballots": 1, "blank": 0, "spoiled": 0, "votes": votes},
        entered_at=CLOSES,
    )


def test_who_was_elected_gets_a_seat_in_the_body() -> None:
    ground, body = a_committee_election()
    result = ground.announced()
    won = {row.name for row in BodySeat.objects.filter(term__body=body)}
    assert won == {f"示例候选人{number}" for number in range(1, 6)}
    term = BodyTerm.objects.get(body=body)
    assert (term.election_number, term.seats) == (ground.election.number, 5)
    assert elected_numbers(result.figures) == [1, 2, 3, 4, 5]


def test_a_seat_that_is_refused_stops_no_result() -> None:
    ground, body = a_committee_election()
    Election.objects.filter(id=ground.election.id).update(number="")
    assert ground.announced().valid
    assert not BodyTerm.objects.filter(body=body).exists()
    assert AuditEntry.objects.filter(did="elections.seat_by_hand").count() == 1


def a_committee_election() -> tuple[BoxGround, Organisation]:
    ground = BoxGround(candidates=6, seats=5)
    body = a_body(OrganisationKind.RESIDENTS_COMMITTEE, ground.community)
    Election.objects.filter(id=ground.election.id).update(
        kind="residents_committee", body_id=body.id, place=ground.community
    )
    ground.opened()
    for voter in range(3):
        ground.vote(voter, 1, 2, 3, 4, 5)
    return ground.unlocked(), body


def test_blank_ballots_take_part_and_count_for_nobody() -> None:
    ground = BoxGround()
    Election.objects.filter(id=ground.election.id).update(least_choices=1)
    ground.election.refresh_from_db()
    ground.opened()
    for voter in range(3):
        ground.vote(voter, *([1] if voter else []))
    ground.unlocked()
    figures = ground.announced().figures
    online = figures["channels"]["online"]
    assert (online["ballots"], online["blank"], online["votes"]["1"]) == (3, 1, 2)


def test_a_stranger_to_the_place_does_not_count() -> None:
    ground = BoxGround().opened()
    ground.closed_uncounted()
    act = partial(actions.tally_step, actor=ground.visitor, election=ground.election, at=CLOSES)
    with pytest.raises(Missing):
        act()
