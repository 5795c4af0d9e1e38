"""Plain statements for what every page asks; values go in and out as each database takes them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection


def fetched(statement: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
    """The rows that a statement answers."""
    with connection.cursor() as cursor:
        cursor.execute(statement, [_adapted(value) for value in values])
        return list(cursor.fetchall())


def as_uuid(value: UUID | str) -> UUID:
    """An id as the database gives it."""
    return value if isinstance(value, UUID) else UUID(value)


def _adapted(value: object) -> Any:
    if isinstance(value, UUID):
        return value.hex if connection.vendor == "sqlite" else value
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return value
