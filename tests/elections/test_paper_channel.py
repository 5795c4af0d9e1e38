"""Paper beside online: one vote a line, whichever way comes first; what two tellers agree on counts."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from linli.elections import actions, queries
from linli.elections.models import BoxCall, Credential, PaperBox, PollBookEntry
from linli.elections.rules import BoxFigures, BoxKind, CallOutcome, OfficialRole
from linli.kernel.errors import NotAllowed, Refused
from tests.elections.box_builders import AT, BEFORE, CLOSES, DURING, BoxGround

pytestmark = pytest.mark.django_db


class Paper(BoxGround):
    """An open election with a sealed box and two tellers."""

    def __init__(self, voters: int = 8) -> None:
        super().__init__(voters=voters)
        for teller in (self.clerk, self.officer):
            actions.name_official(
                actor=self.runner,
                election_id=self.election.id,
                role=OfficialRole.TELLER,
                name=teller.name,
                account_id=teller.account_id,
                at=BEFORE,
            )
        self.box = self.a_box("活动室票箱")
        self.opened()
        self.sealed(self.box)

    def a_box(self, name: str) -> PaperBox:
        return actions.set_up_paper_box(
            actor=self.runner,
            election_id=self.election.id,
            name=name,
            kind=BoxKind.STATION,
            key=str(uuid4()),
            at=BEFORE if self.election.opened_at is None else DURING,
        )

    def sealed(self, box: PaperBox, at: datetime = AT) -> None:
        actions.seal_paper_box(
            actor=self.clerk, box_id=box.id, seal_number="1", before="示例甲、示例乙", at=at
        )

    def hand(
        self, voter: int, *, box: PaperBox | None = None, at: datetime = DURING
    ) -> PollBookEntry:
        return actions.hand_out_ballot(
            actor=self.clerk,
            box_id=(box or self.box).id,
            line_id=self.lines[voter].id,
            key=str(uuid4()),
            at=at,
        )

    def paper_vote(self, voter: int, *, box: PaperBox | None = None) -> None:
        entry = self.hand(voter, box=box)
        actions.put_in_box(actor=self.clerk, entry_id=entry.id, at=DURING)

    def open_box(self, box: PaperBox | None = None) -> None:
        actions.open_paper_box(
            actor=self.clerk, box_id=(box or self.box).id, before="示例甲、示例乙", at=CLOSES
        )

    def enter(self, teller, *votes: int, ballots: int = 5, box: PaperBox | None = None) -> bool:
        figures = BoxFigures(ballots, 0, 0, dict(enumerate(votes, start=1)))
        return actions.enter_paper_count(
            actor=teller, box_id=(box or self.box).id, figures=figures, at=CLOSES
        )


def refusal(act) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.code


def test_a_paper_ballot_closes_the_online_slip():
    ground = Paper()
    ground.hand(0)
    assert Credential.objects.get(line=ground.lines[0]).closed_why == "paper"
    assert refusal(lambda: ground.vote(0, 1)) == "closed_paper"


def test_who_has_voted_online_gets_no_paper():
    ground = Paper()
    ground.vote(0, 1)
    assert refusal(lambda: ground.hand(0)) == "voted_online"
    assert not PollBookEntry.objects.exists()


def test_a_voter_gets_one_paper_ballot():
    ground = Paper()
    ground.hand(0)
    assert refusal(lambda: ground.hand(0)) == "has_paper"


def test_the_same_form_sent_twice_hands_out_one_ballot():
    ground, key = Paper(), str(uuid4())
    hands = [
        actions.hand_out_ballot(
            actor=ground.clerk,
            box_id=ground.box.id,
            line_id=ground.lines[0].id,
            key=key,
            at=DURING,
        )
        for _ in range(2)
    ]
    assert hands[0].id == hands[1].id


def test_no_ballot_is_handed_out_after_the_close_by_one_second():
    ground = Paper()
    assert refusal(lambda: ground.hand(0, at=CLOSES)) == "not_open"
    assert ground.hand(0, at=CLOSES - timedelta(seconds=1)).handed_at


def test_the_poll_book_tells_where_a_line_stands_and_no_more():
    ground = Paper()
    ground.vote(0, 1)
    ground.hand(1)
    ground.paper_vote(2)
    stands = [queries.line_stand(ground.election, line).stand.value for line in ground.lines[:4]]
    assert stands == ["online", "paper_out", "paper_in", "free"]
    columns = {field.name for field in PollBookEntry._meta.get_fields()}
    assert not columns & {"serial", "choices", "vote"}


def test_two_tellers_who_agree_settle_a_box():
    ground = Paper()
    for voter in range(5):
        ground.paper_vote(voter)
    ground.closed()
    ground.open_box()
    assert not ground.enter(ground.clerk, 4, 3, 2)
    assert ground.enter(ground.officer, 4, 3, 2)
    totals = queries.paper_totals(ground.place.id, ground.election.id)
    assert (totals.settled, dict(totals.votes)) == (1, {1: 4, 2: 3, 3: 2})


def test_one_teller_alone_settles_nothing():
    ground = Paper()
    for voter in range(5):
        ground.paper_vote(voter)
    ground.closed()
    ground.open_box()
    ground.enter(ground.clerk, 4, 3, 2)
    assert refusal(lambda: ground.enter(ground.clerk, 4, 3, 2)) == "own_entry"


def test_two_that_differ_begin_a_new_round():
    ground = Paper()
    for voter in range(5):
        ground.paper_vote(voter)
    ground.closed()
    ground.open_box()
    ground.enter(ground.clerk, 4, 3, 2)
    assert not ground.enter(ground.officer, 3, 4, 2)
    assert not queries.paper_totals(ground.place.id, ground.election.id).is_settled
    ground.enter(ground.officer, 4, 3, 2)
    assert ground.enter(ground.clerk, 4, 3, 2)


def test_where_there_are_no_other_ballots_even_few_are_counted():
    ground = Paper()
    ground.paper_vote(0)
    ground.closed()
    ground.open_box()
    ground.enter(ground.clerk, 1, 0, 0, ballots=1)
    assert ground.enter(ground.officer, 1, 0, 0, ballots=1)


def test_fewer_than_five_ballots_are_counted_with_another_box():
    ground = Paper()
    small = ground.a_box("流动票箱")
    ground.sealed(small, DURING)
    ground.paper_vote(0, box=small)
    for voter in range(1, 6):
        ground.paper_vote(voter)
    ground.closed()
    for box in (small, ground.box):
        ground.open_box(box)
    assert refusal(lambda: ground.enter(ground.clerk, 1, 0, 0, ballots=1, box=small)) == "too_few"
    actions.count_box_with(actor=ground.clerk, box_id=small.id, other_id=ground.box.id, at=CLOSES)
    ground.enter(ground.clerk, 6, 3, 2, ballots=6)
    assert ground.enter(ground.officer, 6, 3, 2, ballots=6)


@pytest.mark.parametrize(
    ("votes", "ballots", "code"),
    [
        ((4, 3), 5, "other_candidates"),
        ((6, 0, 0), 5, "more_than_valid"),
        ((5, 5, 5), 5, "too_many_votes"),
        ((1, 1, 1), 5, "too_few_votes"),
        ((4, 3, 2), 6, "more_than_handed"),
        ((-1, 3, 3), 5, "negative"),
    ],
)
def test_a_count_that_cannot_be_is_refused(votes: tuple[int, ...], ballots: int, code: str):
    ground = Paper()
    for voter in range(5):
        ground.paper_vote(voter)
    ground.closed()
    ground.open_box()
    assert refusal(lambda: ground.enter(ground.clerk, *votes, ballots=ballots)) == code


def test_only_tellers_enter_what_was_counted():
    ground = Paper()
    for voter in range(5):
        ground.paper_vote(voter)
    ground.closed()
    ground.open_box()
    with pytest.raises(NotAllowed):
        ground.enter(ground.runner, 4, 3, 2)


def test_paper_and_online_add_up_in_the_result():
    ground = Paper(voters=9)
    for voter in range(5):
        ground.paper_vote(voter)
    ground.vote(5, 1)
    ground.vote(6, 1, 2)
    ground.closed()
    ground.open_box()
    ground.enter(ground.clerk, 4, 3, 2)
    ground.enter(ground.officer, 4, 3, 2)
    for index in (1, 2):
        ground.trusted.open(index, CLOSES)
    figures = ground.announced().figures
    assert [(row["online"], row["paper"], row["votes"]) for row in figures["candidates"]] == [
        (2, 4, 6),
        (1, 3, 4),
        (0, 2, 2),
    ]


def test_the_mobile_box_needs_two_witnesses():
    ground = Paper()
    row = BoxCall.objects.create(
        sub_district=ground.place,
        election=ground.election,
        line=ground.lines[0],
        reason="行动不便",
        asked_at=DURING,
    )

    def carry(second: str) -> BoxCall:
        return actions.carry_box(
            actor=ground.clerk,
            call_id=row.id,
            outcome=CallOutcome.CAME,
            first_witness="示例甲",
            second_witness=second,
            at=DURING,
        )

    assert refusal(lambda: carry("示例甲")) == "two_witnesses"
    assert carry("示例乙").second_witness == "示例乙"


@pytest.mark.parametrize("before", ["甲", "x", "示例甲", "示例甲、示例甲", "、", "示例 甲、示例甲"])
def test_one_witness_seals_no_box(before: str) -> None:
    ground = Paper()
    box = ground.box
    PaperBox.objects.filter(id=box.id).update(sealed_at=None)
    with pytest.raises(Refused) as caught:
        actions.seal_paper_box(
            actor=ground.clerk, box_id=box.id, seal_number="1", before=before, at=AT
        )
    assert caught.value.code == "two_witnesses"


def test_a_wrong_seal_is_corrected_and_what_stood_there_is_kept() -> None:
    ground = Paper()
    box = actions.correct_box_entry(
        actor=ground.clerk,
        box_id=ground.box.id,
        seal_number="17",
        before="示例丙、示例丁",
        why="抄错了封条号",
        at=AT,
    )
    assert (box.seal_number, box.corrections[0]["was"]["seal"]) == ("17", "1")
