"""What a phone loads: the first page whole, and each page after it. The map is apart."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from django.test import Client

from tests.places import builders as places

DIST = Path(__file__).parents[2] / "frontend" / "dist"
FIRST_AT_MOST, NEXT_AT_MOST = 150_000, 30_000
_ASSET = re.compile(r'(?:src|href)="/static/([^"?#]+)')


def weight(path: str, seen: set[str]) -> int:
    page = Client().get(path).content
    new = set(_ASSET.findall(page.decode())) - seen
    seen |= new
    return len(gzip.compress(page)) + sum(_asset(name) for name in new)


def _asset(name: str) -> int:
    file = DIST / name
    return len(gzip.compress(file.read_bytes())) if file.is_file() else 0


@pytest.mark.django_db
def test_the_first_page_and_each_after_it_are_light() -> None:
    places.a_sub_district()
    seen: set[str] = set()
    first = weight("/", seen)
    assert any(name.endswith(".js") for name in seen)
    assert not any("map-" in name for name in seen)
    assert first <= FIRST_AT_MOST
    for path in ("/report/", "/follow/", "/board/", "/answers/", "/howto/"):
        assert weight(path, seen) <= NEXT_AT_MOST, path
