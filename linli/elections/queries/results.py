"""Results: nobody knows one before the close; afterwards both channels, apart and together."""

from __future__ import annotations

from collections.abc import Sequence

from linli.elections.models import Election, Result
from linli.elections.queries.box import answer_numbers
from linli.elections.queries.kept_rules import kept_rule
from linli.elections.queries.paper_totals import paper_totals
from linli.elections.queries.tally import online_result
from linli.elections.rules import ElectionState, TieRule
from linli.elections.rules.results import Asked, Outcome, Persons, persons_outcome

TURNOUT = "self_government.election.turnout"
ELECTED = "self_government.election.elected"
RERUN = "self_government.election.rerun"


def result_of(election: Election) -> Result | None:
    """The result as it was announced last."""
    found = Result.objects.filter(sub_district_id=election.sub_district_id, election=election)
    return found.order_by("-number").first()


def secret_outcome(election: Election, drawn: Sequence[int] = ()) -> Outcome | None:
    """What a closed secret vote gives; None before box and paper are both counted."""
    if election.state not in (ElectionState.CLOSED, ElectionState.COUNTED):
        return None
    online = online_result(election)
    paper = paper_totals(election.sub_district_id, election.id)
    if online is None or not paper.is_settled:
        return None
    return persons_outcome(_persons(election), online, paper, drawn)


def _persons(election: Election) -> Persons:
    return Persons(
        heads=election.roll.heads if election.roll else 0,
        seats=election.seats,
        numbers=answer_numbers(election),
        tie_rule=TieRule(election.tie_rule or TieRule.RUN_OFF),
        turnout=asked(election, TURNOUT),
        elected=asked(election, RERUN if election.rerun_of_id else ELECTED),
        rerun=asked(election, RERUN) if RERUN in election.rules else None,
    )


def asked(election: Election, key: str) -> Asked:
    """The share that a rule kept with the election asks for."""
    rule = kept_rule(election, key)
    return Asked(rule.threshold, key, {"zh": rule.source.zh, "en": rule.source.en})
