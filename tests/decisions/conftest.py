"""What tests of decisions stand on."""

from __future__ import annotations

import pytest

from tests.decisions.builders import Ground


@pytest.fixture
def ground(db: None) -> Ground:
    """A compound with its bodies and their people."""
    return Ground()
