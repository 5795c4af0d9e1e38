"""The addresses of the knowledge base at the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from linli.cases.web.knowledge import articles, texts

_PAGE = "desk/knowledge/<uuid:article_id>"
_ANSWER = "desk/knowledge/answers/<uuid:case_id>"
urlpatterns: list[URLPattern] = [
    path("desk/knowledge/", articles.knowledge, name="knowledge"),
    path("desk/knowledge/new/", articles.write_article, name="write_article"),
    path(f"{_PAGE}/", articles.article, name="article"),
    path(f"{_PAGE}/change/", articles.change_article, name="change_article"),
    path(f"{_PAGE}/publish/", articles.publish_article, name="publish_article"),
    path(f"{_PAGE}/retire/", articles.retire_article, name="retire_article"),
    path(f"{_ANSWER}/", texts.change_published, name="change_published"),
    path(f"{_ANSWER}/retire/", texts.retire_published, name="retire_published"),
    path("desk/knowledge/templates/", texts.write_template, name="write_template"),
    path(
        "desk/knowledge/templates/<uuid:template_id>/drop/",
        texts.drop_template,
        name="drop_template",
    ),
]
