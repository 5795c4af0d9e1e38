from django.urls import URLPattern

from linli.cases.web import urls_desk, urls_knowledge, urls_open311, urls_resident, urls_setup

app_name = "cases"
urlpatterns: list[URLPattern] = [
    *urls_resident.urlpatterns,
    *urls_open311.urlpatterns,
    *urls_desk.urlpatterns,
    *urls_knowledge.urlpatterns,
    *urls_setup.urlpatterns,
]
