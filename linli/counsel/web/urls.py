from django.urls import URLPattern

from linli.counsel.web.guarding import urls as guarding
from linli.counsel.web.mediation import urls as mediation
from linli.counsel.web.talks import urls as talks

app_name = "counsel"

urlpatterns: list[URLPattern] = [
    *guarding.urlpatterns,
    *mediation.urlpatterns,
    *talks.urlpatterns,
]
