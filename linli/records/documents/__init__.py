"""Files in and out that every room uses."""

from linli.records.documents.cells import instant_of, text_of, whole_of
from linli.records.documents.sheets import (
    SheetPage,
    SheetRow,
    Source,
    headings_of,
    read_sheet,
    write_book,
    write_sheet,
)

__all__ = [
    "SheetPage",
    "SheetRow",
    "Source",
    "headings_of",
    "instant_of",
    "read_sheet",
    "text_of",
    "whole_of",
    "write_book",
    "write_sheet",
]
