"""A request as another system posts it, turned into the draft that every door makes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.cases.queries.open311 import Service
from linli.cases.rules import CaseDraft, Source
from linli.cases.rules.drafts import LAT_E7
from linli.cases.rules.open311 import DETAIL, PUBLISH, YES
from linli.cases.rules.texts import UPLOADS_AT_MOST
from linli.cases.web.open311.formats import ApiError
from linli.kernel.geo import BadGeometry, e7
from linli.places import queries as places
from linli.places.rules import CodeScheme
from linli.records.actions import prepare_upload
from linli.records.rules import MAX_BYTES, Prepared
from linli.ui.access import Request

KEY_HEADER = "Idempotency-Key"
_SCHEMES = tuple(CodeScheme)


@dataclass(frozen=True, slots=True)
class Posted:
    """What was posted: the draft, the pictures, and the key that makes it one."""

    draft: CaseDraft
    uploads: tuple[Prepared, ...]
    key: str


def posted(request: Request, *, tenant: UUID, service: Service, holder: UUID) -> Posted:
    """Read a post; what is missing or wrong is an error with its sentence."""
    words = request.POST
    if words.get("media_url", "").strip():
        raise ApiError(
            400,
            _("media_url is not fetched from here. Send the picture itself as the file `media`."),
        )
    now = timezone.now()
    files = [file for name in request.FILES for file in request.FILES.getlist(name)]
    if len(files) > UPLOADS_AT_MOST:
        raise ApiError(400, _("At most 4 photos or files can be added."))
    draft = _draft(words, tenant=tenant, service=service, now=now)
    contents = [file.read(MAX_BYTES + 1) for file in files]
    key = _key(request, holder, contents, now)
    uploads = tuple(_prepared(*pair) for pair in zip(files, contents, strict=True))
    return Posted(draft, uploads, key)


def _draft(words: Mapping[str, str], *, tenant: UUID, service: Service, now: datetime) -> CaseDraft:
    def word(name: str) -> str:
        return words.get(name, "").strip()

    lat, lng = _point(word("lat"), word("long"))
    place_id = _place(tenant, word("address_id"), lat, lng, now)
    if lat is None and not word("address_string") and not word("address_id"):
        raise ApiError(400, _("Say where: lat and long, address_string or address_id."))
    return CaseDraft(
        title="",
        body=word("description"),
        source=Source.OPEN311,
        category_id=_part(service, words),
        place_id=place_id,
        place_text=word("address_string"),
        lat_e7=lat,
        lng_e7=lng,
        sender_name=" ".join(name for name in (word("last_name"), word("first_name")) if name),
        contact=word("phone") or word("email"),
        may_publish=words.get(f"attribute[{PUBLISH}]", "").lower() == YES,
    )


def _point(lat: str, lng: str) -> tuple[int | None, int | None]:
    if not lat and not lng:
        return None, None
    refused = ApiError(400, _("lat and long must both be numbers in degrees (WGS 84)."))
    try:
        lat_e7, lng_e7 = e7(lat), e7(lng)
    except BadGeometry:
        raise refused from None
    if abs(lat_e7) > LAT_E7:
        raise refused
    return lat_e7, lng_e7


def _place(
    tenant: UUID, address_id: str, lat: int | None, lng: int | None, now: datetime
) -> UUID | None:
    """The place of a code or an outline; a point beyond all outlines stays a point."""
    on = timezone.localdate(now)
    if address_id:
        found = (places.place_by_code(tenant, scheme, address_id, on=on) for scheme in _SCHEMES)
        place = next((one for one in found if one), None)
        if place is None:
            raise ApiError(400, _("There is no place with this address_id."))
        return place.id
    if lat is None or lng is None:
        return None
    place = places.place_at(tenant, lat_e7=lat, lng_e7=lng, on=on)
    return place.id if place else None


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
