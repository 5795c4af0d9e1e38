"""The addresses of the knowledge base at the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from linli.cases.web import knowledge, knowledge_texts

_PAGE = "desk/knowledge/<uuid:article_id>"
_ANSWER = "desk/knowledge/answers/<uuid:case_id>"
urlpatterns: list[URLPattern] = [
    path("desk/knowledge/", knowledge.knowledge, name="knowledge"),
    path("desk/knowledge/new/", knowledge.write_article, name="write_article"),
    path(f"{_PAGE}/", knowledge.article, name="article"),
    path(f"{_PAGE}/change/", knowledge.change_article, name="change_article"),
    path(f"{_PAGE}/publish/", knowledge.publish_article, name="publish_article"),
    path(f"{_PAGE}/retire/", knowledge.retire_article, name="retire_article"),
    path(f"{_ANSWER}/", knowledge_texts.change_published, name="change_published"),
    path(f"{_ANSWER}/retire/", knowledge_texts.retire_published, name="retire_published"),
    path("desk/knowledge/templates/", knowledge_texts.write_template, name="write_template"),
    path(
        "desk/knowledge/templates/<uuid:template_id>/drop/",
        knowledge_texts.drop_template,
        name="drop_template",
    ),
]
