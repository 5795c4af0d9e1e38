"""Addresses of these pages."""

from django.urls import URLPattern, path

from linli.decisions.web.desk import (
    decision,
    evidence,
    hands,
    ideas,
    lists,
    procedures,
    steps,
)

_ONE = "desk/decisions/<uuid:decision_id>/"

urlpatterns: list[URLPattern] = [
    path("desk/decisions/", lists.desk_list, name="desk_list"),
    path("desk/decisions/matters/", lists.desk_matters, name="desk_matters"),
    path("desk/decisions/new/", lists.desk_start, name="desk_start"),
    path("desk/decisions/new/<slug:matter_type>/", lists.desk_propose, name="desk_propose"),
    path("desk/decisions/ideas/", ideas.desk_ideas, name="desk_ideas"),
    path("desk/decisions/ideas/<uuid:idea_id>/", ideas.desk_idea, name="desk_idea"),
    path("desk/decisions/procedure/", procedures.desk_procedure, name="desk_procedure"),
    path("desk/decisions/procedure/new/", procedures.desk_new_procedure, name="desk_new_procedure"),
    path(
        "desk/decisions/procedure/<int:number>/",
        procedures.desk_procedure,
        name="desk_procedure_version",
    ),
    path(_ONE, decision.desk_decision, name="desk_decision"),
    path(f"{_ONE}evidence.zip", evidence.desk_evidence, name="desk_evidence"),
    path(f"{_ONE}text/", steps.desk_text, name="desk_text"),
    path(f"{_ONE}hands/", hands.desk_hands, name="desk_hands"),
    path(f"{_ONE}vote/", hands.desk_vote, name="desk_vote"),
    path(f"{_ONE}money/", hands.desk_allow, name="desk_allow"),
    path(f"{_ONE}steps/<str:key>/done/", steps.desk_step_done, name="desk_step_done"),
    path(f"{_ONE}steps/<str:key>/return/", steps.desk_step_return, name="desk_step_return"),
    path(f"{_ONE}steps/<str:key>/end/", steps.desk_step_fail, name="desk_step_fail"),
]
