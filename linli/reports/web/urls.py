from django.urls import URLPattern, path

from linli.reports.web import board, council, home
from linli.reports.web.my_data import counter, pages

app_name = "reports"
urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("council/", council.council, name="council"),
    path("board/", board.board, name="board"),
    path("my/data/", pages.my_data, name="my_data"),
    path("my/data/archive/", pages.my_archive, name="my_archive"),
    path("my/data/consents/", pages.my_consents, name="my_consents"),
    path("my/data/erasure/", pages.my_erasure, name="my_erasure"),
    path("my/data/ask/", pages.my_ask, name="my_ask"),
    path("my/data/requests/", pages.my_requests, name="my_requests"),
    path(
        "my/data/requests/<uuid:request_id>/take-back/",
        pages.take_back_request,
        name="take_back_request",
    ),
    path("my/data/counter/", pages.counter_code, name="counter_code"),
    path("my/data/counter/new/", pages.make_counter_code, name="make_counter_code"),
    path("my/data/counter/end/", pages.end_counter_code, name="end_counter_code"),
    path("desk/present/", counter.counter, name="counter"),
    path("desk/present/send/", counter.send_code, name="counter_send"),
    path("desk/present/end/", counter.end, name="counter_end"),
    path("desk/present/data/", counter.counter_data, name="counter_data"),
    path("desk/present/archive/", counter.counter_archive, name="counter_archive"),
    path("desk/present/consents/", counter.counter_consents, name="counter_consents"),
    path("desk/present/erasure/", counter.counter_erasure, name="counter_erasure"),
    path("desk/present/ask/", counter.counter_ask, name="counter_ask"),
]
