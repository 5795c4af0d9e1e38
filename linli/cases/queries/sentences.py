"""Why an act is refused: one complete sentence for each code."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from linli.cases.queries.names import state_name
from linli.cases.rules import CaseState, Verb
from linli.kernel.errors import Conflict, Missing, NotAllowed, Refused

REFERRAL = "信访工作条例"
REFERRAL_SECRET = "信访工作条例第30条"  # noqa: S105 - an article, not a password
REFERRAL_OBJECTION = "信访工作条例第23条"
REFERRAL_EXTENSION = "信访工作条例第34条"
REFERRAL_REVIEW = "信访工作条例第35条、第36条"

SENTENCES = {
    "no_body": _("Please write what it is about; one sentence is enough."),
    "body_too_long": _("The text is longer than 20,000 characters. Please shorten it."),
    "title_too_long": _("The title is longer than 120 characters. Please shorten it."),
    "place_text_too_long": _("The words about the place are longer than 120 characters."),
    "name_too_long": _("The name is longer than 80 characters."),
    "contact_too_long": _("The contact is longer than 200 characters."),
    "too_many_uploads": _("At most 4 photos or files can be added."),
    "future_date": _("The date lies in the future. Please check it."),
    "no_outside_number": _("The number of the message is missing."),
    "outside_number_too_long": _("The number of the message is longer than 60 characters."),
    "answer_too_long": _("The answer is longer than 20,000 characters."),
    "answer_out_of_order": _("The answer's date lies before the message's, or in the future."),
    "half_point": _("A point on the map needs both latitude and longitude."),
    "no_such_point": _("There is no such point on the map."),
    "unknown_place": _("This place is not in the list of places. Please choose another."),
    "unknown_category": _("This category is not in the list, or it is closed. Choose another."),
    "unknown_post": _("This post does not exist or has ended. Choose another."),
    "no_text": _("Please write something first."),
    "text_too_long": _("The text is too long. Please shorten it."),
    "no_reason": _("Please give a reason."),
    "no_date_ahead": _("The number of days must be between 1 and 180."),
    "nobody_named": _("Please name who takes it over."),
    "sent_before": _(
        "This was sent before and has the number %(number)s. Its secret word is no longer kept; "
        "the community helps you on with the number."
    ),
    "itself": _("A request cannot be merged into itself."),
    "merge_target": _("The other request has ended or is merged itself. Choose another."),
    "same_post": _("This post leads or helps already."),
    "not_helping": _("This post does not help with the request."),
    "ended": _("This request has ended. Nothing can be changed in it any more."),
    "not_accept_now": _("It can be accepted when it has been sorted or dispatched, and once only."),
    "not_start_now": _("Accept the request first; work that goes on cannot be started again."),
    "not_return_now": _("It can be returned after it was dispatched and before it is answered."),
    "no_referral": _("Only a public complaint knows this."),
    "object_instead": _(
        "A public complaint is not simply returned. Object to jurisdiction, in time and with a "
        "reason."
    ),
    "not_object_now": _("An objection is made after it was dispatched and before it is answered."),
    "objection_over": _(
        "The time to object to jurisdiction, %(count)s workdays from dispatching, is over."
    ),
    "not_extend_now": _("The limit can be extended while a unit works on it."),
    "extended_already": _("The limit has been extended as often as the rule allows."),
    "extended_too_long": _("The limit can be extended by 1 to %(count)s days."),
    "too_late_to_extend": _("The limit has run out already; it cannot be extended any more."),
    "limit_counts_otherwise": _(
        "The limit and its extension are counted in different units. Set both alike in the "
        "rulebook first."
    ),
    "not_answer_now": _("Accept the request before you answer it; what is answered stays."),
    "not_propose_now": _("Accept the request before you propose an answer."),
    "not_close_now": _("Only an answered request can be closed. Answer it first."),
    "not_rate_now": _("You can say how it went when the request has been answered."),
    "not_withdraw_now": _("It has been answered already and cannot be withdrawn."),
    "not_ask_now": _("A question can be asked while the request is being sorted or worked on."),
    "not_hand_over_now": _("Accept the request before you hand it over."),
    "not_pause_now": _("The clock can be stopped only while a unit works on the request."),
    "not_add_words_now": _("It is closed. If it is not solved, say so on its page."),
    "no_consent": _("The sender has not agreed to publication."),
    "not_published": _("It is not published."),
    "nothing_proposed": _("No answer waits for approval."),
    "paused_already": _("The clock stands already."),
    "not_paused": _("The clock is running already."),
    "question_open": _("A question to the sender is still open."),
    "question_closed": _("This question has been answered already."),
    "pause_not_listed": _("This is not among the listed reasons for stopping the clock."),
    "pause_asks_first": _("Ask the sender a question; the clock stops then by itself."),
    "needs_approval": _("This answer must be approved by a second person before it goes out."),
    "approves_own": _("Who wrote the answer cannot approve it, nor can who is complained of."),
    "no_need_to_approve": _("This answer needs no approval. Send it."),
    "rated_already": _("You have already said how it went."),
    "rating_over": _("The time to rate this request is over."),
    "reopening_over": _("The time to ask for reopening is over. Please send a new request."),
    "too_late_to_undo": _("The 10 seconds to undo this are over."),
    "nothing_to_undo": _("The last act cannot be undone, or somebody else did it."),
    "link_over": _("This link has expired or was taken back. Ask the office for a new one."),
    "link_used": _("The result has been sent already. Thank you."),
    "task_done": _("This task is done already."),
    "no_outcome": _("Choose what the sender said."),
    "sender_secret": _(
        "Who is complained of does not learn who complained, unless the sender has agreed."
    ),
    "call_made": _("This call has been made already."),
    "no_such_sub_district": _("There is no such sub-district here."),
    "taken_in_hand": _("A unit works on it. Only the office can give it to another unit."),
    "sealed": _(
        "The words of this request lie in a sealed file. Nothing is written here any more."
    ),
    "offered_already": _("The sender has been asked already."),
    "not_offered": _("No sealed file has been offered, or the answer was given already."),
    "not_agreed": _("The sender has not agreed to the move into a sealed file."),
    "has_merged": _(
        "Other requests were joined to this one, and their senders have not agreed. "
        "It cannot move into a sealed file."
    ),
    "wrong_word": _("Number and word do not fit together. Please check both."),
    "locked": _("Too many wrong words. Please try again in %(minutes)s minutes."),
}

WHO_MAY = {
    Verb.SORT: _(
        "The community's information officer or secretary, or the sub-district office, sorts it."
    ),
    Verb.DISPATCH: _(
        "The community's information officer or secretary, or the sub-district office, "
        "dispatches it."
    ),
    Verb.MERGE: _(
        "The community's information officer or secretary, or the sub-district office, merges "
        "requests."
    ),
    Verb.TRANSFER: _("Only the sub-district office can transfer a request."),
    Verb.EXTEND: _("Only the sub-district office extends the limit of a public complaint."),
    Verb.PRESS: _("Only the sub-district office can press for a request."),
    Verb.APPROVE: _("The community's secretary or the sub-district office approves answers."),
    Verb.RATE: _("Only the sender can rate it: with number and word, or signed in."),
    Verb.WITHDRAW: _(
        "The sender withdraws it, or the counter, the information officer or the office does so "
        "for the sender."
    ),
    Verb.AGREE_SEAL: _(
        "The sender agrees; the counter, the information officer or the office write it down."
    ),
    Verb.SEAL: _("Only the room that the sender agreed to takes the request in."),
    Verb.OPEN_CONTACT: _("Your post does not need the sender's contact for this request."),
}
_LEAD_MAY = _("Only the unit that has this request can do this.")
_CANNOT_NOW = _("This cannot be done while the request is “%(state)s”.")
_CHANGED = _("Somebody else changed this request first. Compare both versions and decide.")
_NO_CASE = _("There is no such request, or you have no part in it.")


def refused(code: str, *, source: str = "", **words: object) -> Refused:
    """A refusal by its code."""
    return Refused(code, gettext(SENTENCES[code]) % words, source=source)


def unlawful(code: str, state: CaseState) -> Refused:
    """A refusal because of where the request stands."""
    sentence = SENTENCES.get(code, _CANNOT_NOW)
    return Refused(code, gettext(sentence) % {"state": state_name(state.value)})


def reason_of(code: str, state: CaseState) -> str:
    """The same as a sentence."""
    return unlawful(code, state).message if code else ""


def not_allowed(verb: Verb) -> NotAllowed:
    """A refusal that says who may."""
    return NotAllowed(f"may_not_{verb.value}", gettext(WHO_MAY.get(verb, _LEAD_MAY)))


def changed(kept: dict[str, str]) -> Conflict:
    """Somebody was faster; what was typed is kept."""
    return Conflict("case_changed", gettext(_CHANGED), kept=kept)


def missing() -> Missing:
    """No such request, or none of theirs."""
    return Missing("no_case", gettext(_NO_CASE))
