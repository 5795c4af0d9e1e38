"""Decisions with texts, steps, turns and resolutions."""

from linli.decisions.models.calls import Call, Signature
from linli.decisions.models.consultation import (
    Consultation,
    ConsultationOption,
    Interview,
    Preference,
    Voice,
)
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
from linli.decisions.models.papers import Affairs, Pact
from linli.decisions.models.publication import (
    BoardFollower,
    PostedSpot,
    Publication,
    PublicationEdition,
    PublicationObjection,
)
from linli.decisions.models.withdrawal import (
    Milestone,
    SubProblem,
    TaskMember,
    Withdrawal,
    WithdrawalEvent,
)

__all__ = [
    "Affairs",
    "AgendaItem",
    "Attendee",
    "BoardFollower",
    "Call",
    "Consultation",
    "ConsultationOption",
    "Decision",
    "DecisionStep",
    "DecisionText",
    "FollowUp",
    "Idea",
    "Interview",
    "ItemVoice",
    "Meeting",
    "MeetingNotice",
    "Milestone",
    "MinutesSignature",
    "MinutesText",
    "NoticeProof",
    "Pact",
    "PostedSpot",
    "Preference",
    "ProcedureTemplate",
    "Publication",
    "PublicationEdition",
    "PublicationObjection",
    "Resolution",
    "Signature",
    "StepEvent",
    "SubProblem",
    "TaskMember",
    "Voice",
    "Withdrawal",
    "WithdrawalEvent",
]
