"""What is lawful in an election, without a database."""

from linli.elections.rules.calendar import step_of
from linli.elections.rules.paper import (
    FEWEST_ALONE,
    BoxFigures,
    BoxKind,
    CallOutcome,
    Delivered,
    DeliveryOutcome,
    SpoilReason,
)
from linli.elections.rules.rolls import RollRow
from linli.elections.rules.signed import commitment_of, vote_text
from linli.elections.rules.who import KEEPERS, POWERS, RUNNERS, Verb, may_do
from linli.elections.rules.words import (
    MODE_OF,
    ROLL_OF,
    AreaSource,
    CandidateState,
    Channel,
    ElectionKind,
    ElectionState,
    Mode,
    OfficialRole,
    RollKind,
    RollState,
    StepState,
    TieRule,
)

__all__ = [
    "FEWEST_ALONE",
    "KEEPERS",
    "MODE_OF",
    "POWERS",
    "ROLL_OF",
    "RUNNERS",
    "AreaSource",
    "BoxFigures",
    "BoxKind",
    "CallOutcome",
    "CandidateState",
    "Channel",
    "Delivered",
    "DeliveryOutcome",
    "ElectionKind",
    "ElectionState",
    "Mode",
    "OfficialRole",
    "RollKind",
    "RollRow",
    "RollState",
    "SpoilReason",
    "StepState",
    "TieRule",
    "Verb",
    "commitment_of",
    "may_do",
    "step_of",
    "vote_text",
]
