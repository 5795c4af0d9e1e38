from linli.decisions.web.participation.urls import urlpatterns as participation

app_name = "decisions"

urlpatterns = [*participation]
