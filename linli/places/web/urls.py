"""The addresses of places."""

from __future__ import annotations

from django.urls import URLPattern, path

from linli.places.web import changes, office, public, sheets

app_name = "places"
_DESK = "desk/places/<uuid:place_id>/"
urlpatterns: list[URLPattern] = [
    path("choose/", public.choose, name="choose"),
    path("places/find", public.find, name="find"),
    path("places/outlines.json", public.outlines, name="outlines"),
    path("places/<uuid:place_id>/", public.place_detail, name="place_detail"),
    path("places/<uuid:place_id>/shape.json", public.shape, name="shape"),
    path("desk/places/", office.places, name="places"),
    path(_DESK, office.place_record, name="place_record"),
    path(f"{_DESK}add/", changes.add_place, name="add_place"),
    path(f"{_DESK}name/", changes.rename_place, name="rename_place"),
    path(f"{_DESK}move/", changes.move_place, name="move_place"),
    path(f"{_DESK}leave/<slug:layer>/", changes.leave_overlay, name="leave_overlay"),
    path(f"{_DESK}end/", changes.end_place, name="end_place"),
    path(f"{_DESK}closed/", changes.mark_closed, name="mark_closed"),
    path(f"{_DESK}code/", changes.give_code, name="give_code"),
    path(f"{_DESK}alias/", changes.add_alias, name="add_alias"),
    path(f"{_DESK}alias/<uuid:alias_id>/drop/", changes.drop_alias, name="drop_alias"),
    path(f"{_DESK}outline/", changes.draw_place, name="draw_place"),
    path("setup/places/import", sheets.setup, name="setup"),
    path("setup/places/template.xlsx", sheets.import_template, name="import_template"),
]
