from django.urls import URLPattern

app_name = "counsel"

urlpatterns: list[URLPattern] = []
