"""Hands are named on a decision, and its money is allowed up to what was resolved."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.decisions.actions.at_step import at_kind
from linli.decisions.actions.work import Work
from linli.decisions.models import Decision
from linli.decisions.queries.steps import resolution_in_force
from linli.decisions.rules import NAMED_BY_HAND, StepKind, Verb, left_to_allow
from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed, Refused
from linli.money import actions as money
from linli.money import queries as books
from linli.money.rules import KEEPS_BOOKS, Duty

if TYPE_CHECKING:
    from linli.money.models import Hand, SpendingAuthority


@transaction.atomic
def name_hand(
    *,
    actor: Actor,
    decision_id: UUID,
    account_id: UUID,
    duty: Duty,
    name: str = "",
    title: str = "",
    at: datetime,
) -> Hand:
    """Name somebody for a duty; refused where the table of pairs bars it, or the vote decides."""
    work = Work.on(actor=actor, decision_id=decision_id, at=at)
    work.require(Verb.SHAPE)
    work.require_open()
    money.require_may_name(actor, decision_id)
    if duty in KEEPS_BOOKS and account_id == actor.account_id:
        raise Refused(
            "names_oneself",
            _("Nobody puts the money into their own hands. Let somebody else name you."),
        )
    if duty not in NAMED_BY_HAND:
        raise Refused("vote_decides", _("Who decides follows from the vote; nobody is named."))
    hand = money.take_hand(
        actor=actor,
        matter_id=decision_id,
        account_id=account_id,
        duty=duty,
        name=name,
        title=title,
        at=at,
    )
    work.record("decisions.name_hand", {"hand": str(hand.id), "duty": duty.value})
    work.batch.write()
    return hand


@transaction.atomic
def allow_money(
    *,
    actor: Actor,
    decision_id: UUID,
    fund_id: UUID,
    fen: int | None = None,
    purpose: str = "",
    version: int | None = None,
    at: datetime,
) -> SpendingAuthority:
    """Allow money to be spent as resolved: all that is left of the limit, or a part of it."""
    work, _steps, _step = at_kind(actor, decision_id, StepKind.EXECUTE, version=version, at=at)
    work.require(Verb.SHAPE)
    _require_no_hand(work, fund_id)
    found = work.decision
    resolved = resolution_in_force(found)
    if resolved is None or not resolved.carried:
        raise Refused("not_resolved", _("Nothing was resolved that allows money to be spent."))
    left = money_left(found)
    asked = left if fen is None else fen
    if not 0 < asked <= left:
        raise Refused(
            "above_limit",
            _("This is more than was resolved, or nothing is left of it. Resolve anew for more."),
        )
    given = money.give_authority(
        actor=actor,
        matter_id=found.id,
        allowed=money.Allowed(
            fund_id=fund_id,
            purpose=purpose.strip() or found.title,
            limit_fen=asked,
            basis=f"{resolved.body_name} {resolved.number}",
            basis_digest=resolved.digest,
        ),
        on=work.today,
        key=f"{found.id}:{found.version}",
        at=at,
    )
    work.change(fund_id=found.fund_id or fund_id)
    work.record("decisions.allow_money", {"authority": str(given.id), "fen": asked})
    work.write()
    return given


def _require_no_hand(work: Work, fund_id: UUID) -> None:
    """Who holds, makes or checks on the decision or its fund allows no money from it."""
    for matter_id in (work.decision.id, fund_id):
        held = books.duties_on(work.actor, matter_id) & KEEPS_BOOKS
        if held:
            words = _("You have the duty “%(duty)s” with this money; somebody else allows it.")
            duty = min(held, key=list(Duty).index)
            raise NotAllowed("barred_hand", words % {"duty": books.duty_word(duty)})


def money_left(found: Decision) -> int:
    """What may still be allowed of the limit of a decision."""
    given = books.authorities_of(found.sub_district_id, [found.id])
    return left_to_allow(
        found.limit_fen,
        [(one.limit_fen, one.spent_fen, one.ended_on is None) for one in given],
    )
