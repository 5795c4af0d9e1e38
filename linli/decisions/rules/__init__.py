"""Pure rules of decisions: procedures, matters, who; no database, no clock."""

from linli.decisions.rules.differences import Piece, differences
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
from linli.decisions.rules.publications import (
    EditionText,
    ObjectionTheme,
    PublicationKind,
    Spot,
    SpotKind,
    may_publish,
    must_hang_until,
    spots_left_out,
)
from linli.decisions.rules.steps import (
    DUTY_OF_STEP,
    NAMED_BY_HAND,
    TEXT_CHANGES_IN,
    hindered_by,
    left_to_allow,
)
from linli.decisions.rules.who import Verb, may_do
from linli.decisions.rules.words import Body, DecisionState, StepKind, StepOutcome, StepState

__all__ = [
    "DUTY_OF_STEP",
    "NAMED_BY_HAND",
    "NEEDED_OF",
    "NEEDS",
    "TEXT_CHANGES_IN",
    "BadProcedure",
    "Body",
    "DecisionState",
    "EditionText",
    "MatterType",
    "ObjectionTheme",
    "Piece",
    "ProcedurePlan",
    "PublicationKind",
    "Spot",
    "SpotKind",
    "StepKind",
    "StepOutcome",
    "StepPlan",
    "StepState",
    "Turn",
    "Verb",
    "after",
    "as_data",
    "differences",
    "hindered_by",
    "left_to_allow",
    "matter_type_from",
    "may_do",
    "may_publish",
    "must_hang_until",
    "plan_fault",
    "plan_from",
    "right_body",
    "spots_left_out",
    "step_of",
    "turn_of",
]
