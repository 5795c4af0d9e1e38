"""The addresses of the second door, as GeoReport v2 names them."""

from __future__ import annotations

from django.urls import URLPattern, path, register_converter

from linli.cases.web.open311 import api
from linli.cases.web.open311.formats import FormatConverter

register_converter(FormatConverter, "fmt")

_V2 = "open311/v2"
urlpatterns: list[URLPattern] = [
    path("open311/discovery.<fmt:fmt>", api.open311_discovery, name="open311_discovery"),
    path(f"{_V2}/discovery.<fmt:fmt>", api.open311_discovery, name="open311_discovery_v2"),
    path(f"{_V2}/services.<fmt:fmt>", api.open311_services, name="open311_services"),
    path(f"{_V2}/services/<str:code>.<fmt:fmt>", api.open311_service, name="open311_service"),
    path(f"{_V2}/requests.<fmt:fmt>", api.open311_requests, name="open311_requests"),
    path(f"{_V2}/requests/<str:number>.<fmt:fmt>", api.open311_request, name="open311_request"),
    path(f"{_V2}/tokens/<str:token>.<fmt:fmt>", api.open311_token, name="open311_token"),
]
