"""`linli serve`: the web server, and the clock beside it."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError, connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse
from django.utils import timezone
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from linli.people import queries as people
from linli.records.queries import sub_district_ids

_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_STOP_SECONDS = 20
_LAST_PORT = 65_535
_CLOCK_REST = 5.0


class Command(BaseCommand):
    """Serve until stopped."""

    help = "Serve Linli's pages and run its clock until stopped (Ctrl+C or SIGTERM)."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take where to listen and how many may work at once."""
        parser.add_argument("--port", type=int, default=8000, help="where to listen (8000)")
        parser.add_argument("--host", default="127.0.0.1", help="on which address (127.0.0.1)")
        parser.add_argument("--workers", type=int, default=2, help="processes (2)")
        parser.add_argument("--threads", type=int, default=4, help="threads of each (4)")
        parser.add_argument(
            "--no-work",
            action="store_true",
            help="leave the clock out: `linli work` runs elsewhere",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Say where to go once the server listens, and serve."""
        if not 1 <= options["port"] <= _LAST_PORT:
            raise CommandError(f"--port must be 1 to {_LAST_PORT}.", returncode=2)
        welcome = [f"Linli is open at {_address(options)}", *_sign_ins(_address(options))]
        connections.close_all()
        Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
        _Pages(options, "\n".join(welcome)).run()


class _Office(Arbiter):
    """The master of the web workers, which keeps the clock going too."""

    with_clock = True
    clock: subprocess.Popen[bytes] | None = None
    clock_since = -_CLOCK_REST

    def manage_workers(self) -> None:
        """Replace workers that died; the same for the clock."""
        super().manage_workers()
        if self.with_clock and self._clock_is_wanted():
            self.clock_since = time.monotonic()
            words = [
                sys.executable,
                "-P",
                "-m",
                "linli.config.cli",
                "work",
                "--beside",
                str(self.pid),
            ]
            self.clock = subprocess.Popen(words)  # noqa: S603

    def _clock_is_wanted(self) -> bool:
        """Whether there is none, and the last one did not end only just now."""
        ended = self.clock is None or self.clock.poll() is not None
        return ended and time.monotonic() - self.clock_since >= _CLOCK_REST

    def stop(self, graceful: bool = True) -> None:  # noqa: FBT001 - as the master calls it
        """Stop the clock first, so that what it tells is told, then the workers."""
        if self.clock is not None:
            self.clock.terminate()
        super().stop(graceful)
        if self.clock is not None:
            try:
                self.clock.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.clock.kill()


class _Pages(BaseApplication):
    """Linli's pages for gunicorn, with settings of our own and none from elsewhere."""

    def __init__(self, options: dict[str, Any], welcome: str) -> None:
        self.options, self.welcome = options, welcome
        super().__init__()

    def load_config(self) -> None:
        """Give gunicorn its settings."""
        host = self.options["host"]
        chosen = {
            "bind": f"[{host}]:{self.options['port']}"
            if ":" in host
            else f"{host}:{self.options['port']}",
            "workers": self.options["workers"],
            "threads": self.options["threads"],
            "worker_class": "gthread",
            "preload_app": True,
            "graceful_timeout": _STOP_SECONDS,
            "timeout": 120,
            "keepalive": 30,
            "loglevel": "warning",
            "control_socket_disable": True,
            "when_ready": lambda _server: (
                sys.stdout.write(self.welcome + "\n") and sys.stdout.flush()
            ),
        }
        for name, value in chosen.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The pages, loaded once before the workers part."""
        pages = get_wsgi_application()
        connections.close_all()
        return pages

    def run(self) -> None:
        """Serve under our own master."""
        master = _Office(self)
        master.with_clock = not self.options["no_work"]
        master.run()


def _address(options: dict[str, Any]) -> str:
    host = "localhost" if options["host"] in _LOOPBACK else options["host"]
    return f"http://{host}:{options['port']}/"


def _sign_ins(address: str) -> list[str]:
    """Who can sign in by a card, in a demo; it also shows that the tables are there."""
    try:
        waiting = MigrationExecutor(connection)
        if waiting.migration_plan(waiting.loader.graph.leaf_nodes()):
            raise CommandError("The tables are not up to date. Run first: linli migrate")
    except DatabaseError as error:
        raise CommandError(f"The database does not answer: {error}".strip()) from None
    if not settings.LINLI_DEMO:
        return []
    cards = [
        card
        for key in sub_district_ids()
        for card in people.demo_cards(key, on=timezone.localdate())
    ]
    lines = [f"  {card.title}  {card.where}".rstrip() for card in cards]
    where = address.rstrip("/") + reverse(settings.LOGIN_URL)
    return [f"Sign in without a password at {where} as one of:", *lines] if lines else []
