"""Addresses of these pages."""

from django.urls import URLPattern, path

from linli.money.web.service import acts, desk, public

_CONTRACT = "desk/contracts/<uuid:contract_id>/"
_SERVICE = "desk/services/<uuid:service_id>/"

urlpatterns: list[URLPattern] = [
    path("serving/<uuid:place_id>/", public.public_serving, name="public_serving"),
    path("serving/survey/<uuid:survey_id>/", public.public_survey, name="public_survey"),
    path("desk/contracts/", desk.desk_contracts, name="desk_contracts"),
    path("desk/contracts/new/", desk.desk_new_contract, name="desk_new_contract"),
    path(_CONTRACT, desk.desk_contract, name="desk_contract"),
    path(f"{_CONTRACT}<slug:act>/", acts.desk_contract_act, name="desk_contract_act"),
    path("desk/services/", desk.desk_services, name="desk_services"),
    path("desk/services/new/", desk.desk_new_service, name="desk_new_service"),
    path(_SERVICE, desk.desk_service, name="desk_service"),
    path(f"{_SERVICE}<slug:act>/", acts.desk_service_act, name="desk_service_act"),
    path("desk/facilities/", desk.desk_facilities, name="desk_facilities"),
    path("desk/facilities/new/", desk.desk_new_facility, name="desk_new_facility"),
]
