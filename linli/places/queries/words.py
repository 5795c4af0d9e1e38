"""What kinds of places are called."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linli.places.rules import CodeScheme, PlaceKind, SiteKind

KIND_WORDS: dict[str, Promise] = {
    PlaceKind.SUB_DISTRICT: _("sub-district"),
    PlaceKind.COMMUNITY: _("community"),
    PlaceKind.COMPOUND: _("compound"),
    PlaceKind.BUILDING: _("building"),
    PlaceKind.ENTRANCE: _("entrance"),
    PlaceKind.DWELLING: _("dwelling"),
    PlaceKind.PATCH: _("patch"),
    PlaceKind.RESIDENTS_GROUP: _("residents' group"),
    PlaceKind.GRID_CELL: _("grid cell"),
    PlaceKind.KEY_SITE: _("key site"),
}
SITE_WORDS: dict[str, Promise] = {
    SiteKind.SCHOOL: _("school"),
    SiteKind.HOSPITAL: _("hospital or health station"),
    SiteKind.BUSINESS: _("business"),
    SiteKind.OFFICE: _("office or service station"),
    SiteKind.COMMON_PART: _("common part"),
    SiteKind.OTHER: _("other site"),
}
SCHEME_WORDS: dict[str, Promise] = {
    CodeScheme.DIVISION: _("administrative division code"),
    CodeScheme.STATISTICAL: _("statistical division code"),
    CodeScheme.GRID: _("grid code"),
    CodeScheme.LOCAL: _("local code"),
}


def kind_word(kind: str) -> str:
    """A kind of place in the reader's language."""
    return str(KIND_WORDS.get(kind, kind))


def scheme_word(scheme: str) -> str:
    """A code's scheme in the reader's language."""
    return str(SCHEME_WORDS.get(scheme, scheme))


def site_word(site_kind: str) -> str:
    """A kind of key site in the reader's language."""
    return str(SITE_WORDS.get(site_kind, site_kind))
