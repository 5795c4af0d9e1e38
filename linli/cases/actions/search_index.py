"""The search index, written in the transaction of the request itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import connection, transaction

from linli.cases.models import Case
from linli.cases.rules.searching import (
    community_word,
    search_words,
    week_word,
    with_single_signs,
)

_SQLITE = "INSERT INTO cases_search(rowid, words) VALUES (%s, %s)"
_POSTGRES = (
    "INSERT INTO cases_search(sub_district_id, order_no, words) VALUES (%s, %s, %s) "
    "ON CONFLICT DO NOTHING"
)
_MOVED = (
    "UPDATE cases_search SET words = array_replace(words, %s, %s) "
    "WHERE sub_district_id = %s AND order_no = %s"
)
_AT_ONCE = 500


def add(cases: Sequence[Case]) -> None:
    """Put new requests into the search index, in the caller's transaction."""
    index_words(
        (case.sub_district_id, case.order_no, case.community_id, _words(case)) for case in cases
    )


Row = tuple[UUID, int, UUID | None, list[str]]


def index_words(rows: Iterable[Row]) -> None:
    """Put the words of requests (sub-district, order, community, words) into the index."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(
                _SQLITE, [(order, " ".join(words)) for *_, order, _at, words in rows]
            )
        else:
            cursor.executemany(_POSTGRES, [_postgres_row(*row) for row in rows])


def move(case: Case, *, was: UUID | None) -> None:
    """Keep the index true when a request has come to lie in another community.

    On SQLite the index holds no community: there a search looks among the community's requests.
    """
    if case.community_id == was or connection.vendor == "sqlite":
        return
    words = [community_word(was), community_word(case.community_id)]
    with connection.cursor() as cursor:
        cursor.execute(_MOVED, [*words, case.sub_district_id, case.order_no])


@transaction.atomic
def rebuild(*, sub_district_ids: Iterable[UUID]) -> int:
    """Write the whole index anew, say after a change of how words are found; answer how many."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("INSERT INTO cases_search(cases_search) VALUES ('delete-all')")
        else:
            cursor.execute("TRUNCATE cases_search")
    return sum(_rebuild(sub_district_id) for sub_district_id in sub_district_ids)


def _rebuild(sub_district_id: UUID) -> int:
    found = Case.objects.filter(sub_district_id=sub_district_id).order_by("order_no")
    waiting: list[Case] = []
    done = 0
    for case in found.only(*_FIELDS).iterator(chunk_size=_AT_ONCE):
        waiting.append(case)
        if len(waiting) == _AT_ONCE:
            add(waiting)
            done += len(waiting)
            waiting = []
    add(waiting)
    return done + len(waiting)


_FIELDS = (
    *("id", "sub_district_id", "order_no", "community_id"),
    *("number", "title", "body", "place_text"),
)


def _words(case: Case) -> list[str]:
    return search_words(
        number=case.number, title=case.title, body=case.body, place_text=case.place_text
    )


def _postgres_row(
    sub_district_id: UUID, order_no: int, community_id: UUID | None, words: list[str]
) -> tuple[UUID, int, list[str]]:
    where_and_when = [week_word(order_no), community_word(community_id)]
    return sub_district_id, order_no, [*where_and_when, *with_single_signs(words)]
