"""What may lie in what, dated spans, names, codes, sheets, and who may change places."""

from linli.places.rules.codes import CODE_SCHEMES, CodeScheme, code_fits
from linli.places.rules.dates import Lies, Span, TooEarly, moved
from linli.places.rules.import_row import PlaceCount, PlaceRow, RowFault
from linli.places.rules.kinds import (
    PARENT_KINDS,
    TREE_PARENTS,
    Layer,
    PlaceKind,
    SiteKind,
    layer_of,
    may_lie_in,
)
from linli.places.rules.names import (
    counted,
    folded,
    search_words,
    short_fault,
    tidy_name,
    tidy_short,
)
from linli.places.rules.new_place import NewPlace, Parent, Wrong, what_is_wrong
from linli.places.rules.shape import Drawn, drawn
from linli.places.rules.who import may_manage, may_manage_all

__all__ = [
    "CODE_SCHEMES",
    "PARENT_KINDS",
    "TREE_PARENTS",
    "CodeScheme",
    "Drawn",
    "Layer",
    "Lies",
    "NewPlace",
    "Parent",
    "PlaceCount",
    "PlaceKind",
    "PlaceRow",
    "RowFault",
    "SiteKind",
    "Span",
    "TooEarly",
    "Wrong",
    "code_fits",
    "counted",
    "drawn",
    "folded",
    "layer_of",
    "may_lie_in",
    "may_manage",
    "may_manage_all",
    "moved",
    "search_words",
    "short_fault",
    "tidy_name",
    "tidy_short",
    "what_is_wrong",
]
