"""Words of works, collections and premises for people."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _

from linli.money.models import Campaign, PremisesDuty, Works
from linli.money.rules import (
    Alarm,
    CampaignState,
    ChangeState,
    Found,
    GiftState,
    IfLeft,
    IfMissed,
    Outcome,
    PaidBy,
    PremisesAct,
    PremisesState,
    PremisesUse,
    StageState,
    WorksKind,
    WorksState,
)


def works_state_word(state: str) -> str:
    """Where works stand."""
    words = {
        WorksState.QUOTING: _("Quotations come in"),
        WorksState.CHOSEN: _("About to begin"),
        WorksState.UNDER_WAY: _("Work is going on"),
        WorksState.FINISHED: _("Finished, to be accepted"),
        WorksState.ACCEPTED: _("Accepted as good"),
        WorksState.STOPPED: _("Stopped"),
    }
    return words[WorksState(state)]


def works_kind_word(kind: str) -> str:
    """How works are done."""
    words = {
        WorksKind.CONTRACT: _("By a contractor, with quotations and a contract"),
        WorksKind.OWN: _("By the body itself, or a fee handed on"),
    }
    return words[WorksKind(kind)]


def stage_word(state: str) -> str:
    """Where a stage stands."""
    words = {
        StageState.AHEAD: _("Stage to come"),
        StageState.REPORTED: _("Reported, to be looked at"),
        StageState.ACCEPTED: _("Stage accepted"),
    }
    return words[StageState(state)]


def change_word(state: str) -> str:
    """Where a change stands."""
    words = {
        ChangeState.PROPOSED: _("Waits for an answer"),
        ChangeState.AGREED: _("Agreed"),
        ChangeState.REFUSED: _("Refused"),
    }
    return words[ChangeState(state)]


def outcome_word(outcome: str) -> str:
    """What somebody says who looked at the work."""
    words = {Outcome.ACCEPTED: _("It is good"), Outcome.RETURNED: _("It is not good yet")}
    return words[Outcome(outcome)]


def alarm_word(alarm: Alarm) -> str:
    """What is out of line, in a sentence."""
    words = {
        Alarm.LATE: _("The last day of the works is over."),
        Alarm.STAGE_LATE: _("A stage is late."),
        Alarm.CHANGES_NEAR_LIMIT: _("Changes have used up four fifths of what they may add."),
        Alarm.NEAR_DECISION_LIMIT: _("The cost is near what the decision allows."),
        Alarm.DEARER_THAN_QUOTED: _("It costs more than was quoted."),
        Alarm.WARRANTY_ENDS: _("The warranty ends soon: look at the work now."),
    }
    return words[alarm]


def alarm_zh(alarm: Alarm) -> str:
    """The same as a letter keeps it."""
    with translation.override("zh-hans"):
        return alarm_word(alarm)


def note_word(code: str) -> str:
    """What happened on works, for their timeline."""
    if code.startswith("alarm_"):
        return alarm_word(Alarm(code.removeprefix("alarm_")))
    words = {
        "opened": _("Works entered"),
        "quoted": _("A quotation came in"),
        "chosen": _("A quotation was chosen"),
        "chosen_again": _("The choice was taken back"),
        "signed": _("The contract was signed"),
        "begun": _("Work began"),
        "stage_reported": _("A stage is done"),
        "stage_accepted": _("A stage was accepted"),
        "stage_returned": _("A stage was sent back"),
        "stage_paid": _("A payment was prepared"),
        "change_proposed": _("A change was proposed"),
        "change_agreed": _("A change was agreed"),
        "change_refused": _("A change was refused"),
        "finished": _("The work is finished"),
        "looked_at": _("One of those named accepted it"),
        "accepted": _("The work is accepted"),
        "returned": _("The work was not accepted"),
        "sent_back": _("The work was opened again"),
        "stopped": _("The works were stopped"),
    }
    return words[code]


def campaign_state_word(state: str) -> str:
    """Where a collection stands."""
    words = {
        CampaignState.RAISING: _("Open for contributions"),
        CampaignState.REACHED: _("Target reached"),
        CampaignState.MISSED: _("Target missed, waits for a decision"),
        CampaignState.REFUNDING: _("Being given back"),
        CampaignState.DONE: _("Those that are over"),
    }
    return words[CampaignState(state)]


def missed_word(rule: str) -> str:
    """What happens if the target is missed."""
    words = {
        IfMissed.REFUND: _("Everything is given back"),
        IfMissed.DECIDE_AGAIN: _(
            "It lies still until a new decision: go on with less, or give back"
        ),
    }
    return words[IfMissed(rule)]


def left_word(rule: str) -> str:
    """What happens to money that is left."""
    words = {
        IfLeft.SHARE_OUT: _("It goes back by what each gave, to the fen"),
        IfLeft.STAYS: _("It stays in the fund for upkeep"),
    }
    return words[IfLeft(rule)]


def gift_word(state: str) -> str:
    """Where a contribution stands."""
    words = {
        GiftState.PLEDGED: _("Pledged, not paid yet"),
        GiftState.WITHDRAWN: _("Taken back"),
        GiftState.RECEIVED: _("Received"),
        GiftState.REFUNDED: _("Given back"),
    }
    return words[GiftState(state)]


def paid_by_word(by: str) -> str:
    """How money came."""
    words = {PaidBy.CASH: _("In cash"), PaidBy.BANK: _("By bank transfer")}
    return words[PaidBy(by)]


def use_word(use: str) -> str:
    """What premises are for."""
    words = {
        PremisesUse.COMMUNITY: _("Community office and services"),
        PremisesUse.PROPERTY: _("Property service"),
        PremisesUse.ELDERS: _("Day care and elders"),
        PremisesUse.CHILDREN: _("Children"),
        PremisesUse.OTHER: _("Other public use"),
    }
    return words[PremisesUse(use)]


def premises_state_word(state: str) -> str:
    """Where an obligation stands."""
    words = {
        PremisesState.OWED: _("Owed"),
        PremisesState.REFERRED: _("Referred to the authority"),
        PremisesState.HANDED_OVER: _("Handed over"),
        PremisesState.ENDED: _("Ended without handover"),
    }
    return words[PremisesState(state)]


def premises_act_word(act: str) -> str:
    """What happened on an obligation."""
    words = {
        PremisesAct.INSPECTED: _("Inspected"),
        PremisesAct.ASKED: _("Asked the developer in writing"),
        PremisesAct.REFERRED: _("Referred to an authority"),
        PremisesAct.ANSWERED: _("The authority answered"),
        PremisesAct.HANDED_OVER: _("Taken over"),
        PremisesAct.ENDED: _("The obligation ended"),
    }
    return words[PremisesAct(act)]


def found_word(found: str) -> str:
    """What an inspection found."""
    words = {
        Found.FIT: _("As agreed"),
        Found.SMALLER: _("Smaller than agreed"),
        Found.OTHER_USE: _("Used for something else"),
        Found.UNFIT: _("Not fit for use"),
        Found.ABSENT: _("Not there"),
    }
    return words[Found(found)]


_TONES: dict[str, str] = {
    WorksState.STOPPED: "is-late",
    WorksState.ACCEPTED: "is-good",
    WorksState.FINISHED: "is-near",
    CampaignState.REACHED: "is-good",
    CampaignState.MISSED: "is-late",
    CampaignState.REFUNDING: "is-near",
    CampaignState.DONE: "",
    PremisesState.OWED: "is-near",
    PremisesState.REFERRED: "is-late",
    PremisesState.HANDED_OVER: "is-good",
    PremisesState.ENDED: "",
}


def state_tone(found: Works | Campaign | PremisesDuty) -> str:
    """The tone of the tag that says where it stands."""
    return _TONES.get(found.state, "is-main")
