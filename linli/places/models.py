"""Places and what they belong to, each with dates.

A place's key is opaque. Names, codes and parentage change with dates, so that a report
about last year still adds up after a redrawing. `valid_to` is always the last day of force;
empty means still in force.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from linli.places.rules import CodeScheme, Layer, PlaceKind
from linli.tenancy.dated import Dated
from linli.tenancy.models import TenantFK, TenantModel, new_id


class SubDistrict(models.Model):
    """A sub-district: the tenant. A reference table, small and seldom written."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=60)
    is_demo = models.BooleanField(default=False)
    host = models.CharField(max_length=100, blank=True)
    """The web address that means this sub-district, where one server holds several."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["host"], condition=~Q(host=""), name="sub_district_host"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Place(Dated):
    """A place of any kind, from the sub-district itself down to a dwelling.

    Points and boxes are WGS-84 in integers of 1e-7 degree; `outline` is GeoJSON text.
    `short` begins record numbers and stays free of personal data.
    """

    kind = models.CharField(max_length=20, choices=PlaceKind.choices())
    name = models.CharField(max_length=80)
    short = models.CharField(max_length=12, blank=True)
    closed_compound = models.BooleanField(default=False)
    site_kind = models.CharField(max_length=20, blank=True)
    lat_e7 = models.IntegerField(null=True)
    lng_e7 = models.IntegerField(null=True)
    south_e7 = models.IntegerField(null=True)
    west_e7 = models.IntegerField(null=True)
    north_e7 = models.IntegerField(null=True)
    east_e7 = models.IntegerField(null=True)
    outline = models.TextField(blank=True)
    geometry_invented = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    """Grows with every change; a form names the version it saw."""

    class Meta:
        indexes = [
            models.Index(fields=["sub_district", "kind", "name"], name="place_kind_name"),
            models.Index(
                fields=["sub_district", "south_e7", "north_e7", "west_e7", "east_e7"],
                name="place_box",
                condition=~Q(south_e7=None),
            ),
        ]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["sub_district"],
                condition=Q(kind=PlaceKind.SUB_DISTRICT.value),
                name="place_one_root",
            ),
            models.CheckConstraint(
                condition=Q(lat_e7=None) | Q(lat_e7__range=(-900_000_000, 900_000_000)),
                name="place_lat_range",
            ),
            models.CheckConstraint(
                condition=Q(lng_e7=None) | Q(lng_e7__range=(-1_800_000_000, 1_800_000_000)),
                name="place_lng_range",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Parentage(Dated):
    """`child` lies in `parent` for a span of days, in one layer: the tree or an overlay.

    At most one parent is in force in a layer on a day. The table itself allows one open
    entry a layer and one beginning a day; that closed spans do not overlap is the actions' work.
    """

    child = TenantFK(Place, on_delete=models.CASCADE, related_name="parentages", db_index=False)
    parent = TenantFK(Place, on_delete=models.PROTECT, related_name="childships", db_index=False)
    layer = models.CharField(max_length=20, choices=Layer.choices())
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["sub_district", "parent", "valid_from"], name="parentage_parent"),
        ]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["sub_district", "child", "layer", "valid_from"], name="parentage_once"
            ),
            models.UniqueConstraint(
                fields=["sub_district", "child", "layer"],
                condition=Q(valid_to=None),
                name="parentage_one_open",
            ),
            models.CheckConstraint(condition=~Q(child=F("parent")), name="parentage_not_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.child_id} in {self.parent_id}"


class PlaceCode(Dated):
    """A code that some scheme gave a place for a time; identity never rests on it."""

    place = TenantFK(Place, on_delete=models.CASCADE, related_name="codes", db_index=False)
    scheme = models.CharField(max_length=20, choices=CodeScheme.choices())
    code = models.CharField(max_length=30)

    class Meta:
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["sub_district", "scheme", "code", "valid_from"], name="place_code_once"
            ),
            models.UniqueConstraint(
                fields=["sub_district", "place", "scheme", "valid_from"], name="place_code_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.code}"


class PlaceAlias(TenantModel):
    """Another name people use for a place, or the name it bore until it was renamed."""

    place = TenantFK(Place, on_delete=models.CASCADE, related_name="aliases", db_index=False)
    name = models.CharField(max_length=80)
    former = models.BooleanField(default=False)
    """It was the place's own name; then it has dates."""
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "place", "name"],
                condition=Q(former=False),
                name="place_alias_once",
            ),
            models.UniqueConstraint(
                fields=["sub_district", "place", "valid_from"],
                condition=Q(former=True),
                name="place_former_name_once",
            ),
            models.CheckConstraint(
                condition=Q(former=False) | Q(valid_from__isnull=False, valid_to__isnull=False),
                name="place_former_name_dated",
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to__gte=F("valid_from")),
                name="place_alias_dates_in_order",
            ),
        ]
        indexes = [models.Index(fields=["sub_district", "name"], name="place_alias_name")]

    def __str__(self) -> str:
        return self.name
