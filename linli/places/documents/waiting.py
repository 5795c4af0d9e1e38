"""Sheets that somebody has looked over and not yet confirmed: kept as files for a day."""

from __future__ import annotations

import re
import time
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.utils.translation import gettext as _

from linli.kernel.errors import Missing, Refused

MOST_BYTES = 20_000_000
_A_DAY = 86_400
_KEY = re.compile(r"[0-9a-f]{32}")


def keep_sheet(content: bytes) -> str:
    """Keep a sheet under a key that cannot be guessed; sheets of yesterday go."""
    if len(content) > MOST_BYTES:
        raise Refused("sheet_too_big", _("The sheet is too big: at most 20 MB."))
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for old in folder.glob("*.xlsx"):
        if time.time() - old.stat().st_mtime > _A_DAY:
            old.unlink(missing_ok=True)
    key = uuid4().hex
    (folder / f"{key}.xlsx").write_bytes(content)
    return key


def kept_sheet(key: str) -> Path:
    """The sheet of a key."""
    path = _folder() / f"{key}.xlsx"
    if not _KEY.fullmatch(key) or not path.is_file():
        raise Missing("no_sheet", _("This sheet is not kept any more. Send it again."))
    return path


def drop_sheet(key: str) -> None:
    """Forget a sheet that came in."""
    kept_sheet(key).unlink(missing_ok=True)


def _folder() -> Path:
    return Path(settings.LINLI_DATA) / "waiting-sheets"
