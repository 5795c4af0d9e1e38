"""What the codes of this room are called for people."""

from __future__ import annotations

from django.utils.translation import gettext as _

from linli.elections.rules import (
    MODE_OF,
    CandidateState,
    ElectionKind,
    ElectionState,
    Mode,
    OfficialRole,
    RollState,
    StepState,
    TieRule,
)


def kind_name(kind: str) -> str:
    """What a kind of election is called."""
    return {
        ElectionKind.CONGRESS: _("Election of the residents' congress"),
        ElectionKind.RESIDENTS_COMMITTEE: _("Election of the residents' committee"),
        ElectionKind.OWNERS_COMMITTEE: _("Election of the owners' committee"),
        ElectionKind.OWNERS_DECISION: _("Joint decision of the owners"),
        ElectionKind.ROLL_CALL: _("Roll call of a council"),
    }[ElectionKind(kind)]


def mode_of(kind: str) -> str:
    """How votes of a kind of election are kept."""
    return MODE_OF[ElectionKind(kind)].value


def mode_name(mode: str) -> str:
    """How votes are kept, in one word."""
    return {
        Mode.SECRET: _("Secret ballot"),
        Mode.SIGNED: _("Signed ballot, confidential"),
        Mode.OPEN: _("Open roll call"),
    }[Mode(mode)]


def mode_words(mode: str) -> str:
    """How votes are kept, in one sentence for voters."""
    return {
        Mode.SECRET: _("Nobody can learn how somebody voted; everybody can check the count."),
        Mode.SIGNED: _(
            "Votes count by area and by heads, so each ballot bears its owner; it is locked until "
            "the close, and afterwards only tellers see it."
        ),
        Mode.OPEN: _("Who voted how stands in the minutes."),
    }[Mode(mode)]


def state_name(state: str) -> str:
    """Where an election stands."""
    return {
        ElectionState.PREPARING: _("In preparation"),
        ElectionState.VOTING: _("Voting"),
        ElectionState.CLOSED: _("Closed, being counted"),
        ElectionState.COUNTED: _("Counted"),
        ElectionState.CANCELLED: _("Cancelled"),
    }[ElectionState(state)]


def state_tone(state: str) -> str:
    """The colour class of a state's tag."""
    return {
        ElectionState.VOTING: "is-main",
        ElectionState.CLOSED: "is-near",
        ElectionState.COUNTED: "is-good",
    }.get(ElectionState(state), "")


def tie_name(rule: str) -> str:
    """What happens when the last seat is tied."""
    return {
        TieRule.RUN_OFF: _("Those who tie are voted on again"),
        TieRule.LOTS: _("Lots are drawn in public"),
        TieRule.VACANT: _("The seat stays vacant"),
    }[TieRule(rule)]


def role_name(role: str) -> str:
    """What an official does."""
    return {
        OfficialRole.COMMITTEE: _("Member of the committee"),
        OfficialRole.TELLER: _("Teller"),
        OfficialRole.WITNESS: _("Witness"),
        OfficialRole.OBSERVER: _("Observer"),
    }[OfficialRole(role)]


def candidate_state_name(state: str) -> str:
    """Where a candidate stands."""
    return {
        CandidateState.NOMINATED: _("Nominated, consent awaited"),
        CandidateState.CONSENTED: _("Consented, to be checked"),
        CandidateState.STANDING: _("Stands for election"),
        CandidateState.REFUSED: _("Not eligible"),
        CandidateState.WITHDRAWN: _("Stood down"),
    }[CandidateState(state)]


def step_state_name(state: str) -> str:
    """Where a step stands."""
    return {
        StepState.AHEAD: _("Ahead"),
        StepState.NOW: _("Under way now"),
        StepState.DONE: _("Finished"),
        StepState.RETURNED: _("Returned, to be done again"),
    }[StepState(state)]


def matter_name(matter: str) -> str:
    """A joint matter, or whose roll call it is; a code of the place's own stays as it is."""
    return {
        "procedural_rules": _("Make or change the rules of procedure of the owners' assembly"),
        "management_stipulations": _("Make or change the management stipulations"),
        "elect_or_replace_committee": _("Elect the owners' committee or replace its members"),
        "hire_or_dismiss_provider": _("Hire or dismiss the property service provider"),
        "use_maintenance_fund": _("Use the maintenance fund"),
        "raise_maintenance_fund": _("Raise the maintenance fund"),
        "rebuild": _("Alter or rebuild a building and what belongs to it"),
        "change_use_of_common_space": _("Change the use of common space or do business with it"),
        "other_major_matter": _("Another major matter of common ownership and management"),
        "owners_committee": _("Roll call of the owners’ committee"),
        "compound_residents_congress": _("Roll call of the residents’ congress"),
        "residents_representative_meeting": _("Roll call of the residents’ representative meeting"),
    }.get(matter, matter)


def need_in_words(need: str) -> str:
    """What a step still needs, to be read after "needs"."""
    return {
        "terms_set": _("seats, choices and the tie rule, or the question"),
        "times_set": _("the times of voting"),
        "committee_named": _("the names of the committee that runs the election"),
        "owners_share": _("a preparatory group that sits, with the owners' share by rule"),
        "committee_odd": _("an odd number of members of that committee"),
        "roll_chosen": _("a roll"),
        "roll_published": _("a published roll"),
        "roll_frozen": _("a frozen roll"),
        "candidates_named": _("candidates, each with a consent or withdrawn"),
        "candidates_decided": _("a yes or no on every candidate's eligibility"),
        "candidates_fixed": _("the fixed list of the ballot, with enough candidates"),
        "officials_named": _("tellers and witnesses, as many as the rules ask"),
        "box_ready": _("trustees' keys and voters' slips"),
        "paper_ready": _("what voting on paper needs"),
        "closed": _("the close of voting"),
        "counted": _("the count"),
        "lists_destroyed": _("the deletion of the lists, which Linli does when their time is over"),
    }[need]


def roll_state_name(state: str) -> str:
    """Where a roll stands."""
    return {
        RollState.DRAFT: _("Draft"),
        RollState.PUBLISHED: _("Roll published"),
        RollState.FROZEN: _("Frozen"),
        RollState.DROPPED: _("Given up"),
    }[RollState(state)]
