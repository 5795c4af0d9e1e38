"""Addresses of these pages."""

from django.urls import URLPattern, path

from linli.elections.web.public import methods, mine, pages
from linli.elections.web.public.evidence import evidence
from linli.elections.web.public.signed_part import take_pack

urlpatterns: list[URLPattern] = [
    path("votes/", pages.public_list, name="public_elections"),
    path("votes/recorded/", pages.recorded_results, name="recorded_results"),
    path("votes/methods/<slug:key>/", methods.public_method, name="public_method"),
    path("votes/<str:uuid>/", pages.public_election, name="public_election"),
    path("votes/<str:uuid>/mine/", mine.my_candidacy, name="my_candidacy"),
    path("votes/<str:uuid>/notices/<int:number>/", pages.public_notice, name="public_notice"),
    path("votes/<str:uuid>/tellers-pack.zip", take_pack, name="tellers_pack"),
    path("votes/<str:uuid>/evidence.zip", evidence, name="evidence"),
]
