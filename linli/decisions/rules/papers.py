"""Templates of papers: the residents' pact (R36), the disclosure of affairs and the appraisal (R35)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from linli.kernel.rule import Words
from linli.kernel.workdays import plus_months


class PactState(StrEnum):
    """Where a version of the pact stands."""

    DRAFT = "draft"
    ADOPTED = "adopted"
    FILED = "filed"
    RETURNED = "returned"


class AffairsKind(StrEnum):
    """What is laid open: affairs at short intervals, the appraisal once a year."""

    AFFAIRS = "affairs"
    APPRAISAL = "appraisal"


class AffairsState(StrEnum):
    """Where a disclosure stands: prepared by the committee, laid open by its supervisors."""

    DRAFT = "draft"
    PUBLISHED = "published"


EVERY_KEYS: Mapping[AffairsKind, str] = {
    AffairsKind.AFFAIRS: "self_government.disclosure.every",
    AffairsKind.APPRAISAL: "self_government.appraisal.every",
}


@dataclass(frozen=True, slots=True)
class PaperItem:
    """One heading of a paper, with what belongs under it and a beginning of the text."""

    key: str
    title: Words
    hint: Words
    text: str = ""
    asked: bool = False


@dataclass(frozen=True, slots=True)
class PaperTemplate:
    """A paper to fill in: its name, its source, its headings."""

    key: str
    name: Words
    source: Words
    items: tuple[PaperItem, ...]


def template_from(data: Mapping[str, Any]) -> PaperTemplate:
    """Read a template from plain data."""
    items = tuple(
        PaperItem(
            key=entry["key"],
            title=Words(**entry["title"]),
            hint=Words(**entry["hint"]),
            text=entry.get("text", "").strip(),
            asked=entry.get("asked", False),
        )
        for entry in data["item"]
    )
    return PaperTemplate(data["key"], Words(**data["name"]), Words(**data["source"]), items)


def text_from(template: PaperTemplate, place: str) -> str:
    """The whole text that a template begins with, for a place."""
    chapters = (f"{item.title.zh}\n{item.text}" for item in template.items)
    return "\n\n".join(chapters).replace("{place}", place)


def missing_items(template: PaperTemplate, filled: Mapping[str, str]) -> list[PaperItem]:
    """The headings that must not stay empty and do."""
    return [item for item in template.items if item.asked and not filled.get(item.key, "").strip()]


def next_due(last: date | None, months: int, *, since: date) -> date:
    """By when the next one is due: so many months after the last period ended."""
    return plus_months(last or since, months)
