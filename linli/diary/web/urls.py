"""Addresses of rooms and hours."""

from django.urls import URLPattern, path

from linli.diary.web import acts, desk, feeds, public

app_name = "diary"
_ONE = "desk/rooms/<uuid:bookable_id>/"

urlpatterns: list[URLPattern] = [
    path("duty/", public.duty, name="duty"),
    path("duty/<uuid:bookable_id>.ics", feeds.open_times, name="open_times"),
    path("desk/rooms/", desk.rooms, name="rooms"),
    path("desk/rooms/new/<slug:kind>/", acts.new, name="new"),
    path(_ONE, desk.room, name="room"),
    path(f"{_ONE}change/", acts.change, name="change"),
    path(f"{_ONE}hours/", acts.hours, name="hours"),
    path(f"{_ONE}take/", acts.take, name="take"),
    path(f"{_ONE}end/", acts.end, name="end"),
    path(f"{_ONE}taken.ics", feeds.taken_times, name="taken_times"),
    path("desk/rooms/hours/<uuid:open_time_id>/end/", acts.end_hours, name="end_hours"),
    path("desk/rooms/taken/<uuid:booking_id>/", acts.back, name="back"),
]
