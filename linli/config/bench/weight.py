"""What a resident's phone loads: bytes as they travel, on the first page and on the next."""

from __future__ import annotations

import http.client
import re
from typing import Any

_ASSET = re.compile(rb'(?:src|href)="(/static/[^"?#]+)')
_HEADERS = {"Accept-Encoding": "br, gzip", "Accept-Language": "zh-CN"}
_FIRST, _NEXT = "/", ("/report/", "/follow/", "/board/", "/answers/", "/howto/")


def weights(port: int) -> dict[str, Any]:
    """Compressed kilobytes of the first page with all it brings, and of each page after it."""
    seen: set[str] = set()
    first = _page(port, _FIRST, seen)
    rest = {path: _page(port, path, seen) for path in _NEXT}
    return {
        "first_kb": _kb(first),
        "next_kb": {path: _kb(size) for path, size in rest.items()},
        "most_next_kb": _kb(max(rest.values())),
    }


def _page(port: int, path: str, seen: set[str]) -> int:
    """The page and what of it has not been loaded before."""
    size, content = _get(port, path, plain=True)
    new = [found.decode() for found in _ASSET.findall(content) if found.decode() not in seen]
    seen.update(new)
    return size + sum(_get(port, asset)[0] for asset in dict.fromkeys(new))


def _get(port: int, path: str, *, plain: bool = False) -> tuple[int, bytes]:
    """How many bytes travel, and, asked for plainly, what they say."""
    size = len(_body(port, path, _HEADERS))
    return size, _body(port, path, {"Accept-Language": "zh-CN"}) if plain else b""


def _body(port: int, path: str, headers: dict[str, str]) -> bytes:
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    link.request("GET", path, headers=headers)
    answer = link.getresponse()
    body = answer.read()
    link.close()
    if answer.status != http.HTTPStatus.OK:
        message = f"{path} answered {answer.status}"
        raise RuntimeError(message)
    return body


def _kb(size: int) -> float:
    return round(size / 1000, 1)
