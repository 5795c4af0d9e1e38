"""What tests of places share."""

from collections.abc import Iterator

import pytest

from linli.places import queries


@pytest.fixture(autouse=True)
def _fresh_directory() -> Iterator[None]:
    """Forget the sub-districts that the process keeps, before and after."""
    queries.forget_sub_districts()
    yield
    queries.forget_sub_districts()
