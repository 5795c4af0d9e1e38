"""Where a word lies in clear: every table, the search index, the uploads, the logs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, models

from linli.cases.models import Case
from linli.cases.queries.search import orders_found

_AT_ONCE = 2_000


def leaks(words: Iterable[str], *, logs: Iterable[str] = ()) -> list[str]:
    """Where any of these words can be read by somebody without a key; `table.column: word`.

    The tables are read as bytes, below the fields that open sealed columns by themselves.
    """
    wanted = [word.encode() for word in words]
    assert all(wanted), "an empty word lies everywhere"
    places = (
        *_in_tables(wanted),
        *_in_search(wanted),
        *_in_folders(wanted),
        *(f"log: {word.decode()}" for line in logs for word in wanted if word.decode() in line),
    )
    return sorted(set(places))


def _in_tables(wanted: list[bytes]) -> Iterator[str]:
    for model in apps.get_models():
        columns = [field.column for field in model._meta.concrete_fields if _holds_words(field)]
        if not columns:
            continue
        names = ", ".join(connection.ops.quote_name(column) for column in columns)
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {names} FROM {connection.ops.quote_name(model._meta.db_table)}"  # noqa: S608
            )
            while rows := cursor.fetchmany(_AT_ONCE):
                yield from _in_rows(model._meta.db_table, columns, rows, wanted)


def _holds_words(field: models.Field[Any, Any]) -> bool:
    return isinstance(
        field, models.CharField | models.TextField | models.JSONField | models.BinaryField
    )


def _in_rows(
    table: str, columns: list[str], rows: list[tuple[Any, ...]], wanted: list[bytes]
) -> Iterator[str]:
    for row in rows:
        for column, value in zip(columns, row, strict=True):
            held = _bytes_of(value)
            yield from (f"{table}.{column}: {word.decode()}" for word in wanted if word in held)


def _bytes_of(value: Any) -> bytes:
    if value is None:
        return b""
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value)
    text = str(value)
    if "\\u" in text:
        text += text.encode("ascii", "ignore").decode("unicode_escape", "ignore")
    return text.encode("utf-8", "replace")


def _in_search(wanted: list[bytes]) -> Iterator[str]:
    for word in wanted:
        tenants = Case.objects.values_list("sub_district_id", flat=True).distinct()
        for tenant in tenants:
            among = Case.objects.filter(sub_district_id=tenant)
            found = orders_found(
                among, word.decode(), sub_district_id=tenant, below=None, above=None, limit=1
            )
            if found:
                yield f"cases_search: {word.decode()}"


def _in_folders(wanted: list[bytes]) -> Iterator[str]:
    folder = Path(settings.LINLI_UPLOADS)
    for file in folder.rglob("*"):
        if file.is_file():
            held = file.read_bytes() + file.name.encode()
            yield from (f"uploads: {word.decode()}" for word in wanted if word in held)
