"""Addresses of this room: one line an area."""

from django.urls import URLPattern

from linli.decisions.web.desk import urls as desk
from linli.decisions.web.meetings import urls as meetings
from linli.decisions.web.notices import urls as notices
from linli.decisions.web.participation import urls as participation
from linli.decisions.web.public import urls as public
from linli.decisions.web.withdrawals import urls as withdrawals

app_name = "decisions"

urlpatterns: list[URLPattern] = [
    *meetings.urlpatterns,
    *notices.urlpatterns,
    *participation.urlpatterns,
    *desk.urlpatterns,
    *withdrawals.urlpatterns,
    *public.urlpatterns,
]
