"""Finding requests by words: newest first, without a total, and only what a post may see.

SQLite walks its index backwards. PostgreSQL looks through one week after the other, newest
first, until enough is found. A post that sees a part only is looked for within that part, so that
words common elsewhere cost it little. Nothing is found by sender or contact: neither is in the
index.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from linli.cases.models import Case
from linli.cases.rules.searching import (
    community_word,
    wanted_words,
    week_before,
    week_windows,
)
from linli.kernel.bigrams import QueryToken

_SQLITE = (
    "SELECT found.rowid FROM cases_search AS found "
    "CROSS JOIN cases_case ON cases_case.order_no = found.rowid "
    "WHERE cases_search MATCH %s AND found.rowid < %s AND found.rowid > %s {part}AND {where} "
    "ORDER BY found.rowid {way} LIMIT %s"
)
_POSTGRES = (
    "WITH found AS MATERIALIZED (SELECT sub_district_id, order_no FROM cases_search "
    "WHERE words @> %s AND sub_district_id = %s AND order_no < %s AND order_no > %s {weeks}) "
    "SELECT found.order_no FROM found JOIN cases_case "
    "ON cases_case.sub_district_id = found.sub_district_id "
    "AND cases_case.order_no = found.order_no WHERE {where} "
    "ORDER BY found.order_no {way} LIMIT %s"
)
_POSTGRES_LISTED = (
    "SELECT cases_case.order_no FROM unnest(%s::bigint[]) AS listed (order_no) "
    "JOIN cases_search ON cases_search.sub_district_id = %s "
    "AND cases_search.order_no = listed.order_no AND cases_search.words @> %s "
    "JOIN cases_case ON cases_case.sub_district_id = cases_search.sub_district_id "
    "AND cases_case.order_no = cases_search.order_no WHERE {where} "
    "ORDER BY cases_case.order_no {way} LIMIT %s"
)
_NEWEST = 2**63 - 1
_LISTED = 4_000
"""Up to so many requests are looked at one by one, rather than all that hold the words."""


@dataclass(frozen=True, slots=True)
class Part:
    """What a post sees at most: all of a community, and what indexes list as its own work."""

    lists: Sequence[QuerySet[Case]]
    community_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class _Search:
    among: QuerySet[Case]
    sub_district_id: UUID
    words: Sequence[QueryToken]
    below: int
    above: int
    way: str
    limit: int

    def where(self) -> tuple[str, list[Any]]:
        compiler = self.among.query.get_compiler(connection=connection)
        sql, params = compiler.compile(self.among.query.where)
        return sql, list(params)

    def texts(self) -> list[str]:
        return [word.text for word in self.words]


def orders_found(
    among: QuerySet[Case],
    typed: str,
    *,
    sub_district_id: UUID,
    below: int | None,
    above: int | None,
    limit: int,
    part: Part | None = None,
) -> list[int]:
    """The orders of requests among these that hold all words typed.

    The newest below an order come first; with `above`, the nearest above it, oldest first.
    `among` names the sub-district and what the post may see; it must not join other tables.
    `part` holds all of `among`, where that is not the whole.
    """
    words = wanted_words(typed)
    if not words:
        return []
    search = _Search(
        among=among,
        sub_district_id=sub_district_id,
        words=words,
        below=below if below is not None else _NEWEST,
        above=above if above is not None else 0,
        way="ASC" if above is not None else "DESC",
        limit=limit,
    )
    if connection.vendor == "sqlite":
        return _on_sqlite(search, part)
    return _all_on_postgres(search) if part is None else _part_on_postgres(search, part)


def _on_sqlite(search: _Search, part: Part | None) -> list[int]:
    where, params = search.where()
    match = " AND ".join(
        f'"{word.text}"' + ("*" if word.is_prefix else "") for word in search.words
    )
    inside, keys = _inside(search, part)
    sql = _SQLITE.format(part=inside, where=where, way=search.way)
    return _orders(sql, [match, search.below, search.above, *keys, *params, search.limit])


def _inside(search: _Search, part: Part | None) -> tuple[str, list[Any]]:
    """A condition on the index's row, that it lies in the part; the plus keeps it there."""
    if part is None:
        return "", []
    lists = list(part.lists)
    if part.community_id:
        lists.append(
            Case.objects.filter(
                sub_district_id=search.sub_district_id, community_id=part.community_id
            )
        )
    parts = [one.values("order_no").query.sql_with_params() for one in lists]
    union = " UNION ALL ".join(sql for sql, _params in parts)
    return f"AND +found.rowid IN ({union}) ", [value for _sql, params in parts for value in params]


def _part_on_postgres(search: _Search, part: Part) -> list[int]:
    listed = _listed(search, part)
    if len(listed) > _LISTED:
        return _all_on_postgres(search)
    found = set(_listed_on_postgres(search, listed))
    if part.community_id:
        found |= set(_all_on_postgres(search, community_word(part.community_id)))
    return sorted(found, reverse=search.way == "DESC")[: search.limit]


def _listed(search: _Search, part: Part) -> list[int]:
    """The orders of the lists, one more than are looked at; the community's are found by word."""
    found: set[int] = set()
    for one in part.lists:
        elsewhere = one.exclude(community_id=part.community_id) if part.community_id else one
        bounded = elsewhere.filter(order_no__lt=search.below, order_no__gt=search.above)
        found |= set(bounded.values_list("order_no", flat=True)[: _LISTED + 1])
        if len(found) > _LISTED:
            break
    return list(found)


def _listed_on_postgres(search: _Search, listed: list[int]) -> list[int]:
    if not listed:
        return []
    where, params = search.where()
    sql = _POSTGRES_LISTED.format(where=where, way=search.way)
    head = [listed, search.sub_district_id, search.texts()]
    return _orders(sql, [*head, *params, search.limit])


def _all_on_postgres(search: _Search, *more: str) -> list[int]:
    where, params = search.where()
    texts = [*search.texts(), *more]
    found: list[int] = []
    for weeks, edges in _windows(search):
        wanted = texts + weeks if len(weeks) == 1 else texts
        some = [weeks] if len(weeks) > 1 else []
        sql = _POSTGRES.format(where=where, way=search.way, weeks="AND words && %s" if some else "")
        head = [wanted, search.sub_district_id, *edges, *some]
        found += _orders(sql, [*head, *params, search.limit - len(found)])
        if len(found) >= search.limit:
            break
    return found


def _windows(search: _Search) -> list[tuple[list[str], tuple[int, int]]]:
    """Weeks, with the bounds inside which they are searched; no week means all the rest."""
    bounds = (search.below, search.above)
    if search.way == "ASC":
        return [([], bounds)]
    newest = Case.objects.filter(sub_district_id=search.sub_district_id, order_no__lt=search.below)
    first = newest.order_by("-order_no").values_list("order_no", flat=True).first()
    if first is None:
        return []
    windows = week_windows(first)
    rest = (min(search.below, week_before(windows)), search.above)
    return [*((weeks, bounds) for weeks in windows), ([], rest)]


def _orders(sql: str, params: list[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [row[0] for row in cursor.fetchall()]
