"""Pages of signed votes and roll calls: turnout before the close, arithmetic after the result."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from linli.elections.actions.turnout import show_turnout
from linli.elections.models import Credential, Official
from linli.elections.rules import ElectionKind, ElectionState, OfficialRole
from linli.kernel.actor import Actor
from tests.elections.builders import Ground
from tests.elections.election_builders import CLOSES, called, fresh
from tests.elections.signed_builders import AFTER, DURING, Signed, a_signed_vote
from tests.elections.test_open import Council
from tests.people.builders import a_signed_in_client

pytestmark = pytest.mark.django_db


def public(signed: Signed, client: Client | None = None) -> str:
    page = reverse("elections:public_election", args=[signed.election.uuid])
    answer = (client or Client()).get(page)
    assert answer.status_code == 200
    return answer.content.decode()


def desk(signed: Signed) -> str:
    page = reverse("elections:desk_election", args=[signed.election.id])
    answer = a_signed_in_client(signed.ground.runner).get(page)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def running() -> Signed:
    signed = a_signed_vote(areas=(1_000_000,) * 31)
    lines = [line.id for line in signed.lines[:20]]
    Credential.objects.filter(line__in=lines).update(votes=1)
    show_turnout(signed.election, DURING)
    return signed


def test_turnout_shows_on_both_measures_with_the_tick(running: Signed) -> None:
    for page in (public(running), desk(running)):
        assert "20 / 31" in page.replace("\N{NO-BREAK SPACE}", " ")
        assert "64%" in page
        assert "按专有面积" in page
        assert "还没到" in page


def test_the_live_page_asks_for_few_rows(running: Signed) -> None:
    client = Client()
    public(running, client)
    with CaptureQueriesContext(connection) as asked:
        public(running, client)
    assert len(asked) <= 10, [one["sql"][:90] for one in asked]


def test_a_small_roll_is_warned_of() -> None:
    assert "只有 4 名业主" in public(a_signed_vote()).replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture
def counted() -> Signed:
    signed = a_signed_vote(areas=(985_000, 1_100_050, 890_000, 7_300_000))
    signed.vote(0, 1)
    signed.vote(1, 2)
    signed.vote(3, 1)
    signed.opened().announced()
    return signed


def test_the_result_shows_with_its_arithmetic_and_no_single_area(counted: Signed) -> None:
    page = public(counted).replace("\N{NO-BREAK SPACE}", " ")
    assert "4 人中有 3 人参加；三分之二需要 3 人。" in page
    assert "参与表决的 3 人中有 2 人同意；超过半数需要 2 人。" in page
    assert "通过" in page
    assert "828.50" in page
    assert "730.00" not in page


def a_teller(counted: Signed, who: Actor) -> None:
    Official.objects.create(
        sub_district=counted.ground.place,
        election=counted.election,
        role=OfficialRole.TELLER,
        name=who.name,
        account_id=who.account_id,
        named_at=timezone.now(),
    )


def test_tellers_take_the_pack_and_nobody_else_does(counted: Signed) -> None:
    page = reverse("elections:tellers_pack", args=[counted.election.uuid])
    assert "下载计票包" not in public(counted)
    assert Client().get(page).status_code in {302, 303}
    for other in (counted.ground.clerk, counted.ground.runner, counted.ground.office):
        assert a_signed_in_client(other).get(page).status_code == 404
    a_teller(counted, counted.ground.clerk)
    answer = a_signed_in_client(counted.ground.clerk).get(page)
    assert answer.status_code == 200
    assert answer.content[:2] == b"PK"


def test_an_owner_with_a_linked_line_sees_the_own_vote(counted: Signed) -> None:
    line = counted.lines[1]
    line.account_id = counted.ground.runner.account_id
    line.save(update_fields=["account"])
    assert "只有您和计票人能看到" in public(counted, a_signed_in_client(counted.ground.runner))
    assert "只有您和计票人能看到" not in public(counted, a_signed_in_client(counted.ground.clerk))


def test_before_the_close_no_page_tells_a_choice(running: Signed) -> None:
    running.cast(running.text(25, 2))
    pages = [public(running), desk(running)]
    for page in pages:
        assert 'is-num"><strong>' not in page
        assert "结果</h2>" not in page


def test_a_roll_call_is_led_at_the_desk_and_read_after_the_close() -> None:
    council = Council()
    client = a_signed_in_client(council.ground.runner)
    page = reverse("elections:desk_roll_call", args=[council.election.id])
    before = client.get(page).content.decode()
    assert "示例委员1" in before
    council.say(1, 1)
    council.say(2, recused=True, reason="示例回避原因")
    during = client.get(page).content.decode()
    assert during.count("已记") == 2
    assert "示例回避原因" not in during
    for order in range(3, 6):
        council.say(order, 1)
    council.announced()
    shown = (
        Client()
        .get(reverse("elections:public_election", args=[council.election.uuid]))
        .content.decode()
    )
    assert "示例回避原因" in shown
    assert "缺席" in shown


def test_a_roll_call_is_closed_and_announced_at_the_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    council = Council()
    for order in range(1, 8):
        council.say(order, 1)
    monkeypatch.setattr(timezone, "now", lambda: CLOSES)
    client = a_signed_in_client(council.ground.runner)
    page = reverse("elections:desk_box", args=[council.election.id])
    assert "结束点名表决" in client.get(page).content.decode()
    close = reverse("elections:desk_close", args=[council.election.id])
    assert client.post(close, {"version": fresh(council.election).version}).status_code == 303
    closed = client.get(page).content.decode()
    assert "公布结果" in closed
    assert "因此通过" in closed
    assert "保管人" not in closed
    assert client.post(page, {"version": fresh(council.election).version}).status_code == 303
    assert fresh(council.election).state == ElectionState.COUNTED


def test_a_signed_vote_is_announced_at_the_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    signed = a_signed_vote(areas=(985_000, 1_100_050, 890_000, 7_300_000))
    signed.vote(0, 1)
    signed.vote(1, 2)
    signed.opened()
    monkeypatch.setattr(timezone, "now", lambda: AFTER)
    page = reverse("elections:desk_box", args=[signed.election.id])
    client = a_signed_in_client(signed.ground.runner)
    assert "公布结果" in client.get(page).content.decode()
    assert client.post(page, {"version": fresh(signed.election).version}).status_code == 303
    assert fresh(signed.election).state == ElectionState.COUNTED
    after = client.get(page).content.decode()
    assert "结果" in after
    assert reverse("elections:commitments", args=[signed.election.uuid]) in after


def test_members_are_named_through_the_form() -> None:
    ground = Ground()
    election = called(ground, ElectionKind.ROLL_CALL)
    client = a_signed_in_client(ground.runner)
    page = reverse("elections:desk_name_members", args=[election.id])
    form = {"names": "示例甲\n示例乙\n示例丙", "version": fresh(election).version}
    assert client.post(page, form).status_code == 303
    assert election.open_votes.count() == 3


def test_the_public_file_is_plain_data(counted: Signed) -> None:
    answer = Client().get(reverse("elections:commitments", args=[counted.election.uuid]))
    listed = json.loads(answer.content)
    assert len(listed["online"]) == 3
    assert listed["result"]["figures"]["carried"] is True
