"""Addresses of applications for legal aid."""

from django.urls import URLPattern, path

from linli.counsel.web.aid import desk

_ONE = "desk/aid/<uuid:file_id>/"
_MINE = "my/aid/<uuid:file_id>/"

urlpatterns: list[URLPattern] = [
    path("desk/aid/", desk.aid_files, name="aid_files"),
    path("desk/aid/new/", desk.aid_new, name="aid_new"),
    path("desk/aid/request/<uuid:case_id>/", desk.aid_take, name="aid_take"),
    path(_ONE, desk.aid, name="aid"),
    path(f"{_ONE}do/<slug:move>/", desk.aid_move, name="aid_move"),
    path(f"{_ONE}share/", desk.aid_share, name="aid_share"),
    path("my/aid/new/", desk.my_aid_new, name="my_aid_new"),
    path(_MINE, desk.my_legal_aid, name="my_legal_aid"),
    path(f"{_MINE}do/<slug:move>/", desk.my_aid_move, name="my_aid_move"),
]
