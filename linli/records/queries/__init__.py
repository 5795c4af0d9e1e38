"""The reads of this room."""

from linli.records.queries.attachments import (
    attachment_by_id,
    attachments_of,
    attachments_of_many,
    file_content,
    upload_by_token,
    upload_token,
)
from linli.records.queries.calendar import DayShown, days_shown
from linli.records.queries.clockwork import clock_faults
from linli.records.queries.duties import (
    clock_of,
    duties_of,
    duties_of_post,
    duties_to_look_at,
    open_duties,
    open_duties_of_many,
)
from linli.records.queries.houses import sub_district_ids
from linli.records.queries.journal import (
    Fault,
    accesses_to,
    acts_shown,
    chain_holds_hash,
    digest_fields,
    entries_on,
    journal_faults,
    journal_head,
    journal_size,
    last_seal,
    oldest_unsealed,
    readings_shown,
)
from linli.records.queries.outbox import (
    MAY_SEE_OUTBOX,
    inbox_of,
    lost_messages,
    unread_count,
    waiting_counts,
)
from linli.records.queries.own_rows import accesses_as_rows, own_attachments
from linli.records.queries.proofs import evidence_head, journal_proof
from linli.records.queries.rulebook import (
    calendar_for,
    forget_rules,
    kept_until,
    local_rules,
    read_rules_anew,
    rule_in_force,
    saved_filters,
    shipped,
)
from linli.records.queries.rulewords import (
    Adopted,
    ShownRule,
    adopted_for,
    groups,
    in_words,
    rule_shown,
    rules_shown,
    value_in_words,
)
from linli.records.queries.tallies import tally_between, tally_by_place
from linli.records.queries.wording import Worded, full_link, worded
from linli.records.rules import small_path

__all__ = [
    "MAY_SEE_OUTBOX",
    "Adopted",
    "DayShown",
    "Fault",
    "ShownRule",
    "Worded",
    "accesses_as_rows",
    "accesses_to",
    "acts_shown",
    "adopted_for",
    "attachment_by_id",
    "attachments_of",
    "attachments_of_many",
    "calendar_for",
    "chain_holds_hash",
    "clock_faults",
    "clock_of",
    "days_shown",
    "digest_fields",
    "duties_of",
    "duties_of_post",
    "duties_to_look_at",
    "entries_on",
    "evidence_head",
    "file_content",
    "forget_rules",
    "full_link",
    "groups",
    "in_words",
    "inbox_of",
    "journal_faults",
    "journal_head",
    "journal_proof",
    "journal_size",
    "kept_until",
    "last_seal",
    "local_rules",
    "lost_messages",
    "oldest_unsealed",
    "open_duties",
    "open_duties_of_many",
    "own_attachments",
    "read_rules_anew",
    "readings_shown",
    "rule_in_force",
    "rule_shown",
    "rules_shown",
    "saved_filters",
    "shipped",
    "small_path",
    "sub_district_ids",
    "tally_between",
    "tally_by_place",
    "unread_count",
    "upload_by_token",
    "upload_token",
    "value_in_words",
    "waiting_counts",
    "worded",
]
