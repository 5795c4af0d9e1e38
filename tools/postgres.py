"""A PostgreSQL that lives as long as a test run or a benchmark."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tools.programs import Stop, quietly, timed


@contextmanager
def throwaway_postgres(*, durable: bool = False) -> Iterator[tuple[str, int]]:
    """Start a PostgreSQL of our own and yield its URL and process; delete it in any case.

    A benchmark asks for a durable one, which writes to disk as an office's does.
    """
    programs = postgres_programs()
    # It refuses to run as root.
    as_user = {"user": "postgres", "group": "postgres", "extra_groups": []}
    options: dict[str, Any] = as_user if os.geteuid() == 0 else {}
    with tempfile.TemporaryDirectory(prefix="linli-pg-", ignore_cleanup_errors=True) as name:
        folder, port, secret = Path(name), free_port(), secrets.token_hex(16)
        password = folder / "password"
        password.write_text(secret)
        if options:
            shutil.chown(folder, "postgres")
            shutil.chown(password, "postgres")

        def postgres(program: str, *words: str) -> None:
            quietly(programs / program, "-D", folder / "data", *words, cwd=folder, **options)

        with timed("PostgreSQL"):
            login = ("--username=linli", "--auth=scram-sha-256", f"--pwfile={password}")
            postgres("initdb", "--encoding=UTF8", "--locale=C", "--no-sync", *login)
            where = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
            fast = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
            settings = where if durable else f"{where} {fast}"
            postgres("pg_ctl", "-w", "-l", f"{folder}/log", "-o", settings, "start")
        try:
            process = int((folder / "data" / "postmaster.pid").read_text().split()[0])
            yield f"postgresql://linli:{secret}@127.0.0.1:{port}/postgres", process
        finally:
            postgres("pg_ctl", "-w", "-m", "immediate", "stop")


def postgres_programs() -> Path:
    """Where initdb and pg_ctl lie: Debian keeps them apart by version, newest last."""
    kept = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda b: float(b.parent.name))
    found = shutil.which("initdb")
    if not kept and not found:
        raise Stop("PostgreSQL is not installed.", "As root: apt-get install -y postgresql")
    return kept[-1] if kept else Path(str(found)).parent


def free_port() -> int:
    """Ask the system for a port nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
