"""The addresses of the office's own tables."""

from __future__ import annotations

from django.urls import URLPattern, path

from linli.cases.web import setup_categories, setup_keys, setup_routes

urlpatterns: list[URLPattern] = [
    path("setup/categories/", setup_categories.categories, name="categories"),
    path("setup/categories/new/", setup_categories.add_category, name="add_category"),
    path(
        "setup/categories/<uuid:category_id>/",
        setup_categories.change_category,
        name="change_category",
    ),
    path("setup/routes/", setup_routes.routes, name="routes"),
    path("setup/routes/new/", setup_routes.set_route, name="set_route"),
    path("setup/routes/<uuid:route_id>/drop/", setup_routes.drop_route, name="drop_route"),
    path("setup/keys/", setup_keys.api_keys, name="api_keys"),
    path("setup/keys/<uuid:api_key_id>/take/", setup_keys.take_api_key, name="take_api_key"),
]
