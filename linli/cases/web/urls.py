from django.urls import URLPattern

from linli.cases.web.desk import urls as desk
from linli.cases.web.knowledge import urls as knowledge
from linli.cases.web.open311 import urls as open311
from linli.cases.web.resident import urls as resident
from linli.cases.web.setup import urls as setup

app_name = "cases"
urlpatterns: list[URLPattern] = [
    *resident.urlpatterns,
    *open311.urlpatterns,
    *desk.urlpatterns,
    *knowledge.urlpatterns,
    *setup.urlpatterns,
]
