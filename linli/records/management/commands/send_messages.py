"""`linli send-messages`: send what waits in the outbox."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from linli.records import actions


class Command(BaseCommand):
    """Send once what is due."""

    help = "Send the messages that wait in the outbox, once. `linli work` does it all the time."
    requires_system_checks = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Send until nothing is due."""
        total: Counter[str] = Counter()
        at = timezone.now()
        while done := actions.send_messages(at=at):
            total += done
        words = ", ".join(f"{word} {total[word]}" for word in ("sent", "put off", "lost"))
        self.stdout.write(words)
