"""Teams and guardians at the desk, as their keepers, directors and overseers see them."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.contrib.auth import get_user_model

from linli.counsel.models import GlassBreak, Guardian, Membership, Succession, Team
from linli.counsel.rules import Role
from linli.kernel.actor import Actor
from linli.kernel.posts import PostKind
from linli.places.rules import PlaceKind
from tests.counsel.builders import AT, Room, a_file, a_neighbour, a_room, taken_in
from tests.people import builders as people
from tests.places import builders as places
from tests.places.builders import root_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock() -> Any:
    with time_machine.travel(AT, tick=False):
        yield


def of(actor: Actor) -> Any:
    return people.a_signed_in_client(actor)


def text(client: Any, where: str) -> str:
    answer = client.get(where)
    assert answer.status_code == 200, (where, answer.status_code)
    told: str = answer.content.decode()
    return told


def test_the_office_opens_a_team_and_names_its_first_director() -> None:
    room = a_room()
    client = of(room.office)
    typed = {
        "key": str(uuid4()),
        "kind": "mediation",
        "name": "示例馨语润心厅",
        "place": str(room.community.id),
    }
    assert client.post("/desk/teams/open/", typed).status_code == 303
    team = Team.objects.get(name="示例馨语润心厅")
    page = f"/desk/teams/{team.id}/"
    assert "这个团队没有负责人" in text(client, page)
    new = people.an_actor(PostKind.MEDIATOR, room.community)
    assert new.post is not None
    who = f"{new.account_id}:{new.post.post_id}"
    taken = client.post(f"{page}take-in/", {"who": who, "role": "director"})
    assert taken.status_code == 303
    assert Membership.objects.get(team=team).role == Role.DIRECTOR.value
    assert client.get(f"{page}take-in/").status_code == 404


def test_a_director_lets_a_member_go() -> None:
    room = a_room()
    one = Membership.objects.get(account_id=room.member.account_id)
    client = of(room.director)
    assert "让其离开" in text(client, f"/desk/teams/{room.team.id}/")
    assert client.post(f"/desk/teams/members/{one.id}/end/").status_code == 303
    assert not Membership.objects.filter(id=one.id).exists()


def test_a_stranger_in_a_like_post_sees_no_team_of_elsewhere() -> None:
    room = a_room()
    root = root_of(room.community.sub_district)
    other = a_room(community=places.a_place(PlaceKind.COMMUNITY, root))
    client = of(other.member)
    assert client.get(f"/desk/teams/{room.team.id}/").status_code == 404


def test_the_team_page_says_that_the_key_is_away(settings: Any, tmp_path: Any) -> None:
    room = a_room()
    settings.LINLI_COUNSEL_KEYS = tmp_path / "away"
    assert "不在本机" in text(of(room.office), f"/desk/teams/{room.team.id}/")


def username_of(who: Actor) -> str:
    """The name with which somebody signs in."""
    username: str = get_user_model().objects.get(id=who.account_id).username
    return username


def guardians(room: Room) -> tuple[Actor, Actor]:
    """Two guardians, named by the leader and confirmed by an overseer on pages."""
    root = root_of(room.community.sub_district)
    leader = of(people.an_actor(PostKind.SUB_DISTRICT_LEADER, root))
    overseer = of(people.an_actor(PostKind.INFORMATION_PROTECTION_OFFICER, root))
    found = []
    for _time in range(2):
        who = people.an_actor(PostKind.SECRETARY, room.community)
        typed = {"username": username_of(who), "paper": "示例〔2026〕9号"}
        assert leader.post("/desk/guardians/name/", typed).status_code == 303
        row = Guardian.objects.get(account_id=who.account_id)
        assert overseer.post(f"/desk/guardians/{row.id}/confirm/").status_code == 303
        found.append(who)
    return found[0], found[1]


def test_two_guardians_open_a_file_on_their_pages() -> None:
    room = a_room()
    file = a_file(room, applicant=a_neighbour(room), words="示例封内话")
    one, two = (of(who) for who in guardians(room))
    typed = {"number": file.number, "why": "mortal_danger", "reason": "示例：联系不上，可能轻生"}
    assert one.post("/desk/guardians/ask/", typed).status_code == 303
    row = GlassBreak.objects.get()
    where = f"/desk/guardians/glass/{row.id}/"
    assert one.get(where).status_code == 404
    assert "示例：联系不上" in text(two, "/desk/guardians/")
    assert two.post(f"{where}answer/", {"answer": "yes"}).status_code == 303
    shown = one.get(where)
    assert "示例封内话" in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]


def test_two_guardians_give_a_team_its_next_director() -> None:
    room = a_room()
    one, two = (of(who) for who in guardians(room))
    mine = Membership.objects.get(account_id=room.director.account_id)
    of(room.director).post(f"/desk/teams/members/{mine.id}/end/")
    assert room.member.post is not None
    new = people.an_actor(PostKind.MEDIATOR, room.community)
    assert new.post is not None
    who = {"who": f"{new.account_id}:{new.post.post_id}"}
    assert one.post(f"/desk/guardians/teams/{room.team.id}/", who).status_code == 303
    row = Succession.objects.get()
    assert two.post(f"/desk/guardians/directors/{row.id}/", {"answer": "yes"}).status_code == 303
    assert Membership.objects.get(account_id=new.account_id).role == Role.DIRECTOR.value


@pytest.mark.parametrize("kind", [PostKind.SECRETARY, PostKind.MEDIATOR])
def test_who_is_no_guardian_finds_no_page_of_guardians(kind: PostKind) -> None:
    room = a_room()
    client = of(people.an_actor(kind, room.community))
    assert client.get("/desk/guardians/").status_code == 404
    assert client.get("/desk/guardians/ask/").status_code == 404


def test_the_office_sees_who_is_in_a_team_and_no_word_of_its_files() -> None:
    room = a_room()
    taken_in(room.team, room.director, Role.MEMBER, PostKind.MEDIATOR, room.community)
    file = a_file(room, words="示例封内话")
    shown = text(of(room.office), f"/desk/teams/{room.team.id}/")
    assert "示例封内话" not in shown
    assert file.number not in shown
