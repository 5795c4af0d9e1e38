"""The reads of this room; each asks who reads, or names the sub-district first.

Rows come as they are; whoever holds one never saves it.
"""

from linli.cases.models import Case, CaseStep, HandOver, Question, Rating
from linli.cases.queries.names import (
    duty_name,
    outcome_name,
    pause_name,
    room_name,
    source_name,
    state_name,
    type_name,
    urgency_name,
    verb_name,
)
from linli.cases.queries.resident import articles, help_lines, published_answers
from linli.cases.queries.routing import categories
from linli.cases.queries.sealing import WaitingRequest, offer_on, requests_to_seal
from linli.cases.queries.seen import (
    ACT_BAR,
    ClockShown,
    Hanging,
    Seen,
    attachments_of,
    audiences_of,
    case_for,
    case_of_sender,
    case_with_word,
    clocks_of,
    hanging_on,
    lawful_acts,
    may_read_attachment,
    resident_cases,
    steps_for_sender,
    steps_of,
    who_read,
)
from linli.cases.queries.sentences import not_allowed
from linli.cases.queries.tree import names_below_top, sorted_messages

__all__ = [
    "ACT_BAR",
    "Case",
    "CaseStep",
    "ClockShown",
    "HandOver",
    "Hanging",
    "Question",
    "Rating",
    "Seen",
    "WaitingRequest",
    "articles",
    "attachments_of",
    "audiences_of",
    "case_for",
    "case_of_sender",
    "case_with_word",
    "categories",
    "clocks_of",
    "duty_name",
    "hanging_on",
    "help_lines",
    "lawful_acts",
    "may_read_attachment",
    "names_below_top",
    "not_allowed",
    "offer_on",
    "outcome_name",
    "pause_name",
    "published_answers",
    "requests_to_seal",
    "resident_cases",
    "room_name",
    "sorted_messages",
    "source_name",
    "state_name",
    "steps_for_sender",
    "steps_of",
    "type_name",
    "urgency_name",
    "verb_name",
    "who_read",
]
