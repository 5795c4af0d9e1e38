"""Finding requests by Chinese words: newest first, only what a post may see, never by sender."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from linli.cases import actions
from linli.cases.actions import search_index
from linli.cases.models import Case
from linli.cases.queries import desk, search
from linli.cases.rules import CaseDraft, Source
from linli.cases.rules.clocks import order_number
from linli.cases.rules.desk import Filters, Queue
from linli.cases.rules.searching import week_before, week_windows, week_word
from linli.kernel.actor import Actor, system_actor
from linli.places.rules import PlaceKind
from tests.cases import desk_builders as cases
from tests.cases.desk_builders import Ground, a_request
from tests.people import builders as people
from tests.places import builders as places

CHINA = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def ground(db: None) -> Ground:
    return cases.a_ground()


def found(actor: Actor, words: str, **filters: str) -> list[str]:
    wanted = Filters(**{"queue": "all", "q": words, **filters})
    return [row.title for row in desk.desk_page(actor, wanted, at=timezone.now()).rows]


def test_words_of_two_signs_are_found_wherever_they_stand(ground: Ground) -> None:
    a_request(ground, title="路灯", body="三号楼楼道灯不亮。")
    a_request(ground, title="暖气", body="五号楼供暖不热，暖气片冰凉。")
    assert found(ground.office, "暖气") == ["暖气"]
    assert found(ground.office, "不热 供暖") == ["暖气"]
    assert found(ground.office, "暖气 路灯") == []


def test_a_single_sign_and_a_number_are_found(ground: Ground) -> None:
    case = a_request(ground, title="灯", body="楼道里的灯坏了")
    assert found(ground.office, "灯") == ["灯"]
    assert found(ground.office, "道") == ["灯"]
    assert found(ground.office, case.number) == ["灯"]


def test_the_newest_comes_first_and_pages_go_on(ground: Ground) -> None:
    for number in range(5):
        a_request(ground, title=f"电梯{number}")
    filters = Filters(queue="all", q="电梯")
    first = desk.desk_page(ground.office, filters, at=timezone.now(), limit=2)
    assert [row.title for row in first.rows] == ["电梯4", "电梯3"]
    assert first.older is not None
    second = desk.desk_page(ground.office, first.older, at=timezone.now(), limit=2)
    assert [row.title for row in second.rows] == ["电梯2", "电梯1"]
    assert second.newer is not None
    back = desk.desk_page(ground.office, second.newer, at=timezone.now(), limit=2)
    assert [row.title for row in back.rows] == ["电梯4", "电梯3"]


def test_requests_of_long_ago_are_found_too(ground: Ground) -> None:
    now = timezone.now()
    for days in (0, 40, 400, 2000):
        draft = CaseDraft(
            title=f"{days}天前",
            body="电梯停运",
            source=Source.IMPORT,
            received_at=now - timedelta(days=days),
        )
        key = f"long-ago-{days}"
        actions.open_case(actor=system_actor(ground.place.id), key=key, draft=draft, at=now)
    assert found(ground.office, "电梯 停运") == ["0天前", "40天前", "400天前", "2000天前"]


def test_neither_sender_nor_contact_is_ever_found(ground: Ground) -> None:
    a_request(ground, sender_name="示例欧阳", contact="ouyang@example.org")
    for words in ("示例欧阳", "欧阳", "ouyang", "example"):
        assert found(ground.office, words) == []


def test_what_a_post_may_not_see_is_not_found(ground: Ground) -> None:
    a_request(ground)
    assert found(ground.property_manager, "电梯") == []
    cases.dispatched(ground, ground.property_manager)
    assert found(ground.property_manager, "电梯") == ["电梯停运"]


def test_filters_narrow_a_search(ground: Ground) -> None:
    a_request(ground, title="电梯甲")
    cases.sorted_request(ground, a_request(ground, title="电梯乙"))
    assert found(ground.officer, "电梯", state="sorted") == ["电梯乙"]
    assert found(ground.officer, "电梯", queue="unsorted") == ["电梯甲"]


def test_signs_that_mean_something_to_the_index_do_no_harm(ground: Ground) -> None:
    a_request(ground)
    for words in ('"', "电梯 OR", "NEAR(", "*", "电梯'--", "%", "( )", "：："):
        found(ground.office, words)
    assert found(ground.office, "电梯'--") == ["电梯停运"]


def test_another_sub_district_s_requests_are_not_found(ground: Ground) -> None:
    a_request(ground)
    other = cases.a_ground()
    assert found(other.office, "电梯") == []


def test_the_index_is_written_anew(ground: Ground) -> None:
    a_request(ground)
    assert search_index.rebuild(sub_district_ids=[ground.place.id]) == Case.objects.count()
    assert found(ground.office, "电梯") == ["电梯停运"]


def test_weeks_are_walked_back_in_growing_steps() -> None:
    sunday = datetime(2026, 11, 22, 23, 59, tzinfo=CHINA)
    monday = datetime(2026, 11, 23, 0, 1, tzinfo=CHINA)
    newest = order_number(monday, 0)
    assert week_word(newest) != week_word(order_number(sunday, 0))
    windows = week_windows(newest)
    assert windows[0] == [week_word(newest)]
    assert windows[1] == [week_word(order_number(sunday, 0))]
    named = [one for window in windows for one in window]
    assert len(named) == len(set(named)) == 64
    assert windows[-1][-1] == week_word(week_before(windows))
    assert week_word(week_before(windows) - 1) not in named


def test_the_part_a_search_looks_in_holds_whatever_its_queue_holds(ground: Ground) -> None:
    a_request(ground, title="电梯甲")
    cases.sorted_request(ground, a_request(ground, title="电梯乙"))
    cases.dispatched(ground, ground.property_manager)
    now = timezone.now()
    for actor in (ground.officer, ground.property_manager):
        for queue in Queue:
            part = desk.part_of(actor, queue, now)
            assert part is not None
            inside = {one.id for each in part.lists for one in each}
            inside |= set(
                Case.objects.filter(community_id=part.community_id).values_list("id", flat=True)
                if part.community_id
                else ()
            )
            queued = {one.id for one in desk.in_queue(actor, queue, at=now)}
            assert queued <= inside, (actor.post, queue)


def test_a_request_that_moved_is_found_by_its_new_community_alone(ground: Ground) -> None:
    other = places.a_place(PlaceKind.COMMUNITY, places.root_of(ground.place), name="示例二社区")
    there = people.an_actor("information_officer", other)
    case = a_request(ground, title="电梯停运")
    assert found(there, "电梯") == []
    cases.sorted_request(ground, case, place_id=other.id)
    assert found(there, "电梯") == ["电梯停运"]
    assert found(ground.officer, "电梯") == []


def test_what_a_post_leads_elsewhere_is_found_too(ground: Ground) -> None:
    other = places.a_place(PlaceKind.COMMUNITY, places.root_of(ground.place), name="示例二社区")
    there = people.an_actor("information_officer", other)
    cases.dispatched(ground, there)
    a_request(ground, title="电梯")
    assert found(there, "电梯") == ["电梯停运"]


def test_a_long_list_of_own_work_is_searched_as_a_whole(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases.dispatched(ground, ground.property_manager)
    monkeypatch.setattr(search, "_LISTED", 0)
    assert found(ground.property_manager, "电梯") == ["电梯停运"]
