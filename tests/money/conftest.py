"""What tests of money stand on."""

from __future__ import annotations

import pytest

from tests.money.builders import Ground


@pytest.fixture
def ground(db: None) -> Ground:
    """A compound with its committee's people."""
    return Ground()
