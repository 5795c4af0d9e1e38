"""Papers of decisions, meetings and notices, and feeds of boards."""

from linli.decisions.documents.board_feeds import (
    ATOM,
    CALENDAR,
    CalendarEntry,
    FeedEntry,
    atom_feed,
    calendar,
)
from linli.decisions.documents.notice_sheets import (
    PAPERS,
    BoardLine,
    NoticeSheet,
    board_pdf,
    notice_pdf,
)

__all__ = [
    "ATOM",
    "CALENDAR",
    "PAPERS",
    "BoardLine",
    "CalendarEntry",
    "FeedEntry",
    "NoticeSheet",
    "atom_feed",
    "board_pdf",
    "calendar",
    "notice_pdf",
]
