"""The lock after too many wrong passwords: what counts as one name, and the page that says so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

_NAMES = ("login", "username", "email", "phone")


def name_tried(request: HttpRequest, credentials: Mapping[str, Any] | None) -> str:
    """The name that somebody tries, however it was typed; locks are counted under it."""
    given = credentials or request.POST
    typed = next((given[name] for name in _NAMES if given.get(name)), "")
    return str(typed).strip().lower()


def caller(request: HttpRequest) -> str:
    """The caller's address, as named by the proxies that settings trust."""
    address: str = get_adapter(request).get_client_ip(request)
    return address


def locked_out(
    request: HttpRequest, _response: HttpResponse | None, _credentials: Mapping[str, Any] | None
) -> HttpResponse:
    """Answer with the page that says when to try again."""
    return render(request, "people/locked_out.html", {"tabs_hidden": True}, status=429)
