"""Each guarantee is switched off on purpose, and a test says so; none is guarded by hope."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.house.broken import BY_TEST, GUARANTEES

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 600
OURS_ALONE = ("LINLI_TEST_DATA", "LINLI_DATA", "DATABASE_URL", "PYTEST_CURRENT_TEST")
"""What a run of its own must not share with the run that it is part of."""


def outcomes(folder: Path, *options: str) -> dict[str, str]:
    """Run the named tests in a process of their own: which passed, failed, or could not begin."""
    report = folder / "report.xml"
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in OURS_ALONE and not name.startswith(("PYTEST_XDIST", "COV_CORE"))
    }
    words = [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "-p", "no:cacheprovider"]
    done = subprocess.run(  # noqa: S603 - our own words
        [*words, *options, f"--junitxml={report}", *sorted(BY_TEST)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert report.exists(), done.stdout[-3000:] + done.stderr[-3000:]
    cases = ElementTree.parse(report).iter("testcase")  # noqa: S314 - written a moment ago
    return {_name(case): _outcome(case) for case in cases}


def _name(case: ElementTree.Element) -> str:
    return f"{case.get('classname', '').replace('.', '/')}.py::{case.get('name')}"


def _outcome(case: ElementTree.Element) -> str:
    return next((found.tag for found in case if found.tag in {"failure", "error", "skipped"}), "ok")


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return outcomes(tmp_path_factory.mktemp("broken"), "-p", "tests.house.broken")


@pytest.mark.parametrize("guarantee", GUARANTEES)
def test_without_it_its_test_fails(guarantee: str, broken: dict[str, str]) -> None:
    file, test, _break = GUARANTEES[guarantee]
    assert broken.get(f"{file}::{test}") == "failure"


def test_with_all_of_them_the_same_tests_pass(tmp_path: Path) -> None:
    assert set(outcomes(tmp_path).values()) == {"ok"}
