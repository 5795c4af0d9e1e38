"""The reads of this room; none tells how a person voted."""

from linli.elections.queries.box import archive_of, box_lacks, election_json
from linli.elections.queries.elections import (
    election,
    election_by_uuid,
    election_seen_by,
    elections_at,
    elections_now,
    may_do_at,
)
from linli.elections.queries.trustees import TrusteesStand, trustees_of, trustees_stand

__all__ = [
    "TrusteesStand",
    "archive_of",
    "box_lacks",
    "election",
    "election_by_uuid",
    "election_json",
    "election_seen_by",
    "elections_at",
    "elections_now",
    "may_do_at",
    "trustees_of",
    "trustees_stand",
]
