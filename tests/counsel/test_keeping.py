"""Keys turn over while every file stays open; a key that is gone is told of and nothing else breaks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from linli.counsel import actions, queries
from linli.counsel.actions import keeping
from linli.counsel.models import SealedFile, TeamKey
from linli.kernel.errors import Refused
from linli.tenancy import envelopes
from tests.counsel.builders import AT, Room, a_file, a_neighbour, a_room

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _keys(settings: Any, tmp_path: Path) -> None:
    settings.LINLI_COUNSEL_KEYS = tmp_path / "keys"
    settings.LINLI_UPLOADS = tmp_path / "uploads"


def reads(room: Room, file: SealedFile) -> Any:
    opened = actions.open_for_team(actor=room.member, file_id=file.id, at=AT)
    return [opened.read(row)["words"] for row in opened.entries()]


def turned(room: Room) -> int:
    tenant = room.team.sub_district_id
    actions.turn_team_key(team_id=room.team.id, sub_district_id=tenant, at=AT)
    return actions.wrap_files_anew(sub_district_id=tenant, team_id=room.team.id, at=AT)


def test_after_a_turning_files_open_under_the_new_key_and_the_old_is_emptied() -> None:
    room = a_room()
    file = a_file(room, words="示例转钥前")
    assert turned(room) == 1
    assert reads(room, file) == ["示例转钥前"]
    old, new = TeamKey.objects.filter(team=room.team).order_by("number")
    assert bytes(old.wrapped) == b""
    assert (old.retired_at, new.number) == (AT, 2)


def test_a_turning_that_breaks_off_goes_on_and_all_opens_in_between(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(keeping, "AT_ONCE", 2)
    room = a_room()
    files = [a_file(room, words=f"示例{number}") for number in range(5)]

    class Broken(Exception):
        pass

    def broken(_done: int) -> None:
        raise Broken

    tenant = room.team.sub_district_id
    actions.turn_team_key(team_id=room.team.id, sub_district_id=tenant, at=AT)
    with pytest.raises(Broken):
        actions.wrap_files_anew(
            sub_district_id=tenant, team_id=room.team.id, at=AT, progress=broken
        )
    assert sorted(SealedFile.objects.values_list("key_version", flat=True)) == [1, 1, 1, 2, 2]
    assert [reads(room, file) for file in files] == [[f"示例{number}"] for number in range(5)]
    assert actions.turn_team_key(team_id=room.team.id, sub_district_id=tenant, at=AT) == 2
    assert turned(room) == 3
    assert [reads(room, file) for file in files] == [[f"示例{number}"] for number in range(5)]


def test_a_new_master_key_closes_all_team_keys_and_the_old_can_be_dropped() -> None:
    room = a_room()
    one = a_neighbour(room)
    file = a_file(room, applicant=one)
    before = queries.masters_here()
    actions.turn_master(add=True)
    assert reads(room, file)
    assert actions.drop_old_masters() == 1
    assert before[0] not in queries.masters_here()
    assert reads(room, file)
    assert actions.open_for_party(actor=one, file_id=file.id)


def test_no_master_key_is_dropped_that_still_closes_something() -> None:
    room = a_room()
    file = a_file(room)
    envelopes.add_master()
    assert actions.drop_old_masters() == 0
    assert reads(room, file)


def test_while_the_keys_are_away_nothing_is_made_or_turned_over(settings: Any) -> None:
    a_file(a_room())
    settings.LINLI_COUNSEL_KEYS = settings.LINLI_COUNSEL_KEYS.with_name("away")
    for act in (actions.make_master, lambda: actions.turn_master(add=True)):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "keys_away"
    assert not settings.LINLI_COUNSEL_KEYS.exists()


def test_a_key_that_is_there_cannot_be_declared_lost() -> None:
    room = a_room()
    with pytest.raises(Refused) as refused:
        lost(room)
    assert refused.value.code == "key_is_here"


def test_after_a_loss_the_team_works_on_and_old_files_open_when_the_key_turns_up(
    settings: Any,
) -> None:
    room = a_room()
    file = a_file(room, words="示例旧卷")
    kept = settings.LINLI_COUNSEL_KEYS.read_text()
    settings.LINLI_COUNSEL_KEYS.unlink()
    assert lost(room) == 1
    with pytest.raises(Refused):
        reads(room, file)
    assert reads(room, a_file(room, words="示例新卷")) == ["示例新卷"]
    with settings.LINLI_COUNSEL_KEYS.open("a") as keys:
        keys.write(kept)
    assert reads(room, file) == ["示例旧卷"]


def test_one_person_cannot_declare_a_loss(settings: Any) -> None:
    room = a_room()
    settings.LINLI_COUNSEL_KEYS.unlink()
    with pytest.raises(Refused) as refused:
        lost(room, guardians=("one", "one"))
    assert refused.value.code == "two_guardians"


def lost(room: Room, guardians: tuple[str, ...] = ("one", "two")) -> int:
    return actions.declare_lost(
        sub_district_id=room.team.sub_district_id,
        team_id=room.team.id,
        guardians=guardians,
        paper="示例〔2026〕1号",
        at=AT,
    )


def test_a_backup_without_its_key_holds_nothing_that_opens(settings: Any, tmp_path: Path) -> None:
    room = a_room()
    file = a_file(room)
    settings.LINLI_COUNSEL_KEYS = tmp_path / "another machine"
    envelopes.add_master()
    with pytest.raises(Refused) as refused:
        reads(room, file)
    assert refused.value.code == "keys_away"


def test_the_command_shows_and_checks_without_telling_a_key(
    settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    room = a_room()
    a_file(room)
    call_command("counsel_keys", "show")
    call_command("counsel_keys", "check", "--papers")
    told = capsys.readouterr()
    assert f"{room.team.name}: key 1" in told.out
    assert "1 files, 0 papers, 0 do not open" in told.out
    assert settings.LINLI_COUNSEL_KEYS.read_text().strip() not in told.out + told.err


def test_the_command_turns_keys_over_with_its_progress_shown(
    capsys: pytest.CaptureFixture[str],
) -> None:
    room = a_room()
    file = a_file(room)
    call_command("counsel_keys", "rotate", "--team", room.team.name)
    call_command("counsel_keys", "new-master")
    told = capsys.readouterr()
    assert "key 2, 1 files" in told.out
    assert "1/1" in told.err
    assert reads(room, file)


def test_a_check_names_what_does_not_open(capsys: pytest.CaptureFixture[str]) -> None:
    room = a_room()
    file = a_file(room)
    SealedFile.objects.filter(id=file.id).update(wrapped=b"spoiled")
    with pytest.raises(CommandError):
        call_command("counsel_keys", "check")
    assert file.number in capsys.readouterr().err
