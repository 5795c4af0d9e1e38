"""Addresses of help on one's own request."""

from django.urls import URLPattern, path

from linli.counsel.web.helping import acts, desk

_ONE = "desk/help/<uuid:file_id>/"
_MINE = "my/help/<uuid:file_id>/"

urlpatterns: list[URLPattern] = [
    path("desk/help/", desk.help_files, name="help_files"),
    path("desk/help/new/", desk.help_new, name="help_new"),
    path("desk/help/request/<uuid:case_id>/", desk.help_take, name="help_take"),
    path(_ONE, desk.help_file, name="help_file"),
    path(f"{_ONE}share/", desk.help_share, name="help_share"),
    path(f"{_ONE}do/<slug:act>/", acts.help_act, name="help_act"),
    path(f"{_ONE}items/<uuid:item_id>/", acts.help_item, name="help_item"),
    path(f"{_ONE}referrals/<uuid:referral_id>/", acts.help_referral, name="help_referral"),
    path(f"{_ONE}referrals/<uuid:referral_id>/send/", acts.help_send, name="help_send"),
    path("my/help/new/", acts.ask, name="help_ask"),
    path(_MINE, acts.my_help, name="my_help"),
    path(f"{_MINE}end/", acts.my_help_end, name="my_help_end"),
    path(f"{_MINE}referrals/<uuid:referral_id>/", acts.my_help_referral, name="my_help_referral"),
]
