"""Pages of rooms and hours: who sees which, what they say, what the desk does on them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from linli.diary import actions
from linli.diary.models import Bookable, Booking, OpenTime
from linli.diary.rules import BookingKind, Ended, Purpose, Span, monday_of
from linli.kernel.actor import nobody
from linli.kernel.posts import PostKind
from linli.places.rules import PlaceKind
from linli.tenancy.models import new_id
from tests.diary.builders import Ground, a_ground, a_person, a_post_of, a_room
from tests.people.builders import a_signed_in_client, an_actor
from tests.places import builders as places

pytestmark = pytest.mark.django_db
PAGE_QUERIES = 30


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def send(client: Client, path: str, **typed: Any) -> str:
    answer = client.post(path, typed)
    assert answer.status_code == 303, answer.content.decode()
    return str(answer["Location"])


def next_tuesday():
    return monday_of(timezone.localdate()) + timedelta(days=8)


def taken(ground: Ground, room: Bookable, **facts: Any) -> Booking:
    wanted = actions.Wanted((room.id,), next_tuesday(), 40, 44)
    given = {"purpose": Purpose(room.purpose), "kind": BookingKind.NORMAL, **facts}
    return actions.hold(
        actor=nobody(room.sub_district_id), wanted=wanted, at=timezone.now(), **given
    )


def test_the_desk_enters_a_room_its_hours_and_a_meeting_and_gives_it_back():
    ground = a_ground()
    desk = a_signed_in_client(ground.clerk)
    where = send(
        desk, "/desk/rooms/new/room/", place=str(ground.community.id), name="示例议事厅",
        purpose="meeting", where="示例楼二层", seats="20", step_free="on", slot_quarters="4",
        gap_quarters="0", listed="on",
    )  # fmt: skip
    room = Bookable.objects.get(name="示例议事厅")
    assert where == f"/desk/rooms/{room.id}/hours/"
    day = next_tuesday()
    send(desk, where, weekday="1", first="36", end="68", since=day.isoformat())
    take = {
        "closed": "office", "title": "楼门长会议", "day": day.isoformat(), "first": "56", "end": "64",
        "weeks": "2",
    }  # fmt: skip
    there = send(desk, f"/desk/rooms/{room.id}/take/", **take)
    shown = page(desk, there)
    for words in ("示例议事厅", "楼门长会议", "14:00–16:00", "09:00–17:00", "无台阶", "退回"):
        assert words in shown, words
    again = desk.post(f"/desk/rooms/{room.id}/take/", take | {"title": "另一个会", "weeks": "1"})
    assert again.status_code == 422
    assert "已经有人约了" in again.content.decode()
    booking = Booking.objects.order_by("day")[0]
    send(desk, f"/desk/rooms/taken/{booking.id}/", why="not_needed", series="on")
    assert "楼门长会议" not in page(desk, there)


def test_hours_of_a_post_name_the_room_and_stand_in_the_public_table_without_a_name():
    ground = a_ground()
    desk = a_signed_in_client(ground.secretary)
    room = a_room(ground, name="示例馨语厅", purpose=Purpose.LEGAL)
    post = a_post_of(ground, PostKind.LEGAL_LIAISON)
    where = send(
        desk, "/desk/rooms/new/person/", place=str(ground.community.id), name="周二律师",
        purpose="legal", post=str(post.id), slot_quarters="2", gap_quarters="0", listed="on",
    )  # fmt: skip
    assert "示例馨语厅" in page(desk, where)
    send(
        desk, where, weekday="1", first="36", end="44", room=str(room.id),
        since=timezone.localdate().isoformat(),
    )  # fmt: skip
    shown = page(Client(), f"/duty/?place={ground.community.id}&week={next_tuesday()}")
    for words in ("值守表", "周二律师", "09:00–11:00", "示例馨语厅", "法律咨询", "加到我的日历"):
        assert words in shown, words
    person = Bookable.objects.get(name="周二律师")
    feed = Client().get(f"/duty/{person.id}.ics").content.decode()
    assert feed.startswith("BEGIN:VCALENDAR\r\n")
    assert feed.count("BEGIN:VEVENT") in {11, 12}
    assert "T010000Z" in feed


def test_a_closed_time_leaves_the_table_and_a_taken_one_does_not():
    ground = a_ground()
    person = a_person(ground)
    day = next_tuesday()
    address = f"/duty/?week={day}"
    assert "09:00–11:00" in page(Client(), address)
    wanted = actions.Wanted((person.id,), day, 36, 38)
    actions.hold(
        actor=nobody(person.sub_district_id), wanted=wanted, purpose=Purpose.LEGAL,
        at=timezone.now(),
    )  # fmt: skip
    assert "09:00–11:00" in page(Client(), address)
    actions.take_for_office(
        actor=ground.clerk, bookable_id=person.id, day=day, span=Span(40, 44), title="开庭",
        closed=True, key="k", at=timezone.now(),
    )  # fmt: skip
    assert "09:00–10:00" in page(Client(), address)
    assert "09:00–11:00" not in page(Client(), address)


def test_a_quiet_room_shows_that_it_is_taken_and_no_more():
    ground = a_ground()
    room = a_room(ground, purpose=Purpose.COUNSELLING)
    booking = taken(ground, room, owner=actions.Owner("counsel.talk", new_id()))
    desk = a_signed_in_client(ground.clerk)
    shown = page(desk, f"/desk/rooms/{room.id}/?week={next_tuesday()}")
    assert "已约" in shown
    assert "只显示“已约”" in shown
    assert f"/desk/rooms/taken/{booking.id}/" not in shown
    feed = desk.get(f"/desk/rooms/{room.id}/taken.ics").content.decode()
    assert "SUMMARY:已约" in feed
    assert "counsel" not in feed
    refused = desk.post(f"/desk/rooms/taken/{booking.id}/", {"why": "double"})
    assert refused.status_code == 404
    assert Booking.objects.get().state == "held"


def test_hours_and_rooms_end_and_the_table_keeps_what_was():
    ground = a_ground()
    room = a_room(ground)
    desk = a_signed_in_client(ground.clerk)
    row = OpenTime.objects.filter(bookable=room, weekday=1).get()
    last = timezone.localdate() + timedelta(days=30)
    send(desk, f"/desk/rooms/hours/{row.id}/end/", last=last.isoformat())
    row.refresh_from_db()
    assert row.valid_to == last
    booking = taken(ground, room)
    today = timezone.localdate().isoformat()
    answer = desk.post(f"/desk/rooms/{room.id}/end/", {"last": today})
    assert "之后还有预约" in answer.content.decode()
    actions.release(actor=ground.clerk, booking_id=booking.id, why=Ended.DOUBLE, at=timezone.now())
    send(desk, f"/desk/rooms/{room.id}/end/", last=today)
    room.refresh_from_db()
    assert room.valid_to == timezone.localdate()


def test_a_stale_form_meets_the_version_that_stands():
    ground = a_ground()
    room = a_room(ground)
    desk = a_signed_in_client(ground.clerk)
    typed = {
        "name": "示例新名", "purpose": "meeting", "where": "示例楼", "slot_quarters": "4",
        "gap_quarters": "1", "version": "1",
    }  # fmt: skip
    send(desk, f"/desk/rooms/{room.id}/change/", **typed)
    room.refresh_from_db()
    assert (room.name, room.gap_quarters, room.version) == ("示例新名", 1, 2)
    assert desk.post(f"/desk/rooms/{room.id}/change/", typed).status_code == 409


def test_a_neighbouring_community_s_clerk_finds_nothing_here():
    ground = a_ground()
    other = a_ground(places.a_place(PlaceKind.COMMUNITY, ground.root))
    room = a_room(ground)
    clerk = a_signed_in_client(other.clerk)
    assert clerk.get(f"/desk/rooms/{room.id}/").status_code == 404
    assert room.name not in page(clerk, "/desk/rooms/")
    assert Client().get("/desk/rooms/").status_code in {302, 303, 403}


def test_whoever_holds_the_hours_closes_them_but_does_not_keep_other_rooms():
    ground = a_ground()
    liaison = an_actor(PostKind.LEGAL_LIAISON, ground.community)
    assert liaison.post is not None
    room = a_room(ground)
    person = a_person(ground, post=_Post(liaison.post.post_id))
    client = a_signed_in_client(liaison)
    day = next_tuesday().isoformat()
    typed = {"closed": "closed", "title": "培训", "day": day, "first": "36", "end": "44"}
    send(client, f"/desk/rooms/{person.id}/take/", **typed, weeks="1")
    refused = client.post(
        f"/desk/rooms/{room.id}/hours/", {"weekday": "1", "first": "30", "end": "34", "since": day}
    )
    assert refused.status_code == 403


class _Post:
    """Just the id of a post that is there already."""

    def __init__(self, post_id):
        self.id = post_id


def test_the_lists_ask_the_same_however_many_rooms(django_assert_max_num_queries):
    ground = a_ground()
    for _each in range(6):
        a_person(ground, a_room(ground))
    desk = a_signed_in_client(ground.clerk)
    page(desk, "/desk/rooms/")
    with django_assert_max_num_queries(PAGE_QUERIES):
        shown = page(desk, "/desk/rooms/")
    assert "房间与值守" in shown
    with django_assert_max_num_queries(PAGE_QUERIES):
        page(Client(), "/duty/")


def test_a_community_without_a_legal_liaison_s_hours_is_named():
    ground = a_ground()
    desk = a_signed_in_client(ground.clerk)
    assert "还没有自己的法律联络员值守" in page(desk, "/desk/rooms/")
    a_person(ground)
    assert "还没有自己的法律联络员值守" not in page(desk, "/desk/rooms/")
