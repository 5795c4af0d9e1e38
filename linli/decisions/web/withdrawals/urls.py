"""Addresses of withdrawals."""

from django.urls import URLPattern, path

from linli.decisions.web.withdrawals import acts, desk, public

_ONE = "desk/withdrawals/<uuid:withdrawal_id>/"

urlpatterns: list[URLPattern] = [
    path("withdrawals/", public.public_withdrawals, name="public_withdrawals"),
    path("withdrawals/<str:number>/", public.public_withdrawal, name="public_withdrawal"),
    path("desk/withdrawals/", desk.desk_withdrawals, name="desk_withdrawals"),
    path("desk/withdrawals/new/", desk.new_withdrawal, name="new_withdrawal"),
    path(_ONE, desk.desk_withdrawal, name="desk_withdrawal"),
    path(f"{_ONE}interviews/", desk.withdrawal_interviews, name="withdrawal_interviews"),
    path(f"{_ONE}problems/new/", acts.note_problem, name="note_problem"),
    path(f"{_ONE}problems/<int:number>/", acts.meet_problem, name="meet_problem"),
    path(f"{_ONE}members/new/", acts.name_member, name="name_task_member"),
    path(f"{_ONE}members/<uuid:member_id>/leave/", acts.release_member, name="release_task_member"),
    path(f"{_ONE}plan/new/", acts.plan_milestone, name="plan_milestone"),
    path(f"{_ONE}plan/<int:number>/move/", acts.move_milestone, name="move_milestone"),
    path(f"{_ONE}plan/<int:number>/done/", acts.meet_milestone, name="meet_milestone"),
    path(f"{_ONE}links/<str:link>/", acts.lead_on, name="link_withdrawal"),
    path(f"{_ONE}election/", acts.start_election, name="start_withdrawal_election"),
    path(f"{_ONE}close/", acts.close_withdrawal, name="close_withdrawal"),
]
