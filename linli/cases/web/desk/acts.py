"""The acts of the desk: for each verb its form, its key, and the action that does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from linli.cases import actions, queries
from linli.cases.queries import Seen, desk_case
from linli.cases.rules import AgreedBy, Audience, CaseType, SealedRoom, Urgency, Verb
from linli.cases.web.desk import forms
from linli.cases.web.desk.forms import DeskForm
from linli.cases.web.desk.sealing_forms import AgreeSealForm, OfferSealForm
from linli.kernel.actor import Actor
from linli.kernel.clocks import PauseReason
from linli.kernel.errors import Refused
from linli.places import queries as places

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Given:
    """What an act is called with: who, on which request, having seen which version, when."""

    actor: Actor
    case_id: UUID
    version: int
    at: datetime

    @property
    def versioned(self) -> dict[str, Any]:
        """For acts that must not overtake somebody else's."""
        return {**self.plain, "version": self.version}

    @property
    def plain(self) -> dict[str, Any]:
        """For acts that only add something."""
        return {"actor": self.actor, "case_id": self.case_id, "at": self.at}


Run = Callable[[Given, Data], Any]


@dataclass(frozen=True, slots=True)
class ActPage:
    """One act: the form that asks for its words, what does it, the key that opens it."""

    verb: Verb
    run: Run
    form: Callable[..., DeskForm] | None = None
    choices: Callable[[Actor, Seen], dict[str, Any]] = lambda _actor, _seen: {}
    initial: Callable[[Seen], dict[str, Any]] = lambda _seen: {}
    key: str = ""
    icon: str = ""


def _today() -> Any:
    return timezone.localdate()


def _sort_choices(_actor: Actor, seen: Seen) -> dict[str, Any]:
    case = seen.case
    tenant = case.sub_district_id
    likely = desk_case.likely_categories(tenant, [(case.title, case.body)])[0]
    return {
        "categories": desk_case.category_paths(tenant, keep=case.category_id),
        "suggested": [(str(one.category_id), _suggested(one)) for one in likely],
        "organisations": desk_case.organisation_choices(case, on=_today()),
    }


def _suggested(one: desk_case.Likely) -> str:
    sure = sureness_name(one.suggestion.sureness.value)
    because = _("because of: %(words)s") % {"words": because_words(one)}
    return f"{one.path} {one.suggestion.percent}%\n{sure} {because}".rstrip()


def because_words(one: desk_case.Likely) -> str:
    """The words that made a suggestion; where none stands out, that it is the whole."""
    return "、".join(one.suggestion.words) or _("the message as a whole")


def sureness_name(sureness: str) -> str:
    """How sure a suggestion is, in words."""
    return {"sure": _("quite sure"), "look": _("take a look"), "decide": _("please decide")}[
        sureness
    ]


def _sort_initial(seen: Seen) -> dict[str, Any]:
    case = seen.case
    return {
        "category": str(case.category_id or ""),
        "type": case.type,
        "urgency": case.urgency,
        "place": str(case.place_id or ""),
        "place_typed": case.place.name if case.place else "",
        "place_text": case.place_text,
        "complained_of": str(case.complained_of_id or ""),
    }


def _sort(given: Given, data: Data) -> Any:
    return actions.sort_case(
        **given.versioned,
        category_id=data["category_id"],
        type=CaseType(data["type"]),
        urgency=Urgency(data["urgency"]),
        place_id=data["place_id"],
        place_text=data["place_text"],
        complained_of_id=data["complained_of_id"],
    )


def _posts(actor: Actor, seen: Seen) -> dict[str, Any]:
    """Posts to choose from: title and unit, then who holds it and the duty telephone."""
    unit = actor.post.organisation_id if actor.post else None
    found = desk_case.receivers(seen.case, own_unit=unit, on=_today())
    return {"posts": [(str(card.post_id), _post_line(card)) for card in found]}


def _post_line(card: Any) -> str:
    where = card.organisation_name or card.place_name
    under = "  ".join(filter(None, [card.names, card.duty_phone]))
    return f"{where} · {card.title}\n{under}"


def _dispatch_initial(seen: Seen) -> dict[str, Any]:
    routed = desk_case.routed_post(seen.case, on=_today())
    return {"post": str(routed)} if routed else {}


def _dispatch(given: Given, data: Data) -> Any:
    return actions.dispatch_case(
        **given.versioned,
        post_id=UUID(data["post"]),
        assisting=[UUID(key) for key in data["assisting"]],
        note=data["note"],
    )


def _ask(given: Given, data: Data) -> Any:
    return actions.ask_sender(
        **given.versioned,
        text=data["text"],
        choices=[line.strip() for line in data["choices"].splitlines() if line.strip()],
        stops_clock=data["stops_clock"],
    )


