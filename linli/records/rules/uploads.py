"""What may be uploaded: kinds, sizes, names. The kind is read from the content, never the name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from linli.kernel.screening import masked

MAX_BYTES = 15_000_000
"""One file as it arrives; a phone's photo has three to eight million."""
MAX_PIXELS = 50_000_000
"""More is a decompression bomb, or a scan that nobody needs at this size."""
LONG_SIDE = 2048
"""A picture is kept no larger than this; a number plate or a crack is still to be seen."""
SMALL_SIDE = 480
"""The small copy for lists and phones."""
PICTURES = ("image/jpeg", "image/png", "image/webp", "image/avif")
PDF = "application/pdf"
ENDINGS = {"image/jpeg": ".jpg", PDF: ".pdf"}
"""What is kept: pictures are written again as JPEG."""
ORPHAN_AFTER = timedelta(days=2)
"""A file that no row names after so long was never sent, or its transaction failed."""
MAX_NAME = 80

_UNFIT = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff<>:\"|?*]")
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")


@dataclass(frozen=True, slots=True)
class Prepared:
    """An upload that was checked, cleaned and stored, and that no record holds yet."""

    id: UUID
    name: str
    media_type: str
    size: int
    width: int | None
    height: int | None
    sha256: str
    path: str

    @property
    def is_picture(self) -> bool:
        """Whether it can be shown in a page."""
        return self.media_type != PDF


def stored_path(key: UUID, media_type: str) -> str:
    """Where a file lies, in one of 256 folders."""
    return f"{key.hex[-2:]}/{key.hex}{ENDINGS[media_type]}"


def small_path(path: str) -> str:
    """Where a picture's small copy lies."""
    return path.removesuffix(".jpg") + "-small.jpg"


def kept_name(name: str, media_type: str, *, mark: str) -> str:
    """A file's name without folders, signs that mislead, or private numbers."""
    last = _UNFIT.sub("", name.replace("\\", "/")).rpartition("/")[2].strip(" .")
    stem = masked(_ENDING.sub("", last), mark)[:MAX_NAME].strip(" .")
    return (stem or "file") + ENDINGS[media_type]
