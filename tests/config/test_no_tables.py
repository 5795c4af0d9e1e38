"""Commands say in one sentence what keeps them from working."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


def _said(words: list[str], **env: str) -> tuple[int, str]:
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "linli.config.cli", *words],
        env={key: value for key, value in os.environ.items() if key != "DATABASE_URL"} | env,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stderr.strip()


@pytest.mark.parametrize("words", [["work", "--once"], ["import-requests", "none.xlsx"]])
def test_without_tables_a_command_says_what_to_run(words: list[str], tmp_path: Path) -> None:
    said = _said(words, LINLI_DATA=str(tmp_path / "new"))
    assert said == (1, "There are no tables yet. Run: linli migrate")


def test_a_database_address_that_cannot_be_read_is_named_without_its_password(
    tmp_path: Path,
) -> None:
    code, words = _said(
        ["remind"], LINLI_DATA=str(tmp_path), DATABASE_URL="postgresql://u:geheim@h:x/y"
    )
    assert code == 1
    assert words.startswith("DATABASE_URL cannot be read.")
    assert "geheim" not in words


def test_a_database_that_does_not_answer_is_one_sentence(tmp_path: Path) -> None:
    said = _said(
        ["remind"], LINLI_DATA=str(tmp_path), DATABASE_URL="postgresql://u:geheim@127.0.0.1:1/y"
    )
    assert said == (
        1,
        "The database does not answer. Is it running, and is DATABASE_URL right?",
    )


@pytest.mark.parametrize(
    ("words", "code", "begins"),
    [
        (["bench", "list", "--rows", "0"], 2, "--rows must be"),
        (["serve", "--port", "99999"], 2, "--port must be"),
    ],
)
def test_a_number_out_of_range_is_wrong_use(
    words: list[str], code: int, begins: str, tmp_path: Path
) -> None:
    returned, said = _said(words, LINLI_DATA=str(tmp_path))
    assert (returned, said.startswith(begins)) == (code, True)
