"""Finding requests by words: newest first, without a total, and only what a post may see.

SQLite walks its index backwards. PostgreSQL looks through one month after the other, newest
first, until enough is found. Nothing is found by sender or contact: neither is in the index.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from linli.cases.models import Case
from linli.cases.rules.searching import month_before, month_windows, wanted_words
from linli.kernel.bigrams import QueryToken

_SQLITE = (
    "SELECT found.rowid FROM cases_search AS found "
    "CROSS JOIN cases_case ON cases_case.order_no = found.rowid "
    "WHERE cases_search MATCH %s AND found.rowid < %s AND found.rowid > %s AND {where} "
    "ORDER BY found.rowid {way} LIMIT %s"
)
_POSTGRES = (
    "WITH found AS MATERIALIZED (SELECT sub_district_id, order_no FROM cases_search "
    "WHERE words @> %s AND sub_district_id = %s AND order_no < %s AND order_no > %s {months}) "
    "SELECT found.order_no FROM found JOIN cases_case "
    "ON cases_case.sub_district_id = found.sub_district_id "
    "AND cases_case.order_no = found.order_no WHERE {where} "
    "ORDER BY found.order_no {way} LIMIT %s"
)
_NEWEST = 2**63 - 1


def orders_found(
    among: QuerySet[Case],
    typed: str,
    *,
    sub_district_id: UUID,
    below: int | None,
    above: int | None,
    limit: int,
) -> list[int]:
    """The orders of requests among these that hold all words typed.

    The newest below an order come first; with `above`, the nearest above it, oldest first.
    `among` names the sub-district and what the post may see; it must not join other tables.
    """
    words = wanted_words(typed)
    if not words:
        return []
    bounds = (below if below is not None else _NEWEST, above if above is not None else 0)
    way = "ASC" if above is not None else "DESC"
    if connection.vendor == "sqlite":
        return _on_sqlite(among, words, bounds, way, limit)
    return _on_postgres(among, sub_district_id, words, bounds, way, limit)


def _where(among: QuerySet[Case]) -> tuple[str, list[Any]]:
    sql, params = among.query.get_compiler(connection=connection).compile(among.query.where)
    return sql, list(params)


def _on_sqlite(
    among: QuerySet[Case],
    words: Sequence[QueryToken],
    bounds: tuple[int, int],
    way: str,
    limit: int,
) -> list[int]:
    where, params = _where(among)
    match = " AND ".join(f'"{word.text}"' + ("*" if word.is_prefix else "") for word in words)
    return _orders(_SQLITE.format(where=where, way=way), [match, *bounds, *params, limit])


def _on_postgres(  # noqa: PLR0917
    among: QuerySet[Case],
    sub_district_id: UUID,
    words: Sequence[QueryToken],
    bounds: tuple[int, int],
    way: str,
    limit: int,
) -> list[int]:
    where, params = _where(among)
    texts = [word.text for word in words]
    found: list[int] = []
    for months, edges in _windows(sub_district_id, bounds, way):
        wanted = texts + months if len(months) == 1 else texts
        some = [months] if len(months) > 1 else []
        sql = _POSTGRES.format(where=where, way=way, months="AND words && %s" if some else "")
        head = [wanted, sub_district_id, *edges, *some]
        found += _orders(sql, [*head, *params, limit - len(found)])
        if len(found) >= limit:
            break
    return found


def _windows(
    sub_district_id: UUID, bounds: tuple[int, int], way: str
) -> list[tuple[list[str], tuple[int, int]]]:
    """Months, with the bounds inside which they are searched; no month means all the rest."""
    below, above = bounds
    if way == "ASC":
        return [([], bounds)]
    newest = Case.objects.filter(sub_district_id=sub_district_id, order_no__lt=below)
    first = newest.order_by("-order_no").values_list("order_no", flat=True).first()
    if first is None:
        return []
    windows = month_windows(first)
    rest = (min(below, month_before(windows)), above)
    return [*((months, bounds) for months in windows), ([], rest)]


def _orders(sql: str, params: list[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [row[0] for row in cursor.fetchall()]
