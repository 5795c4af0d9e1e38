"""The sheet of places that an office fills in."""

from linli.places.documents.place_sheet import TEMPLATE_NAME, rows_of_sheet, write_template
from linli.places.documents.waiting import drop_sheet, keep_sheet, kept_sheet

__all__ = [
    "TEMPLATE_NAME",
    "drop_sheet",
    "keep_sheet",
    "kept_sheet",
    "rows_of_sheet",
    "write_template",
]
