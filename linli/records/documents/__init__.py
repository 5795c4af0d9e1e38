"""Files in and out that every room uses."""

from linli.records.documents.cells import instant_of, text_of, whole_of
from linli.records.documents.papers import Block, Paper, read_paper
from linli.records.documents.sheets import (
    SheetPage,
    SheetRow,
    Source,
    headings_of,
    read_sheet,
    write_book,
    write_sheet,
)
from linli.records.documents.written import FONTS, WRITERS, docx_of, pdf_of

__all__ = [
    "FONTS",
    "WRITERS",
    "Block",
    "Paper",
    "SheetPage",
    "SheetRow",
    "Source",
    "docx_of",
    "headings_of",
    "instant_of",
    "pdf_of",
    "read_paper",
    "read_sheet",
    "text_of",
    "whole_of",
    "write_book",
    "write_sheet",
]
