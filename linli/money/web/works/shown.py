"""Works as both the public page and the desk show them: where they stand, what they cost, who."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from linli.kernel.money import Money
from linli.money import queries
from linli.money.queries import WorksShown
from linli.money.rules import StageState, WorksKind, WorksState
from linli.money.web.works.pages import Photo, matter_fact, photos_shown
from linli.ui.clock import ClockFace, clock_face
from linli.ui.pieces import Event, Fact, Step
from linli.ui.words import day, days_long

if TYPE_CHECKING:
    from linli.money.models import Acceptance, Works

_COURSE = {
    WorksKind.CONTRACT: (
        WorksState.QUOTING,
        WorksState.CHOSEN,
        WorksState.UNDER_WAY,
        WorksState.FINISHED,
        WorksState.ACCEPTED,
    ),
    WorksKind.OWN: (
        WorksState.CHOSEN,
        WorksState.UNDER_WAY,
        WorksState.FINISHED,
        WorksState.ACCEPTED,
    ),
}


def course_of(works: Works) -> list[Step]:
    """The way of works in words, and where they stand."""
    states = _COURSE[WorksKind(works.kind)]
    labels = {
        WorksState.QUOTING: _("Quotations"),
        WorksState.CHOSEN: _("Contract") if works.kind == WorksKind.CONTRACT else _("Preparing"),
        WorksState.UNDER_WAY: _("Work"),
        WorksState.FINISHED: _("Acceptance"),
        WorksState.ACCEPTED: _("Done"),
    }
    now = states.index(WorksState(works.state)) if works.state in states else len(states)
    over = works.state == WorksState.ACCEPTED
    return [
        Step(labels[state], _shape(at, now, over=over), _when(works, state))
        for at, state in enumerate(states)
    ]


def now_box(shown: WorksShown, now: datetime) -> dict[str, Any]:
    """What happens now, what comes next, until when."""
    works = shown.works
    state = WorksState(works.state)
    lines = {
        WorksState.QUOTING: _(
            "Firms are asked for their price. Then one is chosen, with a reason."
        ),
        WorksState.CHOSEN: _("Next: %(what)s.") % {"what": _next_begin(works)},
        WorksState.UNDER_WAY: _("Next: it is finished, and named people look at it."),
        WorksState.FINISHED: _("Next: those named accept it on the spot, with photos."),
        WorksState.ACCEPTED: _accepted_line(works),
        WorksState.STOPPED: works.stop_reason,
    }
    tones = {WorksState.STOPPED: "late", WorksState.ACCEPTED: "good"}
    return {
        "title": _("Now: %(state)s") % {"state": queries.works_state_word(works.state)},
        "lines": [lines[state]],
        "tone": tones.get(state, "main"),
        "clock": _clock(works, now),
    }


def facts_of(shown: WorksShown) -> list[Fact]:
    """Who answers for it, who works, from when to when, on which decision."""
    works = shown.works
    facts = [matter_fact(works), Fact(_("Answers for it"), works.executor)]
    if shown.contract:
        contract = shown.contract
        facts.append(Fact(_("Contractor"), contract.contractor, note=contract.number))
    if works.kind == WorksKind.OWN:
        facts.append(Fact(_("No contractor"), works.own_why))
    if works.starts_on and works.due_on:
        facts.append(Fact(_("Began on"), day(works.starts_on)))
        facts.append(Fact(_("Ends by"), day(works.due_on)))
    if works.warranty_until:
        facts.append(Fact(_("Warranty until"), day(works.warranty_until)))
    return facts


def money_of(shown: WorksShown) -> list[tuple[str, str]]:
    """What was allowed, what it costs, what is paid, in lines."""
    lines = []
    if shown.contract:
        lines.append((_("Contract price"), _yuan(shown.contract.fen)))
        if shown.contract.changes_fen:
            lines.append((_("Changes agreed"), _signed(shown.contract.changes_fen)))
        lines.append((_("Paid so far"), _yuan(shown.paid_fen)))
    elif shown.works.authority:
        spent = queries.spent_on(shown.works.sub_district_id, shown.works.matter_id)
        lines.append((_("Spent so far"), _yuan(spent)))
    return lines


def stages_of(shown: WorksShown) -> list[dict[str, Any]]:
    """The stages with what is paid."""
    return [
        {
            "stage": one.stage,
            "state": queries.stage_word(one.stage.state),
            "tone": {"accepted": "is-good", "reported": "is-near"}.get(one.stage.state, ""),
            "paid": one.paid,
            "waits": one.waits,
        }
        for one in shown.stages
    ]


def changes_of(shown: WorksShown) -> list[dict[str, Any]]:
    """The changes with their answers."""
    return [
        {"change": one, "state": queries.change_word(one.state), "fen": _signed(one.fen)}
        for one in shown.changes
    ]


def looked_of(shown: WorksShown) -> list[dict[str, Any]]:
    """What those who looked at the work said, with their photos; only of the present round."""
    titles: dict[UUID | None, str] = {one.stage.id: one.stage.title for one in shown.stages}
    return [
        {
            "said": one,
            "outcome": queries.outcome_word(one.outcome),
            "good": one.outcome == "accepted",
            "what": titles.get(one.stage_id, _("The whole work")),
            "photos": _photos(one),
        }
        for one in shown.accepted
    ]


def events_of(works: Works) -> list[Event]:
    """The timeline, newest first."""
    return [
        Event(
            queries.note_word(one.code),
            [_by(one.by)],
            one.at,
            f"{one.words}{_amount(one.fen)}",
        )
        for one in queries.notes_of(works)
    ]


def _by(label: str) -> str:
    """Who acted, in words; whoever accepts without a post is there for the residents."""
    return {"system": _("Linli"), "resident": _("Residents' representative")}.get(label, label)


def page_of(works: Works) -> dict[str, Any]:
    """All that both pages of works show."""
    now = timezone.now()
    on = timezone.localdate(now)
    shown = queries.works_shown(works, on=on)
    return {
        "works": works,
        "shown": shown,
        "state_word": queries.works_state_word(works.state),
        "state_tone": queries.state_tone(works),
        "now_box": now_box(shown, now),
        "steps": course_of(works),
        "facts": facts_of(shown),
        "money": money_of(shown),
        "stages": stages_of(shown),
        "changes": changes_of(shown),
        "looked": looked_of(shown),
        "events": events_of(works),
        "alarms": [queries.alarm_word(one) for one in shown.alarms],
        "hands": queries.hands_of(works.sub_district_id, works.matter_id),
    }


def open_stages(shown: WorksShown, *states: StageState) -> list[tuple[str, str]]:
    """Stages in these states, to choose from."""
    return [
        (str(one.stage.id), f"{one.stage.order}. {one.stage.title}　{_yuan(one.stage.fen)}")
        for one in shown.stages
        if one.stage.state in states
    ]


def payable_stages(shown: WorksShown) -> list[tuple[str, str]]:
    """Stages that can be paid now, to choose from."""
    return [
        (str(one.stage.id), f"{one.stage.order}. {one.stage.title}　{_yuan(one.stage.fen)}")
        for one in shown.stages
        if one.payable
    ]


def _photos(one: Acceptance) -> list[Photo]:
    return photos_shown(one.photos)


def _shape(at: int, now: int, *, over: bool) -> str:
    if at < now or (over and at == now):
        return "done"
    return "now" if at == now else "ahead"


def _when(works: Works, state: WorksState) -> str:
    if state is WorksState.UNDER_WAY and works.finished_at:
        return day(works.finished_at, now=timezone.localdate())
    if state is WorksState.UNDER_WAY and works.due_on:
        return _("by %(day)s") % {"day": day(works.due_on, now=timezone.localdate())}
    if state is WorksState.ACCEPTED and works.accepted_at:
        return day(works.accepted_at, now=timezone.localdate())
    return ""


def _next_begin(works: Works) -> str:
    if works.kind == WorksKind.CONTRACT:
        return _("the contract is signed and work begins")
    return _("work begins")


def _accepted_line(works: Works) -> str:
    if works.warranty_until is None:
        return works.result
    left = (works.warranty_until - timezone.localdate()).days
    if left < 0:
        return _("The warranty has ended.")
    words = _("Under warranty until %(day)s, %(left)s more.")
    return words % {"day": day(works.warranty_until), "left": days_long(left)}


def _clock(works: Works, now: datetime) -> ClockFace | None:
    if works.state != WorksState.UNDER_WAY or works.due_on is None:
        return None
    return clock_face(due_at=_end_of(works.due_on), now=now)


def _end_of(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time.max))


def _yuan(fen: int) -> str:
    return str(Money(fen))


def _signed(fen: int) -> str:
    return f"+{Money(fen)}" if fen > 0 else str(Money(fen))


def _amount(fen: int) -> str:
    return f"　{Money(fen)}" if fen else ""
