"""The search index, written in the transaction of the request itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

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


_TAKEN_OUT = "INSERT INTO cases_search(cases_search, rowid, words) VALUES ('delete', %s, %s)"


def take_out(case: Case, *, was_at: str) -> None:
    """Let a request be found no more; `was_at` is what its place was called when it came in."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            words = _held(cursor, case, was_at)
            cursor.execute(_TAKEN_OUT, [case.order_no, " ".join(words)])
        else:
            cursor.execute(
                "DELETE FROM cases_search WHERE sub_district_id = %s AND order_no = %s",
                [case.sub_district_id, case.order_no],
            )


def _held(cursor: CursorWrapper, case: Case, was_at: str) -> list[str]:
    """The words that the index has of a request.

    It keeps no copy of them and must be told exactly which to take out: those of the day it came
    in, or those that a rebuilding has put in since.
    """
    first = search_words(number=case.number, title=case.title, body=case.body, place_text=was_at)
    now = _words(case)
    sure = set(first) & set(now)
    either = dict.fromkeys([*first, *now])
    return [word for word in either if word in sure or _has(cursor, case.order_no, word)]


def _has(cursor: CursorWrapper, order_no: int, word: str) -> bool:
    cursor.execute(
        "SELECT 1 FROM cases_search WHERE cases_search MATCH %s AND rowid = %s",
        [f'"{word}"', order_no],
    )
    return cursor.fetchone() is not None


def settle() -> None:
    """Write the index on SQLite anew without the words that were taken out of it."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO cases_search(cases_search) VALUES ('optimize')")


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
