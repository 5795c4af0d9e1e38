"""The only writes of this room."""

from linli.cases.actions.categories import (
    add_category,
    change_category,
    drop_route,
    import_categories,
    set_route,
)
from linli.cases.actions.ending import merge_case, press_case, transfer_case, undo_last
from linli.cases.actions.following import follow_case
from linli.cases.actions.forgetting import forget_due
from linli.cases.actions.helping import add_sub_task, assist, end_assist, finish_sub_task
from linli.cases.actions.histories import record_histories
from linli.cases.actions.importing import import_cases
from linli.cases.actions.knowledge import (
    change_article,
    drop_template,
    publish_article,
    retire_article,
    write_article,
    write_template,
)
from linli.cases.actions.opening import open_case
from linli.cases.actions.publishing import publish_case, record_follow_up, unpublish_case
from linli.cases.actions.reading import Contact, open_contact, read_case
from linli.cases.actions.referring import extend_case, object_to_case
from linli.cases.actions.reminding import remind_due
from linli.cases.actions.sealing import (
    answer_sealing,
    move_to_sealed_room,
    offer_sealing,
    take_back_agreement,
)
from linli.cases.actions.search_index import index_words
from linli.cases.actions.sender import (
    add_words,
    answer_question,
    next_up,
    rate_case,
    take_rating,
    withdraw_case,
)
from linli.cases.actions.sorting import dispatch_case, return_case, sort_case, sort_many
from linli.cases.actions.waiting import (
    ask_sender,
    hand_over,
    hand_over_result,
    open_hand_over,
    pause_case,
    resume_case,
    revoke_hand_over,
)
from linli.cases.actions.working import (
    accept_case,
    add_note,
    answer_case,
    approve_answer,
    close_case,
    draft_answer,
    send_back_answer,
    start_work,
)

__all__ = [
    "Contact",
    "accept_case",
    "add_category",
    "add_note",
    "add_sub_task",
    "add_words",
    "answer_case",
    "answer_question",
    "answer_sealing",
    "approve_answer",
    "ask_sender",
    "assist",
    "change_article",
    "change_category",
    "close_case",
    "dispatch_case",
    "draft_answer",
    "drop_route",
    "drop_template",
    "end_assist",
    "extend_case",
    "finish_sub_task",
    "follow_case",
    "forget_due",
    "hand_over",
    "hand_over_result",
    "import_cases",
    "import_categories",
    "index_words",
    "merge_case",
    "move_to_sealed_room",
    "next_up",
    "object_to_case",
    "offer_sealing",
    "open_case",
    "open_contact",
    "open_hand_over",
    "pause_case",
    "press_case",
    "publish_article",
    "publish_case",
    "rate_case",
    "read_case",
    "record_follow_up",
    "record_histories",
    "remind_due",
    "resume_case",
    "retire_article",
    "return_case",
    "revoke_hand_over",
    "send_back_answer",
    "set_route",
    "sort_case",
    "sort_many",
    "start_work",
    "take_back_agreement",
    "take_rating",
    "transfer_case",
    "undo_last",
    "unpublish_case",
    "withdraw_case",
    "write_article",
    "write_template",
]
