"""Two neighbours, a mediator and a lawyer: from a quarrel about noise to a kept agreement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document
from playwright.sync_api import Page

from linli.counsel.models import SealedFile
from linli.counsel.rules.mediation import Outcome, Stage
from linli.diary.rules import Purpose
from linli.kernel.posts import PostKind
from tests.counsel.builders import Room, a_neighbour, a_room
from tests.diary import builders as diary
from tests.people import builders as people
from tests.people.builders import a_signed_in_client
from tests.places import builders as places

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@dataclass
class Scene:
    """The pages of those who take part, and where the file lies."""

    room: Room
    first: Page
    second: Page
    desk: Page
    file: SealedFile
    look: Any

    @property
    def here(self) -> str:
        """The file at the desk."""
        return reverse("counsel:file", args=[self.file.id])

    @property
    def mine(self) -> str:
        """The file of its sides."""
        return reverse("counsel:my_file", args=[self.file.id])

    @property
    def sides(self) -> tuple[Page, Page]:
        """Both neighbours."""
        return self.first, self.second


def test_neighbours_settle_a_quarrel_and_see_who_opened_their_file(
    new_page: Any, looks_right: Any
) -> None:
    room = a_room()
    diary.a_room(diary.a_ground(room.community), purpose=Purpose.MEDIATION)
    one, two = a_neighbour(room), a_neighbour(room)
    first = new_page("phone", signed_in=a_signed_in_client(one))
    _apply(first, room)
    looks_right(first)
    scene = Scene(
        room,
        first,
        new_page("phone", signed_in=a_signed_in_client(two)),
        new_page("wide", signed_in=a_signed_in_client(room.member)),
        SealedFile.objects.get(),
        looks_right,
    )
    _into_a_hand(new_page("wide", signed_in=a_signed_in_client(room.director)), scene)
    _both_agree(scene)
    _to_the_table(scene)
    _agreed(scene)
    _kept(scene)
    scene.file.refresh_from_db()
    assert (scene.file.state, scene.file.outcome) == (Stage.CLOSED, Outcome.KEPT)
    scene.second.goto(scene.mine)
    assert "调解员" in scene.second.locator("section[aria-labelledby=looked]").inner_text()
    _a_leader_sees_numbers_alone(new_page, room, scene.here)


def _into_a_hand(director: Page, scene: Scene) -> None:
    director.goto(scene.here)
    _act(director, "指派承办人")
    director.locator("input[name=member]").last.check()
    _send(director, scene.here)


def _both_agree(scene: Scene) -> None:
    desk, second = scene.desk, scene.second
    desk.goto(scene.here)
    scene.look(desk)
    _act(desk, "受理审查")
    desk.locator("input[name=verdict][value=mediable]").check()
    desk.locator("[name=title]").fill("示例夜间噪声")
    _send(desk, scene.here)
    desk.get_by_role("link", name="凭码").click()
    desk.locator("main form .l-btn.is-main").click()
    code = desk.locator(".l-join-code").inner_text()
    second.goto(reverse("counsel:my_join"))
    second.locator("[name=code]").fill(code)
    second.get_by_role("button", name="打开我的卷宗").click()
    second.wait_for_url(f"**{scene.mine}")
    _answer(second, scene.mine, "您同意调解吗？")


def _to_the_table(scene: Scene) -> None:
    desk = scene.desk
    desk.goto(scene.here)
    _act(desk, "提供调解员人选")
    desk.locator("input[name=member]").last.check()
    _send(desk, scene.here)
    for page in scene.sides:
        page.goto(scene.mine)
        _answer(page, scene.mine, "调解员")
    desk.goto(scene.here)
    _act(desk, "声明无利害关系")
    desk.locator("input[name=answer][value=yes]").check()
    _send(desk, scene.here)
    first, second = scene.sides
    first.goto(scene.mine)
    first.get_by_role("link", name="请人一起来").click()
    first.locator("select[name=kind]").select_option("lawyer")
    first.locator("input[name=name]").fill("示例律师甲")
    first.locator("main form button[type=submit]").last.click()
    first.wait_for_url(f"**{scene.mine}")
    second.goto(scene.mine)
    _answer(second, scene.mine, "律师")
    desk.goto(scene.here)
    _act(desk, "约下一次")
    desk.locator("input[name=slot]").first.check()
    _send(desk, scene.here)
    desk.get_by_role("link", name="写记录").click()
    desk.locator("input[name=result][value=agreed]").check()
    desk.locator("[name=text]").fill("示例双方商定十点后不拖椅子")
    _send(desk, scene.here)
    for page in scene.sides:
        page.goto(scene.mine)
        _answer(page, scene.mine, "记录")


def _agreed(scene: Scene) -> None:
    desk = scene.desk
    desk.goto(scene.here)
    _act(desk, "写协议")
    for name, typed in (
        ("facts", "示例楼上夜里拖椅子"),
        ("points", "示例几点算夜里"),
        ("content", "示例十点以后不拖椅子"),
        ("what_1", "示例给椅脚装软垫"),
        ("due_1", (timezone.localdate() + timedelta(days=9)).isoformat()),
    ):
        desk.locator(f"[name={name}]").fill(typed)
    desk.locator("select[name=side_1]").select_option("other")
    scene.look(desk)
    _send(desk, scene.here)
    for page in scene.sides:
        _step(page, scene.mine, "看协议并签字")
    desk.goto(scene.here)
    _act(desk, "已签名盖章")
    _send(desk, scene.here)
    assert "天后到期" in desk.locator("main").inner_text()
    scene.look(desk)
    _the_agreement_opens(desk, scene.here)


def _kept(scene: Scene) -> None:
    desk = scene.desk
    for page in scene.sides:
        _step(page, scene.mine, "领取您的协议书")
    scene.look(scene.first)
    desk.goto(scene.here)
    desk.get_by_role("link", name="记录结果").click()
    desk.locator("input[name=became][value=declined]").check()
    _send(desk, scene.here)
    desk.locator(".l-promises a").first.click()
    desk.locator("input[name=answer][value=yes]").check()
    _send(desk, scene.here)
    _act(desk, "结卷")
    _send(desk, scene.here)


def _apply(page: Page, room: Any) -> None:
    page.goto(reverse("counsel:my_new"))
    page.locator("select[name=room]").select_option(index=0)
    page.locator("select[name=topic]").select_option("noise")
    page.locator("[name=what]").fill("示例楼上每晚十一点拖椅子")
    page.locator("[name=name]").fill("示例居民卯")
    page.locator("[name=other_name]").fill("示例居民辰")
    page.get_by_role("button", name="提交申请").click()
    page.wait_for_url(f"**{reverse('counsel:my_files')}")
    assert "噪声" in page.locator("main").inner_text()
    assert room.team.name in page.locator("main").inner_text().replace("\xa0", "")


def _act(page: Page, name: str) -> None:
    page.locator(".l-file-head").get_by_role("link", name=name, exact=False).click()


def _send(page: Page, here: str) -> None:
    page.locator("main form button[type=submit].l-btn:not(.is-plain)").last.click()
    page.wait_for_url(f"**{here}")


def _step(page: Page, mine: str, asked: str) -> None:
    page.goto(mine)
    page.locator(".l-asks li").filter(has_text=asked).get_by_role("link").click()
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url(f"**{mine}")


def _answer(page: Page, mine: str, asked: str) -> None:
    page.locator(".l-asks li").filter(has_text=asked).get_by_role("link").click()
    page.locator("input[name=answer][value=yes]").check()
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url(f"**{mine}")


def _the_agreement_opens(page: Page, here: str) -> None:
    with page.expect_download() as waiting:
        page.locator(f'a[href="{here}written/agreement.docx"]').click()
    text = "\n".join(
        one.text for one in Document(BytesIO(Path(waiting.value.path()).read_bytes())).paragraphs
    )
    assert "人民调解协议书" in text
    assert "示例十点以后不拖椅子" in text


def _a_leader_sees_numbers_alone(new_page: Any, room: Any, here: str) -> None:
    root = places.root_of(room.community.sub_district)
    leader = people.an_actor(PostKind.SUB_DISTRICT_LEADER, root)
    page = new_page("wide", signed_in=a_signed_in_client(leader))
    page.goto(reverse("counsel:mediation_numbers"))
    assert "示例居民" not in page.content()
    answer = page.goto(here)
    assert answer is not None
    assert answer.status in {403, 404}
