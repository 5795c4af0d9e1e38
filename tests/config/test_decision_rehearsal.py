"""A rehearsed decision goes from an idea to its closing, and its evidence proves itself."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from linli.config.rehearsal.cast import a_cast
from linli.config.rehearsal.decision import DecisionPlay
from linli.config.rehearsal.stories import SEWER, SEWER_WORKS
from linli.decisions.documents import write_evidence
from linli.decisions.rules import DecisionState
from linli.money import queries as money


@pytest.fixture
def played(db: None) -> DecisionPlay:
    begins = timezone.now().replace(microsecond=0) - timedelta(days=120)
    play = DecisionPlay(a_cast(begins), SEWER, at=begins, spending=SEWER_WORKS)
    for _step in play.lead_to(None):
        pass
    return play


def verified(path: Path) -> tuple[int, str]:
    said = io.StringIO()
    try:
        call_command("verify_evidence", path, "--english", stdout=said)
    except CommandError:
        return 1, said.getvalue()
    return 0, said.getvalue()


def altered(whole: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The pack with one file changed and everything else, the list too, as it was."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            new.writestr(entry, change(content) if entry.filename == name else content)
    return out.getvalue()


def test_each_part_of_the_evidence_that_is_altered_is_named(
    played: DecisionPlay, tmp_path: Path
) -> None:
    path = tmp_path / "evidence.zip"
    write_evidence(path, played.decision, at=timezone.now())
    code, said = verified(path)
    assert (code, played.decision.state) == (0, DecisionState.CLOSED), said
    whole = path.read_bytes()
    names = zipfile.ZipFile(io.BytesIO(whole)).namelist()
    assert len(names) > 15
    for name in names:
        path.write_bytes(altered(whole, name, lambda content: content[:-2] + b" " + content[-2:]))
        code, said = verified(path)
        assert code == 1, name
        assert name in said, (name, said)


def test_a_ledger_made_anew_with_its_list_is_not_the_sealed_one(
    played: DecisionPlay, tmp_path: Path
) -> None:
    path = tmp_path / "evidence.zip"
    write_evidence(path, played.decision, at=timezone.now())
    with zipfile.ZipFile(path) as pack:
        ledger = json.loads(pack.read("ledger.json"))
        manifest = json.loads(pack.read("manifest.json"))
    ledger["entries"][0]["words"] = "别的用途"
    anew = json.dumps(ledger, ensure_ascii=False).encode()
    for row in manifest["files"]:
        if row["name"] == "ledger.json":
            row |= {"sha256": sha256(anew).hexdigest(), "bytes": len(anew)}
    whole = altered(path.read_bytes(), "ledger.json", lambda _old: anew)
    path.write_bytes(altered(whole, "manifest.json", lambda _old: json.dumps(manifest).encode()))
    code, said = verified(path)
    assert (code, "ledger.json" in said) == (1, True)


def test_what_was_given_was_spent_as_decided_and_checked_by_another(played: DecisionPlay) -> None:
    found = played.decision
    ledger = money.ledger_proof(found.sub_district_id, found.id)
    (allowed,) = ledger["authorities"]
    assert allowed["limit_fen"] == SEWER.limit_fen
    assert allowed["spent_fen"] == SEWER.limit_fen * 95 // 100
    assert all(entry["maker"] != entry["checker"] for entry in ledger["entries"])


def test_the_command_leaves_a_pack_that_holds(tmp_path: Path) -> None:
    call_command("rehearse_decision", "--kind", "works", "--out", tmp_path, stdout=io.StringIO())
    assert verified(tmp_path / "evidence.zip")[0] == 0


def test_a_folder_with_a_decision_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "evidence.zip").touch()
    with pytest.raises(CommandError, match="holds a decision already"):
        call_command(
            "rehearse_decision", "--kind", "works", "--out", tmp_path, stdout=io.StringIO()
        )
