"""What residents read about a request: plain words for states, limits and next steps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from linli.cases.queries.names import verb_name
from linli.cases.queries.resident import Published, in_words
from linli.cases.rules import CaseState, Mark, Outcome, Station, Verb, stations
from linli.kernel.rule import Certainty
from linli.kernel.rulebook import InForce
from linli.kernel.workdays import Duration, Unit
from linli.ui import words
from linli.ui.pieces import Row, Step, steps

_S = CaseState

STATE_WORDS: Mapping[CaseState, Promise] = {
    _S.RECEIVED: gettext_lazy("received"),
    _S.SORTED: gettext_lazy("received, being passed on"),
    _S.DISPATCHED: gettext_lazy("sent to those in charge"),
    _S.ACCEPTED: gettext_lazy("taken on"),
    _S.IN_PROGRESS: gettext_lazy("in progress"),
    _S.WAITING_SENDER: gettext_lazy("waiting for your answer"),
    _S.WAITING_OUTSIDE: gettext_lazy("waiting for another body"),
    _S.ANSWERED: gettext_lazy("answered, please confirm"),
    _S.CLOSED: gettext_lazy("settled and closed"),
    _S.REOPENED: gettext_lazy("opened again, one level up"),
    _S.TRANSFERRED: gettext_lazy("passed to another body"),
    _S.WITHDRAWN: gettext_lazy("withdrawn"),
    _S.MERGED: gettext_lazy("handled with another request"),
}

_NEAR = {_S.WAITING_SENDER, _S.ANSWERED}
_GREY = {_S.WITHDRAWN, _S.MERGED, _S.TRANSFERRED}

_NEXT: Mapping[CaseState, Promise] = {
    _S.RECEIVED: gettext_lazy("The information officer reads it and finds who is in charge"),
    _S.SORTED: gettext_lazy("It goes to those in charge"),
    _S.DISPATCHED: gettext_lazy("Those in charge take it on"),
    _S.ACCEPTED: gettext_lazy("The work begins, then you get an answer"),
    _S.IN_PROGRESS: gettext_lazy("You get an answer and are asked whether it is settled"),
    _S.WAITING_SENDER: gettext_lazy("You answer the question below, then the clock runs on"),
    _S.WAITING_OUTSIDE: gettext_lazy("The other body reports back, then it goes on here"),
    _S.ANSWERED: gettext_lazy("You say below whether it is settled"),
    _S.REOPENED: gettext_lazy("One level up it is looked at again"),
}

_WAY: Mapping[Station, Promise] = {
    Station.RECEIVED: gettext_lazy("Received"),
    Station.ACCEPTED: gettext_lazy("Taken on"),
    Station.WORKED_ON: gettext_lazy("In progress"),
    Station.CONFIRMED: gettext_lazy("You confirm"),
    Station.CLOSED: gettext_lazy("Settled and closed"),
}

_SAID: Mapping[Outcome, Promise] = {
    Outcome.SOLVED: gettext_lazy("You said: settled"),
    Outcome.PARTLY: gettext_lazy("You said: partly settled"),
    Outcome.NOT_SOLVED: gettext_lazy("You said: not settled"),
}

_HAPPENED: Mapping[Verb, Promise] = {
    Verb.OPEN: gettext_lazy("Sent in"),
    Verb.SORT: gettext_lazy("Read and sorted"),
    Verb.DISPATCH: gettext_lazy("Sent to those in charge"),
    Verb.ACCEPT: gettext_lazy("Taken on"),
    Verb.START: gettext_lazy("Work has begun"),
    Verb.ADD_WORDS: gettext_lazy("More was added"),
    Verb.ASK: gettext_lazy("A question to you"),
    Verb.REPLY: gettext_lazy("The question was answered"),
    Verb.HAND_OVER: gettext_lazy("Handed to another body"),
    Verb.ANSWER: gettext_lazy("Answered"),
    Verb.APPROVE: gettext_lazy("Answered"),
    Verb.CLOSE: gettext_lazy("Settled and closed"),
    Verb.RATE: gettext_lazy("You said how it went"),
    Verb.FOLLOW_UP: gettext_lazy("We called and asked how it went"),
    Verb.REOPEN: gettext_lazy("Opened again, one level up"),
    Verb.WITHDRAW: gettext_lazy("Withdrawn"),
    Verb.MERGE: gettext_lazy("Joined to another request"),
    Verb.TRANSFER: gettext_lazy("Passed to who is responsible"),
    Verb.PUBLISH: gettext_lazy("Published without your name"),
    Verb.UNPUBLISH: gettext_lazy("No longer published"),
    Verb.EXTEND: gettext_lazy("The limit was extended"),
    Verb.PAUSE: gettext_lazy("The clock was stopped"),
    Verb.RESUME: gettext_lazy("The clock runs on"),
    Verb.NOTE: gettext_lazy("A note to you"),
    Verb.OFFER_SEAL: gettext_lazy("You were asked about a sealed file"),
    Verb.AGREE_SEAL: gettext_lazy("The question of the sealed file was answered"),
    Verb.SEAL: gettext_lazy("Moved into a sealed file"),
}


def happened_words(verb: Verb, data: Mapping[str, object]) -> str:
    """What an act means to the sender; a rating says which one it was."""
    if verb is Verb.REOPEN and data.get("refused"):
        return _("Stays closed: it was opened again as often as the rule allows")
    if verb is Verb.EXTEND and data.get("until"):
        return _("The limit was extended by %(time)s, until %(day)s") % _extended(data)
    if verb is Verb.RATE and data.get("outcome"):
        return said_words(Outcome(str(data["outcome"])))
    return str(_HAPPENED.get(verb) or verb_name(verb.value))


def _extended(data: Mapping[str, object]) -> dict[str, str]:
    by = Duration(int(str(data["days"])), Unit(str(data.get("unit", Unit.DAYS.value))))
    until = datetime.fromisoformat(str(data["until"]))
    return {"time": limit_long(by), "day": words.deadline(until)}


def said_words(outcome: Outcome) -> str:
    """How the sender rated the answer."""
    return str(_SAID[outcome])


def state_word(state: CaseState) -> str:
    """Where it stands, in one word or two."""
    return str(STATE_WORDS[state])


def state_tone(state: CaseState) -> str:
    """The tone of the state's chip; the word alone says what it means."""
    if state in _NEAR:
        return "near"
    if state in _GREY:
        return "plain"
    return "good" if state is _S.CLOSED else "main"


