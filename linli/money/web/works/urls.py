"""Addresses of these pages."""

from django.urls import URLPattern, path

from linli.money.web.works import acts, campaigns_desk, desk, premises_desk, public

_WORK = "desk/works/<uuid:works_id>/"
_CAMPAIGN = "desk/works/contributions/<uuid:campaign_id>/"
_PREMISES = "desk/works/premises/<uuid:duty_id>/"

urlpatterns: list[URLPattern] = [
    path("works/", public.public_works, name="public_works"),
    path("works/<str:number>/", public.public_work, name="public_work"),
    path("contributions/<str:number>/", public.public_campaign, name="public_campaign"),
    path("contributions/<str:number>/pledge/", public.public_pledge, name="public_pledge"),
    path("contributions/<str:number>/take-back/", public.public_withdraw, name="public_withdraw"),
    path("premises/<str:number>/", public.public_premises, name="public_premises"),
    path("desk/works/", desk.desk_works, name="desk_works"),
    path("desk/works/new/", desk.desk_new_works, name="desk_new_works"),
    path(_WORK, desk.desk_work, name="desk_work"),
    path(f"{_WORK}<slug:act>/", acts.desk_work_act, name="desk_work_act"),
    path("desk/works/contributions/", campaigns_desk.desk_campaigns, name="desk_campaigns"),
    path(
        "desk/works/contributions/new/", campaigns_desk.desk_new_campaign, name="desk_new_campaign"
    ),
    path(_CAMPAIGN, campaigns_desk.desk_campaign, name="desk_campaign"),
    path(f"{_CAMPAIGN}slip/<str:code>/", campaigns_desk.desk_receipt, name="desk_receipt"),
    path(f"{_CAMPAIGN}<slug:act>/", campaigns_desk.desk_campaign_act, name="desk_campaign_act"),
    path("desk/works/premises/", premises_desk.desk_premises_list, name="desk_premises_list"),
    path("desk/works/premises/new/", premises_desk.desk_new_premises, name="desk_new_premises"),
    path(_PREMISES, premises_desk.desk_premises, name="desk_premises"),
    path(f"{_PREMISES}enter/", premises_desk.desk_premises_act, name="desk_premises_act"),
]
