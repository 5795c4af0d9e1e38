"""The reads of this room."""

from linli.records.queries.attachments import (
    attachment_by_id,
    attachments_of,
    attachments_of_many,
    file_content,
    upload_by_token,
    upload_token,
)
from linli.records.queries.duties import (
    clock_of,
    duties_of,
    duties_to_look_at,
    open_duties,
)
from linli.records.queries.journal import (
    Fault,
    accesses_to,
    chain_holds_hash,
    digest_fields,
    entries_on,
    journal_faults,
    journal_head,
    journal_size,
    last_seal,
)
from linli.records.queries.outbox import inbox_of, unread_count
from linli.records.queries.rulebook import (
    calendar_for,
    forget_cached,
    local_rules,
    rule_in_force,
    saved_filters,
    shipped,
)
from linli.records.queries.tallies import tally_between, tally_by_place
from linli.records.rules import small_path

__all__ = [
    "Fault",
    "accesses_to",
    "attachment_by_id",
    "attachments_of",
    "attachments_of_many",
    "calendar_for",
    "chain_holds_hash",
    "clock_of",
    "digest_fields",
    "duties_of",
    "duties_to_look_at",
    "entries_on",
    "file_content",
    "forget_cached",
    "inbox_of",
    "journal_faults",
    "journal_head",
    "journal_size",
    "last_seal",
    "local_rules",
    "open_duties",
    "rule_in_force",
    "saved_filters",
    "shipped",
    "small_path",
    "tally_between",
    "tally_by_place",
    "unread_count",
    "upload_by_token",
    "upload_token",
]
