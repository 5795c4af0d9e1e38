"""`linli work`: the clock of the house."""

from __future__ import annotations

import os
import signal
import threading
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections, connections
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker

from linli.records import actions
from linli.tenancy.models import new_id

_TICK_SECONDS = 1.0
_TASKS_MAY_TAKE = 20.0


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
        """Run the jobs of LINLI_WORK at their turns, and what was put aside for later."""
        if once:
            for _words, path, _seconds in settings.LINLI_WORK:
                actions.run_job(path, at=timezone.now())
            return
        stopping = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_of: stopping.set())
        tasks = _Tasks()
        tasks.start()
        _tick_until(stopping, beside)
        tasks.end()


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


class _Tasks(threading.Thread):
    """Work that outlasts a request, one piece after another, beside the clock."""

    def __init__(self) -> None:
        super().__init__(name="tasks", daemon=True)
        self.worker = Worker(
            queue_names=["*"],
            interval=_TICK_SECONDS,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=new_id().hex,
            excluded_queue_names=[],
        )

    def run(self) -> None:
        """Take pieces of work until told to end."""
        try:
            self.worker.run()
        finally:
            connections.close_all()

    def end(self) -> None:
        """Let the piece in hand be finished, if that does not take too long."""
        self.worker.running = False
        self.join(_TASKS_MAY_TAKE)
