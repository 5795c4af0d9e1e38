"""Pure rules of decisions: procedures, matters, who; no database, no clock."""

from linli.decisions.rules.matters import MatterType, matter_type_from, right_body
from linli.decisions.rules.procedure import (
    NEEDED_OF,
    NEEDS,
    BadProcedure,
    ProcedurePlan,
    StepPlan,
    Turn,
    after,
    as_data,
    plan_fault,
    plan_from,
    step_of,
    turn_of,
)
from linli.decisions.rules.who import Verb, may_do
from linli.decisions.rules.words import Body, DecisionState, StepKind, StepOutcome, StepState

__all__ = [
    "NEEDED_OF",
    "NEEDS",
    "BadProcedure",
    "Body",
    "DecisionState",
    "MatterType",
    "ProcedurePlan",
    "StepKind",
    "StepOutcome",
    "StepPlan",
    "StepState",
    "Turn",
    "Verb",
    "after",
    "as_data",
    "matter_type_from",
    "may_do",
    "plan_fault",
    "plan_from",
    "right_body",
    "step_of",
    "turn_of",
]
