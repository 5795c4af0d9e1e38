"""Papers of elections out of plain data."""

from linli.elections.documents.evidence import add_election, write_evidence
from linli.elections.documents.papers import Draft, document_title, notice_draft, paper_of
from linli.elections.documents.tellers_pack import recount_pack, tellers_pack
from linli.records.documents import WRITERS, Paper, docx_of, pdf_of

__all__ = [
    "WRITERS",
    "Draft",
    "Paper",
    "add_election",
    "document_title",
    "docx_of",
    "notice_draft",
    "paper_of",
    "pdf_of",
    "recount_pack",
    "tellers_pack",
    "write_evidence",
]
