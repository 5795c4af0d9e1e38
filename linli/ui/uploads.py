"""What is uploaded to a sealed room never lies on the disk in clear, not even for a moment."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.urls import Resolver404, resolve

MOST_AT_ONCE = 40_000_000
"""Several scans of one form; more is sent in a second form."""


class SealedInMemory(MemoryFileUploadHandler):
    """Keep the files of a sealed room's form in memory; leave other rooms to the next handler."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, str],  # noqa: N803 - Django's own name
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        """Take the upload on if it is for a sealed room; one that is too large is refused."""
        self.activated = _is_sealed(self.request.path_info if self.request else "")
        if self.activated and content_length > MOST_AT_ONCE:
            raise RequestDataTooBig


def _is_sealed(path: str) -> bool:
    try:
        return resolve(path).app_name in settings.LINLI_SEALED_ROOMS
    except Resolver404:
        return False
