"""The named methods as data: who does what, and on which page it is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from linli.elections.rules.words import ElectionKind
from linli.kernel.rule import Words

NO_WORDS = Words()
LONGEST_WORDS = 300
MOST_STEPS = 12
HIRE = "owners_hire"
"""Owners' decisions that hire or dismiss a property company, and no others."""
HIRE_MATTER = "hire_or_dismiss_provider"
PAGES = (*(kind.value for kind in ElectionKind), HIRE, "votes", "rolls", "bodies", "posts")
"""Where a step can be done: a kind of election, or a public page of Linli."""


class BadMethod(ValueError):
    """A method is not written as it must be; the text says which step and what."""


@dataclass(frozen=True, slots=True)
class MethodStep:
    """Who does what; `page` is empty where it is done outside of Linli."""

    who: Words
    what: Words
    page: str = ""


@dataclass(frozen=True, slots=True)
class MethodPlan:
    """A named method: how it is read, and its steps in order."""

    key: str
    name: Words
    reading: Words
    steps: tuple[MethodStep, ...]


def method_from(data: Mapping[str, Any]) -> MethodPlan:
    """Read a method from plain data, or raise `BadMethod` with the step and its fault."""
    steps = tuple(method_step(entry) for entry in data.get("step", ()))
    fault = method_fault(steps)
    if fault:
        raise BadMethod(f"{data['key']}: {fault}")
    return MethodPlan(data["key"], Words(**data["name"]), Words(**data["reading"]), steps)


def method_step(entry: Mapping[str, Any]) -> MethodStep:
    """Read a step as it is kept."""
    return MethodStep(Words(**entry["who"]), Words(**entry["what"]), entry.get("page", ""))


def step_data(step: MethodStep) -> dict[str, Any]:
    """Write a step as it is kept."""
    return {
        "who": {"zh": step.who.zh, "en": step.who.en},
        "what": {"zh": step.what.zh, "en": step.what.en},
        "page": step.page,
    }


def method_fault(steps: Sequence[MethodStep]) -> str:
    """Say what does not hold, as `steps`, `words 2` or `page 2`; empty where all holds."""
    if not 1 <= len(steps) <= MOST_STEPS:
        return "steps"
    for at, step in enumerate(steps, start=1):
        texts = (step.who.zh.strip(), step.what.zh.strip())
        if not all(texts) or max(map(len, texts)) > LONGEST_WORDS:
            return f"words {at}"
        if step.page and step.page not in PAGES:
            return f"page {at}"
    return ""
