"""Addresses of talks with a counsellor."""

from django.urls import URLPattern, path

from linli.counsel.web.talks import desk, overview, public

_ONE = "desk/talks/<uuid:talk_id>/"

urlpatterns: list[URLPattern] = [
    path("help/talk/", public.hours, name="talk_hours"),
    path("help/talk/book/", public.book, name="talk_book"),
    path("help/talk/mine/", public.mine, name="talk_mine"),
    path("help/talk/cancel/", public.cancel, name="talk_cancel"),
    path("help/talk/close/", public.close, name="talk_close"),
    path("desk/talks/", desk.talks, name="talks"),
    path("desk/talks/hours/", desk.staff_hours, name="talk_staff_hours"),
    path("desk/talks/overview/", overview.overview, name="talk_overview"),
    path(_ONE, desk.talk, name="talk"),
    path(f"{_ONE}contact/", desk.contact, name="talk_contact"),
    path(f"{_ONE}confirm/", desk.confirm, name="talk_confirm"),
    path(f"{_ONE}cancel/", desk.cancel, name="talk_call_off"),
    path(f"{_ONE}end/", desk.end, name="talk_end"),
]
