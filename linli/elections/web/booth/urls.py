"""Addresses of the booth, the codes, the trustees and the check."""

from __future__ import annotations

from django.urls import URLPattern, path

from linli.elections.web.booth import checking, makers, pages, trustees, voting

_DESK = "desk/elections/<uuid:election_id>/credentials/"

urlpatterns: list[URLPattern] = [
    path("booth/files/", pages.booth_files, name="booth_files"),
    path("booth/<str:uuid>/", pages.booth, name="booth"),
    path("booth/<str:uuid>/en/", pages.booth_en, name="booth_en"),
    path("booth/<str:uuid>/paper/", pages.booth_paper, name="booth_paper"),
    path("booth/<str:uuid>/election.json", voting.booth_election, name="booth_election"),
    path("booth/<str:uuid>/state.json", voting.booth_state, name="booth_state"),
    path("booth/<str:uuid>/mine", voting.booth_mine, name="booth_mine"),
    path("booth/<str:uuid>/cast", voting.booth_cast, name="booth_cast"),
    path("booth/<str:uuid>/archive.bel", checking.archive, name="archive"),
    path("booth/<str:uuid>/commitments.json", checking.commitments, name="commitments"),
    path("booth/<str:uuid>/list/", checking.ballot_list, name="ballot_list"),
    path("booth/<str:uuid>/verify/", checking.verify, name="verify"),
    path("trustee/<str:token>/", trustees.trustee, name="trustee"),
    path("trustee/<str:token>/state.json", trustees.trustee_state, name="trustee_state"),
    path("trustee/<str:token>/lost", trustees.trustee_lost, name="trustee_lost"),
    *(
        path(
            f"trustee/<str:token>/{turn}",
            trustees.trustee_turn,
            {"turn": turn},
            name=f"trustee_{turn}",
        )
        for turn in ("cert", "polynomial", "verification", "opening")
    ),
    path(_DESK, makers.credentials, name="credentials"),
    path(f"{_DESK}lines.json", makers.credential_lines, name="credential_lines"),
    path(f"{_DESK}taken/", makers.credentials_taken, name="credentials_taken"),
]
