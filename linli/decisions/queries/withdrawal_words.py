"""Words of withdrawals, and what a milestone lacks before anybody may call it met."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, pgettext

from linli.decisions.models import Milestone, SubProblem, Withdrawal
from linli.decisions.queries import voices
from linli.decisions.queries.withdrawals import Leads
from linli.decisions.rules import CallState, MilestoneKind, ProblemKind, ProblemState
from linli.elections.rules import ElectionState
from linli.people import queries as people
from linli.people.rules import OrganisationKind

SUBJECT = "decisions.withdrawal"
PROBLEMS: dict[str, str] = {
    ProblemKind.REFUSE: gettext_noop("Refuse is not taken away"),
    ProblemKind.GATE: gettext_noop("Nobody at the gate"),
    ProblemKind.FACILITIES: gettext_noop("Facilities are shut"),
    ProblemKind.LIGHTING: gettext_noop("Lighting of stairs and ways"),
    ProblemKind.LIFTS: gettext_noop("Lifts without upkeep"),
    ProblemKind.OTHER: gettext_noop("Another sub-problem"),
}
MILESTONES: dict[str, str] = {
    MilestoneKind.INTERVIEWS: gettext_noop("Households are asked, by theme"),
    MilestoneKind.ASSEMBLY: gettext_noop("Owners call their assembly"),
    MilestoneKind.PREPARATORY: gettext_noop("A preparatory group sits"),
    MilestoneKind.ELECTION: gettext_noop("A committee is elected"),
    MilestoneKind.INTERIM: gettext_noop("An interim service works"),
    MilestoneKind.TAKEOVER: gettext_noop("Takeover signed by three sides"),
    MilestoneKind.OTHER: gettext_noop("Another step"),
}
_HELD = (CallState.CONFIRMED, CallState.CONVENED)


def problem_word(kind: str) -> str:
    """What falls away, in words."""
    return _(PROBLEMS[kind])


def problem_state_word(state: str) -> str:
    """How a sub-problem stands, in words."""
    return {
        ProblemState.OPEN: pgettext("sub-problem", "Nobody does it yet"),
        ProblemState.COVERED: pgettext("sub-problem", "Done for now"),
        ProblemState.SOLVED: pgettext("sub-problem", "Solved"),
    }[ProblemState(state)]


def problem_tone(found: SubProblem, *, on: date) -> str:
    """The colour of a sub-problem; what was done for now and has run out is late."""
    if found.state == ProblemState.SOLVED:
        return "is-good"
    run_out = found.until is not None and found.until < on
    return "is-late" if found.state == ProblemState.OPEN or run_out else "is-near"


def milestone_word(kind: str) -> str:
    """What a milestone brings, in words."""
    return _(MILESTONES[kind])


def milestone_lacks(found: Withdrawal, one: Milestone, leads: Leads, *, on: date) -> str:
    """What has to be there before this milestone can be met; empty when nothing lacks."""
    lacks: dict[MilestoneKind, Callable[[], str]] = {
        MilestoneKind.INTERVIEWS: lambda: (
            "" if _asked(found) else _("No interview is written down yet.")
        ),
        MilestoneKind.ASSEMBLY: lambda: (
            "" if _called(leads) else _("Link the call of the owners; it must have its share.")
        ),
        MilestoneKind.PREPARATORY: lambda: (
            "" if preparatory_sits(found, on=on) else _("No preparatory group sits here yet.")
        ),
        MilestoneKind.ELECTION: lambda: (
            "" if is_elected(leads) else _("The election has no announced result yet.")
        ),
        MilestoneKind.INTERIM: lambda: (
            "" if leads.service else _("Link the interim service first.")
        ),
        MilestoneKind.TAKEOVER: lambda: (
            "" if leads.taken_over else _("The three sides have not signed the takeover yet.")
        ),
        MilestoneKind.OTHER: lambda: "",
    }
    return lacks[MilestoneKind(one.kind)]()


def preparatory_sits(found: Withdrawal, *, on: date) -> bool:
    """Whether a preparatory group with members sits at the compound."""
    kinds = [OrganisationKind.PREPARATORY_GROUP.value]
    cards = people.bodies_at(found.sub_district_id, [found.place_id], on=on, kinds=kinds)
    return any(card.term is not None and card.term.members for card in cards)


def is_elected(leads: Leads) -> bool:
    """Whether the linked election has been counted and announced."""
    return leads.election is not None and leads.election.state == ElectionState.COUNTED


def _asked(found: Withdrawal) -> bool:
    return bool(voices.interview_themes(found.sub_district_id, about_id=found.id))


def _called(leads: Leads) -> bool:
    return leads.call is not None and leads.call.state in _HELD
