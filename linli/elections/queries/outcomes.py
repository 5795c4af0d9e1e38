"""What an election gives by its own mode, and what still lacks before it can be announced."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from linli.elections.models import Candidate, Election
from linli.elections.queries.paper_totals import paper_totals
from linli.elections.queries.results import secret_outcome
from linli.elections.queries.roll_call import open_outcome, roll_call_lacks
from linli.elections.queries.signed import signed_lacks, signed_outcome
from linli.elections.queries.trustees import trustees_stand
from linli.elections.queries.turnout import houses_of
from linli.elections.rules import ElectionState, Mode
from linli.elections.rules.results import Outcome
from linli.kernel.turnout import by_building

OutcomeMaker = Callable[[Election, Sequence[int]], Outcome | None]
_MAKERS: dict[Mode, OutcomeMaker] = {
    Mode.SECRET: secret_outcome,
    Mode.SIGNED: signed_outcome,
    Mode.OPEN: open_outcome,
}
"""Each mode's own counting; None while something is not counted yet."""


def outcome_of(election: Election, drawn: Sequence[int] = ()) -> Outcome | None:
    """What came out; None before the close and before everything is counted."""
    if election.state not in (ElectionState.CLOSED, ElectionState.COUNTED):
        return None
    outcome = _MAKERS[Mode(election.mode)](election, drawn)
    if outcome is None or election.mode == Mode.OPEN:
        return outcome
    figures = outcome.figures | {"buildings": by_building(houses_of(election))}
    return replace(outcome, figures=figures)


def result_lacks(election: Election) -> list[str]:
    """What must still be done before the result can be announced, in sentences."""
    if election.state != ElectionState.CLOSED:
        return [_("The vote must be closed first.")]
    lacking = []
    if election.mode == Mode.OPEN:
        return roll_call_lacks(election)
    paper = paper_totals(election.sub_district_id, election.id)
    if election.mode != Mode.SIGNED and not paper.is_settled:
        lacking.append(
            _("The paper: %(settled)s of %(boxes)s boxes are entered by two people who agree.")
            % {"settled": paper.settled, "boxes": paper.boxes}
        )
    stand = trustees_stand(election)
    if not stand.open:
        lacking.append(
            _("The box: %(opened)s of %(needed)s keepers needed have opened it.")
            % {"opened": stand.opened, "needed": stand.needed}
        )
    if election.mode == Mode.SIGNED:
        lacking += signed_lacks(election)
    return lacking


def names_on_ballot(election: Election) -> dict[int, str]:
    """The names on the ballot by number, whatever became of them since."""
    found = Candidate.objects.filter(sub_district_id=election.sub_district_id, election=election)
    return dict(found.order_by("number").values_list("number", "name"))
