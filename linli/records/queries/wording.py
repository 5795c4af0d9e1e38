"""A message in words: its template filled with what was known when it was written."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urljoin

from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.utils import translation

from linli.records.models import Message


@dataclass(frozen=True, slots=True)
class Worded:
    """A message as its receiver reads it."""

    title: str
    body: str


def worded(message: Message, *, language: str = "", with_link: bool = True) -> Worded:
    """Fill a message's template: its first line is the title, the rest the body.

    Templates lie in each room under templates/messages/<room>/ and end in .txt; they are plain
    text, so nothing in them is escaped.
    """
    known = {**message.params, "link": full_link(message) if with_link else ""}
    source = get_template(f"messages/{message.template}.txt")
    with translation.override(language or settings.LANGUAGE_CODE):
        text: str = source.template.render(Context(known, autoescape=False))  # type: ignore[attr-defined]
    title, _line, body = text.strip().partition("\n")
    return Worded(title=title.strip(), body=body.strip())


def full_link(message: Message) -> str:
    """The whole address of the page that a message is about."""
    return urljoin(settings.LINLI_PUBLIC_URL, message.link) if message.link else ""
