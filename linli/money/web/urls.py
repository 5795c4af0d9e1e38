from django.urls import URLPattern

from linli.money.web.ledger import urls as ledger
from linli.money.web.service import urls as service
from linli.money.web.works import urls as works

app_name = "money"

urlpatterns: list[URLPattern] = [
    *ledger.urlpatterns,
    *works.urlpatterns,
    *service.urlpatterns,
]
