"""Addresses of legal help."""

from django.urls import URLPattern, path

from linli.counsel.web.legal import desk, events, public

_ONE = "desk/legal/visits/<uuid:visit_id>/"
_KEEPER = "desk/legal/hours/<uuid:keeper_id>/"
_EVENT = "desk/legal/events/<uuid:event_id>/"

urlpatterns: list[URLPattern] = [
    path("help/legal/", public.legal, name="legal"),
    path("help/legal/queue/", public.queue, name="legal_queue"),
    path("help/legal/book/", public.book, name="legal_book"),
    path("help/legal/mine/", public.mine, name="legal_mine"),
    path("help/legal/cancel/", public.cancel, name="legal_cancel"),
    path("help/legal/close/", public.close, name="legal_close"),
    path("desk/legal/", desk.legal_desk, name="legal_desk"),
    path("desk/legal/book/", desk.book_for, name="legal_book_for"),
    path(f"{_KEEPER}number/", desk.number, name="legal_number"),
    path(f"{_KEEPER}call/", desk.call, name="legal_call"),
    path(_ONE, desk.visit, name="legal_visit"),
    path(f"{_ONE}contact/", desk.contact, name="legal_contact"),
    path(f"{_ONE}end/", desk.end, name="legal_end"),
    path(f"{_ONE}cancel/", desk.call_off, name="legal_call_off"),
    path("desk/legal/events/", events.events, name="legal_events"),
    path("desk/legal/events/new/", events.event_new, name="legal_event_new"),
    path(f"{_EVENT}heads/", events.event_heads, name="legal_event_heads"),
    path(f"{_EVENT}cancel/", events.event_call_off, name="legal_event_call_off"),
    path("desk/legal/numbers/", events.legal_numbers, name="legal_numbers"),
]
