"""What pages over all rooms read; this room owns no table."""

from linli.reports.queries.board import Board, BoardRow, Month, board, whole_months
from linli.reports.queries.my_data import (
    Look,
    Looks,
    consents_of,
    erasable_of,
    held_about,
    looks_at,
    own_look,
    rows_of,
)

__all__ = [
    "Board",
    "BoardRow",
    "Look",
    "Looks",
    "Month",
    "board",
    "consents_of",
    "erasable_of",
    "held_about",
    "looks_at",
    "own_look",
    "rows_of",
    "whole_months",
]
