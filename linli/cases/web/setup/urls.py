"""The addresses of the office's own tables."""

from __future__ import annotations

from django.urls import URLPattern, path

from linli.cases.web.setup import categories, keys, routes

urlpatterns: list[URLPattern] = [
    path("setup/categories/", categories.categories, name="categories"),
    path("setup/categories/new/", categories.add_category, name="add_category"),
    path(
        "setup/categories/<uuid:category_id>/",
        categories.change_category,
        name="change_category",
    ),
    path("setup/routes/", routes.routes, name="routes"),
    path("setup/routes/new/", routes.set_route, name="set_route"),
    path("setup/routes/<uuid:route_id>/drop/", routes.drop_route, name="drop_route"),
    path("setup/keys/", keys.api_keys, name="api_keys"),
    path("setup/keys/<uuid:api_key_id>/take/", keys.take_api_key, name="take_api_key"),
]
