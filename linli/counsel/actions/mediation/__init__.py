"""What may be done in a mediation, from the application to the closed folder."""

from linli.counsel.actions.mediation.agreement import (
    Promise,
    Terms,
    give_copy,
    seal_agreement,
    sign_agreement,
    take_back_agreement,
    write_agreement,
)
from linli.counsel.actions.mediation.confirming import settle_confirmation, want_confirmation
from linli.counsel.actions.mediation.consent import answer_consent, withdraw_consent
from linli.counsel.actions.mediation.ending import (
    check_duty,
    end_without_agreement,
    finish_mediation,
    reopen_mediation,
)
from linli.counsel.actions.mediation.guests import (
    answer_guest,
    declare_mediator,
    invite_helper,
    offer_mediator,
)
from linli.counsel.actions.mediation.intake import (
    Intake,
    Told,
    apply_online,
    open_at_counter,
    report_dispute,
    take_request,
)
from linli.counsel.actions.mediation.joining import (
    add_party,
    add_photo,
    assign_file,
    invite_party,
    join_file,
    note_in_file,
    set_meeting,
    triage,
)
from linli.counsel.actions.mediation.raising import answer_dispute, raise_dispute
from linli.counsel.actions.mediation.sittings import (
    book_sitting,
    cancel_sitting,
    check_record,
    prolong_talks,
    write_record,
)
from linli.counsel.actions.mediation.watching import watch_mediations

__all__ = [
    "Intake",
    "Promise",
    "Terms",
    "Told",
    "add_party",
    "add_photo",
    "answer_consent",
    "answer_dispute",
    "answer_guest",
    "apply_online",
    "assign_file",
    "book_sitting",
    "cancel_sitting",
    "check_duty",
    "check_record",
    "declare_mediator",
    "end_without_agreement",
    "finish_mediation",
    "give_copy",
    "invite_helper",
    "invite_party",
    "join_file",
    "note_in_file",
    "offer_mediator",
    "open_at_counter",
    "prolong_talks",
    "raise_dispute",
    "reopen_mediation",
    "report_dispute",
    "seal_agreement",
    "set_meeting",
    "settle_confirmation",
    "sign_agreement",
    "take_back_agreement",
    "take_request",
    "triage",
    "want_confirmation",
    "watch_mediations",
    "withdraw_consent",
    "write_agreement",
    "write_record",
]
