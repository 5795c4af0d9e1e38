"""The addresses of the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from linli.cases.web import (
    desk,
    desk_calls,
    desk_export,
    desk_intake,
    desk_small,
    desk_sort,
)

_CASE = "desk/<uuid:case_id>"
urlpatterns: list[URLPattern] = [
    path("desk/", desk.desk, name="desk"),
    path("desk/sort/", desk_sort.desk_sort, name="desk_sort"),
    path("desk/export/", desk_export.desk_export, name="desk_export"),
    path("desk/find-place/", desk_small.desk_places, name="desk_places"),
    path("desk/report/", desk_intake.desk_report, name="desk_report"),
    path("desk/report/<str:number>/", desk_intake.desk_report_done, name="desk_report_done"),
    path("desk/follow-ups/", desk_calls.follow_ups, name="follow_ups"),
    path("desk/follow-ups/<uuid:call_id>/", desk_calls.follow_up, name="follow_up"),
    path("desk/filters/save/", desk.save_filter, name="save_filter"),
    path("desk/filters/<uuid:filter_id>/drop/", desk.drop_filter, name="drop_filter"),
    path(f"{_CASE}/", desk.case_detail, name="case_detail"),
    path(f"{_CASE}/contact/", desk.case_contact, name="case_contact"),
    path(f"{_CASE}/tasks/<uuid:task_id>/done/", desk_small.finish_task, name="finish_task"),
    path(f"{_CASE}/help/<uuid:post_id>/end/", desk_small.end_help, name="end_help"),
    path(f"{_CASE}/links/<uuid:hand_over_id>/revoke/", desk_small.revoke_link, name="revoke_link"),
    path(f"{_CASE}/<slug:act>/", desk.case_act, name="case_act"),
]
