"""`linli verify-journal`: walk the chain and name what does not fit."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.progress import track

from linli.ballots.visible import visible
from linli.records import queries


class Command(BaseCommand):
    """Verify every sub-district's journal."""

    help = "Walk the journal's chain; name every row that was altered, added or taken out."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take a head that was printed once."""
        parser.add_argument(
            "--head",
            metavar="HASH",
            help="a head that was printed earlier, such as on a public notice: "
            "also check that it is still a link of the chain",
        )

    def handle(self, *_args: Any, head: str | None = None, **_options: Any) -> None:
        """Say of each journal that it holds, or name its faulty rows and end with 1."""
        houses = queries.sub_district_ids()
        faults = sum(self._faults(key, name) for key, name in houses.items())
        if head and not any(queries.chain_holds_hash(key, head) for key in houses):
            faults += 1
            self.stdout.write(f"missing: seal {visible(head)}: no link of the chain has this hash")
        if faults:
            raise CommandError(f"The journal does not hold: {faults} found.")

    def _faults(self, key: UUID, name: str) -> int:
        entries, seals = queries.journal_size(key)
        found = 0
        for fault in queries.journal_faults(key, on_seal=self._bar(name, seals)):
            found += 1
            self.stdout.write(visible(f"{fault.kind}: {fault.row}: {fault.detail}"))
        state = f"{found} found" if found else "holds"
        line = (
            f"{name}: {state}; entries {entries}, seals {seals}, head {queries.journal_head(key)}"
        )
        self.stdout.write(line)
        return found

    def _bar(self, name: str, seals: int) -> Any:
        """A step of a progress bar on a terminal, nothing elsewhere."""
        if not self.stdout.isatty():
            return bool
        steps = iter(track(range(seals + 1), description=name))
        return lambda: next(steps, None)
