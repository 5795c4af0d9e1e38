"""The residents' addresses of this room."""

from __future__ import annotations

from django.urls import URLPattern, path

from linli.cases.web.resident import follow, follow_sealing, mine, outside, public, report

urlpatterns: list[URLPattern] = [
    path("report/", report.report_what, name="report_what"),
    path("report/where/", report.report_where, name="report_where"),
    path("report/contact/", report.report_contact, name="report_contact"),
    path("report/check/", report.report_check, name="report_check"),
    path("report/send/", report.report_send, name="report_send"),
    path("report/likely/", report.report_likely, name="report_likely"),
    path("report/done/<str:number>/", report.report_done, name="report_done"),
    path("follow/", follow.follow, name="follow"),
    path("follow/<str:number>/", follow.follow_case, name="follow_case"),
    path("follow/<str:number>/answer/", follow.follow_answer, name="follow_answer"),
    path("follow/<str:number>/rate/", follow.follow_rate, name="follow_rate"),
    path("follow/<str:number>/sealing/", follow_sealing.follow_sealing, name="follow_sealing"),
    path("follow/<str:number>/add/", follow.follow_add, name="follow_add"),
    path("follow/<str:number>/withdraw/", follow.follow_withdraw, name="follow_withdraw"),
    path("follow/<str:number>/readers/", follow.follow_readers, name="follow_readers"),
    path("follow/<str:number>/forget/", follow.follow_forget, name="follow_forget"),
    path("my/", mine.my_cases, name="my_cases"),
    path("answers/", public.answer_list, name="answer_list"),
    path("answers/<uuid:case_id>/", public.answer_detail, name="answer_detail"),
    path("howto/", public.howto_list, name="howto_list"),
    path("howto/<slug:slug>/", public.howto_detail, name="howto_detail"),
    path("outside/<str:token>/", outside.outside, name="outside"),
]
