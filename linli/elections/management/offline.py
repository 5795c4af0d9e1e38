"""What the commands have in common that run on a computer without a network."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from linli.ballots.errors import BadText
from linli.ballots.questions import uuid_from
from linli.ballots.visible import visible
from linli.elections.management.words import fault_in_words


def read_text(path: Path) -> str:
    """Read a file."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise CommandError(
            _("The file %(path)s cannot be read.") % {"path": visible(path)}, returncode=2
        ) from None


def read_object(path: Path) -> dict[str, Any]:
    """Read a file that a page gave out."""
    try:
        given = json.loads(read_text(path))
    except ValueError:
        given = None
    if not isinstance(given, dict):
        raise CommandError(
            _("The file %(path)s is not what the page gives out.") % {"path": visible(path)},
            returncode=2,
        )
    return given


def require_identifier(uuid: str) -> None:
    """Go on only with what can be an election's identifier: slips for another open nothing."""
    try:
        uuid_from(uuid)
    except BadText as fault:
        raise CommandError(fault_in_words(fault), returncode=2) from None


def write_new(path: Path, data: bytes, *, secret: bool = False) -> None:
    """Write a file that is not there yet: what it would replace might be the only copy."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600 if secret else 0o644, exist_ok=False)
        path.write_bytes(data)
    except FileExistsError:
        raise CommandError(
            _("%(path)s is there already and is not written over.") % {"path": path}
        ) from None
    except OSError:
        raise CommandError(_("%(path)s cannot be written.") % {"path": path}) from None
