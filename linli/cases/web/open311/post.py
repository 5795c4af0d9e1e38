"""A request as another system posts it, turned into the draft that every door makes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.cases.queries.open311 import Service
from linli.cases.rules import MASK, CaseDraft, Source, tidied
from linli.cases.rules.open311 import DETAIL, PUBLISH, YES, is_phone
from linli.cases.rules.texts import UPLOADS_AT_MOST
from linli.cases.web.open311.formats import ApiError
from linli.cases.web.open311.where import Where, where
from linli.records.actions import prepare_upload
from linli.records.rules import MAX_BYTES, Prepared
from linli.ui.access import Request

KEY_HEADER = "Idempotency-Key"
_NOT_UTF_8 = "\ufffd"
"""Stands where the server read bytes that are no UTF-8."""


@dataclass(frozen=True, slots=True)
class Posted:
    """What was posted: the draft, the pictures, and the key that makes it one.

    `notices` are sentences for the sender on what was not kept as it was sent.
    """

    draft: CaseDraft
    uploads: tuple[Prepared, ...]
    key: str
    notices: tuple[str, ...] = ()


def posted(request: Request, *, tenant: UUID, service: Service, holder: UUID) -> Posted:
    """Read a post; what is missing or wrong is an error with its sentence."""
    words = request.POST
    if any(_NOT_UTF_8 in word for pair in words.lists() for word in (pair[0], *pair[1])):
        raise ApiError(400, _("The texts must be sent in UTF-8."))
    if words.get("media_url", "").strip():
        raise ApiError(
            400,
            _("media_url is not fetched from here. Send the picture itself as the file `media`."),
        )
    now = timezone.now()
    files = [file for name in request.FILES for file in request.FILES.getlist(name)]
    if len(files) > UPLOADS_AT_MOST:
        raise ApiError(400, _("At most 4 photos or files can be added."))
    place = where(tenant, words, on=timezone.localdate(now))
    draft = _draft(words, place, service)
    contents = [file.read(MAX_BYTES + 1) for file in files]
    key = _key(request, holder, contents, now)
    uploads = tuple(_prepared(*pair) for pair in zip(files, contents, strict=True))
    return Posted(draft, uploads, key, _notices(draft, place))


def _draft(words: Mapping[str, str], place: Where, service: Service) -> CaseDraft:
    def word(name: str) -> str:
        return words.get(name, "").strip()

    return CaseDraft(
        title="",
        body=word("description"),
        source=Source.OPEN311,
        category_id=_part(service, words),
        place_id=place.place_id,
        place_text=place.text,
        lat_e7=place.lat_e7,
        lng_e7=place.lng_e7,
        sender_name=" ".join(name for name in (word("last_name"), word("first_name")) if name),
        contact=_contact(word("phone"), word("email")),
        may_publish=words.get(f"attribute[{PUBLISH}]", "").lower() == YES,
    )


def _contact(phone: str, email: str) -> str:
    """The telephone number, else the e-mail address; what nobody could be reached by is refused."""
    if phone and not is_phone(phone):
        raise ApiError(400, _("phone must be a telephone number."))
    if email:
        try:
            validate_email(email)
        except ValidationError as wrong:
            raise ApiError(400, _("email must be an e-mail address.")) from wrong
    return phone or email


def _notices(draft: CaseDraft, place: Where) -> tuple[str, ...]:
    tidy = tidied(draft)
    sent, kept = draft.body + draft.place_text, tidy.body + tidy.place_text
    found = (
        (
            kept.count(MASK) > sent.count(MASK),
            _("Identity or mobile numbers in the text were masked and not kept."),
        ),
        (
            place.point_left_out,
            _("lat and long lie far outside the sub-district and were left out."),
        ),
    )
    return tuple(sentence for said, sentence in found if said)


def _part(service: Service, words: Mapping[str, str]) -> UUID:
    chosen = words.get(f"attribute[{DETAIL}]", "").strip()
    if not chosen:
        return service.category_id
    for part_id, name in service.parts:
        if chosen in {name, str(part_id)}:
            return part_id
    raise ApiError(400, _("This service has no DETAIL of that name: %(name)s.") % {"name": chosen})


def _key(request: Request, holder: UUID, contents: list[bytes], now: datetime) -> str:
    """The client's own key, else one that the same words, pictures and day make again."""
    given = request.headers.get(KEY_HEADER, "") or request.POST.get("idempotency_key", "")
    if given:
        mark = hashlib.sha256(given.encode()).hexdigest()
    else:
        fields = sorted((name, value) for name, value in request.POST.items() if name != "api_key")
        digest = hashlib.sha256(repr((fields, timezone.localdate(now))).encode())
        for content in contents:
            digest.update(hashlib.sha256(content).digest())
        mark = digest.hexdigest()
    return f"open311:{holder.hex}:{mark[:32]}"


def _prepared(file: UploadedFile[Any], content: bytes) -> Prepared:
    return prepare_upload(name=file.name or "", content=content)
