"""Addresses of meetings and of papers."""

from django.urls import URLPattern, path

from linli.decisions.web.meetings import desk, mine, papers, preparing, public, running

_AT = "desk/meetings/<uuid:meeting_id>/"
_MY = "my/meetings/<uuid:meeting_id>/"

urlpatterns: list[URLPattern] = [
    path("meetings/", public.public_meetings_page, name="public_meetings"),
    path("meetings/<uuid:meeting_id>/", public.public_meeting_page, name="public_meeting"),
    path("my/meetings/", mine.my_meetings, name="my_meetings"),
    path(_MY, mine.my_meeting, name="my_meeting"),
    path(f"{_MY}leave/", mine.my_leave, name="my_leave"),
    path(f"{_MY}recusal/", mine.my_recusal, name="my_recusal"),
    path(f"{_MY}minutes/", mine.my_minutes, name="my_minutes"),
    path(f"{_MY}do/<slug:act>/", mine.my_meeting_act, name="my_meeting_act"),
    path("desk/meetings/", desk.desk_meetings, name="desk_meetings"),
    path("desk/meetings/call/", desk.desk_call_meeting, name="desk_call_meeting"),
    path(_AT, desk.desk_meeting, name="desk_meeting"),
    path(f"{_AT}set/", preparing.desk_set_meeting, name="desk_set_meeting"),
    path(f"{_AT}cancel/", preparing.desk_cancel_meeting, name="desk_cancel_meeting"),
    path(f"{_AT}items/add/", preparing.desk_add_item, name="desk_add_item"),
    path(f"{_AT}items/<uuid:item_id>/drop/", preparing.desk_drop_item, name="desk_drop_item"),
    path(f"{_AT}items/<uuid:item_id>/", running.desk_point, name="desk_point"),
    path(f"{_AT}people/bid/", preparing.desk_bid, name="desk_bid"),
    path(f"{_AT}people/<uuid:attendee_id>/drop/", preparing.desk_unbid, name="desk_unbid"),
    path(f"{_AT}people/<uuid:attendee_id>/lead/", preparing.desk_lead, name="desk_lead"),
    path(
        f"{_AT}people/<uuid:attendee_id>/notice/",
        preparing.desk_prove_notice,
        name="desk_prove_notice",
    ),
    path(f"{_AT}notice/back/", preparing.desk_take_notice_back, name="desk_take_notice_back"),
    path(f"{_AT}do/<slug:act>/", preparing.desk_move_meeting, name="desk_move_meeting"),
    path(f"{_AT}presence/", running.desk_presence, name="desk_presence"),
    path(f"{_AT}follow-ups/add/", running.desk_follow_up, name="desk_follow_up"),
    path(f"{_AT}follow-ups/<uuid:follow_up_id>/", running.desk_settle, name="desk_settle"),
    path(f"{_AT}minutes/", running.desk_minutes_read, name="desk_minutes_read"),
    path(f"{_AT}minutes/write/", running.desk_minutes, name="desk_minutes"),
    path(f"{_AT}minutes/scan/", running.desk_scan, name="desk_scan"),
    path(
        f"{_AT}papers/<slug:name>.<slug:form>",
        running.desk_meeting_paper,
        name="desk_meeting_paper",
    ),
    path(
        "desk/decisions/<uuid:decision_id>/papers/<slug:name>.<slug:form>",
        papers.desk_decision_paper,
        name="desk_decision_paper",
    ),
    path(
        "decisions/<str:number>/papers/<slug:name>.<slug:form>",
        papers.public_decision_paper,
        name="public_decision_paper",
    ),
]
