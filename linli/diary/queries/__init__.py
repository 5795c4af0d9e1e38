"""The reads of this room."""

from linli.diary.queries.bookables import (
    bookable,
    bookable_seen_by,
    bookables,
    holidays,
    hours_of,
    may_do_at,
    may_keep,
    may_see,
    places_in_reach,
)
from linli.diary.queries.duty import DutyShown, duty_table, places_without, room_table
from linli.diary.queries.slots import Slot, free_slots, still_free
from linli.diary.queries.weeks import (
    DayShown,
    Item,
    booking,
    bookings_of,
    still_taken,
    uses_of,
    week,
)
from linli.diary.queries.words import (
    ended_word,
    kind_word,
    post_word,
    purpose_word,
    weekday_word,
)

__all__ = [
    "DayShown",
    "DutyShown",
    "Item",
    "Slot",
    "bookable",
    "bookable_seen_by",
    "bookables",
    "booking",
    "bookings_of",
    "duty_table",
    "ended_word",
    "free_slots",
    "holidays",
    "hours_of",
    "kind_word",
    "may_do_at",
    "may_keep",
    "may_see",
    "places_in_reach",
    "places_without",
    "post_word",
    "purpose_word",
    "room_table",
    "still_free",
    "still_taken",
    "uses_of",
    "week",
    "weekday_word",
]
