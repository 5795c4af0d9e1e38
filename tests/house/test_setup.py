"""What do.py promises: a step is done once, again when its sources change, and a failure helps."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tools.programs import ROOT, Stop, fingerprint, quietly, step


class Step:
    """A step of a setup that counts how often it was done."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.source, self.done = folder, folder / "source", 0
        self.source.write_text("one")

    def make(self) -> None:
        self.done += 1

    def run(self, *, there: bool = True) -> None:
        stamps = self.folder / "stamps"
        step("a step", fingerprint(self.source), self.make, "", there=there, stamps=stamps)


@pytest.fixture
def a_step(tmp_path: Path) -> Step:
    return Step(tmp_path)


def test_a_step_that_was_done_is_done_no_more_and_says_nothing(a_step: Step, capsys):
    a_step.run()
    assert "a step" in capsys.readouterr().out
    a_step.run()
    assert (a_step.done, capsys.readouterr().out) == (1, "")


def test_a_touched_source_is_the_same_and_a_changed_one_is_not(a_step: Step):
    a_step.run()
    a_step.source.touch()
    a_step.run()
    assert a_step.done == 1
    a_step.source.write_text("two")
    a_step.run()
    assert a_step.done == 2


def test_a_step_whose_product_is_gone_is_done_again(a_step: Step):
    a_step.run()
    a_step.run(there=False)
    assert a_step.done == 2


def test_a_file_that_comes_goes_or_is_renamed_changes_its_folder(tmp_path: Path):
    (tmp_path / "one").write_text("same")
    before = fingerprint(tmp_path)
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "node_modules" / "other").write_text("of a tool")
    assert fingerprint(tmp_path) == before
    (tmp_path / "one").rename(tmp_path / "two")
    assert fingerprint(tmp_path) != before


def test_a_failed_step_names_what_to_do_and_is_tried_again(tmp_path: Path):
    def fail() -> None:
        raise Stop("It went wrong.")

    with pytest.raises(Stop) as caught:
        step("a step", "source", fail, "Mend it.", stamps=tmp_path)
    assert (str(caught.value), caught.value.fix) == ("It went wrong.", "Mend it.")
    done = []
    step("a step", "source", lambda: done.append(1), "", stamps=tmp_path)
    assert done == [1]


def test_a_step_that_failed_after_it_was_done_once_is_not_taken_for_done(a_step: Step):
    a_step.run()
    stamps = a_step.folder / "stamps"
    a_step.source.write_text("two")

    def fail() -> None:
        raise Stop("It went wrong.")

    with pytest.raises(Stop):
        step("a step", fingerprint(a_step.source), fail, "", stamps=stamps)
    a_step.source.write_text("one")
    a_step.run()
    assert a_step.done == 2


def test_a_program_that_fails_says_its_own_words():
    with pytest.raises(Stop, match="its own words"):
        quietly(sys.executable, "-c", "raise SystemExit('its own words')")
    with pytest.raises(Stop, match="cannot be run"):
        quietly(ROOT / "no such program")


def do(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "do.py", *words], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_a_taken_port_is_told_before_any_work_with_the_one_thing_to_do():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = do("run", "--port", str(port))
    assert (said.returncode, said.stdout) == (1, "")
    assert said.stderr.strip().splitlines() == [
        f"Something already listens on port {port}.",
        "",
        f"To do: Take another: python3 do.py run --port {port + 1}",
    ]


def test_an_unknown_word_is_answered_with_the_known_ones():
    said = do("dance")
    assert said.returncode == 2
    assert "python3 do.py run" in said.stdout
    assert do("help").returncode == 0
