"""`linli make-credentials`: make voting codes and print slips without a network."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from linli.ballots import canonical
from linli.ballots.credentials import new_credential, public_of
from linli.elections.documents.slips import Slip, slips_pdf
from linli.elections.management.offline import read_object, require_identifier, write_new

_BYTES = 32


class Command(BaseCommand):
    """Make one credential for each line of a roll, or so many without lines."""

    help = "Make voting codes without a network: slips to print, public halves to hand in."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the lines that the office's page gives out, or a number."""
        parser.add_argument(
            "lines", type=Path, nargs="?", metavar="LINES.json", help="lines.json of the page"
        )
        parser.add_argument("--election", default="", metavar="UUID", help="without lines")
        parser.add_argument("--count", type=int, default=0, help="how many, without lines")
        parser.add_argument("--address", default="", help="of the booth, for the square to scan")
        parser.add_argument("--again", action="store_true", help="also for lines that have one")
        parser.add_argument(
            "--form", choices=["pdf", "json"], default="pdf", help="of the slips; JSON for printers"
        )
        parser.add_argument("--out", type=Path, default=Path(), metavar="DIR")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write the slips, which are secret, and credentials.json, which is not."""
        page = _page(options)
        lines = [one for one in page["lines"] if options["again"] or not one.get("has")]
        if not lines:
            raise CommandError(_("There is no line that lacks a code."))
        slips = [Slip(new_credential(secrets.token_bytes(_BYTES)), _named(one)) for one in lines]
        paper = options["out"] / f"slips.{options['form']}"
        handed_in = options["out"] / "credentials.json"
        write_new(paper, _written(slips, page, options["form"]), secret=True)
        publics = [
            {"line": line["id"], "public": public_of(page["uuid"], slip.credential)}
            for line, slip in zip(lines, slips, strict=True)
        ]
        body = canonical.written({"credentials": publics, "replace": options["again"]})
        write_new(handed_in, body.encode())
        self.stdout.write(
            _("%(count)s codes. Print %(slips)s, then delete it; hand in %(publics)s.")
            % {"count": len(slips), "slips": paper, "publics": handed_in}
        )


def _page(options: dict[str, Any]) -> dict[str, Any]:
    """What the office's page gave out, or as much of it as the options say."""
    if options["lines"]:
        page = read_object(options["lines"])
        if not (isinstance(page.get("lines"), list) and isinstance(page.get("uuid"), str)):
            raise CommandError(
                _("The file %(path)s is not what the page gives out.") % {"path": options["lines"]},
                returncode=2,
            )
        require_identifier(page["uuid"])
        return page
    if not options["election"] or options["count"] < 1:
        said = _("Give the lines of the roll, or --election and --count.")
        raise CommandError(said, returncode=2)
    require_identifier(options["election"])
    lines = [{"id": None, "number": number} for number in range(1, options["count"] + 1)]
    return {"uuid": options["election"], "address": options["address"], "lines": lines}


def _named(line: dict[str, Any]) -> str:
    return " ".join(str(line[key]) for key in ("number", "door", "name") if line.get(key))


def _written(slips: list[Slip], page: dict[str, Any], form: str) -> bytes:
    title, address = page.get("title") or page["uuid"], page.get("address") or ""
    if form == "pdf":
        return slips_pdf(slips, title=title, address=address)
    return canonical.written([{"line": one.line, "code": one.code} for one in slips]).encode()
