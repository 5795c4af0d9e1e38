"""How states, kinds and acts are called, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

STATES = {
    "received": _("Received"),
    "sorted": _("Sorted"),
    "dispatched": _("Dispatched"),
    "accepted": _("Accepted"),
    "in_progress": _("In progress"),
    "waiting_sender": _("Waiting for the sender"),
    "waiting_outside": _("Waiting for an outside body"),
    "answered": _("Answered"),
    "closed": _("Settled and closed"),
    "reopened": _("Reopened"),
    "transferred": _("Transferred"),
    "withdrawn": _("Withdrawn"),
    "merged": _("Merged"),
}
TYPES = {
    "repair": _("Repair"),
    "complaint": _("Complaint"),
    "advice": _("Advice"),
    "question": _("Question"),
    "hazard": _("Hazard"),
    "referral": _("Public complaint"),
    "": _("Not sorted yet"),
}
URGENCIES = {
    "life": _("Danger to life"),
    "utility": _("Water, power, gas or heat"),
    "ordinary": _("Ordinary"),
}
SOURCES = {
    "web": _("Web page"),
    "counter": _("Counter"),
    "telephone": _("Telephone"),
    "forwarded": _("Forwarded by a resident"),
    "import": _("Imported sheet"),
    "open311": _("Open311"),
    "hotline": _("Hotline"),
    "patrol": _("Patrol"),
    "transfer": _("Transferred from another sub-district"),
}
OUTCOMES = {
    "solved": _("Solved"),
    "partly": _("Partly solved"),
    "not_solved": _("Not solved"),
}
DUTIES = {
    "accept": _("Accept"),
    "answer": _("Answer it"),
    "close": _("Close the request"),
}
VERBS = {
    "open": _("Sent in"),
    "sort": _("Sort"),
    "dispatch": _("Dispatch"),
    "accept": _("Accept"),
    "start": _("Start work"),
    "return": _("Return"),
    "object": _("Object to jurisdiction"),
    "extend": _("Extend the limit"),
    "note": _("Note"),
    "add_words": _("Add words"),
    "ask": _("Ask the sender"),
    "reply": _("Reply"),
    "hand_over": _("Hand over"),
    "outside_result": _("Result from outside"),
    "draft": _("Save draft"),
    "propose": _("Propose answer"),
    "approve": _("Approve"),
    "send_back": _("Send back"),
    "answer": _("Answer it"),
    "close": _("Close the request"),
    "rate": _("Rate"),
    "reopen": _("Reopen"),
    "withdraw": _("Withdraw"),
    "merge": _("Merge"),
    "take_in": _("Take in"),
    "transfer": _("Transfer"),
    "press": _("Press"),
    "assist": _("Add a helping unit"),
    "end_assist": _("End help"),
    "add_task": _("Add a task"),
    "finish_task": _("Finish task"),
    "publish": _("Publish"),
    "unpublish": _("Take back publication"),
    "follow_up": _("Follow-up call"),
    "pause": _("Stop the clock"),
    "resume": _("Let the clock run"),
    "undo": _("Undo"),
    "escalate": _("Told one level up"),
    "open_contact": _("Open contact"),
    "offer_seal": _("Offer a sealed file"),
    "agree_seal": _("Answer about the sealed file"),
    "seal": _("Moved into a sealed file"),
}
ROOMS = {
    "mediation": _("Mediation room"),
    "legal": _("Legal help"),
    "help": _("Help on one's own request"),
}
PAUSES = {
    "waiting_for_sender": _("Waiting for the sender's reply"),
    "later_date_asked_by_sender": _("The sender asked for a later date"),
    "waiting_for_outside_body": _("Waiting for an outside body"),
    "waiting_for_owners_decision": _("Waiting for the owners' decision"),
    "before_court_or_arbitration": _("Before a court or in arbitration"),
    "weather_or_safety": _("Weather or safety"),
}


def state_name(state: str) -> str:
    """A state in words."""
    return gettext(STATES[state])


def type_name(type_: str) -> str:
    """A type in words; an empty one means that nobody has sorted it yet."""
    return gettext(TYPES[type_])


def urgency_name(urgency: str) -> str:
    """An urgency in words."""
    return gettext(URGENCIES[urgency])


def source_name(source: str) -> str:
    """A way in, in words."""
    return gettext(SOURCES[source])


def outcome_name(outcome: str) -> str:
    """A rating in words."""
    return gettext(OUTCOMES[outcome])


def duty_name(kind: str) -> str:
    """What a clock measures."""
    return gettext(DUTIES[kind])


def verb_name(verb: str) -> str:
    """An act in words, as on its button."""
    return gettext(VERBS[verb])


def room_name(room: str) -> str:
    """A sealed room in words."""
    return gettext(ROOMS[room])


def pause_name(reason: str) -> str:
    """Why a clock stands, in words."""
    return gettext(PAUSES[reason])
