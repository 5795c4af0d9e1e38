"""Decisions with texts, steps, turns and resolutions."""

from linli.decisions.models.decision import (
    Decision,
    DecisionStep,
    DecisionText,
    ProcedureTemplate,
    Resolution,
    StepEvent,
)

__all__ = [
    "Decision",
    "DecisionStep",
    "DecisionText",
    "ProcedureTemplate",
    "Resolution",
    "StepEvent",
]
