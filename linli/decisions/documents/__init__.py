"""Papers of decisions, meetings and notices, and feeds of boards."""

from linli.decisions.documents.board_feeds import (
    ATOM,
    CALENDAR,
    CalendarEntry,
    FeedEntry,
    atom_feed,
    calendar,
)
from linli.decisions.documents.decision_papers import (
    DECISION_PAPERS,
    decision_paper,
    decision_paper_title,
    papers_ready,
)
from linli.decisions.documents.evidence import write_evidence
from linli.decisions.documents.meeting_papers import (
    MEETING_PAPERS,
    meeting_paper,
    meeting_paper_title,
    minutes_draft,
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
    "DECISION_PAPERS",
    "MEETING_PAPERS",
    "PAPERS",
    "BoardLine",
    "CalendarEntry",
    "FeedEntry",
    "NoticeSheet",
    "atom_feed",
    "board_pdf",
    "calendar",
    "decision_paper",
    "decision_paper_title",
    "meeting_paper",
    "meeting_paper_title",
    "minutes_draft",
    "notice_pdf",
    "papers_ready",
    "write_evidence",
]
