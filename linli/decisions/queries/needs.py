"""What a step must leave behind before it is done: each need finds out for itself, from records.

A need is a function of the decision and the day; it answers a sentence that says what is still
lacking and what to do, or an empty word. Each lives beside the records that it asks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from linli.decisions.models import Decision, DecisionStep
from linli.decisions.queries.consultations import consultation_closed
from linli.decisions.queries.disclosing import decision_disclosed, result_disclosed
from linli.decisions.queries.meeting_needs import minuted
from linli.decisions.queries.steps import resolution_in_force
from linli.decisions.queries.voices import complaints_answered, objections_answered
from linli.decisions.queries.works import work_accepted, work_finished
from linli.decisions.rules import step_of
from linli.money import queries as money
from linli.money.rules import Duty

Need = Callable[[Decision, date], str]


def lacking(found: Decision, step: DecisionStep, *, on: date) -> list[str]:
    """What this step still lacks, in sentences; empty when it can be done."""
    asked = step_of(step.plan).needs
    return [sentence for need in asked if (sentence := ALL.get(need, _not_known)(found, on))]


def _not_known(_found: Decision, _on: date) -> str:
    return _("Nobody can say whether what this step needs is there. Tell the office.")


def _text_kept(found: Decision, _on: date) -> str:
    return "" if found.text_number else _("The proposal has no text yet. Write it.")


def _hand_named(*wanted: Duty) -> Callable[[Decision], Sequence[Duty]]:
    def missing(found: Decision) -> Sequence[Duty]:
        held = {hand.duty for hand in money.hands_of(found.sub_district_id, found.id)}
        return [duty for duty in wanted if duty not in held]

    return missing


def _proposer_named(found: Decision, _on: date) -> str:
    if _hand_named(Duty.PROPOSES)(found):
        return _("Nobody is named as the one who proposes. Name who does.")
    return ""


def _hands_named(found: Decision, _on: date) -> str:
    wanted = [Duty.EXECUTES, Duty.ACCEPTS]
    if found.limit_fen:
        wanted += [Duty.HOLDS_MONEY, Duty.MAKES, Duty.CHECKS]
    lacks = _hand_named(*wanted)(found)
    if not lacks:
        return ""
    words = _("Nobody is named yet for: %(duties)s.")
    return words % {"duties": "、".join(money.duty_word(duty) for duty in lacks)}


def _resolution_carried(found: Decision, _on: date) -> str:
    resolved = resolution_in_force(found)
    if resolved is None:
        if found.vote_id is None:
            return _("It was not put to the vote yet. Call the vote.")
        return _("The result of the vote is not taken yet.")
    if not resolved.carried:
        return _("It was not carried. Return it with a reason, or end it.")
    return ""


def _money_allowed(found: Decision, _on: date) -> str:
    if not found.limit_fen or money.money_allowed(found.sub_district_id, found.id):
        return ""
    return _("No money is allowed for it yet. Allow it from its fund, up to what was resolved.")


def _accounts_settled(found: Decision, _on: date) -> str:
    if not found.limit_fen or money.accounts_settled(found.sub_district_id, found.id):
        return ""
    return _("Vouchers of this matter still wait for their check.")


ALL: dict[str, Need] = {
    "resolution_carried": _resolution_carried,
    "money_allowed": _money_allowed,
    "accounts_settled": _accounts_settled,
    "text_kept": _text_kept,
    "proposer_named": _proposer_named,
    "hands_named": _hands_named,
    "consultation_closed": consultation_closed,
    "objections_answered": objections_answered,
    "complaints_answered": complaints_answered,
    "meeting_minuted": minuted,
    "decision_disclosed": decision_disclosed,
    "result_disclosed": result_disclosed,
    "work_finished": work_finished,
    "work_accepted": work_accepted,
}
"""Every need that a procedure may name has its function here; a test holds both lists together."""
