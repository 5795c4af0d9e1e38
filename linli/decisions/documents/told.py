"""What papers tell in Chinese, made safe for the text templates they are written by."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone, translation

from linli.records.documents import Paper, read_paper

_MARKS = "|>#"


def day(on: date | None) -> str:
    """A day as papers write it; empty for none."""
    return f"{on.year}年{on.month}月{on.day}日" if on else ""


def instant(at: datetime | None) -> str:
    """A day and a time as papers write them."""
    if at is None:
        return ""
    local = timezone.localtime(at)
    return f"{day(local.date())}{local.hour}时" + (f"{local.minute}分" if local.minute else "")


def plain(text: str) -> str:
    """A text that cannot be taken for a table or begin a line of its own."""
    return " ".join(text.replace("|", "／").split())


def lines(text: str) -> list[str]:
    """A long text line by line; none of them is taken for a heading or a table."""
    found = (line.strip().lstrip(_MARKS).strip() for line in text.splitlines())
    return [line.replace("|", "／") for line in found if line]


def written(name: str, facts: Mapping[str, Any], *, foot: str) -> Paper:
    """Fill a text template of papers; papers are Chinese, whatever the reader's language."""
    with translation.override("zh-hans"):
        text = render_to_string(f"decisions/written/{name}.txt", dict(facts))
    return read_paper(text, foot=foot)
