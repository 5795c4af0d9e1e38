"""Addresses of the public pages of decisions; a number of a decision comes last."""

from django.urls import URLPattern, path

from linli.decisions.web.public import ideas, pages

urlpatterns: list[URLPattern] = [
    path("decisions/", pages.public_list, name="public_list"),
    path("decisions/ideas/", ideas.public_ideas, name="public_ideas"),
    path("decisions/ideas/new/", ideas.give_idea, name="give_idea"),
    path("decisions/ideas/<uuid:idea_id>/", ideas.public_idea, name="public_idea"),
    path("decisions/<str:number>/", pages.public_decision, name="public_decision"),
]
