"""The residents' addresses of this room."""

from __future__ import annotations

from django.urls import URLPattern, path

from linli.cases.web import resident_report as report

urlpatterns: list[URLPattern] = [
    path("report/", report.report_what, name="report_what"),
    path("report/where/", report.report_where, name="report_where"),
    path("report/contact/", report.report_contact, name="report_contact"),
    path("report/check/", report.report_check, name="report_check"),
    path("report/send/", report.report_send, name="report_send"),
    path("report/likely/", report.report_likely, name="report_likely"),
    path("report/done/<str:number>/", report.report_done, name="report_done"),
]
