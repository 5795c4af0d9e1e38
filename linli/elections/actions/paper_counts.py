"""Paper is entered by two tellers, each alone; only what both entered alike counts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.elections.actions.paper_boxes import box_and_work
from linli.elections.actions.work import Work, no_election
from linli.elections.models import PaperCount, PaperVote, PollBookEntry, RollLine
from linli.elections.queries.candidates import ballot_candidates
from linli.elections.queries.poll_book import ballots_elsewhere, ballots_together, is_teller
from linli.elections.rules import ElectionState, Mode, Verb
from linli.elections.rules.paper import COUNTERS, FEWEST_ALONE, BoxFigures, figures_fault
from linli.elections.rules.signed import Choosing, choice_flaw
from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, NotAllowed, Refused


@transaction.atomic
def enter_paper_count(*, actor: Actor, box_id: UUID, figures: BoxFigures, at: datetime) -> bool:
    """Enter what a teller counted in a box of a secret vote; answer whether two now agree.

    The second entry is another teller's. Two that differ are kept, and a new round begins.
    """
    box, work = box_and_work(actor, box_id, at)
    account = _require_teller(work)
    if work.mode is not Mode.SECRET:
        raise Refused("by_line", _("Signed ballots are entered one by one, not by box."))
    if box.opened_at is None:
        raise Refused("not_opened", _("Open the box before witnesses first."))
    if box.counted_with_id is not None:
        raise Refused("poured", _("This box is counted together with another one."))
    if ballots_together(box) < FEWEST_ALONE and ballots_elsewhere(box):
        raise Refused(
            "too_few",
            _("Fewer than five ballots are never counted alone. Pour them into another box."),
        )
    _require_sound(work, figures, handed=ballots_together(box))
    rows = PaperCount.objects.filter(sub_district_id=work.tenant, box=box)
    entered = list(rows.order_by("-round", "entered_at"))
    turn = _round(account, [(one.round, one.account_id, one.figures) for one in entered])
    PaperCount.objects.create(
        sub_district_id=work.tenant,
        election=work.election,
        box=box,
        account_id=account,
        round=turn,
        figures=figures.as_data,
        entered_at=at,
    )
    agreed = any(one.round == turn and one.figures == figures.as_data for one in entered)
    work.record(
        "elections.enter_paper_count", {"box": str(box.id), "round": turn, "agreed": agreed}
    )
    work.write()
    return agreed


@transaction.atomic
def enter_paper_vote(
    *,
    actor: Actor,
    election_id: UUID,
    line_id: UUID,
    serial: str,
    choices: Sequence[int],
    at: datetime,
) -> bool:
    """Enter a signed paper ballot of a line; answer whether two tellers now agree on it."""
    work = Work.on(actor=actor, election_id=election_id, at=at)
    account = _require_teller(work)
    if work.mode is not Mode.SIGNED:
        raise Refused("by_box", _("Secret ballots are counted by box, never by voter."))
    line = _line_with_paper(work, line_id)
    text = _choices_text(work, choices)
    rows = PaperVote.objects.filter(sub_district_id=work.tenant, election=work.election, line=line)
    before = [(one.round, one.account_id, (one.serial, one.choices)) for one in rows]
    before.sort(key=lambda row: -row[0])
    entry = (_serial(serial), text)
    turn = _round(account, before)
    PaperVote.objects.create(
        sub_district_id=work.tenant,
        election=work.election,
        line=line,
        account_id=account,
        round=turn,
        serial=entry[0],
        choices=text,
        entered_at=at,
    )
    agreed = any(one[0] == turn and one[2] == entry for one in before)
    work.record("elections.enter_paper_vote", {"round": turn, "agreed": agreed})
    work.write()
    return agreed


def _require_teller(work: Work) -> UUID:
    account = work.actor.account_id
    if account is None or not is_teller(work.election, account):
        if not work.may(Verb.SEE):
            raise no_election()
        raise NotAllowed("not_teller", _("Only the tellers of this election enter paper votes."))
    work.require_state(ElectionState.CLOSED)
    return account


def _round(account: UUID, entered: Sequence[tuple[int, UUID, object]]) -> int:
    """The round that a teller's entry belongs to; refused where it would be the own second one."""
    if not entered:
        return 1
    latest = entered[0][0]
    here = [one for one in entered if one[0] == latest]
    if len(here) >= COUNTERS:
        if here[0][2] == here[1][2]:
            raise Refused("settled", _("Two tellers agree on this already."))
        return latest + 1
    if here[0][1] == account:
        raise Refused("own_entry", _("You have entered this. Another teller enters it too."))
    return latest


def _require_sound(work: Work, figures: BoxFigures, *, handed: int) -> None:
    numbers = [candidate.number for candidate in ballot_candidates(work.election)]
    most = work.election.most_choices
    fault = figures_fault(figures, handed=handed, numbers=numbers, most_choices=most)
    if fault:
        raise Refused(fault, _COUNT_WORDS[fault]() % {"handed": handed, "most": most})


_COUNT_WORDS = {
    "negative": lambda: _("A count is never below nought."),
    "other_candidates": lambda: _("Enter a count for every candidate, nought where there is none."),
    "more_than_ballots": lambda: _("Blank and spoiled ballots are more than all ballots."),
    "more_than_handed": lambda: _(
        "More ballots than the poll book knows of: %(handed)s went into this box."
    ),
    "more_than_valid": lambda: _("A candidate has more votes than there are valid ballots."),
    "too_many_votes": lambda: _("More votes than %(most)s on each valid ballot."),
    "too_few_votes": lambda: _("A ballot without a vote is blank. Count it there."),
}


def _line_with_paper(work: Work, line_id: UUID) -> RollLine:
    entry = (
        PollBookEntry.objects.filter(
            sub_district_id=work.tenant, election=work.election, line_id=line_id
        )
        .exclude(cast_at=None)
        .select_related("line")
        .first()
    )
    if entry is None:
        raise Missing("no_paper", _("The poll book knows of no paper ballot of this line."))
    line: RollLine = entry.line
    return line


def _choices_text(work: Work, choices: Sequence[int]) -> str:
    numbers = [candidate.number for candidate in ballot_candidates(work.election)]
    choosing = Choosing(numbers, work.election.least_choices, work.election.most_choices)
    flaw = choice_flaw(choices, choosing)
    if flaw == "not_on_ballot":
        raise Refused("not_on_ballot", _("This is not on the ballot."))
    return json.dumps(sorted(set(choices)), separators=(",", ":"))


def _serial(serial: str) -> str:
    tidy = serial.strip()
    if not 0 < len(tidy) <= 20:  # noqa: PLR2004 - the column
        raise Refused("bad_serial", _("Enter the serial that is printed on the ballot."))
    return tidy