def next_words(state: CaseState) -> str:
    """What happens next; nothing once it is over."""
    return str(_NEXT.get(state, ""))


def way(state: CaseState, before: str, told: Iterable[tuple[str, str]]) -> list[Step]:
    """The stations a request passes, those reached marked; one that ended aside has two."""
    if state in _GREY:
        return steps([_("Received"), state_word(state)], 2)
    marked = stations(list(_WAY), state=state, before=before, steps=told)
    return [Step(_station_word(station, mark), mark.value) for station, mark in marked]


def _station_word(station: Station, mark: Mark) -> str:
    waits = station is Station.ACCEPTED and mark is Mark.NOW
    return _("To be taken on") if waits else str(_WAY[station])


def limit_long(limit: Duration) -> str:
    """A limit of time in words."""
    match limit.unit:
        case Unit.MINUTES:
            return words.minutes_long(limit.count)
        case Unit.WORKDAYS:
            return words.workdays_long(limit.count)
        case Unit.DAYS:
            return words.days_long(limit.count)
        case Unit.MONTHS:
            return ngettext("%(count)s month", "%(count)s months", limit.count) % {
                "count": limit.count
            }


def whose(rule: InForce) -> str:
    """Where a rule stands, or who adopted the place's own value, and when."""
    if rule.adopted_on is None and rule.rule.certainty is Certainty.NOT_ESTABLISHED:
        return _("the value that Linli brings, for now; this sub-district has set none of its own")
    if rule.adopted_on is None and rule.rule.should_be_set:
        return _("%(source)s, for now; this sub-district has set none of its own") % {
            "source": in_words(rule.source)
        }
    if rule.adopted_on is None:
        return in_words(rule.source)
    return _("adopted by %(who)s on %(day)s: %(source)s") % {
        "who": rule.adopted_by,
        "day": words.day(rule.adopted_on),
        "source": in_words(rule.source),
    }


def public_url(one: Published) -> str:
    """Where a published text stands."""
    if one.slug:
        return reverse("cases:howto_detail", args=[one.slug])
    return reverse("cases:answer_detail", args=[one.id])


def public_row(one: Published) -> Row:
    """A published text as a row of a list."""
    kind = _("How to do it") if one.slug else _("Answer to a neighbour")
    icon = "book-2" if one.slug else "message-2-check"
    return Row(one.title, public_url(one), meta=[kind, words.day(one.at)], icon=icon)
