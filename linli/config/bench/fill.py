"""Many requests at once: the demo's, copied inside the database with other ids and dates.

A copy equals its original but for its id, its number, its order, and dates that lie
`SPREAD_MINUTES` further back for each round. Copied are the requests, their senders and
what search needs; their steps and journal are not, no benchmark reads them.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

from linli.cases.actions import index_words
from linli.cases.models import Case, CaseSender
from linli.cases.rules import CHANCE_BITS, search_words
from linli.config.demo.load import is_loaded, load_demo
from linli.kernel.bigrams import tokens_of

SPREAD_MINUTES = 90
_ROUNDS_AT_ONCE = 20
ORDER_STEP = SPREAD_MINUTES * (60_000 << CHANCE_BITS)


def fill(rows: int) -> int:
    """Bring the table of requests to at least `rows` rows; answer how many there are."""
    if not is_loaded():
        load_demo(at=timezone.now(), progress=lambda *_: None)
    made = Case.objects.count()
    rounds = -(-rows // made) - 1
    for first in range(1, rounds + 1, _ROUNDS_AT_ONCE):
        copy_rounds(first, min(first + _ROUNDS_AT_ONCE - 1, rounds))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return Case.objects.count()


@transaction.atomic
def copy_rounds(first: int, last: int) -> None:
    """Copy the original rows once for each round from `first` to `last`."""
    for model in (Case, CaseSender):
        _copy(model, first, last)
    copy_search(first, last)


def copy_search(first: int, last: int) -> None:
    """Put the copies into the search index, under their own numbers."""
    found = Case.objects.extra(where=[_is_original("id")])  # noqa: S610 - SQL of our own
    texts = found.values_list(
        *("sub_district_id", "order_no", "community_id"),
        *("number", "title", "body", "place_text"),
    )
    for tenant, order, community, number, title, body, place_text in texts.iterator():
        words = search_words(number="", title=title, body=body, place_text=place_text)
        index_words(
            (
                tenant,
                order - round_ * ORDER_STEP,
                community,
                [*tokens_of(f"{number}-{round_}"), *words],
            )
            for round_ in range(first, last + 1)
        )


def _copy(model: type[models.Model], first: int, last: int) -> None:
    fields = model._meta.concrete_fields
    into = ", ".join(f'"{field.column}"' for field in fields)
    values = ", ".join(_value(model, field) for field in fields)
    table = model._meta.db_table
    statement = (
        f'INSERT INTO "{table}" ({into}) SELECT {values} '  # noqa: S608 - names of our own
        f"FROM {table} AS original CROSS JOIN ({_numbers()}) AS round "
        f"WHERE {_is_original('original.id')}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [first, last])


def _value(model: type[models.Model], field: models.Field[Any, Any]) -> str:
    column = f'original."{field.column}"'
    if field.primary_key or (model is CaseSender and field.name == "case"):
        return copied_id(column)
    if field.name == "number":
        return f"{column} || '-' || round.n"
    if field.name == "order_no":
        return f"{column} - round.n * {ORDER_STEP}"
    if isinstance(field, models.DateTimeField):
        return _earlier(column)
    return column


def copied_id(column: str) -> str:
    """The SQL of a copy's id: the original's, with a mark and the round in its last digits.

    The mark stands where a made id has one of 8, 9, a and b.
    """
    if connection.vendor == "sqlite":
        marked = f"substr({column}, 1, 16) || 'e' || substr({column}, 18, 7)"
        return f"{marked} || printf('%08x', round.n)"
    plain = f"replace({column}::text, '-', '')"
    marked = f"substr({plain}, 1, 16) || 'e' || substr({plain}, 18, 7)"
    return f"({marked} || lpad(to_hex(round.n), 8, '0'))::uuid"


def _is_original(column: str) -> str:
    if connection.vendor == "sqlite":
        return f"substr({column}, 17, 1) <> 'e'"
    return f"substr(replace({column}::text, '-', ''), 17, 1) <> 'e'"


def _earlier(column: str) -> str:
    if connection.vendor == "sqlite":
        shift = f"'-' || (round.n * {SPREAD_MINUTES}) || ' minutes'"
        return f"strftime('%%Y-%%m-%%d %%H:%%M:%%f', {column}, {shift})"
    return f"{column} - round.n * interval '{SPREAD_MINUTES} minutes'"


def _numbers() -> str:
    if connection.vendor == "sqlite":
        return (
            "WITH RECURSIVE counted(n, most) AS (SELECT %s, %s UNION ALL "
            "SELECT n + 1, most FROM counted WHERE n < most) SELECT n FROM counted"
        )
    return "SELECT n FROM generate_series(%s, %s) AS n"


def earlier_by(rounds: int) -> timedelta:
    """How much earlier a copy's dates lie."""
    return timedelta(minutes=SPREAD_MINUTES * rounds)
