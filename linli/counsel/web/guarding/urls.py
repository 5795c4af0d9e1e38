"""The addresses of keys and guarding."""

from __future__ import annotations

from django.urls import URLPattern, path

from linli.counsel.web.guarding import guardians, papers, teams

_G = "desk/guardians"
urlpatterns: list[URLPattern] = [
    path("desk/files/<uuid:file_id>/papers/<uuid:paper_id>/", papers.paper, name="paper"),
    path("my/files/<uuid:file_id>/papers/<uuid:paper_id>/", papers.my_paper, name="my_paper"),
    path("desk/teams/", teams.teams, name="teams"),
    path("desk/teams/open/", teams.team_open, name="team_open"),
    path("desk/teams/<uuid:team_id>/", teams.team, name="team"),
    path("desk/teams/<uuid:team_id>/take-in/", teams.team_take_in, name="team_take_in"),
    path("desk/teams/members/<uuid:membership_id>/end/", teams.member_end, name="member_end"),
    path(f"{_G}/", guardians.guardians, name="guardians"),
    path(f"{_G}/name/", guardians.guardian_name, name="guardian_name"),
    path(f"{_G}/<uuid:guardian_id>/confirm/", guardians.guardian_confirm, name="guardian_confirm"),
    path(f"{_G}/<uuid:guardian_id>/end/", guardians.guardian_end, name="guardian_end"),
    path(f"{_G}/ask/", guardians.glass_ask, name="glass_ask"),
    path(f"{_G}/glass/<uuid:break_id>/", guardians.glass, name="glass"),
    path(f"{_G}/glass/<uuid:break_id>/answer/", guardians.glass_answer, name="glass_answer"),
    path(
        f"{_G}/glass/<uuid:break_id>/papers/<uuid:paper_id>/",
        guardians.glass_paper,
        name="glass_paper",
    ),
    path(f"{_G}/teams/<uuid:team_id>/", guardians.director_propose, name="director_propose"),
    path(
        f"{_G}/directors/<uuid:succession_id>/", guardians.director_answer, name="director_answer"
    ),
]
