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
from linli.people.actions.bulk import Seating, staff_places
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

__all__ = [
    "PostedCode",
    "Seating",
    "appoint",
    "change_organisation",
    "change_post",
    "change_profile",
    "claim_dwelling",
    "close_account",
    "close_organisation",
    "close_post",
    "confirm_at_counter",
    "confirm_claim",
    "delegate",
    "end_deputy",
    "end_grant",
    "end_session",
    "end_sessions",
    "end_term",
    "establish_post",
    "forget_due",
    "forget_sign_ins",
    "found_organisation",
    "give_up_dwelling",
    "grant_administrator",
    "lock_account",
    "look_at_account",
    "look_at_claim",
    "may_fill",
    "open_account",
    "post_code",
    "reset_account",
    "send_code",
    "send_letter",
    "set_password",
    "set_sign_in_phone",
    "sign_up_resident",
    "staff_places",
    "unlock_account",
]
