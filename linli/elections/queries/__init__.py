"""The reads of this room; none tells how a person voted."""

from linli.elections.queries.elections import (
    election,
    election_by_uuid,
    election_seen_by,
    elections_at,
    elections_now,
    may_do_at,
)

__all__ = [
    "election",
    "election_by_uuid",
    "election_seen_by",
    "elections_at",
    "elections_now",
    "may_do_at",
]