def _hand_over(given: Given, data: Data) -> Any:
    wanted = {name: data[name] for name in ("body_name", "contact", "what", "days")}
    return actions.hand_over(**given.versioned, **wanted)


def _merge_choices(actor: Actor, seen: Seen) -> dict[str, Any]:
    twins = desk_case.twins_of(actor, [seen.case], most=5)[seen.case.id]
    return {"likely": [(str(twin.id), _twin_line(twin)) for twin in twins]}


def _twin_line(twin: desk_case.Twin) -> str:
    near = _("same building") if twin.same_building else ""
    under = "  ".join(filter(None, [twin.number, queries.state_name(twin.state), near]))
    return f"{twin.title}\n{under}"


def _merge(given: Given, data: Data) -> Any:
    into = UUID(data["likely"]) if data.get("likely") else None
    if data.get("number"):
        found = desk_case.case_by_number(given.actor, data["number"])
        if found is None:
            raise Refused("no_such_number", _("There is no request of this number at your desk."))
        into = found.id
    return actions.merge_case(**given.versioned, into_id=into or given.case_id)


def _transfer_choices(_actor: Actor, seen: Seen) -> dict[str, Any]:
    others = [one for one in places.sub_districts() if one.id != seen.case.sub_district_id]
    return {"sub_districts": [(str(one.id), one.name) for one in others]}


def _transfer(given: Given, data: Data) -> Any:
    return actions.transfer_case(
        **given.versioned,
        to=data["to"],
        reason=data["reason"],
        to_sub_district_id=data["sub_district_id"],
    )


def _reply(given: Given, data: Data) -> Any:
    seen = queries.case_for(given.actor, given.case_id)
    asked = [one for one in queries.hanging_on(seen.case).questions if one.answered_at is None]
    if not asked:
        raise Refused("question_closed", _("No question to the sender is open."))
    return actions.answer_question(**given.plain, question_id=asked[0].id, answer=data["answer"])


def _versioned(act: Callable[..., Any], *names: str, given: Given, data: Data) -> Any:
    return act(**given.versioned, **{name: data[name] for name in names})


def _plain(act: Callable[..., Any], *names: str, given: Given, data: Data) -> Any:
    return act(**given.plain, **{name: data[name] for name in names})


def _with_version(act: Callable[..., Any], *names: str) -> Run:
    return lambda given, data: partial(_versioned, act, *names)(given=given, data=data)


def _without_version(act: Callable[..., Any], *names: str) -> Run:
    return lambda given, data: partial(_plain, act, *names)(given=given, data=data)


def _task(given: Given, data: Data) -> Any:
    wanted = {"what": data["what"], "due_on": data["due_on"]}
    return actions.add_sub_task(**given.plain, post_id=UUID(data["post"]), **wanted)


def _offer_seal(given: Given, data: Data) -> Any:
    return actions.offer_sealing(**given.versioned, room=SealedRoom(data["room"]))


def _agree_seal(given: Given, data: Data) -> Any:
    said = {"yes": data["answer"] == "yes", "by": AgreedBy(data["by"])}
    return actions.answer_sealing(**given.plain, **said)


def _note(given: Given, data: Data) -> Any:
    return actions.add_note(**given.plain, text=data["text"], audience=Audience(data["audience"]))


def _pause(given: Given, data: Data) -> Any:
    return actions.pause_case(
        **given.versioned, reason=PauseReason(data["reason"]), note=data["note"]
    )


def _assist(given: Given, data: Data) -> Any:
    return actions.assist(**given.plain, post_id=UUID(data["post"]))


def _answer_initial(seen: Seen) -> dict[str, Any]:
    return {"text": seen.case.draft}


def _publish_initial(seen: Seen) -> dict[str, Any]:
    case = seen.case
    return {
        "title": case.published_title or case.title,
        "body": case.published_body or case.body,
    }


