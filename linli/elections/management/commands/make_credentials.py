"""`linli make-credentials`: make voting codes and print slips without a network."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

import segno
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from linli.ballots import canonical
from linli.ballots.credentials import new_credential, public_of, slip_text
from linli.elections.management.offline import read_object, write_new

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
        parser.add_argument("--out", type=Path, default=Path(), metavar="DIR")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write slips.html, which is secret, and credentials.json, which is not."""
        page = _page(options)
        lines = [one for one in page["lines"] if options["again"] or not one.get("has")]
        if not lines:
            raise CommandError(_("There is no line that lacks a code."))
        slips = [_slip(page, line) for line in lines]
        folder: Path = options["out"]
        words = {**page, "slips": slips}
        write_new(
            folder / "slips.html",
            render_to_string("elections/offline/slips.html", words),
            secret=True,
        )
        handed_in = {
            "credentials": [{"line": slip["line"], "public": slip["public"]} for slip in slips],
            "replace": options["again"],
        }
        write_new(folder / "credentials.json", canonical.written(handed_in))
        self.stdout.write(
            _("%(count)s codes. Print slips.html, then delete it; hand in credentials.json.")
            % {"count": len(slips)}
        )


def _page(options: dict[str, Any]) -> dict[str, Any]:
    """What the office's page gave out, or as much of it as the options say."""
    if options["lines"]:
        page = read_object(options["lines"])
        if not (isinstance(page.get("lines"), list) and isinstance(page.get("uuid"), str)):
            raise CommandError(
                _("The file %(path)s is not what the page gives out.") % {"path": options["lines"]}
            )
        return page
    if not options["election"] or options["count"] < 1:
        raise CommandError(_("Give the lines of the roll, or --election and --count."))
    lines = [{"id": None, "number": number} for number in range(1, options["count"] + 1)]
    return {"uuid": options["election"], "address": options["address"], "lines": lines}


def _slip(page: dict[str, Any], line: dict[str, Any]) -> dict[str, Any]:
    credential = new_credential(secrets.token_bytes(_BYTES))
    code = slip_text(credential)
    address = page.get("address") or ""
    # The part behind # stays in the voter's browser: no server ever receives it.
    drawing = segno.make(f"{address}#{code}" if address else code, error="m").svg_inline(
        omitsize=True, border=0
    )
    return {
        "line": line["id"],
        "number": line.get("number", ""),
        "name": line.get("name", ""),
        "door": line.get("door", ""),
        "groups": code.split("-"),
        "drawing": mark_safe(drawing),  # noqa: S308 - drawn by segno from our own code
        "public": public_of(page["uuid"], credential),
    }
