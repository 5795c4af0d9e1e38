"""Open311 GeoReport v2: the second door for other systems, on the same actions as the pages.

Anybody reads services and what was published with consent; who sends needs a key.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any
from uuid import UUID

from django.core import signing
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from linli.cases.actions.opening import open_case
from linli.cases.queries import links
from linli.cases.queries import open311 as queries
from linli.cases.queries.open311 import PublicRequest, Service
from linli.cases.rules.open311 import DETAIL, NO, PUBLISH, YES, instant_from, span_of, states_of
from linli.cases.web.open311.formats import JSON, XML, ApiError, allowed, answer, errors
from linli.cases.web.open311.post import posted
from linli.kernel.actor import nobody
from linli.kernel.errors import Conflict, Refused
from linli.places import queries as places
from linli.ui.access import ANYONE, Request, open_to

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
CHANGED = "2026-11-24T00:00:00+08:00"
_TOKENS = signing.Signer(salt="cases.open311")
"""A token says nothing that its holder was not told: it is signed, and the same each time."""
_FAULTS = (ApiError, Refused, SuspiciousOperation, BadRequest, MultiPartParserError)
Api = Callable[..., tuple[str, Any]]


def _door(*methods: str) -> Callable[[Api], Callable[..., HttpResponse]]:
    """Make a view of a function that answers a root name and plain data."""

    def make(api: Api) -> Callable[..., HttpResponse]:
        @csrf_exempt
        @open_to(ANYONE)
        @wraps(api)
        def view(request: Request, *args: str, fmt: str, **names: str) -> HttpResponse:
            if request.method == "OPTIONS":
                return allowed(methods)
            try:
                _served(request, methods, fmt)
                root, content = api(request, _jurisdiction(request), *args, **names)
            except _FAULTS as fault:
                return errors([_error_of(fault)], fmt)
            return answer(root, content, fmt)

        return view

    return make


def _served(request: Request, methods: tuple[str, ...], fmt: str) -> None:
    if fmt not in {JSON, XML}:
        raise ApiError(404, _("There is no format %s here: xml and json are answered.") % fmt)
    if request.method not in methods:
        raise ApiError(405, _("This address does not take %s.") % request.method)


def _error_of(fault: Exception) -> ApiError:
    """What went wrong, in the words of this door: a client has no form to open anew."""
    match fault:
        case ApiError():
            return fault
        case RequestDataTooBig():
            return ApiError(413, _("The texts sent are too big: together at most 2 MB."))
        case Conflict(code="key_used"):
            return ApiError(
                409,
                _(
                    "This Idempotency-Key stands for a request with other words."
                    " Send other words with a key of their own."
                ),
            )
        case Conflict():
            return ApiError(409, fault.message)
        case Refused():
            return ApiError(400, fault.message)
    return ApiError(400, _("What was sent cannot be read."))


@_door("GET", "HEAD")
def open311_discovery(request: Request, tenant: UUID) -> tuple[str, Any]:
    """Tell where the door is, and how to get a key."""
    url = request.build_absolute_uri(reverse("cases:open311_services", args=["json"]))
    place = places.sub_district(tenant)
    endpoint = {
        "specification": SPECIFICATION,
        "url": url.removesuffix("/services.json"),
        "changeset": CHANGED,
        "type": "test" if place and place.is_demo else "production",
        "formats": ["text/xml", "application/json"],
    }
    return "discovery", {
        "changeset": CHANGED,
        "contact": _("The sub-district office answers questions."),
        "key_service": _("The sub-district's administrator gives keys to other systems."),
        "endpoints": [endpoint],
    }


@_door("GET", "HEAD")
def open311_services(_request: Request, tenant: UUID) -> tuple[str, Any]:
    """List what can be asked for."""
    services = queries.catalogue(tenant).services.values()
    return "services", [_service(service) for service in services]


@_door("GET", "HEAD")
def open311_service(_request: Request, tenant: UUID, code: str) -> tuple[str, Any]:
    """Tell what a service asks for."""
    service = _known(tenant, code)
    attributes = [_publish_attribute()]
    if service.parts:
        attributes.insert(0, _detail_attribute(service))
    numbered = [
        {**attribute, "order": order} for order, attribute in enumerate(attributes, start=1)
    ]
    return "service_definition", {"service_code": service.code, "attributes": numbered}


@_door("GET", "HEAD", "POST")
def open311_requests(request: Request, tenant: UUID) -> tuple[str, Any]:
    """List what is public, or take a request in."""
    return _taken(request, tenant) if request.method == "POST" else _listed(request, tenant)


@_door("GET", "HEAD")
def open311_request(_request: Request, tenant: UUID, number: str) -> tuple[str, Any]:
    """Tell how one request stands."""
    found = queries.requests_by_number(tenant, [number])
    if not found:
        raise ApiError(404, _("service_request_id %s was not found.") % number)
    return "service_requests", [_request_content(one) for one in found]


@_door("GET", "HEAD")
def open311_token(_request: Request, tenant: UUID, token: str) -> tuple[str, Any]:
    """Tell the number that a token stands for."""
    try:
        place, number = _TOKENS.unsign_object(token)
    except (signing.BadSignature, ValueError) as error:
        raise ApiError(404, _("token %s was not found.") % token[:60]) from error
    if place != tenant.hex:
        raise ApiError(404, _("token %s was not found.") % token[:60])
    return "service_requests", [{"service_request_id": number, "token": token}]


def _jurisdiction(request: Request) -> UUID:
    """The sub-district that `jurisdiction_id` names, else the one of this web address."""
    asked = request.GET.get("jurisdiction_id") or request.POST.get("jurisdiction_id", "")
    known = places.sub_districts()
    if not asked and known:
        return request.sub_district_id
    fitting = [one.id for one in known if asked in {one.code, one.host}]
    if not fitting:
        raise ApiError(404, _("jurisdiction_id %s was not found.") % asked)
    return fitting[0]


def _known(tenant: UUID, code: str) -> Service:
    found = queries.catalogue(tenant).services.get(code)
    if found is None:
        raise ApiError(404, _("service_code %s was not found.") % code)
    return found


def _taken(request: Request, tenant: UUID) -> tuple[str, Any]:
    """Open a request; the same one posted again answers the same number."""
    holder = queries.api_key_holder(tenant, request.POST.get("api_key", ""))
    if holder is None:
        raise ApiError(403, _("The api_key is missing or not valid."))
    code = request.POST.get("service_code", "").strip()
    if not code:
        raise ApiError(400, _("service_code was not provided."))
    post = posted(request, tenant=tenant, service=_known(tenant, code), holder=holder)
    opened = open_case(
        actor=nobody(tenant),
        key=post.key,
        draft=post.draft,
        uploads=post.uploads,
        at=timezone.now(),
    )
    notice = _("Number %(number)s, secret word %(word)s: follow it at %(link)s") % {
        "number": opened.number,
        "word": opened.secret,
        "link": request.build_absolute_uri(links.sender_link(opened.number) or "/"),
    }
    return "service_requests", [
        {
            "service_request_id": opened.number,
            "token": _TOKENS.sign_object([tenant.hex, opened.number]),
            "service_notice": " ".join([notice, *post.notices]),
            "account_id": None,
        }
    ]


def _listed(request: Request, tenant: UUID) -> tuple[str, Any]:
    asked = request.GET.get("service_request_id", "")
    if asked:
        found = queries.requests_by_number(tenant, _words(asked))
        return "service_requests", [_request_content(one) for one in found]
    known = queries.catalogue(tenant).services
    codes = _words(request.GET.get("service_code", ""))
    for code in codes:
        if code not in known:
            raise ApiError(404, _("service_code %s was not found.") % code)
    span = span_of(_date(request, "start_date"), _date(request, "end_date"), now=timezone.now())
    found = queries.published_requests(
        tenant, span=span, codes=codes, states=states_of(_statuses(request))
    )
    return "service_requests", [_request_content(one) for one in found]


def _statuses(request: Request) -> list[str]:
    words = _words(request.GET.get("status", ""))
    if not {word.lower() for word in words} <= {"open", "closed"}:
        raise ApiError(400, _("status is open or closed."))
    return words


def _date(request: Request, name: str) -> datetime | None:
    text = request.GET.get(name, "")
    # A plus sign that nobody encoded arrives as a blank.
    found = instant_from(text.strip().replace(" ", "+") if "T" in text else text)
    if text and found is None:
        raise ApiError(400, _("%s must look like 2026-01-31T00:00:00Z.") % name)
    return found


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def _service(service: Service) -> dict[str, Any]:
    parts = [name for _key, name in service.parts]
    return {
        "service_code": service.code,
        "service_name": service.name,
        "description": "、".join(parts) or service.name,
        "metadata": True,
        "type": "realtime",
        "keywords": ", ".join(parts),
        "group": service.group,
    }


def _detail_attribute(service: Service) -> dict[str, Any]:
    values = [{"key": name, "name": name} for _key, name in service.parts]
    return _attribute(DETAIL, _("What exactly is it?"), values)


def _publish_attribute() -> dict[str, Any]:
    values = [{"key": NO, "name": _("No")}, {"key": YES, "name": _("Yes")}]
    return _attribute(PUBLISH, _("May it be published, without your name?"), values)


def _attribute(code: str, question: str, values: list[dict[str, str]]) -> dict[str, Any]:
    return {
        "variable": True,
        "code": code,
        "datatype": "singlevaluelist",
        "required": False,
        "datatype_description": None,
        "order": 1,
        "description": question,
        "values": values,
    }


def _request_content(one: PublicRequest) -> dict[str, Any]:
    service = one.service
    return {
        "service_request_id": one.number,
        "status": one.status,
        "status_notes": one.answer or one.state_words,
        "service_name": service.name if service else "",
        "service_code": service.code if service else "",
        "description": one.text,
        "agency_responsible": one.unit,
        "service_notice": None,
        "requested_datetime": _w3c(one.received_at),
        "updated_datetime": _w3c(one.changed_at),
        "expected_datetime": _w3c(one.due_at),
        "address": one.address,
        "address_id": None,
        "zipcode": None,
        "lat": _degrees(one.lat_e7),
        "long": _degrees(one.lng_e7),
        "media_url": None,
    }


def _w3c(at: datetime | None) -> str | None:
    return timezone.localtime(at).isoformat(timespec="seconds") if at else None


def _degrees(value: int | None) -> float | None:
    return value / 10_000_000 if value is not None else None
