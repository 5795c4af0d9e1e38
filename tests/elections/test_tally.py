"""After the close: counted in steps, opened by two of three, added to paper, announced."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from linli.ballots.verify import verify
from linli.elections import queries
from tests.elections.box_builders import BoxGround

pytestmark = pytest.mark.django_db


@pytest.fixture
def counted() -> BoxGround:
    """A vote of four, one of whom voted twice, opened by the first and the third trustee."""
    ground = BoxGround().opened()
    ground.vote(0, 1)
    ground.vote(1, 1, 2)
    ground.vote(0, 3)
    ground.vote(2, 1, 3)
    return ground.unlocked(1, 3)


def test_the_last_ballot_of_each_slip_counts(counted: BoxGround) -> None:
    online = queries.online_result(counted.election)
    assert online is not None
    assert (online.ballots, online.votes) == (3, {1: 2, 2: 1, 3: 2})


def test_our_verifier_accepts_the_archive(counted: BoxGround, tmp_path: Path) -> None:
    path = written(counted, tmp_path)
    report = verify(path)
    assert report.holds


@pytest.mark.skipif(not shutil.which("belenios-tool"), reason="belenios-tool is not installed")
def test_belenios_tool_accepts_the_archive(counted: BoxGround, tmp_path: Path) -> None:
    written(counted, tmp_path)
    done = subprocess.run(  # noqa: S603 - the public verifier
        ["belenios-tool", "election", "verify", "--dir", str(tmp_path)],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def written(ground: BoxGround, folder: Path) -> Path:
    path = folder / f"{ground.election.uuid}.bel"
    path.write_bytes(ground.archive())
    return path
