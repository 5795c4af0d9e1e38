from django.urls import path

from linli.ui.web import views

app_name = "ui"

urlpatterns = [path("type-size", views.type_size, name="type_size")]
