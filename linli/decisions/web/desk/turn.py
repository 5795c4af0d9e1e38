"""What is done in the step whose turn it is, what is needed next first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from linli.decisions import queries
from linli.decisions.rules import TEXT_CHANGES_IN, PublicationKind, StepKind, Verb
from linli.decisions.rules.meetings import MeetingState
from linli.decisions.web.notices.parts import put_up_href
from linli.elections import queries as elections
from linli.elections.rules import Verb as ElectionVerb
from linli.kernel.actor import Actor
from linli.money import queries as money
from linli.money.rules import Duty

if TYPE_CHECKING:
    from linli.decisions.models import Decision


@dataclass(frozen=True, slots=True)
class TurnAct:
    """A way on from a decision: icon, label, address."""

    icon: str
    label: str
    href: str


def acts_of(actor: Actor, found: Decision, kind: StepKind, on: date) -> list[TurnAct]:
    """What is done in a step beside saying that it is done; what it lacks first comes first."""
    acts = list(_WAYS[kind](actor, found, on)) if kind in _WAYS else []
    if kind in TEXT_CHANGES_IN:
        href = reverse("decisions:desk_text", args=[found.id])
        acts.append(TurnAct("pencil", _("Change the text"), href))
    return acts


def _consult(_actor: Actor, found: Decision, _on: date) -> Iterator[TurnAct]:
    href = reverse("decisions:desk_consultation", args=[found.id])
    yield TurnAct("messages", _("The consultation"), href)


def _deliberate(_actor: Actor, found: Decision, _on: date) -> Iterator[TurnAct]:
    for one in queries.meetings_of(found):
        if one.state not in {MeetingState.SIGNED, MeetingState.CANCELLED}:
            href = reverse("decisions:desk_meeting", args=[one.id])
            yield TurnAct(
                "users-group", _("To the meeting %(number)s") % {"number": one.number}, href
            )
    href = f"{reverse('decisions:desk_call_meeting')}?decision={found.id}"
    yield TurnAct("users-group", _("Call a joint meeting"), href)


def _resolve(actor: Actor, found: Decision, on: date) -> Iterator[TurnAct]:
    label = _("To the vote and its result")
    if found.vote_id is None:
        label = _("Call the vote") if may_call(actor, found, on) else _("Who calls the vote")
    yield TurnAct("checkbox", label, reverse("decisions:desk_vote", args=[found.id]))


def may_call(actor: Actor, found: Decision, on: date) -> bool:
    """Whether the post acted in leads votes at the place of a decision."""
    return elections.may_do_at(actor, ElectionVerb.SET_UP, found.place_id, on=on)


def _disclose(kind: PublicationKind, actor: Actor, found: Decision, on: date) -> Iterator[TurnAct]:
    notice = queries.disclosure_of(found, kind)
    if href := put_up_href(actor, found, kind, on):
        yield TurnAct("speakerphone", _("Put up the notice"), href)
    elif notice is not None:
        href = reverse("decisions:desk_publication", args=[notice.id])
        yield TurnAct("speakerphone", _("To the notice that hangs"), href)


def _execute(actor: Actor, found: Decision, on: date) -> Iterator[TurnAct]:
    yield from _works(found, hands=_has_hands(found))
    ways = _shaping(found) if queries.may_do_at(actor, Verb.SHAPE, found.place_id, on=on) else []
    ways.append(
        (TurnAct("tool", _("Enter works"), reverse("money:desk_new_works")), _has_works(found))
    )
    yield from (act for act, _met in sorted(ways, key=lambda one: one[1]))


def _shaping(found: Decision) -> list[tuple[TurnAct, bool]]:
    """Name hands and allow money: never by who keeps it, nor by a property company."""
    here = [found.id]
    hands = TurnAct("users", _("Name hands"), reverse("decisions:desk_hands", args=here))
    ways = [(hands, _has_hands(found))]
    if found.limit_fen:
        allow = TurnAct("scale", _("Allow the money"), reverse("decisions:desk_allow", args=here))
        ways.append((allow, money.money_allowed(found.sub_district_id, found.id)))
    return ways


def _accept(_actor: Actor, found: Decision, _on: date) -> Iterator[TurnAct]:
    yield from _works(found, hands=True)


def _works(found: Decision, *, hands: bool) -> Iterator[TurnAct]:
    if hands:
        for one in money.open_works_of(found.sub_district_id, found.id):
            href = reverse("money:desk_work", args=[one.id])
            yield TurnAct("tool", _("To the works: %(title)s") % {"title": one.title}, href)


def _has_works(found: Decision) -> bool:
    return bool(money.works_of_matter(found.sub_district_id, found.id))


def _has_hands(found: Decision) -> bool:
    held = {hand.duty for hand in money.hands_of(found.sub_district_id, found.id)}
    wanted = {Duty.EXECUTES, Duty.ACCEPTS}
    if found.limit_fen:
        wanted |= {Duty.HOLDS_MONEY, Duty.MAKES, Duty.CHECKS}
    return wanted <= held


_WAYS: dict[StepKind, Callable[[Actor, Decision, date], Iterator[TurnAct]]] = {
    StepKind.CONSULT: _consult,
    StepKind.DELIBERATE: _deliberate,
    StepKind.RESOLVE: _resolve,
    StepKind.DECISION_DISCLOSURE: partial(_disclose, PublicationKind.DECISION),
    StepKind.EXECUTE: _execute,
    StepKind.ACCEPT: _accept,
    StepKind.RESULT_DISCLOSURE: partial(_disclose, PublicationKind.RESULT),
}
