from django.urls import URLPattern, path

from linli.reports.web import board, council, home

app_name = "reports"
urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("council/", council.council, name="council"),
    path("board/", board.board, name="board"),
]
