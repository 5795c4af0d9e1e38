"""What the commands have in common that run on a computer without a network."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _


def read_text(path: Path) -> str:
    """Read a file."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise CommandError(_("The file %(path)s cannot be read.") % {"path": path}) from None


def read_object(path: Path) -> dict[str, Any]:
    """Read a file that a page gave out."""
    try:
        given = json.loads(read_text(path))
    except ValueError:
        given = None
    if not isinstance(given, dict):
        raise CommandError(_("The file %(path)s is not what the page gives out.") % {"path": path})
    return given


def write_new(path: Path, data: bytes, *, secret: bool = False) -> None:
    """Write a file that is not there yet: what it would replace might be the only copy."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.touch(mode=0o600 if secret else 0o644, exist_ok=False)
        path.write_bytes(data)
    except FileExistsError:
        raise CommandError(
            _("%(path)s is there already and is not written over.") % {"path": path}
        ) from None
    except OSError:
        raise CommandError(_("%(path)s cannot be written.") % {"path": path}) from None
