"""The two formats of GeoReport v2, and its errors."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from django.http import HttpResponse

JSON, XML = "json", "xml"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML document may hold; an answer may repeat what somebody sent."""
_ONE_OF = {
    "services": "service",
    "service_requests": "request",
    "attributes": "attribute",
    "values": "value",
    "endpoints": "endpoint",
    "formats": "format",
    "errors": "error",
}


class ApiError(Exception):
    """An answer that the standard calls an error: code and sentence."""

    def __init__(self, status: int, description: str) -> None:
        super().__init__(description)
        self.status = status
        self.description = description


class FormatConverter:
    """The ending of an address; for one that is neither `json` nor `xml` the door answers 404."""

    regex = "[A-Za-z0-9]+"

    def to_python(self, value: str) -> str:
        """The ending as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """The ending as it stands."""
        return value


def answer(root: str, content: Any, fmt: str, *, status: int = 200) -> HttpResponse:
    """Write plain data as JSON, or as XML below `root`."""
    if fmt == JSON:
        text = json.dumps(content, ensure_ascii=False)
        response = HttpResponse(text, content_type="application/json; charset=utf-8", status=status)
    else:
        text = tostring(_element(root, content), encoding="unicode")
        head = '<?xml version="1.0" encoding="utf-8"?>\n'
        response = HttpResponse(head + text, content_type="text/xml; charset=utf-8", status=status)
    response["Access-Control-Allow-Origin"] = "*"
    return response


def allowed(methods: Sequence[str]) -> HttpResponse:
    """Tell a browser on another site what it may send here."""
    response = HttpResponse(status=204)
    response["Allow"] = response["Access-Control-Allow-Methods"] = ", ".join(methods)
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Headers"] = "Content-Type, Idempotency-Key"
    return response


def errors(found: Sequence[ApiError], fmt: str) -> HttpResponse:
    """Write errors; the first one's code is the answer's."""
    content = [{"code": one.status, "description": one.description} for one in found]
    return answer("errors", content, fmt, status=found[0].status)


def _element(name: str, content: Any) -> Element:
    element = Element(name)
    _fill(element, name, content)
    return element


def _fill(element: Element, name: str, content: Any) -> None:
    if isinstance(content, Mapping):
        for key, value in content.items():
            _fill(SubElement(element, key), key, value)
    elif isinstance(content, list):
        for value in content:
            _fill(SubElement(element, _ONE_OF[name]), _ONE_OF[name], value)
    elif isinstance(content, bool):
        element.text = "true" if content else "false"
    elif content is not None:
        element.text = _NOT_XML.sub("", str(content))
