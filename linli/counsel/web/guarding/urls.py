"""The addresses of keys and guarding."""

from __future__ import annotations

from django.urls import URLPattern, path

from linli.counsel.web.guarding import papers

urlpatterns: list[URLPattern] = [
    path("desk/files/<uuid:file_id>/papers/<uuid:paper_id>/", papers.paper, name="paper"),
    path("my/files/<uuid:file_id>/papers/<uuid:paper_id>/", papers.my_paper, name="my_paper"),
]
