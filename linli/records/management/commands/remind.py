"""`linli remind`: look at every clock that is due."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from linli.records import actions


class Command(BaseCommand):
    """Remind once."""

    help = "Tell those who are late, and the step above them, once. `linli work` does it too."
    requires_system_checks = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Look at the clocks of every room that has some."""
        self.stdout.write(f"told {actions.remind_all(at=timezone.now())}")
