"""Pages of the paper channel: who may, what is shown, and no serial beside a name."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from linli.elections import actions, queries
from linli.elections.models import (
    BoxCall,
    Delivery,
    PaperCount,
    PaperVote,
    PollBookEntry,
    SpoiledBallot,
)
from linli.elections.rules import BoxKind, Delivered, OfficialRole
from linli.kernel.posts import PostKind
from linli.places.rules import PlaceKind
from linli.records.models import AccessEntry
from tests.elections import signed_builders
from tests.elections.box_builders import AT, CLOSES, DURING, BoxGround
from tests.elections.builders import Ground
from tests.elections.election_builders import an_election, fresh, open_for_voting
from tests.elections.test_paper_channel import Paper
from tests.people.builders import a_signed_in_client
from tests.places.builders import a_place

pytestmark = pytest.mark.django_db
COUNTING = CLOSES + timedelta(minutes=30)


class Clock:
    """The clock of the pages."""

    at = DURING


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Set what time it is for the pages."""
    made = Clock()
    monkeypatch.setattr(timezone, "now", lambda: made.at)
    return made


def to(ground: Any, name: str, *more: object) -> str:
    return reverse(f"elections:{name}", args=[ground.election.id, *more])


def shown(client: Client, address: str, *, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def counter(ground: Any) -> Client:
    """A clerk at the counter."""
    return a_signed_in_client(ground.clerk)


def hand_out(ground: Paper, voter: int, client: Client, **typed: str) -> Any:
    page = to(ground, "paper_line", ground.lines[voter].id)
    form = {"box": str(ground.box.id), "key": str(uuid4()), **typed}
    return client.post(page, form)


def test_a_line_is_found_by_number_and_by_door_and_opening_it_is_written_down(
    clock: Clock,
) -> None:
    ground = Paper()
    client = counter(ground)
    line = ground.lines[2]
    page = to(ground, "paper_line", line.id)
    by_number = client.get(to(ground, "paper_find"), {"number": "3"})
    by_door = client.get(
        to(ground, "paper_find"), {"building": str(ground.building.id), "door": "1-3"}
    )
    assert by_number.url == by_door.url == page
    before = AccessEntry.objects.count()
    assert line.name in shown(client, page)
    assert AccessEntry.objects.count() > before


def test_several_lines_at_a_door_are_shown_masked(clock: Clock) -> None:
    ground = Paper()
    type(ground.lines[0]).objects.filter(roll=ground.roll).update(door="3号楼2单元301")
    answer = counter(ground).get(
        to(ground, "paper_find"), {"building": str(ground.building.id), "door": "2-301"}
    )
    page = answer.content.decode()
    assert page.count("示*") == len(ground.lines)
    assert not any(line.name in page for line in ground.lines)


def test_the_counter_shows_no_name_and_no_list_of_lines(clock: Clock) -> None:
    ground = Paper()
    ground.paper_vote(0)
    for name in ("paper_desk", "paper_rounds", "paper_calls"):
        page = shown(counter(ground), to(ground, name))
        assert not any(line.name in page for line in ground.lines)


def test_few_ballots_show_as_fewer_than_five(clock: Clock) -> None:
    ground = Paper()
    for voter in range(3):
        ground.paper_vote(voter)
    assert "不足" in shown(counter(ground), to(ground, "paper_desk"))


def test_a_ballot_is_handed_out_and_put_in(clock: Clock) -> None:
    ground = Paper()
    client = counter(ground)
    page = to(ground, "paper_line", ground.lines[0].id)
    assert "发出纸票并关闭网上资格" in shown(client, page)
    assert hand_out(ground, 0, client).status_code == 303
    entry = PollBookEntry.objects.get()
    assert "尚未投入票箱" in shown(client, page)
    assert client.post(to(ground, "paper_put_in", entry.id)).status_code == 303
    assert "纸票已投入票箱" in shown(client, page)


def test_the_same_form_sent_twice_hands_out_one_ballot(clock: Clock) -> None:
    ground = Paper()
    client, key = counter(ground), str(uuid4())
    answers = [hand_out(ground, 0, client, key=key).status_code for _turn in range(2)]
    assert answers == [303, 303]
    assert PollBookEntry.objects.count() == 1


def test_two_counters_at_once_hand_out_one_ballot(clock: Clock) -> None:
    ground = Paper()
    first, second = counter(ground), a_signed_in_client(ground.runner)
    assert hand_out(ground, 0, first).status_code == 303
    late = hand_out(ground, 0, second)
    assert late.status_code == 422
    assert "已经领过纸票" in late.content.decode()


def test_who_voted_online_is_shown_so_and_gets_no_form(clock: Clock) -> None:
    ground = Paper()
    ground.vote(0, 1)
    page = shown(counter(ground), to(ground, "paper_line", ground.lines[0].id))
    assert "已在网上投票" in page
    assert "发出纸票并关闭网上资格" not in page
    assert hand_out(ground, 0, counter(ground)).status_code == 422


def test_help_needs_a_witness(clock: Clock) -> None:
    ground = Paper()
    client = counter(ground)
    assert hand_out(ground, 0, client, helped_by="示例帮手").status_code == 422
    done = hand_out(ground, 0, client, helped_by="示例帮手", witness="示例见证人")
    assert done.status_code == 303
    assert "示例见证人" in shown(client, to(ground, "paper_line", ground.lines[0].id))


def test_a_spoiled_ballot_is_replaced_once_however_often_it_is_sent(clock: Clock) -> None:
    ground = Paper()
    client = counter(ground)
    hand_out(ground, 0, client)
    entry = PollBookEntry.objects.get()
    for _turn in range(2):
        client.post(to(ground, "paper_replace", entry.id), {"key": "once"})
    entry.refresh_from_db()
    assert entry.spoiled == 1


@pytest.mark.parametrize("who", ["auditor", "resident", "visitor"])
def test_the_poll_book_is_open_to_its_keepers_alone(clock: Clock, who: str) -> None:
    ground = Paper()
    client = (
        a_signed_in_client(ground.holder(PostKind.AUDITOR, ground.root))
        if who == "auditor"
        else a_signed_in_client(who, ground.root)
    )
    for name, more in (
        ("paper_line", [ground.lines[0].id]),
        ("paper_calls", []),
        ("paper_rounds", []),
        ("paper_find", []),
    ):
        assert client.get(to(ground, name, *more)).status_code in (302, 303, 403)


def test_a_clerk_of_another_community_finds_nothing(clock: Clock) -> None:
    ground = Paper()
    other = a_place(PlaceKind.COMMUNITY, ground.root, name="示例别处社区")
    stranger = ground.holder(PostKind.SERVICE_CLERK, other)
    client = a_signed_in_client(stranger)
    assert client.get(to(ground, "paper_desk")).status_code == 404
    assert client.get(to(ground, "paper_line", ground.lines[0].id)).status_code == 404


def test_the_mobile_box_is_called_for_a_listed_reason_and_carried_with_two(clock: Clock) -> None:
    ground = Ground()
    election = open_for_voting(ground, an_election(ground))
    clock.at = election.opened_at + timedelta(hours=1)
    client = a_signed_in_client(ground.clerk)
    line = queries.line_by_number(ground.place.id, election.roll_id, 1)
    page = reverse("elections:paper_call", args=[election.id, line.id])
    assert "行动不便" in shown(client, page)
    assert client.post(page, {"reason": "没空"}).status_code == 422
    assert client.post(page, {"reason": "行动不便"}).status_code == 303
    call = BoxCall.objects.get()
    carry = reverse("elections:paper_carry", args=[election.id, call.id])
    typed = {"outcome": "came", "first_witness": "示例甲", "second_witness": "示例甲"}
    assert client.post(carry, typed).status_code == 422
    assert client.post(carry, {**typed, "second_witness": "示例乙"}).status_code == 303
    calls = shown(client, reverse("elections:paper_calls", args=[election.id]))
    assert "示例甲" in calls
    assert line.name not in calls


def planned(ground: Paper) -> list[Delivery]:
    actions.plan_deliveries(
        actor=ground.clerk, election_id=ground.election.id, what=Delivered.SLIP, at=AT
    )
    return list(Delivery.objects.order_by("line__number"))


def test_a_round_shows_doors_without_names_and_ends_with_delivery(clock: Clock) -> None:
    ground = Paper()
    first, *_rest = planned(ground)
    client = counter(ground)
    page = to(ground, "paper_round", "slip", ground.building.id)
    before = shown(client, page)
    assert first.line.door in before
    assert not any(line.name in before for line in ground.lines)
    assert not re.search("拒", before)
    answer = client.post(to(ground, "paper_deliver", first.id), {"outcome": "handed", "key": "k"})
    assert answer.status_code == 303
    assert "已送达：1" in shown(client, page)


def test_a_delivery_sent_twice_is_one_try(clock: Clock) -> None:
    ground = Paper()
    first, *_rest = planned(ground)
    client = counter(ground)
    for _turn in range(2):
        client.post(to(ground, "paper_deliver", first.id), {"outcome": "undelivered", "key": "k"})
    first.refresh_from_db()
    assert (first.outcome, first.tries) == ("undelivered", 1)


def test_a_round_tells_nothing_of_who_voted(clock: Clock) -> None:
    ground = Paper()
    planned(ground)
    page = to(ground, "paper_round", "slip", ground.building.id)
    client = counter(ground)
    before = without_keys(shown(client, page))
    ground.vote(0, 1)
    ground.paper_vote(1)
    assert without_keys(shown(client, page)) == before


def without_keys(page: str) -> str:
    return re.sub(r'(value|content|nonce)="[^"]*"|Token": "[^"]*"', "", page)


def test_all_are_reminded_alike_once_a_day(clock: Clock) -> None:
    ground = Paper()
    client = a_signed_in_client(ground.runner)
    page = shown(client, to(ground, "paper_desk"))
    assert "不论投没投票" in page
    assert client.post(to(ground, "paper_remind"), {"key": "a"}).status_code == 303
    assert counter(ground).post(to(ground, "paper_remind"), {"key": "b"}).status_code == 403


def test_boxes_are_set_up_sealed_opened_and_poured(clock: Clock) -> None:
    ground = Paper()
    office, client = a_signed_in_client(ground.runner), counter(ground)
    form = {"name": "流动票箱", "kind": "mobile", "key": "k"}
    for _turn in range(2):
        assert office.post(to(ground, "paper_new_box"), form).status_code == 303
    small = next(row.box for row in queries.box_rows(ground.election) if row.box.kind == "mobile")
    assert client.post(to(ground, "paper_seal", small.id), {"seal_number": "2"}).status_code == 422
    sealed = {"seal_number": "2", "first_witness": "示例甲", "second_witness": "示例乙"}
    assert client.post(to(ground, "paper_seal", small.id), sealed).status_code == 303
    ground.paper_vote(0, box=small)
    for voter in range(1, 6):
        ground.paper_vote(voter)
    opened = to(ground, "paper_open", small.id)
    assert (
        client.post(opened, {"first_witness": "示例甲", "second_witness": "示例乙"}).status_code
        == 422
    )
    ground.closed()
    clock.at = COUNTING
    assert (
        client.post(opened, {"first_witness": "示例甲", "second_witness": "示例乙"}).status_code
        == 303
    )
    assert "合并清点" in shown(client, to(ground, "paper_desk"))
    pour = to(ground, "paper_pour", small.id)
    assert client.post(pour, {"other": str(ground.box.id)}).status_code == 303


class Counted(Paper):
    """A closed election with five paper ballots in an open box."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        for voter in range(5):
            self.paper_vote(voter)
        self.closed()
        self.open_box()
        clock.at = COUNTING

    def page(self) -> str:
        return reverse("elections:counting", args=[self.election.uuid])

    def form(self) -> str:
        return reverse("elections:counting_box", args=[self.election.uuid, self.box.id])


def figures(*votes: int, ballots: int = 5) -> dict[str, int]:
    given = {f"votes_{number}": count for number, count in enumerate(votes, start=1)}
    return {"ballots": ballots, "blank": 0, "spoiled": 0, **given}


def test_what_a_teller_entered_is_never_shown_to_the_other_before_both_are_in(
    clock: Clock,
) -> None:
    ground = Counted(clock)
    first, second = a_signed_in_client(ground.clerk), a_signed_in_client(ground.officer)
    untouched = (
        without_keys(shown(second, ground.page())),
        without_keys(shown(second, ground.form())),
    )
    assert first.post(ground.form(), figures(4, 3, 2)).status_code == 303
    assert "另一名计票人也要录入" in shown(first, ground.page())
    after = without_keys(shown(second, ground.page())), without_keys(shown(second, ground.form()))
    assert after == untouched
    assert second.post(ground.form(), figures(4, 3, 2)).status_code == 303
    assert "两名计票人一致" in shown(first, ground.page())


def test_two_counts_that_differ_stand_in_the_queue_and_are_counted_again(clock: Clock) -> None:
    ground = Counted(clock)
    first, second = a_signed_in_client(ground.clerk), a_signed_in_client(ground.officer)
    first.post(ground.form(), figures(4, 3, 2))
    second.post(ground.form(), figures(3, 3, 2))
    for client in (first, second):
        page = shown(client, ground.page())
        assert "两次清点不一致" in page
        assert "4 / 3" in page
    for client in (first, second):
        assert client.post(ground.form(), figures(4, 3, 2)).status_code == 303
    assert PaperCount.objects.count() == 4
    assert "两名计票人一致" in shown(first, ground.page())


def test_an_impossible_count_comes_back_with_a_sentence(clock: Clock) -> None:
    ground = Counted(clock)
    client = a_signed_in_client(ground.clerk)
    answer = client.post(ground.form(), figures(4, 3, 2, ballots=6))
    assert answer.status_code == 422
    assert "投入这个票箱的是 5 张" in answer.content.decode()
    again = client.post(ground.form(), figures(4, 3, 2))
    twice = client.post(ground.form(), figures(4, 3, 2))
    assert (again.status_code, twice.status_code) == (303, 422)


def test_the_count_is_open_to_its_tellers_alone_with_any_post_or_none(clock: Clock) -> None:
    ground = Counted(clock)
    neighbour = ground.resident
    for client in (a_signed_in_client(ground.runner), a_signed_in_client(neighbour)):
        assert client.get(ground.page()).status_code == 404
        assert client.post(ground.form(), figures(4, 3, 2)).status_code == 404
    actions.name_official(
        actor=ground.runner,
        election_id=ground.election.id,
        role=OfficialRole.TELLER,
        name="示例邻居",
        account_id=neighbour.id,
        at=COUNTING,
    )
    assert a_signed_in_client(neighbour).get(ground.page()).status_code == 200


def test_the_public_page_leads_tellers_and_nobody_else_to_the_count(clock: Clock) -> None:
    ground = Counted(clock)
    page = reverse("elections:public_election", args=[ground.election.uuid])
    assert "您是本次选举的计票人" in shown(a_signed_in_client(ground.clerk), page)
    assert "您是本次选举的计票人" not in shown(Client(), page)


def test_a_signed_ballot_is_entered_by_its_number_by_two(clock: Clock) -> None:
    one = a_signed_vote()
    ground = one.ground
    tellers = [ground.clerk, ground.officer]
    for teller in tellers:
        actions.name_official(
            actor=ground.runner,
            election_id=one.election.id,
            role=OfficialRole.TELLER,
            name=teller.name,
            account_id=teller.account_id,
            at=signed_builders.DURING,
        )
    one.paper(0, 1, people=0)
    one.closed()
    clock.at = signed_builders.AFTER
    page = reverse("elections:counting_line", args=[one.election.uuid]) + "?number=1"
    first, second = (a_signed_in_client(teller) for teller in tellers)
    typed = {"serial": "2345-6789-ABCD", "choices": ["1"]}
    assert first.post(page, typed).status_code == 303
    assert first.post(page, typed).status_code == 422
    queue = reverse("elections:counting", args=[one.election.uuid])
    assert "2345" not in shown(second, queue) + shown(second, page)
    assert second.post(page, {**typed, "choices": ["2"]}).status_code == 303
    assert "两次录入不一致" in shown(first, queue)
    for client in (first, second):
        assert client.post(page, typed).status_code == 303
    assert PaperVote.objects.count() == 4


def a_signed_vote() -> signed_builders.Signed:
    return signed_builders.a_signed_vote()


def test_a_paper_ballot_is_printed_in_large_type_and_the_same_again(clock: Clock) -> None:
    ground = Ground()
    election = an_election(ground)
    clock.at = fresh(election).latest_at + timedelta(hours=1)
    client = a_signed_in_client(ground.runner)
    page = reverse("elections:paper_ballots", args=[election.id])
    first, second = (client.post(page, {"many": 3, "key": "k"}) for _turn in range(2))
    assert (first.status_code, first.url) == (303, second.url)
    pdf = client.get(first.url)
    assert pdf.content.startswith(b"%PDF")
    assert client.get(first.url[:-8] + "x.pdf").status_code == 404
    assert a_signed_in_client(ground.clerk).get(first.url).status_code == 403


def test_our_serials_are_known_without_a_list_of_them() -> None:
    election_id, other = uuid4(), uuid4()
    serials = queries.serials_of(election_id, "batch", 50)
    assert len(set(serials)) == 50
    assert all(queries.is_our_serial(election_id, serial) for serial in serials)
    assert queries.is_our_serial(election_id, f"LINLI abc {serials[0]}")
    assert queries.is_our_serial(election_id, serials[0].lower().replace("-", ""))
    assert not queries.is_our_serial(other, serials[0])
    assert not queries.is_our_serial(election_id, serials[0][:-1] + "0")
    assert not queries.is_our_serial(election_id, "")


def test_no_sheet_and_no_page_shows_a_serial_beside_a_name(clock: Clock) -> None:
    ground = Counted(clock)
    client = counter(ground)
    serial = queries.serials_of(ground.election.id, "batch", 1)[0]
    noted = client.post(
        to(ground, "paper_spoiled", ground.box.id), {"serial": serial, "reason": "torn"}
    )
    assert noted.status_code == 303
    assert SpoiledBallot.objects.get().serial == serial
    house = f"?building={ground.building.id}"
    pages = [
        to(ground, "paper_line", ground.lines[0].id),
        to(ground, "paper_spoiled", ground.box.id),
        to(ground, "paper_sheet", "poll_book") + house,
        to(ground, "paper_sheet", "witnesses") + f"?box={ground.box.id}",
        to(ground, "paper_sheet", "count") + f"?box={ground.box.id}",
        to(ground, "paper_desk"),
    ]
    texts = [shown(client, page) for page in pages]
    assert sum(serial in text for text in texts) == 1
    assert not any(
        serial in text and any(line.name in text for line in ground.lines) for text in texts
    )


@pytest.mark.parametrize("form", ["pdf", "docx"])
@pytest.mark.parametrize("name", ["poll_book", "deliveries", "seal", "witnesses", "count"])
def test_every_sheet_prints(clock: Clock, name: str, form: str) -> None:
    ground = Paper()
    planned(ground)
    query = f"?building={ground.building.id}&what=slip&box={ground.box.id}"
    client = counter(ground)
    assert "打印" in shown(client, to(ground, "paper_sheet", name) + query)
    answer = client.get(to(ground, "paper_sheet_file", name, form) + query)
    assert answer.status_code == 200
    assert answer.content[:2] in (b"%P", b"PK")


def test_reading_a_poll_book_sheet_is_written_down(clock: Clock) -> None:
    ground = Paper()
    before = AccessEntry.objects.count()
    page = shown(
        counter(ground), to(ground, "paper_sheet", "poll_book") + f"?building={ground.building.id}"
    )
    assert all(line.name in page for line in ground.lines)
    assert AccessEntry.objects.count() > before


def test_voting_does_not_open_without_a_paper_box() -> None:
    ground = BoxGround()
    assert queries.paper_faults(ground.election)
    actions.set_up_paper_box(
        actor=ground.runner,
        election_id=ground.election.id,
        name="示例票箱",
        kind=BoxKind.STATION,
        key="k",
        at=AT - timedelta(hours=1),
    )
    assert queries.paper_faults(ground.election) == []


def test_a_box_that_was_never_sealed_holds_up_no_result() -> None:
    ground = Paper()
    ground.a_box("备用票箱")
    ground.closed()
    ground.open_box()
    for teller in (ground.clerk, ground.officer):
        ground.enter(teller, 0, 0, 0, ballots=0)
    assert queries.paper_totals(ground.place.id, ground.election.id).is_settled


def test_boxes_poured_one_after_another_are_counted_as_one(clock: Clock) -> None:
    ground = Paper(voters=9)
    small = [ground.a_box("二号票箱"), ground.a_box("三号票箱")]
    for voter, box in enumerate(small):
        ground.sealed(box, DURING)
        ground.paper_vote(voter, box=box)
    for voter in range(2, 8):
        ground.paper_vote(voter)
    ground.closed()
    for box in (*small, ground.box):
        ground.open_box(box)
    clock.at = COUNTING
    for box, other in ((small[0], small[1]), (small[1], ground.box)):
        actions.count_box_with(actor=ground.clerk, box_id=box.id, other_id=other.id, at=COUNTING)
    rows = queries.box_counts(ground.election, ground.clerk.account_id)
    assert [(row.counting.value, row.inside) for row in rows if row.open_to_enter] == [
        ("to_enter", 8)
    ]
