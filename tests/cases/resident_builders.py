"""Residents at their pages, without a script: forms are read out of the page and sent again."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from PIL import Image

from linli.cases.models import Case

WHAT = "地下车库东口坡道积水，从昨夜开始，电动车过不去。"


def a_photo(name: str = "photo.jpg", colour: str = "teal") -> SimpleUploadedFile:
    """A small photo as a phone sends it."""
    memory = io.BytesIO()
    Image.new("RGB", (48, 36), colour).save(memory, "JPEG")
    return SimpleUploadedFile(name, memory.getvalue(), "image/jpeg")


def a_bomb() -> SimpleUploadedFile:
    """A few kilobytes that unfold to 400 million points."""
    memory = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(memory, "PNG")
    return SimpleUploadedFile("bomb.png", memory.getvalue(), "image/png")


class _Fields(HTMLParser):
    """Names and values of all fields of a page's form, as a browser would send them."""

    def __init__(self, form_id: str) -> None:
        super().__init__()
        self.form_id = form_id
        self.inside = False
        self.area = ""
        self.action = ""
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form" and given.get("id") == self.form_id:
            self.inside, self.action = True, given["action"]
        if not self.inside or not given.get("name"):
            return
        if tag == "textarea":
            self.area = given["name"]
            self.found.append((self.area, ""))
        chosen = given.get("type") not in {"radio", "checkbox"} or "checked" in given
        if tag == "input" and given.get("type") != "file" and chosen:
            self.found.append((given["name"], given.get("value", "")))

    def handle_data(self, data: str) -> None:
        if self.inside and self.area:
            self.found[-1] = (self.area, self.found[-1][1] + data)

    def handle_endtag(self, tag: str) -> None:
        self.area = ""
        if tag == "form":
            self.inside = False


@dataclass
class Wizard:
    """Somebody who reports a matter step by step."""

    client: Client = field(default_factory=Client)
    page: Any = None

    def begin(self) -> Wizard:
        """Open the first step."""
        self.page = self.client.get(reverse("cases:report_what"))
        return self

    @property
    def text(self) -> str:
        """What stands on the page."""
        return str(self.page.content.decode())

    @property
    def step(self) -> str:
        """Which step the page shows, by its template."""
        return str(self.page.templates[0].name.rpartition("report_")[2].removesuffix(".html"))

    def fields(self) -> dict[str, list[str]]:
        """What the page's form would send as it stands."""
        read = self._read()
        found: dict[str, list[str]] = {}
        for name, value in read.found:
            found.setdefault(name, []).append(value)
        return found

    def next(self, *, to: str = "", photos: Iterable[Any] = (), **typed: Any) -> Wizard:
        """Send the step with what is typed into it."""
        action = reverse(f"cases:report_{to}") if to else self._read().action
        files = {"photos": list(photos)} if photos else {}
        self.page = self.client.post(action, {**self.fields(), **files, **typed})
        return self

    def to_check(self, *, photos: Iterable[Any] = (), **typed: Any) -> Wizard:
        """Go through all steps with little typed."""
        given = {"what": WHAT, "place_text": "东口坡道最低处", **typed}
        steps = (("what", "urgency"), ("place", "place_text", "position"))
        self.begin().next(**_only(given, steps[0]))
        self.next(photos=photos, **_only(given, steps[1]))
        rest = given.keys() - {name for step in steps for name in step}
        return self.next(**_only(given, rest))

    def send(self, **typed: Any) -> Wizard:
        """Go through all steps and send it."""
        return self.to_check(**typed).next()

    def opened(self) -> tuple[str, str]:
        """Number and word, read from the page that shows them."""
        done = self.client.get(self.page["Location"])
        return str(done.context["number"]), str(done.context["word"])

    def _read(self) -> _Fields:
        read = _Fields("report")
        read.feed(self.text)
        return read


def _only(typed: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    return {name: typed[name] for name in names if name in typed}


def followed(number: str, word: str, client: Client | None = None) -> Client:
    """A client that has given number and word."""
    client = client or Client()
    answer = client.post(reverse("cases:follow"), {"n": number, "word": word})
    assert answer.status_code == 302, answer.content.decode()
    return client


def a_sent_request(**typed: Any) -> tuple[Case, Client]:
    """A request sent without an account, and its sender, who has given the word."""
    number, word = Wizard().send(**typed).opened()
    return Case.objects.get(number=number), followed(number, word)


def token_of(response: HttpResponse) -> str:
    """The seal in the address that a sent form leads to."""
    return parse_qs(urlsplit(response["Location"]).query)["t"][0]
