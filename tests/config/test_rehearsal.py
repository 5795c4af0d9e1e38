"""A rehearsal leaves what a real election publishes, and both verifiers accept it."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

SMALL = ("--voters", "12", "--seats", "3", "--candidates", "5", "--paper", "5")


def rehearsed(out: Path, kind: str = "congress", words: Sequence[str] = SMALL) -> None:
    call_command(
        "rehearse_election", "--kind", kind, *words, "--out", str(out), stdout=io.StringIO()
    )


def test_a_rehearsed_election_is_accepted_by_every_verifier(tmp_path: Path) -> None:
    rehearsed(tmp_path)
    (archive,) = tmp_path.glob("*.bel")
    call_command("verify_election", archive, stdout=io.StringIO())
    call_command("verify_evidence", tmp_path / "evidence.zip", stdout=io.StringIO())
    figures = json.loads((tmp_path / "result.json").read_text(encoding="utf-8"))
    paper = json.loads((tmp_path / "paper.json").read_text(encoding="utf-8"))
    for row in figures["candidates"]:
        assert row["paper"] == paper["votes"].get(str(row["number"]), 0)
        assert row["online"] + row["paper"] == row["votes"]
    tool = shutil.which("belenios-tool")
    if tool is not None:
        words = [tool, "election", "verify", "--dir", str(tmp_path)]
        assert subprocess.run(words, capture_output=True, check=False).returncode == 0  # noqa: S603


def test_a_folder_that_cannot_be_made_is_a_sentence() -> None:
    with pytest.raises(CommandError, match="cannot be made") as refused:
        rehearsed(Path("/proc/x"))
    assert refused.value.returncode == 2


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("congress", ("--voters", "0")),
        ("congress", ("--seats", "3", "--candidates", "3")),
        ("congress", ("--voters", "5", "--paper", "6")),
        ("congress", ("--voters", "12", "--seats", "3", "--candidates", "5", "--paper", "3")),
        ("signed", ("--seats", "3", "--candidates", "5")),
        ("signed", ("--seats", "6", "--candidates", "8")),
        ("committee", ("--seats", "3", "--candidates", "5")),
    ],
)
def test_sizes_that_cannot_be_are_refused_before_anything_begins(
    tmp_path: Path, kind: str, words: Sequence[str]
) -> None:
    with pytest.raises(CommandError, match="--") as refused:
        rehearsed(tmp_path / "new", kind, words)
    assert refused.value.returncode == 2
    assert not (tmp_path / "new").exists()


def test_a_file_in_place_of_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CommandError, match="folder"):
        rehearsed(tmp_path / "file")
