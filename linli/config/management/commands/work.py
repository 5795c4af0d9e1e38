"""`linli work`: the clock of the house."""

from __future__ import annotations

import os
import signal
import threading
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections
from django.utils import timezone

from linli.records import actions

_TICK_SECONDS = 1.0


class Command(BaseCommand):
    """Do what is due, again and again, until told to stop."""

    help = "Send messages, seal the journal, remind, tidy and forget, until stopped; `linli serve` runs it."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take how long, and whether to end with the server."""
        parser.add_argument("--once", action="store_true", help="do every job once and end")
        parser.add_argument(
            "--beside",
            type=int,
            metavar="PID",
            help="end when this process is no longer the parent",
        )

    def handle(
        self, *_args: Any, once: bool = False, beside: int | None = None, **_options: Any
    ) -> None:
        """Run the jobs of LINLI_WORK at their turns."""
        if once:
            for _words, path, _seconds in settings.LINLI_WORK:
                actions.run_job(path, at=timezone.now())
            return
        stopping = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_of: stopping.set())
        _tick_until(stopping, beside)


def _tick_until(stopping: threading.Event, beside: int | None) -> None:
    """Run each job when its turn comes."""
    turns = dict.fromkeys((path for _words, path, _seconds in settings.LINLI_WORK), 0.0)
    while not stopping.is_set() and beside in {None, os.getppid()}:
        close_old_connections()
        for _words, path, seconds in settings.LINLI_WORK:
            if time.monotonic() >= turns[path] and not stopping.is_set():
                actions.run_job(path, at=timezone.now())
                turns[path] = time.monotonic() + seconds
        stopping.wait(_TICK_SECONDS)
