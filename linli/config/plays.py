"""A play runs in a process and on a database of its own; the installation is not touched."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from django.core.management.base import CommandError, OutputWrapper
from rich.progress import track

from linli.config.bench.server import stage


def made_folder(out: Path) -> None:
    """Make the folder for what a play leaves, or say why it cannot be made."""
    if out.exists() and not out.is_dir():
        raise CommandError(f"{out} is a file. Name a folder.", returncode=2)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        said = f"{out} cannot be made: {fault.strerror}. Name another folder."
        raise CommandError(said, returncode=2) from None


def played(module: str, *words: str, said: OutputWrapper, what: str, steps: int) -> None:
    """Run a play to its end, with a bar on a terminal; a fault is told in one sentence."""
    with stage("sqlite") as here:
        command = [sys.executable, "-P", "-m", f"linli.config.rehearsal.{module}", *words]
        with subprocess.Popen(  # noqa: S603 - our own words
            command, env=here.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as work:
            for _step in _shown(iter(work.stdout or ()), said, what, steps):
                pass
            fault = work.stderr.read() if work.stderr else ""
        if work.returncode:
            last = (fault.strip().splitlines() or ["no reason was given"])[-1]
            raise CommandError(f"The rehearsal broke off: {last.partition(': ')[2] or last}")


def _shown(steps: Iterator[str], said: OutputWrapper, what: str, total: int) -> Iterator[str]:
    return iter(track(steps, description=what, total=total)) if said.isatty() else steps
