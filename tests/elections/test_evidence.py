"""The evidence of an election proves itself, and tells of nobody how they voted."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from linli.elections import queries
from linli.elections.documents import write_evidence
from linli.elections.models import Election, Notice
from linli.evidence.pack import MANIFEST, PackWriter
from linli.kernel.errors import Refused
from linli.records import actions as records
from linli.records.models import AuditEntry
from tests.elections.box_builders import CLOSES, BoxGround

pytestmark = pytest.mark.django_db


def a_counted_election() -> BoxGround:
    ground = BoxGround().opened()
    ground.vote(0, 1)
    ground.vote(1, 1, 2)
    ground.vote(2, 3)
    ground.unlocked()
    ground.announced()
    records.seal_journal(sub_district_id=ground.place.id, at=CLOSES)
    return ground


def found(ground: BoxGround) -> Election:
    election = queries.election(ground.place.id, ground.election.id)
    assert election is not None
    return election


def packed(ground: BoxGround, path: Path) -> Path:
    # The roll of this ground was never frozen by its action, so its hash is made here.
    roll = ground.roll
    roll.digest = queries.digest_of(roll)
    roll.save(update_fields=["digest"])
    write_evidence(path, found(ground), at=CLOSES)
    return path


def verdict(path: Path) -> str:
    said = io.StringIO()
    call_command("verify_evidence", path, stdout=said)
    return said.getvalue()


def test_the_evidence_holds_without_a_server(tmp_path: Path):
    path = packed(a_counted_election(), tmp_path / "a.zip")
    said = verdict(path)
    assert "✗" not in said
    assert said.endswith("全部核对无误。\n")


def test_before_the_result_there_is_no_evidence(tmp_path: Path):
    ground = BoxGround().opened()
    with pytest.raises(Refused, match="证据"):
        write_evidence(tmp_path / "a.zip", found(ground), at=CLOSES)


def test_a_result_changed_behind_our_back_does_not_hold(tmp_path: Path):
    ground = a_counted_election()
    result = ground.election.results.get()
    result.figures["candidates"][0]["online"] += 1
    result.figures["candidates"][0]["votes"] += 1
    result.save(update_fields=["figures"])
    with pytest.raises(CommandError):
        verdict(packed(ground, tmp_path / "a.zip"))


def test_a_notice_changed_behind_our_back_does_not_hold(tmp_path: Path):
    ground = a_counted_election()
    Notice.objects.create(
        sub_district=ground.place,
        election=ground.election,
        step_key="result",
        number=1,
        title="示例公告",
        text="另一段话",
        where="公示栏",
        posted_on=CLOSES.date(),
        until=CLOSES.date(),
        digest="0" * 64,
        made_by="示例",
        made_at=CLOSES,
    )
    with pytest.raises(CommandError):
        verdict(packed(ground, tmp_path / "a.zip"))


def test_no_name_of_a_voter_and_no_slip_is_in_it(tmp_path: Path):
    ground = a_counted_election()
    archive = zipfile.ZipFile(packed(ground, tmp_path / "a.zip"))
    text = "".join(archive.read(name).decode() for name in archive.namelist())
    for line, slip in zip(ground.lines, ground.slips, strict=True):
        assert line.name not in text
        assert line.door not in text
        assert slip not in text


def test_no_moment_of_a_vote_is_in_it(tmp_path: Path):
    """Who saw somebody vote at a minute must not find the ballot by it."""
    ground = a_counted_election()
    archive = zipfile.ZipFile(packed(ground, tmp_path / "a.zip"))
    text = "".join(archive.read(name).decode() for name in archive.namelist())
    cast = AuditEntry.objects.filter(did="elections.cast")
    assert cast.count() == 3
    for entry in cast:
        assert str(entry.id) not in text
        assert entry.digest not in text
    assert json.loads(archive.read("journal.json"))["untimed"] == {"elections.cast": 3}


def test_the_act_that_seals_is_made_again_only_if_something_differs(tmp_path: Path):
    ground = a_counted_election()
    first = packed(ground, tmp_path / "a.zip").read_bytes()
    assert packed(ground, tmp_path / "b.zip").read_bytes() == first
    made = AuditEntry.objects.filter(did="elections.make_evidence")
    assert made.count() == 1
    Election.objects.filter(id=ground.election.id).update(question="另一问")
    assert packed(ground, tmp_path / "c.zip").read_bytes() != first
    assert made.count() == 2


def test_the_head_of_the_page_is_the_one_that_the_pack_ends_with(client: Client, tmp_path: Path):
    ground = a_counted_election()
    path = packed(ground, tmp_path / "a.zip")
    head = queries.head_of_evidence(found(ground))
    assert len(head) == 64
    assert f"--head {head}" in client.get(f"/votes/{ground.election.uuid}/").content.decode()
    call_command("verify_evidence", path, head=head, stdout=io.StringIO())
    with pytest.raises(CommandError):
        call_command("verify_evidence", path, head="0" * 64, stdout=io.StringIO())


def test_a_part_rewritten_together_with_the_list_does_not_hold(tmp_path: Path):
    path = packed(a_counted_election(), tmp_path / "a.zip")
    source = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
    listed = json.loads(source.read(MANIFEST))
    with PackWriter.to(path, about=listed["about"] | {"title": "另一选举"}) as pack:
        for name in source.namelist():
            if name != MANIFEST:
                pack.add(name, [source.read(name).replace("示例".encode(), "某某".encode())])
    with pytest.raises(CommandError):
        verdict(path)


def test_everybody_takes_it_home_once_the_result_is_announced(client: Client):
    ground = BoxGround().opened()
    address = f"/votes/{ground.election.uuid}/evidence.zip"
    assert client.get(address).status_code == 404
    ground.vote(0, 1)
    ground.unlocked()
    ground.announced()
    answer = client.get(address)
    assert answer.status_code == 200
    assert zipfile.ZipFile(io.BytesIO(answer.content)).testzip() is None


def test_a_pack_cut_off_is_refused_in_a_sentence(tmp_path: Path):
    path = packed(a_counted_election(), tmp_path / "a.zip")
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(CommandError, match="核对不上"):
        verdict(path)
