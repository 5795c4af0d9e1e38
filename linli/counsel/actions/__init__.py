"""What may be done in the room of sealed files."""

from linli.counsel.actions.forgetting import erase_day, erase_file, forget_due
from linli.counsel.actions.glass import (
    answer_glass,
    ask_glass,
    look_through_glass,
    paper_through_glass,
    reason_of,
)
from linli.counsel.actions.guardians import confirm_guardian, end_guardian, name_guardian
from linli.counsel.actions.keeping import (
    declare_lost,
    drop_old_masters,
    make_master,
    turn_master,
    turn_team_key,
    wrap_files_anew,
)
from linli.counsel.actions.opening import open_for_party, open_for_team
from linli.counsel.actions.papers import (
    keep_paper,
    open_own_paper,
    open_paper,
    put_paper,
    sweep_papers,
)
from linli.counsel.actions.succession import answer_succession, propose_director
from linli.counsel.actions.taking import take_from_case
from linli.counsel.actions.talks import (
    book_talk,
    cancel_own_talk,
    cancel_talk,
    confirm_talk,
    end_talk,
    enter_hours,
    forget_talks,
    open_contact,
)
from linli.counsel.actions.teams import add_member, end_member, end_members_gone, open_team

__all__ = [
    "add_member",
    "answer_glass",
    "answer_succession",
    "ask_glass",
    "book_talk",
    "cancel_own_talk",
    "cancel_talk",
    "confirm_guardian",
    "confirm_talk",
    "declare_lost",
    "drop_old_masters",
    "end_guardian",
    "end_member",
    "end_members_gone",
    "end_talk",
    "enter_hours",
    "erase_day",
    "erase_file",
    "forget_due",
    "forget_talks",
    "keep_paper",
    "look_through_glass",
    "make_master",
    "name_guardian",
    "open_contact",
    "open_for_party",
    "open_for_team",
    "open_own_paper",
    "open_paper",
    "open_team",
    "paper_through_glass",
    "propose_director",
    "put_paper",
    "reason_of",
    "sweep_papers",
    "take_from_case",
    "turn_master",
    "turn_team_key",
    "wrap_files_anew",
]
