"""What a property company is measured by: requests it led, counted at the compound's contract.

Only that one more was closed in time, or was called solved, goes down to money; which request it
was and who sent it stays here.
"""

from __future__ import annotations

from linli.cases.actions import moves
from linli.cases.actions.work import Work
from linli.cases.rules import DutyKind, Outcome, Verb
from linli.money import actions as money
from linli.money.rules import Indicator


def close_and_score(work: Work, *, verb: Verb = Verb.CLOSE) -> None:
    """Close a request and count whether it was in time."""
    due = next((duty for duty in work.clocks.open if duty.kind == DutyKind.CLOSE), None)
    moves.close(work, verb=verb)
    _score(work, Indicator.IN_TIME, good=due is None or work.at <= due.due_at)


def score_outcome(work: Work, outcome: Outcome) -> None:
    """Count what a sender said."""
    _score(work, Indicator.SOLVED, good=outcome is Outcome.SOLVED)


def _score(work: Work, indicator: Indicator, *, good: bool) -> None:
    case = work.case
    if case.compound_id is None or case.lead_organisation_id is None:
        return
    money.post_service_score(
        sub_district_id=work.tenant,
        organisation_id=case.lead_organisation_id,
        place_id=case.compound_id,
        indicator=indicator,
        good=good,
        at=work.at,
    )
