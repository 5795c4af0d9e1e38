"""`linli sweep-uploads`: take away files that no record names."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from linli.records import actions


class Command(BaseCommand):
    """Sweep once."""

    help = "Take away uploaded files older than two days that no record names."
    requires_system_checks = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Sweep and say how many."""
        self.stdout.write(f"swept {actions.sweep_uploads(at=timezone.now())}")
