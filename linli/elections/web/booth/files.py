"""The pinned files of the booth: what the build lists, and how a page names and pins them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static


@dataclass(frozen=True, slots=True)
class Pinned:
    """A file of the booth with the hash under which a browser accepts it."""

    name: str
    href: str
    sha256: str
    integrity: str
    size: int


@cache
def pinned() -> dict[str, Pinned]:
    """All pinned files by their plain names, as the build listed them."""
    manifest = Path(str(settings.DJANGO_VITE["default"]["manifest_path"]))
    listed = json.loads(manifest.with_name("booth.json").read_text())
    return {
        name: Pinned(name, static(one["file"]), one["sha256"], one["integrity"], one["size"])
        for name, one in listed.items()
    }
