"""The search index, written in the transaction of the request itself."""

from __future__ import annotations

from collections.abc import Sequence

from linli.cases.models import Case


def add(cases: Sequence[Case]) -> None:
    """Put new requests into the search index, in the caller's transaction."""
