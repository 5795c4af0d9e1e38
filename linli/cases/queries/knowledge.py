"""How-to pages and templates as staff keep them, drafts and old versions included."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from linli.cases.models import Article, ArticleVersion, TemplateAnswer

PAGE = 50


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """A how-to page; one without a date of publication is a draft or retired."""

    id: UUID
    slug: str
    title: str
    body: str
    category: str
    category_id: UUID | None
    version: int
    published_at: datetime | None
    changed_at: datetime
    check_on: date | None


@dataclass(frozen=True, slots=True)
class VersionRow:
    """What a page said once."""

    version: int
    title: str
    body: str
    at: datetime
    actor_label: str


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A text that answers start from."""

    id: UUID
    name: str
    text: str
    category: str
    category_id: UUID | None


def article_rows(sub_district_id: UUID, *, containing: str = "") -> list[ArticleRow]:
    """How-to pages, last changed first, at most fifty; each word must stand in title or text."""
    wanted = Q()
    for word in containing.split()[:6]:
        wanted &= Q(title__icontains=word) | Q(body__icontains=word)
    found = Article.objects.filter(wanted, sub_district_id=sub_district_id)
    return [_row(one) for one in found.select_related("category").order_by("-changed_at")[:PAGE]]


def article_row(sub_district_id: UUID, article_id: UUID) -> ArticleRow | None:
    """One how-to page."""
    found = (
        Article.objects.filter(sub_district_id=sub_district_id, id=article_id)
        .select_related("category")
        .first()
    )
    return _row(found) if found else None


def article_versions(sub_district_id: UUID, article_id: UUID) -> list[VersionRow]:
    """All that a page has said, newest first."""
    found = ArticleVersion.objects.filter(sub_district_id=sub_district_id, article_id=article_id)
    fields = ("version", "title", "body", "at", "actor_label")
    return [VersionRow(*row) for row in found.order_by("-version").values_list(*fields)]


def template_rows(sub_district_id: UUID) -> list[TemplateRow]:
    """All templates by name."""
    found = TemplateAnswer.objects.filter(sub_district_id=sub_district_id)
    return [
        TemplateRow(
            one.id, one.name, one.text, one.category.path if one.category else "", one.category_id
        )
        for one in found.select_related("category").order_by("name")
    ]


def _row(article: Article) -> ArticleRow:
    return ArticleRow(
        id=article.id,
        slug=article.slug,
        title=article.title,
        body=article.body,
        category=article.category.path if article.category else "",
        category_id=article.category_id,
        version=article.version,
        published_at=article.published_at,
        changed_at=article.changed_at,
        check_on=article.check_on,
    )
