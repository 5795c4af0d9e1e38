"""Linli's addresses and the two of the floor."""

from __future__ import annotations

from django.urls import path

from linli.config.bench.floor import floor_insert, floor_list
from linli.config.urls import urlpatterns as linli_urls

urlpatterns = [
    *linli_urls,
    path("bench-floor/insert", floor_insert),
    path("bench-floor/list", floor_list),
]
handler404 = "linli.ui.errors.not_found"
