"""The office holds signatures against the roll; who was called on convenes; what is over is forgotten."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.decisions.actions.calls import CONVENE, CallWork, no_call, require_checker
from linli.decisions.models import Call, Signature
from linli.decisions.queries import calls, decisions
from linli.decisions.rules.calls import (
    ADDRESSED,
    STAND_INS,
    CallKind,
    CallState,
    Count,
    NotCounted,
    SignatureState,
    enough,
)
from linli.elections import queries as elections
from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed, Refused
from linli.kernel.posts import PostKind
from linli.records.actions import AT_ONCE, log_access_many
from linli.records.queries import rule_in_force


@transaction.atomic
def look_at_signatures(
    *, actor: Actor, call_id: UUID, after: UUID | None = None, at: datetime
) -> list[calls.SignatureShown]:
    """Open a page of signatures at the office; each account sees that it was read."""
    work = CallWork.on(actor=actor, call_id=call_id, at=at)
    require_checker(work)
    work.require_state(CallState.HANDED_IN)
    rows = calls.opened(work.call, after=after)
    accounts = [
        UUID(account) for row, _shown in rows if (account := calls.facts_in(row).get("account"))
    ]
    log_access_many(
        actor=actor,
        subjects=[
            ("decisions.call", work.call.id),
            *(("people.account", account) for account in accounts),
        ],
        what=_("signatures under a call for an assembly"),
        why=_("to hold them against the roll"),
        at=at,
    )
    return [shown for _row, shown in rows]


@transaction.atomic
def check_signatures(
    *,
    actor: Actor,
    call_id: UUID,
    counted: Collection[UUID],
    not_counted: Mapping[UUID, NotCounted],
    at: datetime,
) -> Call:
    """Say of each signature whether it counts, and if not, why."""
    work = CallWork.on(actor=actor, call_id=call_id, at=at)
    require_checker(work)
    work.require_state(CallState.HANDED_IN)
    for signature_id in {*counted, *not_counted}:
        found = calls.signature(work.call, signature_id)
        if found is None or found.state == SignatureState.WITHDRAWN:
            continue
        reason = not_counted.get(signature_id)
        found.state = SignatureState.NOT_COUNTED if reason else SignatureState.COUNTED
        found.reason = reason or ""
        found.save(update_fields=["state", "reason"])
    work.record(
        "decisions.check_signatures",
        {"counted": len(counted), "not_counted": len(not_counted)},
    )
    return work.write()


@transaction.atomic
def conclude_check(*, actor: Actor, call_id: UUID, version: int, at: datetime) -> Call:
    """Count what counts: enough binds who was called on to convene, too few goes back."""
    work = CallWork.on(actor=actor, call_id=call_id, version=version, at=at)
    require_checker(work)
    work.require_state(CallState.HANDED_IN)
    if calls.signatures_waiting(work.call):
        raise Refused("not_all_checked", _("Some signatures were not looked at yet."))
    count = _counted(work.call)
    work.call.counted_heads, work.call.counted_area_cm2 = count.heads, count.area_cm2
    work.call.checked_at, work.call.checked_by = at, actor.label
    whole = Count(work.call.whole_heads, work.call.whole_area_cm2)
    if enough(work.kind, work.share().threshold, count, whole):
        _confirm(work)
    else:
        more = work.today < work.call.closes_on
        work.go_to(CallState.COLLECTING if more else CallState.SHORT)
        _count_anew(work, count)
        work.tell_starter("decisions/call_short", mark=work.call.version)
    work.record("decisions.conclude_check", {"heads": count.heads, "state": str(work.call.state)})
    return work.write()


@transaction.atomic
def answer_call(
    *,
    actor: Actor,
    call_id: UUID,
    version: int,
    meeting_on: date,
    words: str,
    decision_number: str = "",
    at: datetime,
) -> Call:
    """Convene: the day of the assembly, far enough ahead for its notice; there is no saying no."""
    work = CallWork.on(actor=actor, call_id=call_id, version=version, at=at)
    work.require_state(CallState.CONFIRMED)
    _require_convener(work)
    earliest = work.today + timedelta(days=_notice_days(work))
    if meeting_on < earliest:
        raise Refused(
            "too_soon",
            _("The notice hangs for its days first: %(day)s at the earliest.") % {"day": earliest},
            source=_notice_source(work),
        )
    if not words.strip():
        raise Refused("no_words", _("Write where and how the assembly is held."))
    work.call.decision_id = _decision_of(work, decision_number)
    work.call.meeting_on, work.call.answer = meeting_on, words.strip()
    work.call.answered_at, work.call.answered_by = at, actor.label
    work.go_to(CallState.CONVENED)
    work.tell_starter("decisions/call_convened", mark="convened")
    work.record("decisions.answer_call", {"on": str(meeting_on)}, text=work.call.answer)
    return work.write()


def forget_signatures(*, sub_district_id: UUID, before: datetime) -> int:
    """Empty the seals of calls that ended long enough ago; how many signed stays."""
    rows = Signature.objects.filter(
        sub_district_id=sub_district_id, call__ended_at__lt=before, sealed__isnull=False
    )
    some = list(rows.order_by("id")[:AT_ONCE])
    for row in some:
        row.sealed, row.mark = None, secrets.token_hex(32)
    Signature.objects.bulk_update(some, ["sealed", "mark"])
    starters = Call.objects.filter(sub_district_id=sub_district_id, ended_at__lt=before)
    starters.update(starter="", starter_mark="")
    return len(some)


def _confirm(work: CallWork) -> None:
    work.go_to(CallState.CONFIRMED)
    addressed = work.post(ADDRESSED[work.kind])
    work.wait_for(CONVENE, calls.CONVENE, addressed)
    work.tell_post(addressed, "decisions/call_confirmed", mark="confirmed")
    if addressed is None:
        work.tell_post(
            work.post(PostKind.GOVERNANCE_OFFICER), "decisions/call_confirmed", mark="office"
        )
    if work.kind is CallKind.OWNERS:
        work.tell_post(work.post(PostKind.SECRETARY), "decisions/call_confirmed", mark="committee")
    work.tell_starter("decisions/call_enough", mark="confirmed")


def _counted(found: Call) -> Count:
    """Heads that count, and their area as the roll has it now."""
    rows = Signature.objects.filter(
        sub_district_id=found.sub_district_id, call=found, state=SignatureState.COUNTED
    )
    facts = [calls.facts_in(row) for row in rows]
    wanted = [UUID(one["line"]) for one in facts if one.get("line")]
    lines = elections.lines_by_id(found.sub_district_id, wanted)
    return Count(len(facts), sum(line.area_cm2 for line in lines.values()))


def _count_anew(work: CallWork, count: Count) -> None:
    """What did not count no longer counts as signed either."""
    work.call.signed_heads, work.call.signed_area_cm2 = count.heads, count.area_cm2


def _require_convener(work: CallWork) -> None:
    actor, kind = work.actor, work.kind
    reach = calls.reaches_place(actor, work.call.place_id, on=work.today)
    if reach and actor.kind == ADDRESSED[kind]:
        return
    late = work.call.due_on is not None and work.today > work.call.due_on
    nobody = work.post(ADDRESSED[kind]) is None
    if reach and actor.kind in STAND_INS and (late or nobody):
        return
    if not reach:
        raise no_call()
    raise NotAllowed(
        "not_addressed",
        _(
            "Who was called on convenes; the office does where that is late or nobody holds the post."
        ),
    )


def _notice_days(work: CallWork) -> int:
    if work.kind is not CallKind.OWNERS:
        return 1
    rule = rule_in_force(work.call.sub_district_id, calls.NOTICE, on=work.today)
    return rule.duration.count


def _notice_source(work: CallWork) -> str:
    if work.kind is not CallKind.OWNERS:
        return ""
    return rule_in_force(work.call.sub_district_id, calls.NOTICE, on=work.today).source.zh


def _decision_of(work: CallWork, number: str) -> UUID | None:
    if not number.strip():
        return None
    found = decisions.decision_by_number(work.call.sub_district_id, number.strip())
    if found is None:
        raise Refused("no_decision", _("There is no decision with this number."))
    return found.id
