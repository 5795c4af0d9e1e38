"""The addresses of the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from linli.cases.web.desk import calls, cases, export, intake, small, sort

_CASE = "desk/<uuid:case_id>"
urlpatterns: list[URLPattern] = [
    path("desk/", cases.desk, name="desk"),
    path("desk/sort/", sort.desk_sort, name="desk_sort"),
    path("desk/export/", export.desk_export, name="desk_export"),
    path("desk/find-place/", small.desk_places, name="desk_places"),
    path("desk/report/", intake.desk_report, name="desk_report"),
    path("desk/report/<str:number>/", intake.desk_report_done, name="desk_report_done"),
    path("desk/follow-ups/", calls.follow_ups, name="follow_ups"),
    path("desk/follow-ups/<uuid:call_id>/", calls.follow_up, name="follow_up"),
    path("desk/filters/save/", cases.save_filter, name="save_filter"),
    path("desk/filters/<uuid:filter_id>/drop/", cases.drop_filter, name="drop_filter"),
    path(f"{_CASE}/", cases.case_detail, name="case_detail"),
    path(f"{_CASE}/contact/", cases.case_contact, name="case_contact"),
    path(f"{_CASE}/tasks/<uuid:task_id>/done/", small.finish_task, name="finish_task"),
    path(f"{_CASE}/help/<uuid:post_id>/end/", small.end_help, name="end_help"),
    path(f"{_CASE}/links/<uuid:hand_over_id>/revoke/", small.revoke_link, name="revoke_link"),
    path(f"{_CASE}/<slug:act>/", cases.case_act, name="case_act"),
]
