"""`linli make-trustee-key`: make a trustee's key on a computer of one's own."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from linli.ballots import canonical, ceremony
from linli.ballots.ceremony import Seat
from linli.ballots.groups import BELENIOS_2048
from linli.ballots.keyfile import new_key
from linli.elections.management.offline import require_identifier, write_new


class Command(BaseCommand):
    """Make a key and the first text to hand in."""

    help = "Make a trustee's key without a network; `linli take-trustee-turn` does the rest."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the trustee's place among the others."""
        parser.add_argument("--election", required=True, metavar="UUID")
        parser.add_argument("--index", required=True, type=int, help="which trustee, from 1")
        parser.add_argument("--size", type=int, default=3, help="how many trustees there are")
        parser.add_argument("--threshold", type=int, default=2, help="how many open the box")
        parser.add_argument("--out", type=Path, default=Path(), metavar="DIR")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write the key, for the trustee alone, and the certificate, for the server."""
        seat = Seat(options["index"], options["threshold"], options["size"])
        if not (1 <= seat.index <= seat.size and 1 <= seat.threshold <= seat.size):
            raise CommandError(_("There is no such place among the trustees."), returncode=2)
        require_identifier(options["election"])
        key = new_key(options["election"], seat, secrets.token_bytes)
        text = ceremony.certificate(BELENIOS_2048, key.seed, seat, secrets.token_bytes)
        folder: Path = options["out"]
        own = folder / f"linli-{key.election[:6]}-{seat.index}.key.json"
        turn = folder / f"linli-{key.election[:6]}-{seat.index}.cert.json"
        write_new(own, key.text.encode(), secret=True)
        write_new(turn, canonical.written({"text": text}).encode())
        self.stdout.write(_("Keep %(path)s: nobody can make it again.") % {"path": own})
        self.stdout.write(_("Hand in %(path)s on your page.") % {"path": turn})
