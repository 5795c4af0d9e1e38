from django.urls import URLPattern

from linli.counsel.web.aid import urls as aid
from linli.counsel.web.guarding import urls as guarding
from linli.counsel.web.helping import urls as helping
from linli.counsel.web.legal import urls as legal
from linli.counsel.web.mediation import urls as mediation
from linli.counsel.web.talks import urls as talks

app_name = "counsel"

urlpatterns: list[URLPattern] = [
    *guarding.urlpatterns,
    *mediation.urlpatterns,
    *talks.urlpatterns,
    *legal.urlpatterns,
    *aid.urlpatterns,
    *helping.urlpatterns,
]
