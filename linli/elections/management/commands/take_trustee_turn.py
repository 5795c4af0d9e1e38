"""`linli take-trustee-turn`: make a trustee's next text on a computer of one's own."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from linli.ballots import canonical, ceremony, tally
from linli.ballots.errors import Fault
from linli.ballots.groups import BELENIOS_2048 as GROUP
from linli.ballots.keyfile import KeyFile, key_from
from linli.ballots.verify import verify
from linli.elections.management.offline import read_object, read_text, write_new
from linli.elections.management.words import fault_in_words, finding_in_words
from linli.elections.rules import Mode


class Command(BaseCommand):
    """Do what the ceremony wants of this trustee next."""

    help = "Make a trustee's next text without a network: shares, verification, opening."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the key and what the trustee's page knows."""
        parser.add_argument("key", type=Path, metavar="KEY.json")
        parser.add_argument(
            "state", type=Path, metavar="STATE.json", help="state.json of the trustee's page"
        )
        parser.add_argument(
            "--archive",
            type=Path,
            metavar="FILE.bel",
            help="to open a secret box: the election's archive, which is checked first",
        )
        parser.add_argument("--out", type=Path, default=Path(), metavar="DIR")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write the next text to hand in."""
        try:
            key = key_from(read_text(options["key"]))
            state = read_object(options["state"])
            turn, text = _next_turn(key, state, options["archive"])
        except Fault as fault:
            raise CommandError(fault_in_words(fault)) from None
        except (KeyError, TypeError):
            raise CommandError(_("This is not what a trustee's page gives out.")) from None
        path = options["out"] / f"linli-{key.election[:6]}-{key.seat.index}.{turn}.json"
        write_new(path, canonical.written({"text": text}).encode())
        self.stdout.write(_("Hand in %(path)s on your page.") % {"path": path})


def _next_turn(key: KeyFile, state: dict[str, Any], archive: Path | None) -> tuple[str, str]:
    _require_own(key, state)
    step, index = state["step"], key.seat.index
    certs, polynomials = state["certs"], state["polynomials"]
    if step == "cert":
        return step, ceremony.certificate(GROUP, key.seed, key.seat, secrets.token_bytes)
    if step == "polynomial":
        text = ceremony.polynomial(GROUP, key.seed, certs, index=index, random=secrets.token_bytes)
        return step, text
    if step == "verification":
        text = ceremony.verification_key(
            GROUP, key.seed, certs, polynomials, index=index, random=secrets.token_bytes
        )
        return step, text
    if step != "open":
        raise CommandError(_("Nothing is asked of you now. Fetch the state again later."))
    secret = ceremony.share_secret(GROUP, key.seed, certs, polynomials, index=index)
    if state["election"]["mode"] == Mode.SIGNED:
        return "opening", canonical.written({"share": str(secret)})
    return "opening", _decrypted(key, secret, archive)


def _require_own(key: KeyFile, state: dict[str, Any]) -> None:
    given = (state["election"]["uuid"], state["index"], state["size"], state["threshold"])
    seat = key.seat
    if given != (key.election, seat.index, seat.size, seat.threshold):
        raise CommandError(_("The key is of another election or another trustee."))


def _decrypted(key: KeyFile, secret: int, archive: Path | None) -> str:
    """Check the archive, so that nothing but the sum of all ballots is opened; then open it."""
    if archive is None:
        raise CommandError(_("Give the election's archive with --archive: it is checked first."))
    report = verify(archive, unfinished=True)
    if not report.holds:
        raise CommandError(finding_in_words(report.checks[-1]))
    election = report.election
    if election is None or election.uuid != key.election or not report.encrypted_tally:
        raise CommandError(_("The archive is of another election, or its box is not closed yet."))
    return tally.partial_decryption(election, secret, report.encrypted_tally, secrets.token_bytes)
