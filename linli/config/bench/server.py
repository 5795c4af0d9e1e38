"""A server of the benchmark's own: two workers, a throw-away folder and database."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from linli.config.bench.measure import Use, use_of
from tools.postgres import free_port, throwaway_postgres

START_SECONDS = 300
FLOOR_TABLE = (
    "CREATE TABLE IF NOT EXISTS bench_floor "
    "(id varchar(32) PRIMARY KEY, made_at varchar(40) NOT NULL, text varchar(64) NOT NULL)"
)


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a benchmark plays: its environment, its folder, its database's process."""

    env: dict[str, str]
    folder: Path
    database_pid: int | None

    def database_use(self) -> Use:
        """What the database's processes used; on SQLite the web processes did its work."""
        return use_of(self.database_pid) if self.database_pid else Use(0.0, 0.0)

    def linli(self, *words: str) -> str:
        """Run one of Linli's own commands against this stage."""
        command = [str(Path(sys.executable).with_name("linli")), *words]
        done = subprocess.run(command, env=self.env, capture_output=True, text=True, check=True)
        return done.stdout


@contextmanager
def stage(db: str) -> Iterator[Stage]:
    """Set up an empty, migrated database of the kind asked for and take it away afterwards."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="linli-bench-")))
        env = dict(os.environ)
        env.pop("DATABASE_URL", None)
        env |= {
            "LINLI_DATA": str(folder),
            "DJANGO_SETTINGS_MODULE": "linli.config.settings",
            "LINLI_STAFF_SECOND_FACTOR": "0",
            "LINLI_LOG": "ERROR",
        }
        pid = None
        if db == "postgres":
            url, pid = stack.enter_context(throwaway_postgres(durable=True))
            env["DATABASE_URL"] = url
        # The server warns of a folder of gathered files that is not there.
        (folder / "static").mkdir()
        at = Stage(env=env, folder=folder, database_pid=pid)
        at.linli("migrate", "--verbosity", "0")
        yield at


@dataclass(frozen=True, slots=True)
class Server:
    """A running server."""

    port: int
    pid: int

    def use(self) -> Use:
        """What its processes used so far."""
        return use_of(self.pid)


@contextmanager
def server(at: Stage, *, workers: int = 2, threads: int = 4) -> Iterator[Server]:
    """Start the web server as in production and stop it afterwards."""
    port = free_port()
    command = [
        sys.executable,
        *(
            "-P",
            "-m",
            "gunicorn",
            "--chdir",
            str(at.folder),
            "--bind",
            f"127.0.0.1:{port}",
            "--worker-class",
            "gthread",
        ),
        *("--workers", str(workers), "--threads", str(threads), "--log-level", "error"),
        *("--keep-alive", "30", "linli.config.bench.wsgi:application"),
    ]
    env = at.env | {"LINLI_ROOT_URLCONF": "linli.config.bench.urls"}
    with subprocess.Popen(command, env=env) as process:
        try:
            _wait_until_ready(port, process)
            yield Server(port=port, pid=process.pid)
        finally:
            process.terminate()


def _wait_until_ready(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    message = f"the server on port {port} did not become ready"
    raise RuntimeError(message)
