"""Pages of the box: keys at the desk, the result for everybody, and nothing before the close."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from linli.kernel.posts import PostKind
from tests.elections.box_builders import BoxGround
from tests.people.builders import a_signed_in_client

pytestmark = pytest.mark.django_db


def desk(ground: BoxGround, name: str, client: Client | None = None) -> str:
    client = client or a_signed_in_client(ground.runner)
    answer = client.get(reverse(f"elections:{name}", args=[ground.election.id]))
    assert answer.status_code == 200
    return answer.content.decode()


def public(ground: BoxGround) -> str:
    answer = Client().get(reverse("elections:public_election", args=[ground.election.uuid]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_links_of_named_keepers_show_once() -> None:
    ground = BoxGround()
    client = a_signed_in_client(ground.runner)
    form = {"names": "示例甲\n示例乙\n示例丙", "version": ground.election.version}
    page = reverse("elections:desk_keys", args=[ground.election.id])
    assert client.post(page, form).status_code == 303
    first, second = (client.get(page).content.decode() for _turn in range(2))
    assert first.count("/trustee/") == 3
    assert "/trustee/" not in second
    assert "示例乙" in second


def test_bad_names_come_back_with_a_sentence() -> None:
    ground = BoxGround()
    form = {"names": "示例甲\n示例甲", "version": ground.election.version}
    page = reverse("elections:desk_keys", args=[ground.election.id])
    answer = a_signed_in_client(ground.runner).post(page, form)
    assert answer.status_code == 422
    assert "请写一到" in answer.content.decode()


def test_a_clerk_sees_how_far_the_keys_are_and_names_nobody() -> None:
    ground = BoxGround()
    assert ground.trusted
    page = desk(ground, "desk_keys", a_signed_in_client(ground.clerk))
    assert "钥匙已做好" in page
    assert "<textarea" not in page


@pytest.mark.parametrize("who", ["runner", "office", "clerk", "auditor"])
def test_before_the_close_no_page_shows_a_result_to_anybody(who: str) -> None:
    ground = BoxGround().opened()
    for voter in range(3):
        ground.vote(voter, 1)
    auditor = PostKind.AUDITOR
    actor = ground.holder(auditor, ground.root) if who == "auditor" else getattr(ground, who)
    for name in ("desk_box", "desk_election"):
        page = desk(ground, name, a_signed_in_client(actor))
        assert "示例候选人" not in page.replace("示例候选人名单", "")
        assert "当选" not in page
    assert "当选" not in public(ground)


def test_the_way_of_the_box_shows_that_counting_goes_on() -> None:
    ground = BoxGround().opened()
    ground.vote(0, 1)
    ground.closed_uncounted()
    page = desk(ground, "desk_box")
    assert "接着计票" in page
    assert "0%" in page


def test_with_two_keys_lost_the_page_says_what_can_and_cannot_be_done() -> None:
    ground = BoxGround().opened()
    ground.closed()
    ground.lose(1, 2)
    page = desk(ground, "desk_box")
    assert "只剩 1 位能开箱，要 2 位才行" in page
    assert "谁都打不开" in page


def test_everybody_sees_the_result_with_both_channels_and_the_sum_in_words() -> None:
    ground = BoxGround().opened()
    for voter in range(3):
        ground.vote(voter, 1)
    ground.unlocked()
    ground.announced()
    for page in (public(ground), desk(ground, "desk_box"), desk(ground, "desk_election")):
        assert "4 人中有 3 人参加；超过半数需要 3 人。" in page.replace("\u00a0", " ")
        assert "示例候选人1" in page
        assert "当选" in page


def test_the_archive_downloads_under_its_name() -> None:
    ground = BoxGround().opened()
    ground.vote(0, 1)
    answer = Client().get(reverse("elections:archive", args=[ground.election.uuid]))
    assert f"{ground.election.uuid}.bel" in answer.headers["Content-Disposition"]
    assert b"".join(answer.streaming_content) == ground.archive()  # type: ignore[attr-defined]
