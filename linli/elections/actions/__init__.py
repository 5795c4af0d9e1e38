"""The only writes of this room."""

from linli.elections.actions.announcing import announce_result
from linli.elections.actions.box_calls import call_box, carry_box, note_spoiled
from linli.elections.actions.box_opening import take_opening
from linli.elections.actions.boxing import set_up_box
from linli.elections.actions.calendar import do_step, return_step
from linli.elections.actions.calendar_reminding import remind_due
from linli.elections.actions.calling import Terms, call_election, choose_roll, set_terms, set_times
from linli.elections.actions.cancelling import cancel_election
from linli.elections.actions.candidates import (
    Nomination,
    consent,
    consent_on_paper,
    decide_eligibility,
    fix_candidates,
    nominate,
    withdraw,
)
from linli.elections.actions.casting import Cast, cast_ballot
from linli.elections.actions.closing import close_due, close_voting
from linli.elections.actions.credentials import take_credentials
from linli.elections.actions.deliveries import plan_deliveries, record_delivery, remind_voters
from linli.elections.actions.forgetting import forget_due
from linli.elections.actions.methods import adopt_method
from linli.elections.actions.notices import NoticeDraft, post_notice, show_notice, take_notice_down
from linli.elections.actions.officials import name_official, release_official
from linli.elections.actions.opening import open_voting
from linli.elections.actions.paper_ballots import print_paper_ballots
from linli.elections.actions.paper_boxes import (
    correct_box_entry,
    count_box_with,
    open_paper_box,
    seal_paper_box,
    set_up_paper_box,
)
from linli.elections.actions.paper_counts import enter_paper_count, enter_paper_vote
from linli.elections.actions.poll_book import Help, hand_out_ballot, put_in_box, replace_ballot
from linli.elections.actions.proxies import give_proxy, revoke_proxy
from linli.elections.actions.rerun import call_rerun
from linli.elections.actions.roll_corrections import correct_roll
from linli.elections.actions.roll_import import RollCount, RowSaid, import_roll
from linli.elections.actions.roll_links import (
    line_code,
    link_line,
    look_at_line,
    look_at_lines,
    unlink_line,
)
from linli.elections.actions.roll_objections import (
    answer_alike,
    answer_objection,
    look_at_objection,
    object_to_roll,
)
from linli.elections.actions.rollcall import Said, answer_roll_call, name_members
from linli.elections.actions.rolls import (
    draft_roll,
    drop_roll,
    freeze_roll,
    publish_roll,
    require_roll_for_voting,
)
from linli.elections.actions.signed import cast_signed
from linli.elections.actions.signed_opening import open_due, open_step
from linli.elections.actions.signed_pack import take_tellers_pack
from linli.elections.actions.tallying import tally_due, tally_step
from linli.elections.actions.templates import adopt_calendar
from linli.elections.actions.trustees import (
    NamedTrustee,
    name_trustees,
    new_trustee_link,
    report_lost_key,
    take_certificate,
    take_polynomial,
    take_verification,
)
from linli.elections.actions.turnout import show_turnout_due

__all__ = [
    "Cast",
    "Help",
    "NamedTrustee",
    "Nomination",
    "NoticeDraft",
    "RollCount",
    "RowSaid",
    "Said",
    "Terms",
    "adopt_calendar",
    "adopt_method",
    "announce_result",
    "answer_alike",
    "answer_objection",
    "answer_roll_call",
    "call_box",
    "call_election",
    "call_rerun",
    "cancel_election",
    "carry_box",
    "cast_ballot",
    "cast_signed",
    "choose_roll",
    "close_due",
    "close_voting",
    "consent",
    "consent_on_paper",
    "correct_box_entry",
    "correct_roll",
    "count_box_with",
    "decide_eligibility",
    "do_step",
    "draft_roll",
    "drop_roll",
    "enter_paper_count",
    "enter_paper_vote",
    "fix_candidates",
    "forget_due",
    "freeze_roll",
    "give_proxy",
    "hand_out_ballot",
    "import_roll",
    "line_code",
    "link_line",
    "look_at_line",
    "look_at_lines",
    "look_at_objection",
    "name_members",
    "name_official",
    "name_trustees",
    "new_trustee_link",
    "nominate",
    "note_spoiled",
    "object_to_roll",
    "open_due",
    "open_paper_box",
    "open_step",
    "open_voting",
    "plan_deliveries",
    "post_notice",
    "print_paper_ballots",
    "publish_roll",
    "put_in_box",
    "record_delivery",
    "release_official",
    "remind_due",
    "remind_voters",
    "replace_ballot",
    "report_lost_key",
    "require_roll_for_voting",
    "return_step",
    "revoke_proxy",
    "seal_paper_box",
    "set_terms",
    "set_times",
    "set_up_box",
    "set_up_paper_box",
    "show_notice",
    "show_turnout_due",
    "take_certificate",
    "take_credentials",
    "take_notice_down",
    "take_opening",
    "take_polynomial",
    "take_tellers_pack",
    "take_verification",
    "tally_due",
    "tally_step",
    "unlink_line",
    "withdraw",
]
