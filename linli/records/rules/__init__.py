"""The arithmetic of this room: hashes and chains, waits, and what may be uploaded."""

from linli.evidence.journal import Link, entry_digest
from linli.records.rules.journal import (
    GENESIS,
    LONGEST_WRITE,
    SEAL_AT_MOST,
    body_hash,
    id_floor,
    member_lines,
    members_in,
    text_proof,
)
from linli.records.rules.names import letter_key, require_letter, room_name
from linli.records.rules.outbox import (
    BACK_OFF_MINUTES,
    LEASE,
    REPEATABLE,
    TOO_OLD,
    next_try_after,
)
from linli.records.rules.pdf import PdfFault, pdf_fault
from linli.records.rules.uploads import (
    ENDINGS,
    LONG_SIDE,
    MAX_BYTES,
    MAX_PIXELS,
    ORPHAN_AFTER,
    PDF,
    PICTURES,
    SMALL_SIDE,
    Prepared,
    kept_name,
    small_path,
    stored_path,
)

__all__ = [
    "BACK_OFF_MINUTES",
    "ENDINGS",
    "GENESIS",
    "LEASE",
    "LONGEST_WRITE",
    "LONG_SIDE",
    "MAX_BYTES",
    "MAX_PIXELS",
    "ORPHAN_AFTER",
    "PDF",
    "PICTURES",
    "REPEATABLE",
    "SEAL_AT_MOST",
    "SMALL_SIDE",
    "TOO_OLD",
    "Link",
    "PdfFault",
    "Prepared",
    "body_hash",
    "entry_digest",
    "id_floor",
    "kept_name",
    "letter_key",
    "member_lines",
    "members_in",
    "next_try_after",
    "pdf_fault",
    "require_letter",
    "room_name",
    "small_path",
    "stored_path",
    "text_proof",
]
