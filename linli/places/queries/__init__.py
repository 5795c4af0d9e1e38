"""Reads of places; each names the sub-district first and the day where dates matter."""

from linli.places.queries.hosts import forget_sub_districts, sub_district, sub_district_of_host
from linli.places.queries.lists import (
    Gaps,
    History,
    child_counts,
    children,
    communities,
    compounds,
    dwellings_of,
    gaps,
    history,
    name_on,
    place,
    place_by_code,
    place_counts,
    places,
    places_of_kind,
    root,
)
from linli.places.queries.search import PUBLIC_KINDS, Found, places_named, places_near
from linli.places.queries.tree import Above, ancestors, ancestors_of_many, descendants

__all__ = [
    "PUBLIC_KINDS",
    "Above",
    "Found",
    "Gaps",
    "History",
    "ancestors",
    "ancestors_of_many",
    "child_counts",
    "children",
    "communities",
    "compounds",
    "descendants",
    "dwellings_of",
    "forget_sub_districts",
    "gaps",
    "history",
    "name_on",
    "place",
    "place_by_code",
    "place_counts",
    "places",
    "places_named",
    "places_near",
    "places_of_kind",
    "root",
    "sub_district",
    "sub_district_of_host",
]
