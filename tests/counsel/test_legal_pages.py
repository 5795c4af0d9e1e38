"""Pages of legal help, legal aid and help on request: what they say, who finds them."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from linli.counsel import actions
from linli.counsel.models import HelpReferral, LegalEvent, LegalVisit, SealedFile
from linli.counsel.rules.helping import ReferralTo
from linli.counsel.rules.legal import LegalTopic
from linli.kernel.posts import PostKind
from tests.counsel.builders import a_neighbour
from tests.counsel.legal_builders import (
    LegalGround,
    a_help_room,
    a_legal_room,
    aid_told,
    help_told,
    membership_id,
)
from tests.diary import builders as diary
from tests.people.builders import a_signed_in_client, an_actor

pytestmark = pytest.mark.django_db


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def send(client: Client, path: str, **typed: Any) -> str:
    answer = client.post(path, typed)
    assert answer.status_code == 303, answer.content.decode()
    return str(answer["Location"])


@pytest.fixture
def ground() -> LegalGround:
    made = LegalGround(at=timezone.now())
    today = timezone.localdate()
    diary.opened(made.ground, made.hours, today.weekday(), "06:00", "24:00", room=made.room)
    return made


def test_a_visitor_sees_what_to_bring_books_looks_and_calls_off(ground: LegalGround) -> None:
    client = a_signed_in_client("visitor", ground.ground.community)
    said = page(client, "/help/legal/?topic=debt")
    assert "借贷欠款：建议带上" in said
    assert "合同或借条" in said
    slot = ground.slots()[-1]
    assert "预约这个时间" in page(client, f"/help/legal/book/?topic=debt&slot={slot}")
    where = send(
        client, "/help/legal/book/", slot=slot, topic="debt", called="", contact="",
        key=str(uuid4()),
    )  # fmt: skip
    assert where == "/help/legal/mine/"
    assert "您的暗号" in page(client, where)
    send(client, "/help/legal/cancel/")
    assert LegalVisit.objects.get().state == "cancelled"
    assert "预约已取消" in page(client, where)
    send(client, "/help/legal/close/")
    assert "您的暗号" in page(client, where)
    wrong = client.post(where, {"word": "WRNG-WORD"})
    assert wrong.status_code == 422


def test_a_taken_time_says_so_on_the_form(ground: LegalGround) -> None:
    client = a_signed_in_client("visitor", ground.ground.community)
    slot = ground.slots()[-1]
    ground.booked(slot=slot)
    typed = {"slot": slot, "topic": "debt", "key": str(uuid4())}
    answer = client.post("/help/legal/book/", typed)
    assert answer.status_code == 422
    assert "这个时间刚被约走" in answer.content.decode()


def test_the_counter_hands_out_numbers_and_the_lawyer_calls_and_ticks(ground: LegalGround) -> None:
    clerk, lawyer = a_signed_in_client(ground.clerk), a_signed_in_client(ground.lawyer)
    here = f"/desk/legal/hours/{ground.hours.id}/"
    for _each in range(2):
        send(clerk, f"{here}number/", topic="work", key=str(uuid4()))
    assert "叫下一个号" in page(clerk, "/desk/legal/")
    send(lawyer, f"{here}call/")
    assert "叫到 1 号" in page(lawyer, "/help/legal/")
    visit = LegalVisit.objects.get(number=1)
    assert "勾选结果" in page(lawyer, f"/desk/legal/visits/{visit.id}/")
    send(lawyer, f"/desk/legal/visits/{visit.id}/end/", outcome="advised", version="2")
    visit.refresh_from_db()
    assert (visit.state, visit.advice) == ("done", "advised")
    assert clerk.get(f"/desk/legal/visits/{visit.id}/").status_code in {403, 404}


def test_the_counter_books_for_who_rings_and_says_the_word(ground: LegalGround) -> None:
    clerk = a_signed_in_client(ground.clerk)
    answer = clerk.post(
        "/desk/legal/book/",
        {"slot": ground.slots()[-1], "topic": "elder", "way": "phone", "key": str(uuid4())},
    )
    assert answer.status_code == 200
    assert "暗号" in answer.content.decode()
    assert LegalVisit.objects.get().way == "phone"


def test_events_are_announced_and_numbers_name_the_gaps(ground: LegalGround) -> None:
    clerk = a_signed_in_client(ground.clerk)
    send(
        clerk, "/desk/legal/events/new/", place=str(ground.ground.community.id),
        topic="inheritance", title="示例：遗嘱怎么写", where="示例活动室",
        day=timezone.localdate().isoformat(), first="36", end="42", key=str(uuid4()),
    )  # fmt: skip
    event = LegalEvent.objects.get()
    assert "示例：遗嘱怎么写" in page(clerk, "/help/legal/")
    send(clerk, f"/desk/legal/events/{event.id}/heads/", heads="31", version="1")
    officer = a_signed_in_client(an_actor(PostKind.GOVERNANCE_OFFICER, ground.ground.root))
    assert "31 人次" in page(officer, "/desk/legal/numbers/")


def test_an_applicant_hands_in_reads_and_withdraws_and_the_station_works() -> None:
    room = a_legal_room()
    person = a_neighbour(room)
    me, boss = a_signed_in_client(person), a_signed_in_client(room.director)
    told = aid_told()
    where = send(
        me, "/my/aid/new/", team=str(room.team.id), place=str(room.community.id), topic="work",
        name=told.name, phone=told.phone, what=told.what, agreed="on", key=str(uuid4()),
    )  # fmt: skip
    file = SealedFile.objects.get()
    assert where == f"/my/aid/{file.id}/"
    assert file.number in page(boss, "/desk/aid/")
    member = membership_id(room, room.member)
    send(boss, f"/desk/aid/{file.id}/share/", member=str(member))
    desk = a_signed_in_client(room.member)
    here = f"/desk/aid/{file.id}/"
    assert told.what in page(desk, here)
    assert desk.get(here)["Cache-Control"] == "no-store"
    assert client_refused(desk, f"{here}do/refuse/", text="", version="3")
    send(desk, f"{here}do/refuse/", text="示例：不在范围", version="3")
    said = page(me, where)
    assert "示例：不在范围" in said
    assert "对不同意提出异议" in said
    send(me, f"{where}do/object/", text="", version="4")
    file.refresh_from_db()
    assert file.state == "objected"
    assert me.get(f"{where}do/grant/").status_code == 404
    assert a_signed_in_client(a_neighbour(room)).get(where).status_code == 404


def client_refused(client: Client, path: str, **typed: Any) -> bool:
    return client.post(path, typed).status_code == 422


def test_help_is_asked_for_shared_out_referred_and_ended() -> None:
    room = a_help_room()
    person = a_neighbour(room)
    me, boss = a_signed_in_client(person), a_signed_in_client(room.director)
    told = help_told()
    where = send(
        me, "/my/help/new/", team=str(room.team.id), kinds=["job"], goal=told.goal,
        name=told.name, phone="", key=str(uuid4()),
    )  # fmt: skip
    file = SealedFile.objects.get()
    assert file.number in page(boss, "/desk/help/")
    assert boss.get(f"/desk/help/{file.id}/").status_code == 404
    send(
        boss, f"/desk/help/{file.id}/share/",
        helper=str(membership_id(room, room.member)),
        supervisor=str(membership_id(room, room.director)),
    )  # fmt: skip
    desk = a_signed_in_client(room.member)
    assert told.goal in page(desk, f"/desk/help/{file.id}/")
    send(
        desk, f"/desk/help/{file.id}/do/refer/", to=ReferralTo.EMPLOYMENT.value,
        text="示例：想找白班", version="3",
    )  # fmt: skip
    row = HelpReferral.objects.get()
    assert "可以转给就业服务窗口吗？" in page(me, where)
    send(me, f"{where}referrals/{row.id}/", answer="agreed", version="4")
    send(desk, f"/desk/help/{file.id}/referrals/{row.id}/send/", version="5")
    row.refresh_from_db()
    assert row.state == "sent"
    send(me, f"{where}end/", version="6")
    file.refresh_from_db()
    assert (file.state, file.outcome) == ("closed", "wish")


def test_a_stale_page_of_a_file_is_a_conflict() -> None:
    room = a_legal_room()
    file = actions.open_aid(
        actor=room.member, team_id=room.team.id, place_id=room.community.id,
        told=aid_told(topic=LegalTopic.DEBT), key="k", at=timezone.now(),
    )  # fmt: skip
    desk = a_signed_in_client(room.member)
    answer = desk.post(f"/desk/aid/{file.id}/do/grant/", {"text": "", "version": "9"})
    assert answer.status_code == 409
