"""The only writes of this room."""

from linli.people.actions.accounts import (
    change_profile,
    close_account,
    end_grant,
    end_session,
    end_sessions,
    grant_administrator,
    lock_account,
    open_account,
    reset_account,
    set_password,
    set_sign_in_phone,
    sign_up_resident,
    unlock_account,
)
from linli.people.actions.body_papers import (
    add_handover_item,
    delegate_to_body,
    end_delegation,
    file_term,
    office_names,
    sign_handover,
    tick_handover_item,
)
from linli.people.actions.body_reminders import remind_due
from linli.people.actions.body_work import may_keep_bodies
from linli.people.actions.bulk import Seating, staff_places
from linli.people.actions.composition import publish_compositions
from linli.people.actions.counter_looks import (
    allow_counter_look,
    end_counter_look,
    log_counter_look,
    open_counter_look,
    send_counter_code,
)
from linli.people.actions.data_requests import (
    Asked,
    answer_data_request,
    ask_about_own_data,
    forget_data_requests,
    look_at_data_request,
    remind_data_requests,
    require_own_or_present,
    take_back_data_request,
)
from linli.people.actions.declaring import declare_facts
from linli.people.actions.dwellings import (
    PostedCode,
    claim_dwelling,
    confirm_at_counter,
    confirm_claim,
    give_up_dwelling,
    post_code,
)
from linli.people.actions.forgetting import forget_due, forget_sign_ins
from linli.people.actions.letters import send_code, send_letter
from linli.people.actions.looking import look_at_account, look_at_claim
from linli.people.actions.mending import correct_filing, withdraw_term
from linli.people.actions.organisations import (
    change_organisation,
    close_organisation,
    found_organisation,
)
from linli.people.actions.posts import (
    appoint,
    change_post,
    close_post,
    delegate,
    end_deputy,
    end_term,
    establish_post,
)
from linli.people.actions.rights import may_fill
from linli.people.actions.seating import MemberFacts, file_result, seat_elected
from linli.people.actions.seats import (
    give_office,
    link_account,
    pass_over,
    resign,
    succeed,
    vacate,
)

__all__ = [
    "Asked",
    "MemberFacts",
    "PostedCode",
    "Seating",
    "add_handover_item",
    "allow_counter_look",
    "answer_data_request",
    "appoint",
    "ask_about_own_data",
    "change_organisation",
    "change_post",
    "change_profile",
    "claim_dwelling",
    "close_account",
    "close_organisation",
    "close_post",
    "confirm_at_counter",
    "confirm_claim",
    "correct_filing",
    "declare_facts",
    "delegate",
    "delegate_to_body",
    "end_counter_look",
    "end_delegation",
    "end_deputy",
    "end_grant",
    "end_session",
    "end_sessions",
    "end_term",
    "establish_post",
    "file_result",
    "file_term",
    "forget_data_requests",
    "forget_due",
    "forget_sign_ins",
    "found_organisation",
    "give_office",
    "give_up_dwelling",
    "grant_administrator",
    "link_account",
    "lock_account",
    "log_counter_look",
    "look_at_account",
    "look_at_claim",
    "look_at_data_request",
    "may_fill",
    "may_keep_bodies",
    "office_names",
    "open_account",
    "open_counter_look",
    "pass_over",
    "post_code",
    "publish_compositions",
    "remind_data_requests",
    "remind_due",
    "require_own_or_present",
    "reset_account",
    "resign",
    "seat_elected",
    "send_code",
    "send_counter_code",
    "send_letter",
    "set_password",
    "set_sign_in_phone",
    "sign_handover",
    "sign_up_resident",
    "staff_places",
    "succeed",
    "take_back_data_request",
    "tick_handover_item",
    "unlock_account",
    "vacate",
    "withdraw_term",
]
