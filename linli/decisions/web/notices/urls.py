"""Addresses of these pages."""

from django.urls import URLPattern, path

from linli.decisions.web.notices import desk, printing, public, writing

urlpatterns: list[URLPattern] = [
    path("notices/", public.public_boards, name="public_boards"),
    path("notices/check/", public.check_print, name="check_print"),
    path("notices/at/<uuid:place_id>/", public.public_board, name="public_board"),
    path("notices/at/<uuid:place_id>/follow/", public.follow_board, name="follow_board"),
    path("notices/at/<uuid:place_id>/feed.atom", printing.board_feed, name="board_feed"),
    path("notices/at/<uuid:place_id>/notices.ics", printing.board_calendar, name="board_calendar"),
    path("notices/at/<uuid:place_id>/board.pdf", printing.board_to_print, name="board_to_print"),
    path("notices/<str:number>/", public.public_publication, name="public_publication"),
    path("notices/<str:number>/object/", public.public_object, name="public_object"),
    path("notices/<str:number>/<int:edition>/", public.public_publication, name="public_edition"),
    path(
        "notices/<str:number>/<int:edition>/notice.pdf",
        printing.publication_pdf,
        name="publication_pdf",
    ),
    path("desk/notices/", desk.desk_publications, name="desk_publications"),
    path("desk/notices/new/", desk.desk_new_publication, name="desk_new_publication"),
    path("desk/notices/write/", writing.desk_publish, name="desk_publish"),
    path("desk/notices/<uuid:publication_id>/", desk.desk_publication, name="desk_publication"),
    path(
        "desk/notices/<uuid:publication_id>/edit/",
        writing.desk_edit_publication,
        name="desk_edit_publication",
    ),
    path(
        "desk/notices/<uuid:publication_id>/photo/<int:spot>/", desk.desk_photo, name="desk_photo"
    ),
    path(
        "desk/notices/objections/<uuid:objection_id>/",
        desk.desk_publication_objection,
        name="desk_publication_objection",
    ),
]
