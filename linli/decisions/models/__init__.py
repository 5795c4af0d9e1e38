"""Decisions with texts, steps, turns and resolutions."""

from linli.decisions.models.decision import (
    Decision,
    DecisionStep,
    DecisionText,
    ProcedureTemplate,
    Resolution,
    StepEvent,
)
from linli.decisions.models.idea import Idea
from linli.decisions.models.meeting import (
    AgendaItem,
    Attendee,
    FollowUp,
    ItemVoice,
    Meeting,
    MeetingNotice,
    MinutesSignature,
    MinutesText,
    NoticeProof,
)
from linli.decisions.models.publication import (
    BoardFollower,
    PostedSpot,
    Publication,
    PublicationEdition,
    PublicationObjection,
)

__all__ = [
    "AgendaItem",
    "Attendee",
    "BoardFollower",
    "Decision",
    "DecisionStep",
    "DecisionText",
    "FollowUp",
    "Idea",
    "ItemVoice",
    "Meeting",
    "MeetingNotice",
    "MinutesSignature",
    "MinutesText",
    "NoticeProof",
    "PostedSpot",
    "ProcedureTemplate",
    "Publication",
    "PublicationEdition",
    "PublicationObjection",
    "Resolution",
    "StepEvent",
]
