"""What is lawful in an election, without a database."""

from linli.elections.rules.who import KEEPERS, RUNNERS, Verb, may_do
from linli.elections.rules.words import (
    MODE_OF,
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
    "KEEPERS",
    "MODE_OF",
    "RUNNERS",
    "AreaSource",
    "CandidateState",
    "Channel",
    "ElectionKind",
    "ElectionState",
    "Mode",
    "OfficialRole",
    "RollKind",
    "RollState",
    "StepState",
    "TieRule",
    "Verb",
    "may_do",
]
