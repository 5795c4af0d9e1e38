"""`linli check-config`: what is missing before an office can work."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from linli.config import readiness
from linli.config.readiness import Finding, Weight

_SIGNS = {Weight.GOOD: "ok", Weight.NOTE: "note", Weight.MISSING: "MISSING"}


class Command(BaseCommand):
    """Look at the settings, the data and the place, and say what is missing."""

    help = "Say in sentences what is missing in settings, data and rulebook; 1 if anything is."
    requires_system_checks = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Print each finding; end with 1 if something is missing."""
        found = list(self._told(readiness.findings(at=timezone.now())))
        missing = sum(one.weight is Weight.MISSING for one in found)
        if missing:
            raise CommandError(f"{missing} missing.")

    def _told(self, findings: Iterator[Finding]) -> Iterator[Finding]:
        for one in findings:
            self.stdout.write(f"{_SIGNS[one.weight]:8} {one.sentence}")
            yield one
