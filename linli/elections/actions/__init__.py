"""The only writes of this room."""

from linli.elections.actions.announcing import announce_result
from linli.elections.actions.box_opening import take_opening
from linli.elections.actions.boxing import set_up_box
from linli.elections.actions.calendar import do_step, return_step
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
from linli.elections.actions.forgetting import forget_due
from linli.elections.actions.notices import NoticeDraft, post_notice, show_notice, take_notice_down
from linli.elections.actions.officials import name_official, release_official
from linli.elections.actions.opening import open_voting
from linli.elections.actions.roll_import import RollCount, RowSaid, import_roll
from linli.elections.actions.rolls import (
    draft_roll,
    drop_roll,
    freeze_roll,
    publish_roll,
    require_roll_for_voting,
)
from linli.elections.actions.tallying import tally_due, tally_step
from linli.elections.actions.trustees import (
    NamedTrustee,
    name_trustees,
    new_trustee_link,
    report_lost_key,
    take_certificate,
    take_polynomial,
    take_verification,
)

__all__ = [
    "Cast",
    "NamedTrustee",
    "Nomination",
    "NoticeDraft",
    "RollCount",
    "RowSaid",
    "Terms",
    "announce_result",
    "call_election",
    "cancel_election",
    "cast_ballot",
    "choose_roll",
    "close_due",
    "close_voting",
    "consent",
    "consent_on_paper",
    "decide_eligibility",
    "do_step",
    "draft_roll",
    "drop_roll",
    "fix_candidates",
    "forget_due",
    "freeze_roll",
    "import_roll",
    "name_official",
    "name_trustees",
    "new_trustee_link",
    "nominate",
    "open_voting",
    "post_notice",
    "publish_roll",
    "release_official",
    "report_lost_key",
    "require_roll_for_voting",
    "return_step",
    "set_terms",
    "set_times",
    "set_up_box",
    "show_notice",
    "take_certificate",
    "take_credentials",
    "take_notice_down",
    "take_opening",
    "take_polynomial",
    "take_verification",
    "tally_due",
    "tally_step",
    "withdraw",
]
