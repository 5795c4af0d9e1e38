"""A sealed file opens to its hands, its director and its parties, and to nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from linli.counsel import actions
from linli.counsel.models import FileEntry, Membership, Party, SealedFile
from linli.counsel.rules import Role, TeamKind
from linli.kernel.errors import Missing, NotAllowed, Refused
from linli.kernel.posts import PostKind
from linli.records.models import AccessEntry
from linli.tenancy import envelopes
from tests.counsel.builders import AT, a_file, a_neighbour, a_room, taken_in
from tests.people import builders as people

pytestmark = pytest.mark.django_db

_AT_THE_SAME_PLACE = (PostKind.MEDIATOR, PostKind.SECRETARY)


def test_a_hand_reads_what_was_written() -> None:
    room = a_room()
    file = a_file(room, words="示例：楼上漏水三次")
    opened = actions.open_for_team(actor=room.member, file_id=file.id, at=AT)
    assert [opened.read(row)["words"] for row in opened.entries()] == ["示例：楼上漏水三次"]


def test_each_party_gets_an_entry_when_the_team_opens_the_file() -> None:
    room = a_room()
    file = a_file(room)
    actions.open_for_team(actor=room.director, file_id=file.id, at=AT)
    seen = AccessEntry.objects.filter(subject_kind="counsel.party")
    assert set(seen.values_list("subject_id", flat=True)) == set(
        Party.objects.filter(file=file).values_list("id", flat=True)
    )


def test_the_table_holds_neither_name_nor_word() -> None:
    room = a_room()
    file = a_file(room, applicant=a_neighbour(room), words="示例秘密话")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT body FROM counsel_fileentry UNION ALL SELECT body FROM counsel_party"
        )
        held = b"".join(bytes(row[0]) for row in cursor.fetchall())
    assert FileEntry.objects.filter(file=file).exists()
    assert "示例秘密话".encode() not in held
    assert "示例居民".encode() not in held


@pytest.mark.parametrize("kind", list(PostKind))
def test_no_post_outside_the_team_opens_a_file(kind: PostKind) -> None:
    room = a_room()
    file = a_file(room)
    same = kind in _AT_THE_SAME_PLACE
    where = room.community if same else people.a_place_for(kind, room.community.sub_district)
    stranger = people.an_actor(kind, where)
    with pytest.raises(Missing):
        actions.open_for_team(actor=stranger, file_id=file.id, at=AT)


def test_an_administrator_opens_nothing() -> None:
    room = a_room()
    file = a_file(room)
    with pytest.raises(Missing):
        actions.open_for_team(
            actor=people.an_actor("administrator", room.community), file_id=file.id, at=AT
        )


def test_a_member_without_a_hand_opens_nothing() -> None:
    room = a_room()
    other = taken_in(room.team, room.director, Role.MEMBER, PostKind.MEDIATOR, room.community)
    file = a_file(room)
    with pytest.raises(Missing):
        actions.open_for_team(actor=other, file_id=file.id, at=AT)


def test_a_member_who_leaves_today_opens_nothing_from_that_moment() -> None:
    room = a_room()
    file = a_file(room)
    mine = Membership.objects.get(team=room.team, account_id=room.member.account_id)
    actions.end_member(actor=room.director, membership_id=mine.id, at=AT)
    with pytest.raises(Missing):
        actions.open_for_team(actor=room.member, file_id=file.id, at=AT)


def test_a_director_of_help_workers_opens_no_file_of_a_colleague() -> None:
    room = a_room(TeamKind.HELP)
    file = a_file(room)
    with pytest.raises(Missing):
        actions.open_for_team(actor=room.director, file_id=file.id, at=AT)


def test_a_party_sees_what_is_shared_and_its_own_and_nothing_of_the_other() -> None:
    room = a_room()
    one, two = a_neighbour(room), a_neighbour(room)
    file = a_file(room, applicant=one, other=two)
    opened = actions.open_for_party(actor=one, file_id=file.id)
    assert opened.entries() == []
    assert opened.party is not None
    assert opened.read(opened.party)["name"] == "示例居民卯"


def test_a_neighbour_who_is_no_party_guesses_the_number_in_vain() -> None:
    room = a_room()
    file = a_file(room, applicant=a_neighbour(room))
    with pytest.raises(Missing):
        actions.open_for_party(actor=a_neighbour(room), file_id=file.id)


def test_the_office_cannot_put_itself_into_a_team_that_began() -> None:
    room = a_room()
    somebody = people.an_actor(PostKind.MEDIATOR, room.community)
    assert somebody.account_id is not None
    assert somebody.post is not None
    with pytest.raises(NotAllowed) as refused:
        actions.add_member(
            actor=room.office,
            team_id=room.team.id,
            account_id=somebody.account_id,
            post_id=somebody.post.post_id,
            role=Role.DIRECTOR,
            at=AT,
        )
    assert refused.value.code == "not_director"


def test_without_the_key_nothing_opens_and_the_reader_is_told_so(
    settings: Any, tmp_path: Any
) -> None:
    room = a_room()
    file = a_file(room)
    settings.LINLI_COUNSEL_KEYS = tmp_path / "away"
    with pytest.raises(Refused) as refused:
        actions.open_for_team(actor=room.member, file_id=file.id, at=AT)
    assert refused.value.code == "keys_away"
    assert not AccessEntry.objects.filter(subject_kind="counsel.party").exists()


def test_a_row_moved_to_another_file_does_not_open() -> None:
    room = a_room()
    one, two = a_file(room), a_file(room)
    FileEntry.objects.filter(file=one).update(file=two)
    SealedFile.objects.filter(id=two.id).update(version=2)
    opened = actions.open_for_team(actor=room.member, file_id=two.id, at=AT)
    with pytest.raises(envelopes.Damaged):
        [opened.read(row) for row in opened.entries()]
