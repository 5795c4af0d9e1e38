"""The only writes of this room."""

from linli.decisions.actions.allowing import allow_money, money_left, name_hand
from linli.decisions.actions.call_checks import (
    answer_call,
    check_signatures,
    conclude_check,
    look_at_signatures,
)
from linli.decisions.actions.calls import (
    enter_paper_signature,
    hand_in_call,
    not_a_signer,
    sign_call,
    start_call,
    take_back_call,
    withdraw_signature,
)
from linli.decisions.actions.consulting import (
    Way,
    close_consultation,
    open_consultation,
    prefer_option,
)
from linli.decisions.actions.ideas import answer_idea, give_idea
from linli.decisions.actions.ideas_forgetting import forget_ideas
from linli.decisions.actions.interviewing import keep_interview
from linli.decisions.actions.meeting_notices import (
    confirm_notice,
    give_notice,
    prove_notice,
    take_notice_back,
)
from linli.decisions.actions.meetings import (
    Item,
    MeetingDraft,
    Person,
    add_item,
    bid,
    call_meeting,
    cancel_meeting,
    drop_item,
    give_part,
    set_meeting,
    unbid,
)
from linli.decisions.actions.minutes import keep_minutes, keep_scan, sign_minutes
from linli.decisions.actions.notice_objections import (
    answer_publication_objection,
    forget_objectors,
    look_at_publication_objection,
    object_to_publication,
    remind_objections,
)
from linli.decisions.actions.papers import (
    adopt_pact,
    change_pact,
    draft_pact,
    file_pact,
    keep_affairs,
    publish_affairs,
)
from linli.decisions.actions.participation_clock import forget_participation, remind_participation
from linli.decisions.actions.presence import (
    ask_leave,
    end_meeting,
    keep_presence,
    sign_in,
    start_meeting,
)
from linli.decisions.actions.procedures import adopt_procedure
from linli.decisions.actions.proposing import Proposal, propose, rewrite_text
from linli.decisions.actions.publishing import (
    PublicationDraft,
    edit_publication,
    publish,
    show_spot,
    take_down,
)
from linli.decisions.actions.reminding import remind_due
from linli.decisions.actions.saying import answer_voice, look_at_voice, raise_voice
from linli.decisions.actions.stepping import do_step, fail_step, return_step
from linli.decisions.actions.telling_followers import follow_board, leave_board
from linli.decisions.actions.voices import (
    ask_follow_up,
    close_item,
    keep_course,
    recuse,
    settle_follow_up,
    speak,
)
from linli.decisions.actions.voting import call_vote, take_result
from linli.decisions.actions.withdrawal_plan import (
    meet_milestone,
    move_milestone,
    plan_milestone,
    remind_withdrawals,
)
from linli.decisions.actions.withdrawals import (
    ProblemDraft,
    WithdrawalDraft,
    close_withdrawal,
    lead_on,
    meet_problem,
    name_task_member,
    note_problem,
    open_withdrawal,
    release_task_member,
    start_withdrawal_election,
)

__all__ = [
    "Item",
    "MeetingDraft",
    "Person",
    "ProblemDraft",
    "Proposal",
    "PublicationDraft",
    "Way",
    "WithdrawalDraft",
    "add_item",
    "adopt_pact",
    "adopt_procedure",
    "allow_money",
    "answer_call",
    "answer_idea",
    "answer_publication_objection",
    "answer_voice",
    "ask_follow_up",
    "ask_leave",
    "bid",
    "call_meeting",
    "call_vote",
    "cancel_meeting",
    "change_pact",
    "check_signatures",
    "close_consultation",
    "close_item",
    "close_withdrawal",
    "conclude_check",
    "confirm_notice",
    "do_step",
    "draft_pact",
    "drop_item",
    "edit_publication",
    "end_meeting",
    "enter_paper_signature",
    "fail_step",
    "file_pact",
    "follow_board",
    "forget_ideas",
    "forget_objectors",
    "forget_participation",
    "give_idea",
    "give_notice",
    "give_part",
    "hand_in_call",
    "keep_affairs",
    "keep_course",
    "keep_interview",
    "keep_minutes",
    "keep_presence",
    "keep_scan",
    "lead_on",
    "leave_board",
    "look_at_publication_objection",
    "look_at_signatures",
    "look_at_voice",
    "meet_milestone",
    "meet_problem",
    "money_left",
    "move_milestone",
    "name_hand",
    "name_task_member",
    "not_a_signer",
    "note_problem",
    "object_to_publication",
    "open_consultation",
    "open_withdrawal",
    "plan_milestone",
    "prefer_option",
    "propose",
    "prove_notice",
    "publish",
    "publish_affairs",
    "raise_voice",
    "recuse",
    "release_task_member",
    "remind_due",
    "remind_objections",
    "remind_participation",
    "remind_withdrawals",
    "return_step",
    "rewrite_text",
    "set_meeting",
    "settle_follow_up",
    "show_spot",
    "sign_call",
    "sign_in",
    "sign_minutes",
    "speak",
    "start_call",
    "start_meeting",
    "start_withdrawal_election",
    "take_back_call",
    "take_down",
    "take_notice_back",
    "take_result",
    "unbid",
    "withdraw_signature",
]
