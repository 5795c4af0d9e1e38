"""Every address of Linli: one line a room."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from linli.config.health import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health, name="health"),
    path("accounts/", include("allauth.urls")),
    path("language/", include("django.conf.urls.i18n")),
    path("", include("linli.reports.web.urls")),
    path("", include("linli.cases.web.urls")),
    path("", include("linli.counsel.web.urls")),
    path("", include("linli.decisions.web.urls")),
    path("", include("linli.diary.web.urls")),
    path("", include("linli.elections.web.urls")),
    path("", include("linli.money.web.urls")),
    path("", include("linli.people.web.urls")),
    path("", include("linli.places.web.urls")),
    path("", include("linli.records.web.urls")),
    path("", include("linli.ui.web.urls")),
]

handler400 = "linli.ui.errors.bad_request"
handler403 = "linli.ui.errors.forbidden"
handler404 = "linli.ui.errors.not_found"
handler500 = "linli.ui.errors.server_fault"
