from django.urls import URLPattern

from linli.money.web.ledger import urls as ledger

app_name = "money"

urlpatterns: list[URLPattern] = [
    *ledger.urlpatterns,
]
