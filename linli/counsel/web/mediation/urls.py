"""Addresses of mediations: the room's desk, a side's own files, what others see."""

from django.urls import URLPattern, path

from linli.counsel.web.mediation import desk, my, others, papers

_ONE = "desk/files/<uuid:file_id>/"
_MINE = "my/files/<uuid:file_id>/"

urlpatterns: list[URLPattern] = [
    path("desk/files/", desk.files, name="files"),
    path("desk/files/new/", desk.new_file, name="new_file"),
    path("desk/files/request/<uuid:case_id>/", desk.take_request, name="take_request"),
    path(_ONE, desk.file, name="file"),
    path(f"{_ONE}do/<slug:act>/", desk.file_act, name="file_act"),
    path(f"{_ONE}written/<slug:name>.<slug:form>", papers.written, name="written"),
    path("desk/report-dispute/", others.report_dispute, name="report_dispute"),
    path("desk/disputes/", others.disputes, name="disputes"),
    path("desk/disputes/<uuid:raised_id>/", others.dispute, name="dispute"),
    path("desk/mediation-numbers/", others.mediation_numbers, name="mediation_numbers"),
    path("my/files/", my.my_files, name="my_files"),
    path("my/files/new/", my.my_new, name="my_new"),
    path("my/files/join/", my.my_join, name="my_join"),
    path(_MINE, my.my_file, name="my_file"),
    path(f"{_MINE}do/<slug:act>/", my.my_act, name="my_act"),
    path(f"{_MINE}written/<slug:name>.<slug:form>", papers.my_written, name="my_written"),
]
