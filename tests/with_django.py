"""What tests with Django share: clean caches, and tables that can be emptied between tests."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.backends.postgresql.creation import DatabaseCreation
from django.db.backends.sqlite3.base import DatabaseOperations
from django.utils import translation

from linli.tenancy.kept import forget_all


@pytest.fixture(autouse=True)
def _fresh_caches() -> Iterator[None]:
    """Forget what this process keeps of the database, before and after each test."""
    _forget()
    yield
    _forget()


def _forget() -> None:
    # A page in English leaves its language to whatever runs next in this thread.
    translation.deactivate()
    cache.clear()
    forget_all()


@pytest.fixture(autouse=True, scope="session")
def _own_keys(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Give each process of tests its own master keys, so that none reads another's."""
    settings.LINLI_COUNSEL_KEYS = tmp_path_factory.mktemp("keys") / "counsel.keys"


@pytest.fixture(autouse=True, scope="session")
def _append_only_tables_can_be_emptied() -> Iterator[None]:
    """Set the append-only triggers aside while SQLite's tables are emptied between tests.

    Emptying is deleting on SQLite; on PostgreSQL it is TRUNCATE, which no row trigger sees.
    """
    flush = DatabaseOperations.sql_flush

    def around(self: DatabaseOperations, *args: Any, **kwargs: Any) -> list[str]:
        with self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
                " AND sql LIKE '%is append-only%'"
            )
            triggers = cursor.fetchall()
        dropped = [f'DROP TRIGGER "{name}"' for name, _sql in triggers]
        return [*dropped, *flush(self, *args, **kwargs), *(sql for _name, sql in triggers)]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "sql_flush", around)
        yield


@pytest.fixture(autouse=True, scope="session")
def _nobody_keeps_the_database() -> Iterator[None]:
    """Hang up on whoever is still in the tests' database when PostgreSQL drops it.

    The threads of the journeys' server end in their own time, and one may ask once more.
    """

    def drop(self: DatabaseCreation, name: str, verbosity: int) -> None:
        with self._nodb_cursor() as cursor:
            quoted = self.connection.ops.quote_name(name)
            cursor.execute(f"DROP DATABASE {quoted} WITH (FORCE)")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseCreation, "_destroy_test_db", drop)
        yield


@pytest.fixture
def on_postgres() -> bool:
    """Whether this run is on PostgreSQL."""
    return connection.vendor == "postgresql"
