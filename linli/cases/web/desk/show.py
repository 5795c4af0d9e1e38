"""The right pane of the desk: one request with its clock, its acts, its story and its facts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from linli.cases import queries
from linli.cases.queries import Seen, desk_case
from linli.cases.queries.resident import published_like
from linli.cases.rules import (
    REACHED_BY,
    UNANSWERED_STATES,
    UNDO_WITHIN,
    Act,
    CaseState,
    Mark,
    Station,
    Verb,
    may_do,
    stations,
)
from linli.cases.rules.desk import next_act
from linli.cases.web.desk.acts import ACTS, BAR, done_words, slug_of
from linli.cases.web.desk.forms import ContactForm
from linli.cases.web.resident.words import happened_words, public_row, whose
from linli.kernel.actor import Actor
from linli.records import queries as records
from linli.ui import words
from linli.ui.clock import ClockFace, face_of
from linli.ui.pieces import Event, Fact, Row, Step, steps

_SHOWN_AT_ONCE = 5
_KNOWN, _KNOWN_AMONG = 3, 12
_ONE_CLICK = {page.verb for page in ACTS.values() if page.form is None}
UNDOABLE = {Verb.SORT, Verb.DISPATCH, Verb.ACCEPT}
"""What can be taken back for ten seconds."""
_STATIONS = {
    Station.RECEIVED: gettext_noop("Received"),
    Station.SORTED: gettext_noop("Sort"),
    Station.DISPATCHED: gettext_noop("Dispatch"),
    Station.ACCEPTED: gettext_noop("Accept"),
    Station.WORKED_ON: gettext_noop("Work on it"),
    Station.CLOSED: gettext_noop("Close the request"),
}


@dataclass(frozen=True, slots=True)
class ActShown:
    """One verb of the act bar; without `href` it cannot be done now, and `reason` says why."""

    label: str
    href: str
    key: str = ""
    icon: str = ""
    at_once: bool = False
    """Done with one click, without a form."""
    reason: str = ""
    is_next: bool = False
    """What the state of the request asks for: the main button."""


@dataclass(frozen=True, slots=True)
class FileShown:
    """A photo or paper."""

    name: str
    url: str
    small_url: str
    is_picture: bool


def case_pane(
    actor: Actor, seen: Seen, *, list_query: str, at: datetime, **more: Any
) -> dict[str, Any]:
    """All that the right pane shows of a request."""
    case = seen.case
    told = queries.steps_of(case, queries.audiences_of(seen.roles))
    hanging = queries.hanging_on(case)
    acts = list(_acts(actor, seen, list_query, asked=_open_question(hanging)))
    usable = sorted((act for act in acts if act.href), key=lambda act: not act.is_next)
    clocks = queries.clocks_of(case, at=at)
    first = clocks[0] if clocks else None
    return {
        "case": case,
        "seen": seen,
        "list_query": list_query,
        "kicker": _kicker(case),
        "way": _way(case, told),
        "clock": _face(first, at) if first else None,
        "clock_words": queries.duty_name(first.duty.kind) if first else "",
        "article": _article(case, first, at) if first else None,
        "acts": usable[:_SHOWN_AT_ONCE],
        "more_acts": usable[_SHOWN_AT_ONCE:],
        "idle_acts": [act for act in acts if not act.href],
        "files": list(_files(case)),
        "events": events_told(case, told),
        "facts": list(_facts(seen, clocks, at)),
        "hanging": hanging,
        "ratings": [_rating(one) for one in hanging.ratings],
        "earlier_answer": case.reopened > 0 and CaseState(case.state) in UNANSWERED_STATES,
        "twins": desk_case.twins_of(actor, [case])[case.id],
        "known": _known(case),
        "undo": _undo(actor, case, told, at),
        "may_open_contact": seen.may_see_sender and may_do(Verb.OPEN_CONTACT, seen.roles),
        "contact_form": ContactForm(),
        "may_finish": may_do(Verb.FINISH_TASK, seen.roles),
        "may_end_help": may_do(Verb.END_ASSIST, seen.roles),
        "may_revoke": may_do(Verb.OUTSIDE_RESULT, seen.roles),
        "helping": _helping(seen),
        "own_post": actor.post.post_id if actor.post else None,
        **more,
    }


def _rating(one: Any) -> dict[str, Any]:
    """What the sender said, in words."""
    return {
        "outcome": queries.outcome_name(one.outcome),
        "comment": one.comment,
        "at": one.at,
    }


def _open_question(hanging: queries.Hanging) -> bool:
    return any(one.answered_at is None for one in hanging.questions)


def _kicker(case: Any) -> list[str]:
    again = _("opened again %(times)s times") % {"times": case.reopened} if case.reopened else ""
    urgent = queries.urgency_name(case.urgency) if case.urgency != "ordinary" else ""
    return [case.number, queries.source_name(case.source), urgent, again]


def _way(case: Any, told: Sequence[Any]) -> list[Step]:
    """The stations that were reached, with their times, the one that is next, and those ahead."""
    state = CaseState(case.state)
    if state in {CaseState.TRANSFERRED, CaseState.WITHDRAWN, CaseState.MERGED}:
        return steps([_("Received"), queries.state_name(state.value)], 2)
    marked = stations(
        tuple(_STATIONS),
        state=state,
        before=case.state_before,
        steps=[(step.verb, step.to_state) for step in told],
    )
    times = {station: _reached_at(station, told) for station, _mark in marked}
    times[Station.RECEIVED] = _short(case.received_at)
    return [
        Step(_(_STATIONS[station]), mark.value, _station_words(mark, times[station]))
        for station, mark in marked
    ]


def _reached_at(station: Station, told: Sequence[Any]) -> str:
    words = REACHED_BY[station]
    found = [step.at for step in told if step.verb in words or step.to_state in words]
    return _short(found[-1]) if found else ""


def _station_words(mark: Mark, reached: str) -> str:
    if mark is Mark.NOW:
        return _("now")
    return reached if mark is Mark.DONE else ""


def _short(at: datetime | None) -> str:
    return timezone.localtime(at).strftime("%m-%d %H:%M") if at else ""


def _acts(actor: Actor, seen: Seen, list_query: str, *, asked: bool) -> Iterable[ActShown]:
    hidden = {Verb.OFFER_SEAL if _offer_waits(seen.case) else Verb.AGREE_SEAL}
    hidden |= set() if asked else {Verb.REPLY}
    found = [act for act in queries.lawful_acts(actor, seen, BAR) if act.verb not in hidden]
    wanted = next_act(
        CaseState(seen.case.state),
        {act.verb for act in found if act.allowed},
        proposed=seen.facts.proposed,
    )
    for act in found:
        yield _shown(seen.case.id, act, list_query, is_next=act.verb is wanted)


def _offer_waits(case: Any) -> bool:
    offer = queries.offer_on(case)
    return offer is not None and offer.agreed_at is None


def _shown(case_id: UUID, act: Act, list_query: str, *, is_next: bool) -> ActShown:
    page = ACTS[slug_of(act.verb)]
    href = f"{reverse('cases:case_act', args=[case_id, slug_of(act.verb)])}?{list_query}"
    return ActShown(
        label=queries.verb_name(act.verb.value),
        href=href if act.allowed else "",
        key=page.key,
        icon=page.icon,
        at_once=act.verb in _ONE_CLICK,
        reason=act.reason,
        is_next=is_next,
    )


def _face(shown: queries.ClockShown, at: datetime) -> ClockFace:
    since = None
    if shown.reading.paused_for is not None and shown.duty.pauses:
        since = datetime.fromisoformat(shown.duty.pauses[-1][0])
    return face_of(shown.reading, at, paused_since=since)


def _article(case: Any, shown: queries.ClockShown, at: datetime) -> dict[str, str]:
    key = shown.duty.rule_key
    rule = records.rule_in_force(case.sub_district_id, key, on=timezone.localdate(at))
    return {"name": whose(rule), "href": reverse("records:rule_detail", args=[key])}


def _files(case: Any) -> Iterable[FileShown]:
    for file in queries.attachments_of(case, for_staff=True):
        yield FileShown(
            name=file.name,
            url=reverse("records:attachment", args=[file.id]),
            small_url=reverse("records:attachment_small", args=[file.id]),
            is_picture=file.media_type.startswith("image/"),
        )


def events_told(case: Any, told: Sequence[Any]) -> list[Event]:
    """What happened, newest first, as staff read it."""
    ids = [post for step in told if (post := _given_to(step))]
    names = desk_case.post_names(case.sub_district_id, ids)
    return [_event(case, step, names) for step in reversed(told)]


_LEFT = {Verb.RETURN.value, Verb.OBJECT.value}
"""Acts whose `post` is the one that it left."""


def _given_to(step: Any) -> UUID | None:
    """The post that has it after this act."""
    if step.verb == Verb.OPEN.value:
        return None
    post = step.data.get("given_to" if step.verb in _LEFT else "post")
    return UUID(post) if post else None


def _event(case: Any, step: Any, names: dict[UUID, str]) -> Event:
    what = queries.verb_name(step.verb)
    data = step.data
    if data.get("refused") or (step.verb == Verb.EXTEND.value and data.get("until")):
        what = happened_words(Verb(step.verb), data)
    if name := names.get(_given_to(step) or case.id):
        what = f"{what} → {name}"
    if data.get("category"):
        name = desk_case.category_name(case.sub_district_id, UUID(data["category"]))
        what = _("%(verb)s: %(what)s") % {"verb": what, "what": name} if name else what
    if step.verb == Verb.PAUSE.value and data.get("reason"):
        reason = queries.pause_name(data["reason"])
        what = _("%(verb)s: %(what)s") % {"verb": what, "what": reason}
    return Event(what, [actor_words(step.actor_label), step.actor_name], step.at, note=step.text)


def actor_words(label: str) -> str:
    """Who did it, where no post did."""
    known = {"sender": _("The sender"), "resident": _("The sender"), "system": _("The system")}
    return known.get(label, label)


def _facts(seen: Seen, clocks: Sequence[queries.ClockShown], at: datetime) -> Iterable[Fact]:
    case = seen.case
    tenant = case.sub_district_id
    place = case.place.name if case.place else ""
    above = desk_case.place_names(tenant, [case.compound_id, case.community_id])
    compound = above.get(case.compound_id, "") if place and case.compound_id else ""
    if compound and not place.startswith(compound):
        place = f"{compound} {place}"
    around = [name for name in dict.fromkeys(above.values()) if not place.startswith(name)]
    yield Fact(_("Place"), place or case.place_text or _("not known"), note=" ".join(around))
    if place and case.place_text:
        yield Fact(_("Exactly"), case.place_text)
    category = desk_case.category_name(tenant, case.category_id)
    yield Fact(
        _("Category"),
        category or _("none yet"),
        note=queries.type_name(case.type) if case.type else "",
    )
    lead = desk_case.post_names(tenant, [case.lead_post_id] if case.lead_post_id else [])
    yield Fact(_("With"), next(iter(lead.values()), _("nobody yet")))
    yield Fact(_("Came in"), queries.source_name(case.source), note=words.stamp(case.received_at))
    if clocks:
        due = "\n".join(_due(one, at) for one in clocks)
        yield Fact(_("Deadlines"), due)


def _due(shown: queries.ClockShown, at: datetime) -> str:
    name = queries.duty_name(shown.duty.kind)
    return f"{name} {words.deadline(shown.reading.due.at, now=timezone.localdate(at))}"


def _helping(seen: Seen) -> list[dict[str, Any]]:
    ids = [hand.post_id for hand in seen.helping]
    names = desk_case.post_names(seen.case.sub_district_id, ids)
    return [{"post_id": key, "name": names.get(key, "")} for key in ids]


def _known(case: Any) -> list[Row]:
    """Answers that are known already; those of one title are one to the reader."""
    words = f"{case.title} {case.body[:80]}"
    found = published_like(case.sub_district_id, words, limit=_KNOWN_AMONG)
    rows = {row.title: row for row in map(public_row, reversed(found))}
    return list(reversed(rows.values()))[:_KNOWN]


def _undo(actor: Actor, case: Any, told: Sequence[Any], at: datetime) -> dict[str, Any] | None:
    """What can still be undone: the own last act of three kinds, for ten seconds."""
    last = next((step for step in reversed(told) if step.verb != Verb.ASSIST.value), None)
    if last is None or not fresh_own(actor, last, at) or Verb(last.verb) not in UNDOABLE:
        return None
    if last.version != case.version:
        return None
    return {
        "said": done_words(Verb(last.verb)),
        "href": reverse("cases:case_act", args=[case.id, slug_of(Verb.UNDO)]),
        "fields": {"version": case.version},
    }


def fresh_own(actor: Actor, step: Any, at: datetime) -> bool:
    """Whether a step is the actor's own, of the last ten seconds."""
    own = step.actor_id is not None and step.actor_id == actor.account_id
    return bool(own and timedelta() <= at - step.at <= UNDO_WITHIN)
