"""The category tree as paths: `水电气暖/供水/停水`, at most three names deep."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from linli.cases.rules.texts import tidy_line
from linli.cases.rules.words import CaseType

LEVELS = 3
NAME_LENGTH = 60
CODE_LENGTH = 40
SERVICE_LEVEL = 2
"""Nodes of this level are offered to other systems: the third is for staff to choose."""


@dataclass(frozen=True, slots=True)
class NewNode:
    """A node that the tree should have."""

    path: str
    level: int
    name: str
    parent: str
    type: CaseType | None
    service_code: str


def plain_name(text: str) -> str:
    """A name on one line; the sign that parts names is written otherwise."""
    return tidy_line(text).replace("/", "／")


def path_of(names: Sequence[str]) -> str:
    """Names from the top as one path; empty ones at the end do not count."""
    return "/".join(name for name in names if name)


def names_fault(names: Sequence[str]) -> str:
    """The code of what is wrong with the names of one row; empty when all is well."""
    filled = [bool(name) for name in names]
    if not any(filled):
        return "no_category_name"
    if filled != sorted(filled, reverse=True):
        return "category_gap"
    if len(names) > LEVELS:
        return "category_too_deep"
    if max(map(len, names)) > NAME_LENGTH:
        return "category_name_too_long"
    return ""


def tree_of(rows: Iterable[tuple[str, CaseType | None]]) -> list[NewNode]:
    """All nodes that the rows need, those above first, each once, in the order of the rows.

    A node gets a service code where it is of the second level, or has nothing below it.
    """
    types: dict[str, CaseType | None] = {}
    for path, type_ in rows:
        names = path.split("/")
        for level in range(1, len(names) + 1):
            types.setdefault("/".join(names[:level]), None)
        types[path] = type_ or types[path]
    parents = {path.rpartition("/")[0] for path in types}
    serials: dict[str, int] = {}
    codes: dict[str, str] = {}
    nodes = []
    order = {path: at for at, path in enumerate(types)}
    for path in sorted(types, key=lambda path: (path.count("/"), order[path])):
        parent, _, name = path.rpartition("/")
        serials[parent] = serials.get(parent, 0) + 1
        codes[path] = codes.get(parent, "") + f"{serials[parent]:02}"
        level = path.count("/") + 1
        offered = level == SERVICE_LEVEL or (level == 1 and path not in parents)
        code = codes[path] if offered else ""
        nodes.append(NewNode(path, level, name, parent, types[path], code))
    return nodes


def leaf_first(path: str) -> str:
    """A category as a narrow box shows it: its own name, then what it lies in."""
    above, _, own = path.rpartition("/")
    return f"{own} · {above}" if above else own
