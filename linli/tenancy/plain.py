"""Plain statements for what is asked at every step; values go in and out as each database has them.

SQLite keeps an id as 32 hexadecimal digits and a day as text; PostgreSQL has types for both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection


def fetched(
    statement: str, values: Sequence[object] | Mapping[str, object]
) -> list[tuple[Any, ...]]:
    """The rows that a statement answers."""
    with connection.cursor() as cursor:
        cursor.execute(statement, _adapted(values))
        return list(cursor.fetchall())


def uuid_of(value: UUID | str) -> UUID:
    """An id as a plain statement answers it."""
    return value if isinstance(value, UUID) else UUID(value)


def _adapted(values: Sequence[object] | Mapping[str, object]) -> Any:
    if isinstance(values, Mapping):
        return {name: _taken(value) for name, value in values.items()}
    return [_taken(value) for value in values]


def _taken(value: object) -> Any:
    if isinstance(value, UUID):
        return value if connection.features.has_native_uuid_field else value.hex
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return value
