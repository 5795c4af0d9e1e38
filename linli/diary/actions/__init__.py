"""The only writes of this room; other rooms take times inside their own transaction."""

from linli.diary.actions.histories import PastTime, record_times
from linli.diary.actions.keeping import (
    BookableDraft,
    add_bookable,
    change_bookable,
    close_weekly,
    end_bookable,
    give_back,
    open_weekly,
    take_for_office,
)
from linli.diary.actions.taking import Owner, Wanted, hold, move, release

__all__ = [
    "BookableDraft",
    "Owner",
    "PastTime",
    "Wanted",
    "add_bookable",
    "change_bookable",
    "close_weekly",
    "end_bookable",
    "give_back",
    "hold",
    "move",
    "open_weekly",
    "record_times",
    "release",
    "take_for_office",
]
