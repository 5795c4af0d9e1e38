"""The only writes of places; each names its actor and is in the journal."""

from linli.places.actions.drawing import set_outline, set_point
from linli.places.actions.ending import mark_closed, retire_place
from linli.places.actions.founding import found_sub_district
from linli.places.actions.importing import import_places
from linli.places.actions.naming import add_alias, drop_alias, give_code, rename_place
from linli.places.actions.redrawing import leave_overlay, redraw
from linli.places.actions.registering import (
    WrongPlace,
    add_place,
    register_place,
    register_places,
)

__all__ = [
    "WrongPlace",
    "add_alias",
    "add_place",
    "drop_alias",
    "found_sub_district",
    "give_code",
    "import_places",
    "leave_overlay",
    "mark_closed",
    "redraw",
    "register_place",
    "register_places",
    "rename_place",
    "retire_place",
    "set_outline",
    "set_point",
]
