"""Every post against every sealed page: whoever is not of the team finds nothing there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from linli.counsel import actions
from linli.counsel.actions.work import Work
from linli.counsel.models import FilePaper, SealedFile
from linli.counsel.rules import TeamKind
from linli.counsel.web.urls import urlpatterns
from linli.kernel.posts import PostKind
from tests.counsel.builders import AT, Room, a_file, a_neighbour, a_room
from tests.people import builders as people

pytestmark = pytest.mark.django_db

_OF_A_FILE = ("file_id", "break_id", "paper_id", "party_id", "entry_id")
_NOT_READ = {302, 403, 404, 405}
"""Sent to sign in, refused, not there, or an address of a button."""


def sealed_patterns() -> Iterator[URLPattern]:
    """Every address of the room that names one sealed file."""
    for one in urlpatterns:
        if isinstance(one, URLPattern) and set(one.pattern.converters) & set(_OF_A_FILE):
            yield one


def address(pattern: URLPattern, **known: UUID) -> str:
    """The address with what is known of the file, and chance for the rest."""
    given = {name: known.get(name, uuid4()) for name in pattern.pattern.converters}
    return f"/{_filled(pattern, given)}"


def _filled(pattern: URLPattern, given: dict[str, UUID]) -> str:
    route = str(pattern.pattern)
    for name, value in given.items():
        for converter in ("uuid", "str", "slug", "int"):
            route = route.replace(f"<{converter}:{name}>", str(value))
    return route


@pytest.fixture(params=[TeamKind.MEDIATION, TeamKind.HELP])
def room(request: pytest.FixtureRequest) -> Room:
    return a_room(request.param)


@pytest.fixture
def file(room: Room) -> SealedFile:
    return a_file(room, applicant=a_neighbour(room), words="示例封内话")


def strangers(room: Room) -> Iterator[tuple[str, Client]]:
    """Somebody in each post, an administrator, a resident, a visitor; none of the team."""
    for kind in PostKind:
        where = people.a_place_for(kind, room.community.sub_district)
        yield kind.value, people.a_signed_in_client(people.an_actor(kind, where))
    for word in ("administrator", "resident", "visitor"):
        yield word, people.a_signed_in_client(word, room.community)


def test_there_are_sealed_addresses_to_look_at() -> None:
    assert {one.name for one in sealed_patterns()} >= {"paper", "my_paper", "glass"}


def test_no_post_reads_anything_at_any_address_of_a_file(room: Room, file: SealedFile) -> None:
    for who, client in strangers(room):
        for pattern in sealed_patterns():
            where = address(pattern, file_id=file.id)
            answer = client.get(where)
            told = (who, where, answer.status_code)
            assert answer.status_code in _NOT_READ, told
            assert "示例封内话" not in answer.content.decode("utf-8", "replace"), told
            assert file.number not in answer.content.decode("utf-8", "replace"), told


@pytest.mark.parametrize("kind", ["administrator", PostKind.SUB_DISTRICT_LEADER])
def test_leader_and_administrator_find_no_file_and_learn_nothing_of_it(
    room: Room, file: SealedFile, kind: Any
) -> None:
    where = room.community
    if kind != "administrator":
        where = people.a_place_for(kind, room.community.sub_district)
    client = people.a_signed_in_client(kind, where)
    for pattern in sealed_patterns():
        if "file_id" not in pattern.pattern.converters:
            continue
        there = client.get(address(pattern, file_id=file.id))
        nowhere = client.get(address(pattern, file_id=uuid4()))
        assert there.status_code in {404, 405}, pattern.name
        assert there.status_code == nowhere.status_code


def test_no_post_changes_anything_by_the_buttons_of_a_file(room: Room, file: SealedFile) -> None:
    before = SealedFile.objects.get(id=file.id).version
    for who, client in strangers(room):
        for pattern in sealed_patterns():
            answer = client.post(address(pattern, file_id=file.id), {"answer": "yes"})
            assert answer.status_code in _NOT_READ, (who, pattern.name, answer.status_code)
    assert SealedFile.objects.get(id=file.id).version == before


def test_the_one_who_may_gets_the_paper(room: Room, file: SealedFile, settings: Any) -> None:
    paper = _a_paper(room, file)
    client = people.a_signed_in_client(room.member)
    where = f"/desk/files/{file.id}/papers/{paper.id}/"
    assert client.get(where).status_code == 200
    other = a_file(room)
    assert client.get(where.replace(str(file.id), str(other.id))).status_code == 404


def _a_paper(room: Room, file: SealedFile) -> FilePaper:
    work = Work.of_team(actor=room.member, file_id=file.id, version=None, at=AT)
    paper = actions.keep_paper(work, kind="photo", content=b"x", media_type="image/jpeg")
    work.write()
    return paper


def test_no_other_room_has_an_address_of_a_sealed_file() -> None:
    others = [
        one
        for one in get_resolver().url_patterns
        if isinstance(one, URLResolver) and one.app_name not in {"counsel", "reports", "people"}
    ]
    found = [str(one.pattern) for room in others for one in room.url_patterns]
    assert not [route for route in found if "file_id" in route]
