"""Results: nobody knows one before the close; afterwards both channels, apart and together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from linli.elections.models import Election, Result
from linli.elections.queries.box import answer_numbers
from linli.elections.queries.kept_rules import kept_rule
from linli.elections.queries.paper_totals import paper_totals
from linli.elections.queries.tally import online_result
from linli.elections.rules import ElectionKind, ElectionState, TieRule
from linli.elections.rules.methods import HIRE_MATTER
from linli.elections.rules.results import Asked, Outcome, Persons, persons_outcome

TURNOUT = "self_government.election.turnout"
ELECTED = "self_government.election.elected"
RERUN = "self_government.election.rerun"


class CarriedVote(NamedTuple):
    """A vote of owners that carried, and the place whose owners voted."""

    place_id: UUID
    number: str
    title: str
    place_name: str


def result_of(election: Election) -> Result | None:
    """The result as it was announced last."""
    found = Result.objects.filter(sub_district_id=election.sub_district_id, election=election)
    return found.order_by("-number").first()


def results_said(sub_district_id: UUID, elections: Iterable[Election]) -> dict[UUID, str]:
    """In a word what came out of each election that is counted, by its id."""
    counted = [one.id for one in elections if one.state == ElectionState.COUNTED]
    rows = Result.objects.filter(sub_district_id=sub_district_id, election_id__in=counted)
    # A later number of the same election, after a recount, takes the place of the first.
    return {row.election_id: _said(row) for row in rows.order_by("number")}


def carried_votes(sub_district_id: UUID, place_ids: Iterable[UUID]) -> list[CarriedVote]:
    """Votes of owners on hiring or dismissing a provider that carried at these places, newest first."""
    elections = Election.objects.filter(
        sub_district_id=sub_district_id,
        place_id__in=list(place_ids),
        kind=ElectionKind.OWNERS_DECISION,
        matter=HIRE_MATTER,
        state=ElectionState.COUNTED,
    ).select_related("place")
    rows = Result.objects.filter(sub_district_id=sub_district_id, election__in=elections)
    last = {row.election_id: row for row in rows.order_by("number")}
    return [
        CarriedVote(one.place_id, one.number, one.title, one.place.name)
        for one in elections.order_by("-id")
        if one.id in last and last[one.id].valid and last[one.id].figures.get("carried")
    ]


def _said(result: Result) -> str:
    if not result.valid:
        return _("counted: the vote was not valid")
    if result.figures.get("seats"):
        won = sum(
            one["outcome"] in {"elected", "drawn"} for one in result.figures.get("candidates", ())
        )
        return _("counted: %(won)d of %(seats)d seats filled") % {
            "won": won,
            "seats": result.figures["seats"],
        }
    carried = result.figures.get("carried")
    if carried is None:
        return _("Counted")
    return _("counted: carried") if carried else _("counted: not carried")


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
