"""A decision can be led from its proposal to its end."""

from __future__ import annotations

from linli.decisions.rules import NEEDS, DecisionState, StepKind
from tests.decisions.builders import Ground, fresh


def test_a_decision_goes_from_its_proposal_to_its_end(ground: Ground) -> None:
    decision = ground.decision_at(StepKind.CLOSE)
    with ground.given(*NEEDS):
        ground.do(decision)
    assert fresh(decision).state == DecisionState.CLOSED
