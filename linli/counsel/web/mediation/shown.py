"""What the pages of a mediation show beside its words: the way it has gone, what can be done now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from linli.counsel.documents.mediation_papers import papers_ready
from linli.counsel.queries import mediation_words as words
from linli.counsel.queries.mediation_shown import MediationShown
from linli.counsel.rules import Consent, Role
from linli.counsel.rules.mediation import (
    OPEN_TO_WITHDRAWAL,
    TALKING,
    Confirmation,
    DutyState,
    GuestState,
    SittingState,
    Stage,
)
from linli.records.queries import accesses_to
from linli.ui.access import Request
from linli.ui.pieces import Step, steps

_ORDER = (
    (Stage.RECEIVED,),
    (Stage.WAITING, Stage.CHOOSING),
    (Stage.MEDIATING,),
    (Stage.SIGNING,),
    (Stage.CONFIRMING,),
    (Stage.PERFORMING,),
    (Stage.CLOSED,),
)
_ENDED_EARLY = frozenset({"refused", "withdrawn", "no_agreement", "other_route"})


@dataclass(frozen=True, slots=True)
class Countdown:
    """The thirty days, one box a day."""

    left: int
    last: date
    first: date
    boxes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Possible:
    """One thing that can be done now."""

    act: str
    label: str
    icon: str = ""
    main: bool = False
    danger: bool = False
    on: str = ""


def the_way(shown: MediationShown) -> list[Step]:
    """The stages with their days; one that ended early is done where it ended."""
    row, file = shown.row, shown.opened.file
    held = [one.row.day for one in shown.sittings if one.row.state == SittingState.HELD]
    when = [
        _short(file.opened_on),
        _short(row.agreed_on),
        "、".join(_short(day) for day in held[-2:]),
        _short(row.effective_on),
        _left_words(shown) if shown.stage is Stage.CONFIRMING else "",
        _short(shown.folder.check_due),
        _short(file.closed_on),
    ]
    labels = [
        _("Application"),
        _("Both agree"),
        pgettext("mediation", "Talks"),
        _("Agreement"),
        _("Time to ask the court"),
        _("Follow-up"),
        _("Closed folder"),
    ]
    at = next(number for number, held_at in enumerate(_ORDER) if shown.stage in held_at)
    return steps(labels, at + (shown.stage is Stage.CLOSED), when=when)


def countdown(shown: MediationShown, on: date) -> Countdown | None:
    """The thirty days while they run."""
    row = shown.row
    if shown.stage is not Stage.CONFIRMING or not row.effective_on or not row.confirm_by:
        return None
    days = (row.confirm_by - row.effective_on).days
    gone = (on - row.effective_on).days
    boxes = tuple(
        "is-past" if number < gone else "is-today" if number == gone else ""
        for number in range(1, days + 1)
    )
    first = row.effective_on + timedelta(days=1)
    return Countdown(max(0, (row.confirm_by - on).days), row.confirm_by, first, boxes)


def possible(shown: MediationShown) -> list[Possible]:
    """What the team can do now; the first is what comes next."""
    stage, found = shown.stage, list(_next(shown))
    if stage in TALKING:
        found.append(Possible("end", _("No agreement"), "x", danger=True))
    if shown.opened.role is Role.DIRECTOR and stage is not Stage.CLOSED:
        found.append(Possible("assign", _("Give the file to a hand"), "user"))
    return found


def _next(shown: MediationShown) -> list[Possible]:
    match shown.stage:
        case Stage.MEDIATING:
            return _at_table(shown)
        case Stage.SIGNING:
            return [*_seal(shown), Possible("take-back", _("Change the agreement"), "pencil")]
    offered = {
        Stage.RECEIVED: [
            Possible("triage", _("First look"), "list-check", main=True),
            Possible("party", _("Enter a side"), "plus"),
        ],
        Stage.CHOOSING: [Possible("offer", _("Offer a mediator"), "users", main=True)],
        Stage.PERFORMING: [Possible("finish", _("Close the folder"), "archive", main=True)],
        Stage.CLOSED: [Possible("reopen", _("Take it up anew"), "refresh")],
    }
    return offered.get(shown.stage, [])


def _at_table(shown: MediationShown) -> list[Possible]:
    if shown.mediator is None or shown.mediator.row.clear_at is None:
        return [
            Possible("declare", _("Declare to be near to neither side"), "shield-check", main=True)
        ]
    return [
        Possible("sitting", _("Book the next talk"), "calendar", main=True),
        Possible("agreement", _("Write the agreement"), "file-text"),
    ]


def _seal(shown: MediationShown) -> list[Possible]:
    if shown.row.sealed_at is not None or shown.row.oral:
        return []
    return [Possible("seal", _("Signed by the mediator and sealed"), "shield-check", main=True)]


def file_context(shown: MediationShown, request: Request) -> dict[str, Any]:
    """All that the page of a file shows to its reader."""
    on, file = timezone.localdate(), shown.opened.file
    read = accesses_to(
        file.sub_district_id, *[one.id for one in shown.opened.parties[:1]], limit=100
    )
    return {
        "shown": shown,
        "file": file,
        "row": shown.row,
        "stage": shown.stage.value,
        "stage_word": words.stage_word(file.state),
        "topic": words.topic_word(file.topic),
        "outcome": words.outcome_word(file.outcome) if file.outcome else "",
        "source": words.source_word(shown.row.source),
        "steps": the_way(shown),
        "countdown": countdown(shown, on),
        "possible": possible(shown) if request.actor.post else [],
        "parties": [_party(shown, one) for one in shown.parties],
        "mediators": [(one, words.guest_state_word(one.row.state)) for one in shown.mediators],
        "helpers": [
            (one, words.guest_word(one.row.kind), words.guest_state_word(one.row.state))
            for one in shown.helpers
        ],
        "sittings": [_sitting(one) for one in reversed(shown.sittings)],
        "duties": [_duty(one, on) for one in shown.agreement.duties] if shown.agreement else [],
        "folder": [(one, words.item_word(one.code)) for one in shown.folder.items()],
        "folder_done": sum(one.done for one in shown.folder.items()),
        "written": papers_ready(shown),
        "read": read[:6],
        "read_count": len(read),
        "may_withdraw": shown.stage in OPEN_TO_WITHDRAWAL,
        "talking": shown.stage in TALKING,
        "confirmation": words.confirmation_word(shown.row.confirmation),
        "bound": shown.row.effective_on is not None,
        "at_court": shown.row.confirmation == Confirmation.APPLIED,
        "ended_early": file.outcome in _ENDED_EARLY,
        "keys": [],
    }


def _party(shown: MediationShown, one: Any) -> dict[str, Any]:
    row = one.row
    mediator = next(
        (guest for guest in shown.mediators if guest.said.get(row.id) is not None), None
    )
    return {
        "one": one,
        "row": row,
        "side": words.side_word(row.side),
        "consent": words.consent_word(row.consent),
        "agreed": row.consent == Consent.GIVEN,
        "waits": row.consent == Consent.ASKED and shown.stage is Stage.WAITING,
        "chose": mediator.name if mediator and mediator.said[row.id] else "",
        "wants": shown.wants.get(row.id),
    }


def _sitting(one: Any) -> dict[str, Any]:
    return {
        "one": one,
        "row": one.row,
        "held": one.row.state == SittingState.HELD,
        "planned": one.row.state == SittingState.PLANNED,
        "result": words.result_word(one.row.result) if one.row.result else "",
        "present": [words.present_word(code) for code in one.present],
    }


def _duty(one: Any, on: date) -> dict[str, Any]:
    left = (one.due_on - on).days
    return {
        "one": one,
        "row": one.row,
        "side": words.side_word(one.side),
        "open": one.row.state == DutyState.OPEN,
        "kept": one.row.state == DutyState.KEPT,
        "left": ngettext("%(n)s day left", "%(n)s days left", left) % {"n": left}
        if left >= 0
        else _("due"),
        "late": left < 0,
    }


def waiting_for_me(shown: MediationShown) -> list[Possible]:
    """What waits for this side, in the order of the way."""
    me = shown.me
    if me is None:
        return []
    found: list[Possible] = []
    if shown.stage is Stage.WAITING and me.consent == Consent.ASKED:
        found.append(Possible("consent", _("Do you agree to the mediation?"), main=True))
    if shown.stage in TALKING:
        found += [
            Possible(
                "guest",
                _("%(who)s %(name)s: do you accept?")
                % {"who": words.guest_word(one.row.kind), "name": one.name},
                on=str(one.row.id),
            )
            for one in shown.guests
            if one.row.state == GuestState.ASKED and not one.answered
        ]
    found += [
        Possible(
            "check",
            _("Read the record of talk %(n)s: is it right?") % {"n": one.row.number},
            on=str(one.row.record_id),
        )
        for one in shown.sittings
        if one.waits_for_me
    ]
    return [*found, *_my_last(shown, me)]


def _my_last(shown: MediationShown, me: Any) -> list[Possible]:
    found: list[Possible] = []
    if shown.stage is Stage.SIGNING and me.signed_at is None:
        found.append(Possible("sign", _("Read the agreement and sign it"), main=True))
    if shown.stage is Stage.CONFIRMING and me.id not in shown.wants:
        found.append(Possible("want", _("Do you want to ask the court to confirm it?")))
    if shown.row.effective_on and me.copy_at is None:
        found.append(Possible("copy", _("Take your copy of the agreement")))
    return found


def _left_words(shown: MediationShown) -> str:
    if not shown.row.confirm_by:
        return ""
    left = max(0, (shown.row.confirm_by - timezone.localdate()).days)
    return ngettext("%(n)s day left", "%(n)s days left", left) % {"n": left}


def _short(on: date | None) -> str:
    return f"{on:%m-%d}" if on else ""
