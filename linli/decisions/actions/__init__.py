"""The only writes of this room."""

from linli.decisions.actions.allowing import allow_money, money_left, name_hand
from linli.decisions.actions.ideas import answer_idea, give_idea
from linli.decisions.actions.notice_objections import (
    answer_publication_objection,
    look_at_publication_objection,
    object_to_publication,
    remind_objections,
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
from linli.decisions.actions.stepping import do_step, fail_step, return_step
from linli.decisions.actions.telling_followers import follow_board, leave_board
from linli.decisions.actions.voting import call_vote, take_result

__all__ = [
    "Proposal",
    "PublicationDraft",
    "adopt_procedure",
    "allow_money",
    "answer_idea",
    "answer_publication_objection",
    "call_vote",
    "do_step",
    "edit_publication",
    "fail_step",
    "follow_board",
    "give_idea",
    "leave_board",
    "look_at_publication_objection",
    "money_left",
    "name_hand",
    "object_to_publication",
    "propose",
    "publish",
    "remind_due",
    "remind_objections",
    "return_step",
    "rewrite_text",
    "show_spot",
    "take_down",
    "take_result",
]
