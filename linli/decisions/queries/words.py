"""Words of decisions for people: states, outcomes, steps."""

from __future__ import annotations

from django.utils.translation import gettext as _

from linli.decisions.rules import DecisionState, StepOutcome, StepState


def state_word(state: str) -> str:
    """Where a decision stands as a whole."""
    return {
        DecisionState.OPEN: _("Under way"),
        DecisionState.CLOSED: _("Done and filed"),
        DecisionState.FAILED: _("Ended without a decision"),
    }[DecisionState(state)]


def state_tone(state: str) -> str:
    """The colour of that state."""
    return {
        DecisionState.OPEN: "is-main",
        DecisionState.CLOSED: "is-good",
        DecisionState.FAILED: "is-late",
    }[DecisionState(state)]


def step_state_word(state: str) -> str:
    """Where one step stands."""
    return {
        StepState.WAITING: _("Ahead"),
        StepState.NOW: _("Now"),
        StepState.DONE: _("Done"),
        StepState.FAILED: _("Failed"),
    }[StepState(state)]


def outcome_word(outcome: str) -> str:
    """How a turn of a step ended."""
    return {
        StepOutcome.DONE: _("Done"),
        StepOutcome.FAILED: _("Failed"),
        StepOutcome.RETURNED: _("Returned"),
    }[StepOutcome(outcome)]
