"""The sheet of places that an office fills in."""

from linli.places.documents.place_sheet import TEMPLATE_NAME, rows_of_sheet, write_template

__all__ = ["TEMPLATE_NAME", "rows_of_sheet", "write_template"]
