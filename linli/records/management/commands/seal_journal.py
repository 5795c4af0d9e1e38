"""`linli seal-journal`: seal the journal now."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from linli.records import actions, queries


class Command(BaseCommand):
    """Seal once what is not sealed yet."""

    help = "Seal the journal's new entries, once. `linli work` does it twice a minute."
    requires_system_checks = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Seal each sub-district's journal and print its head."""
        at = timezone.now()
        for key, name in queries.sub_district_ids().items():
            sealed = actions.seal_journal(sub_district_id=key, at=at)
            self.stdout.write(f"{name}: sealed {sealed}, head {queries.journal_head(key)}")