_V = Verb
_PAGES = (
    ActPage(_V.SORT, _sort, forms.SortForm, _sort_choices, _sort_initial, "l", "list-check"),
    ActPage(_V.DISPATCH, _dispatch, forms.DispatchForm, _posts, _dispatch_initial, "a", "send"),
    ActPage(_V.ACCEPT, _with_version(actions.accept_case), key="e", icon="check"),
    ActPage(_V.START, _with_version(actions.start_work), key="w", icon="tool"),
    ActPage(
        _V.ANSWER,
        _with_version(actions.answer_case, "text"),
        forms.AnswerForm,
        initial=_answer_initial,
        key="r",
        icon="message-report",
    ),
    ActPage(
        _V.DRAFT,
        _with_version(actions.draft_answer, "text"),
        forms.AnswerForm,
        initial=_answer_initial,
    ),
    ActPage(_V.APPROVE, _with_version(actions.approve_answer), key="p", icon="checks"),
    ActPage(
        _V.SEND_BACK,
        _with_version(actions.send_back_answer, "reason"),
        forms.ReasonForm,
        key="d",
        icon="arrow-back-up",
    ),
    ActPage(_V.CLOSE, _with_version(actions.close_case), key="h", icon="circle-check"),
    ActPage(_V.ASK, _ask, forms.AskForm, key="i", icon="message-circle-question"),
    ActPage(_V.REPLY, _reply, forms.ReplyForm, key="y", icon="messages"),
    ActPage(_V.HAND_OVER, _hand_over, forms.HandOverForm, key="o", icon="external-link"),
    ActPage(
        _V.RETURN,
        _with_version(actions.return_case, "reason"),
        forms.ReasonForm,
        key="b",
        icon="arrow-back-up",
    ),
    ActPage(
        _V.OBJECT,
        _with_version(actions.object_to_case, "reason"),
        forms.ReasonForm,
        icon="arrow-back-up",
    ),
    ActPage(
        _V.EXTEND,
        _with_version(actions.extend_case, "days", "reason"),
        forms.ExtendForm,
        icon="calendar",
    ),
    ActPage(_V.NOTE, _note, forms.NoteForm, key="n", icon="pencil"),
    ActPage(
        _V.ADD_WORDS, _without_version(actions.add_words, "text"), forms.WordsForm, icon="plus"
    ),
    ActPage(_V.ASSIST, _assist, forms.PostForm, _posts, key="g", icon="users"),
    ActPage(_V.ADD_TASK, _task, forms.TaskForm, _posts, key="t", icon="clipboard-check"),
    ActPage(_V.PAUSE, _pause, forms.PauseForm, key="v", icon="player-pause"),
    ActPage(_V.RESUME, _with_version(actions.resume_case), key="v", icon="clock"),
    ActPage(_V.MERGE, _merge, forms.MergeForm, _merge_choices, key="m", icon="git-merge"),
    ActPage(
        _V.TRANSFER,
        _transfer,
        forms.TransferForm,
        _transfer_choices,
        icon="arrows-exchange",
    ),
    ActPage(
        _V.PRESS,
        _without_version(actions.press_case, "note"),
        forms.RemarkForm,
        key="u",
        icon="flag",
    ),
    ActPage(
        _V.WITHDRAW,
        _without_version(actions.withdraw_case, "reason"),
        forms.ReasonForm,
        icon="archive",
    ),
    ActPage(
        _V.PUBLISH,
        _with_version(actions.publish_case, "title", "body"),
        forms.PublishForm,
        initial=_publish_initial,
        icon="speakerphone",
    ),
    ActPage(_V.OFFER_SEAL, _offer_seal, OfferSealForm, icon="lock"),
    ActPage(_V.AGREE_SEAL, _agree_seal, AgreeSealForm, icon="lock"),
    ActPage(_V.UNPUBLISH, _with_version(actions.unpublish_case), icon="archive"),
    ActPage(_V.UNDO, _with_version(actions.undo_last), key="z", icon="arrow-back-up"),
)
ACTS: dict[str, ActPage] = {page.verb.value.replace("_", "-"): page for page in _PAGES}
"""The acts by their word in the address."""
BAR = (*queries.ACT_BAR, Verb.REPLY, Verb.WITHDRAW, Verb.OFFER_SEAL, Verb.AGREE_SEAL)


def slug_of(verb: Verb) -> str:
    """A verb as it stands in an address."""
    return verb.value.replace("_", "-")


def done_words(verb: Verb, *, proposed: bool = False) -> str:
    """What the page says when an act has been done."""
    if verb is Verb.ANSWER and proposed:
        return _("The answer waits for approval by a second person.")
    said = {
        Verb.SORT: _("Sorted."),
        Verb.DISPATCH: _("Dispatched."),
        Verb.ACCEPT: _("Accepted. The sender is told."),
        Verb.START: _("Work has begun."),
        Verb.ANSWER: _("Answered. The sender is told."),
        Verb.DRAFT: _("The draft is kept."),
        Verb.APPROVE: _("Approved. The answer went out."),
        Verb.SEND_BACK: _("Sent back to who wrote it."),
        Verb.CLOSE: _("Closed."),
        Verb.ASK: _("The question is with the sender."),
        Verb.RETURN: _("Returned to the sorter."),
        Verb.OBJECT: _("Objected. It is with the office again."),
        Verb.EXTEND: _("Extended. The sender is told why."),
        Verb.MERGE: _("Merged. Both senders stay informed."),
        Verb.TRANSFER: _("Transferred."),
        Verb.PRESS: _("Pressed for. The unit is told."),
        Verb.WITHDRAW: _("Withdrawn."),
        Verb.PUBLISH: _("Published."),
        Verb.OFFER_SEAL: _("The sender is asked."),
        Verb.AGREE_SEAL: _("Noted down."),
        Verb.UNDO: _("Undone."),
    }
    return said.get(verb, _("Kept."))
