"""Answers that serve again: published how-to pages and templates for staff."""

from __future__ import annotations

from django.db import models

from linli.cases.models.sorting import Category
from linli.tenancy.models import TenantFK, TenantModel


class Article(TenantModel):
    """A how-to page of the knowledge base, searched before a request is sent."""

    slug = models.SlugField(max_length=60)
    title = models.CharField(max_length=120)
    body = models.TextField()
    category = TenantFK(
        Category, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    words = models.TextField(blank=True)
    """Search tokens of title and body."""
    version = models.PositiveIntegerField(default=1)
    published_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()
    check_on = models.DateField(null=True)
    """When somebody looks whether it still holds."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sub_district", "slug"], name="article_slug"),
        ]

    def __str__(self) -> str:
        return self.title


class ArticleVersion(TenantModel):
    """A how-to page as it was written once: who changed it, in which post, and what it said."""

    article = TenantFK(Article, on_delete=models.CASCADE, related_name="versions", db_index=False)
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=120)
    body = models.TextField()
    at = models.DateTimeField()
    actor_label = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sub_district", "article", "version"], name="article_version_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version}"


class TemplateAnswer(TenantModel):
    """A text that staff start an answer from."""

    name = models.CharField(max_length=60)
    text = models.TextField()
    category = TenantFK(
        Category, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sub_district", "name"], name="template_name"),
        ]

    def __str__(self) -> str:
        return self.name
