"""Who may do what with a request, and where it may go from where: written by hand.

Words and not the code's own groups, on purpose: a power given to one more, or a move that was not
thought of, is seen here.
"""

ROLES_OF_STAFF = "lead helper sorter office near superior counter"

POWERS: dict[str, str] = {
    # Sorting is for the community's sorters and the office.
    "sort": "sorter office",
    "dispatch": "sorter office superior",
    "merge": "sorter office",
    "take_in": "sorter office",
    "publish": "sorter office",
    "unpublish": "sorter office",
    "transfer": "office",
    "press": "office",
    "extend": "office",
    # The work is for the unit that leads it.
    "accept": "lead",
    "start": "lead",
    "return": "lead",
    "object": "lead",
    "ask": "lead",
    "draft": "lead",
    "propose": "lead",
    "answer": "lead",
    "pause": "lead",
    "resume": "lead office",
    "hand_over": "lead office",
    "add_task": "lead office",
    "finish_task": "lead office",
    "outside_result": "lead sorter office",
    "close": "lead sorter office",
    "assist": "lead sorter office",
    "end_assist": "lead sorter office",
    "undo": "lead sorter office superior",
    # A second person.
    "approve": "office superior",
    "send_back": "office superior",
    # The sender's own, and what is written down for the sender.
    "rate": "sender",
    "reopen": "sender",
    "withdraw": "sender sorter counter office",
    "add_words": "sender sorter counter office",
    "reply": "sender sorter counter lead",
    "follow_up": "sorter office counter",
    "open_contact": "lead sorter office counter superior",
    # Everybody who works with it, and the clock.
    "note": ROLES_OF_STAFF,
    "escalate": "clock",
    # Into a sealed room: offered by staff, agreed by the sender, taken by the room alone.
    "offer_seal": "lead sorter office counter",
    "agree_seal": "sorter office counter sender",
    "seal": "confidant",
}

_ASIDE = "transferred withdrawn merged"
MOVES: dict[str, str] = {
    "received": f"sorted dispatched answered waiting_sender waiting_outside {_ASIDE}",
    "sorted": f"received dispatched accepted answered waiting_sender waiting_outside {_ASIDE}",
    "dispatched": f"received sorted accepted in_progress reopened {_ASIDE}",
    "accepted": "sorted dispatched in_progress answered reopened waiting_sender waiting_outside "
    + _ASIDE,
    "in_progress": f"sorted dispatched answered waiting_sender waiting_outside {_ASIDE}",
    "waiting_sender": f"received sorted accepted in_progress answered reopened {_ASIDE}",
    "waiting_outside": f"received sorted accepted in_progress answered reopened {_ASIDE}",
    "answered": "closed reopened",
    "closed": "reopened",
    "reopened": "dispatched accepted in_progress answered waiting_sender waiting_outside " + _ASIDE,
    "transferred": "",
    "withdrawn": "",
    "merged": "",
}

_ALL = " ".join(MOVES)
_UNSORTED = "received sorted"
_IN_HAND = "accepted in_progress reopened"
_WAITING = "waiting_sender waiting_outside"
_NOT_ANSWERED = f"{_UNSORTED} dispatched {_IN_HAND} {_WAITING}"
_OPEN = f"{_NOT_ANSWERED} answered"
_ANSWERABLE = f"{_UNSORTED} {_IN_HAND} {_WAITING}"

STATES: dict[str, str] = {
    "sort": _NOT_ANSWERED,
    "dispatch": f"{_UNSORTED} {_IN_HAND} dispatched",
    "merge": _NOT_ANSWERED,
    "take_in": _NOT_ANSWERED,
    "publish": "answered closed",
    "unpublish": _ALL,
    "transfer": _NOT_ANSWERED,
    "press": _OPEN,
    "extend": _IN_HAND,
    "accept": "sorted dispatched reopened",
    "start": "accepted reopened",
    "return": "dispatched accepted in_progress",
    "object": "dispatched accepted in_progress",
    "ask": f"{_UNSORTED} {_IN_HAND}",
    "draft": _ANSWERABLE,
    "propose": _ANSWERABLE,
    "answer": _ANSWERABLE,
    "pause": _IN_HAND,
    "resume": f"{_IN_HAND} waiting_outside",
    "hand_over": f"{_UNSORTED} {_IN_HAND}",
    "add_task": _NOT_ANSWERED,
    "finish_task": _ALL,
    "outside_result": _OPEN,
    "close": "answered",
    "assist": _NOT_ANSWERED,
    "end_assist": _ALL,
    "undo": _NOT_ANSWERED,
    "approve": _ANSWERABLE,
    "send_back": _ANSWERABLE,
    "rate": "answered closed",
    "reopen": "answered closed",
    "withdraw": _NOT_ANSWERED,
    "add_words": _OPEN,
    "reply": _OPEN,
    "follow_up": _ALL,
    "open_contact": _ALL,
    "note": _ALL,
    "escalate": _OPEN,
    "offer_seal": _NOT_ANSWERED,
    "agree_seal": _NOT_ANSWERED,
    "seal": _NOT_ANSWERED,
}
"""In which states an act is lawful, whoever does it."""
