from django.urls import URLPattern

from linli.cases.web import urls_open311

app_name = "cases"
urlpatterns: list[URLPattern] = [
    *urls_open311.urlpatterns,
]
