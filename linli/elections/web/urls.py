from django.urls import URLPattern

from linli.elections.web.booth import urls as booth
from linli.elections.web.desk import urls as desk
from linli.elections.web.paper import urls as paper
from linli.elections.web.public import urls as public
from linli.elections.web.rolls import urls as rolls

app_name = "elections"
urlpatterns: list[URLPattern] = [
    *public.urlpatterns,
    *booth.urlpatterns,
    *desk.urlpatterns,
    *rolls.urlpatterns,
    *paper.urlpatterns,
]
