from django.urls import URLPattern, path

from linli.reports.web import board, home

app_name = "reports"
urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("board/", board.board, name="board"),
]
