"""Photos between the step that takes them and the sending: stored clean, named by a token.

What is never sent is swept away with all stored files that no record names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.cases.web.resident.forms import MOST_PHOTOS
from linli.kernel.errors import Refused
from linli.records.actions import prepare_upload
from linli.records.queries import upload_by_token, upload_token
from linli.records.rules import MAX_BYTES, Prepared
from linli.ui.access import Request


@dataclass(frozen=True, slots=True)
class Waiting:
    """One photo that waits, and the token that stands for it in the page."""

    prepared: Prepared
    token: str

    @property
    def url(self) -> str:
        """Where its small copy is shown."""
        return reverse("records:waiting_upload", args=[self.token])


@dataclass(frozen=True, slots=True)
class Photos:
    """The photos of a form so far, and what was wrong with those just sent."""

    kept: Sequence[Waiting]
    faults: Sequence[str]

    @property
    def left(self) -> int:
        """How many more fit."""
        return MOST_PHOTOS - len(self.kept)

    def uploads(self) -> list[Prepared]:
        """What the action attaches."""
        return [one.prepared for one in self.kept]


def photos_of(request: Request) -> Photos:
    """The photos that a form names and those that come with it, at most four."""
    dropped = request.POST.get("drop")
    kept = [
        Waiting(prepared, token)
        for token in dict.fromkeys(request.POST.getlist("photo")[:MOST_PHOTOS])
        if token != dropped and (prepared := upload_by_token(token))
    ]
    faults: list[str] = []
    for file in request.FILES.getlist("photos"):
        if len(kept) >= MOST_PHOTOS:
            faults.append(_("At most %s photos fit. The first ones were kept.") % MOST_PHOTOS)
            break
        try:
            kept.append(_take(file))
        except Refused as refusal:
            faults.append(refusal.message)
    return Photos(kept, faults)


def _take(file: UploadedFile[Any]) -> Waiting:
    prepared = prepare_upload(name=file.name or "", content=file.read(MAX_BYTES + 1))
    return Waiting(prepared, upload_token(prepared))
