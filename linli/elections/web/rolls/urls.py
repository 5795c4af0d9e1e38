"""Addresses of these pages."""

from django.urls import URLPattern, path

from linli.elections.web.rolls import desk, lines, objections, proxies, public

_DESK = "desk/rolls/<uuid:roll_id>/"
_LINE = "desk/rolls/lines/<uuid:line_id>/"
_ROLL = "rolls/<uuid:roll_id>/"
urlpatterns: list[URLPattern] = [
    path("rolls/", public.public_rolls, name="public_rolls"),
    path(_ROLL, public.roll_public, name="roll_public"),
    path(f"{_ROLL}digests.csv", public.roll_digests, name="roll_digests"),
    path(f"{_ROLL}mine/", public.roll_mine, name="roll_mine"),
    path(f"{_ROLL}mine/unlink", public.roll_unlink, name="roll_unlink"),
    path(f"{_ROLL}object/", public.roll_object, name="roll_object"),
    path("desk/rolls/", desk.rolls, name="rolls"),
    path("desk/rolls/new/", desk.roll_new, name="roll_new"),
    path("desk/rolls/template/<slug:kind>.xlsx", desk.roll_template, name="roll_template"),
    path(
        "desk/rolls/objections/<uuid:objection_id>/",
        objections.objection_answer,
        name="objection_answer",
    ),
    path(_LINE, lines.roll_line, name="roll_line"),
    path(f"{_LINE}change/", lines.roll_change, name="roll_change"),
    path(f"{_LINE}strike/", lines.roll_strike, name="roll_strike"),
    path(f"{_LINE}code/", lines.roll_code, name="roll_code"),
    path(_DESK, desk.roll_record, name="roll_record"),
    path(f"{_DESK}import/", desk.roll_import, name="roll_import"),
    path(f"{_DESK}publish/", desk.roll_publish, name="roll_publish"),
    path(f"{_DESK}freeze/", desk.roll_freeze, name="roll_freeze"),
    path(f"{_DESK}drop/", desk.roll_drop, name="roll_drop"),
    path(f"{_DESK}lines/", lines.roll_lines, name="roll_lines"),
    path(f"{_DESK}find/", lines.roll_find, name="roll_find"),
    path(f"{_DESK}add/", lines.roll_add, name="roll_add"),
    path(f"{_DESK}objections/", objections.roll_objections, name="roll_objections"),
    path(f"{_DESK}objections/alike/", objections.objections_alike, name="objections_alike"),
    path("desk/elections/<uuid:election_id>/proxies/", proxies.proxies, name="proxies"),
    path("desk/proxies/<uuid:proxy_id>/revoke/", proxies.proxy_revoke, name="proxy_revoke"),
]
