from django.urls import URLPattern

from linli.counsel.web.guarding import urls as guarding

app_name = "counsel"

urlpatterns: list[URLPattern] = [
    *guarding.urlpatterns,
]
