"""How-to pages and templates: written, published, retired; every version is kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.cases.models import Article, ArticleVersion, Category, TemplateAnswer
from linli.cases.rules import screened, tidy, tidy_line
from linli.cases.rules.texts import BODY_LENGTH, NOTE_LENGTH, TITLE_LENGTH
from linli.cases.rules.who import CALLERS
from linli.kernel.actor import Actor
from linli.kernel.bigrams import tokens_of
from linli.kernel.errors import Conflict, Missing, NotAllowed, Refused
from linli.records import actions as records
from linli.tenancy.models import new_id
from linli.tenancy.rows import locked

SLUG_LENGTH = 60
NAME_LENGTH = 60
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")


@dataclass(frozen=True, slots=True)
class _Text:
    title: str
    body: str


@transaction.atomic
def write_article(
    *,
    actor: Actor,
    slug: str = "",
    title: str,
    body: str,
    category_id: UUID | None = None,
    check_on: date | None = None,
    publish: bool = False,
    at: datetime,
) -> Article:
    """Write a new how-to page; numbers of persons in it are masked. It is read once published."""
    _require_writer(actor)
    text = _plain(title, body)
    _require_category(actor, category_id)
    article = Article(
        sub_district_id=actor.sub_district_id,
        slug=_free_slug(actor.sub_district_id, slug),
        title=text.title,
        body=text.body,
        words=_words(text),
        category_id=category_id,
        check_on=check_on,
        published_at=at if publish else None,
        changed_at=at,
    )
    article.save(force_insert=True)
    _keep_version(actor, article, at)
    _record(actor, "write_article", article, at)
    return article


@transaction.atomic
def change_article(
    *,
    actor: Actor,
    article_id: UUID,
    version: int,
    title: str,
    body: str,
    category_id: UUID | None = None,
    check_on: date | None = None,
    at: datetime,
) -> Article:
    """Change a how-to page; what it said before is kept. A stale version is a conflict."""
    _require_writer(actor)
    text = _plain(title, body)
    _require_category(actor, category_id)
    article = _article(actor, article_id)
    if article.version != version:
        raise Conflict(
            "article_changed",
            _("Somebody else changed this page first. Compare both versions and decide."),
            kept={"title": title, "body": body},
        )
    article.title, article.body, article.words = text.title, text.body, _words(text)
    article.category_id, article.check_on = category_id, check_on
    article.version, article.changed_at = version + 1, at
    article.save()
    _keep_version(actor, article, at)
    _record(actor, "change_article", article, at)
    return article


@transaction.atomic
def publish_article(*, actor: Actor, article_id: UUID, at: datetime) -> Article:
    """Let everybody read a how-to page."""
    _require_writer(actor)
    article = _article(actor, article_id)
    if article.published_at is None:
        article.published_at = at
        article.save(update_fields=["published_at"])
        _record(actor, "publish_article", article, at)
    return article


@transaction.atomic
def retire_article(*, actor: Actor, article_id: UUID, at: datetime) -> Article:
    """Take a how-to page out of the public's sight; it stays for staff, with its versions."""
    _require_writer(actor)
    article = _article(actor, article_id)
    if article.published_at is not None:
        article.published_at = None
        article.save(update_fields=["published_at"])
        _record(actor, "retire_article", article, at)
    return article


@transaction.atomic
def write_template(
    *, actor: Actor, name: str, text: str, category_id: UUID | None = None, at: datetime
) -> TemplateAnswer:
    """Keep a text that answers start from; the same name again replaces the text."""
    _require_writer(actor)
    called, body = tidy_line(name), screened(tidy(text))
    if not called or len(called) > NAME_LENGTH:
        raise Refused("template_name", _("Give the template a name of 1 to 60 characters."))
    if not body or len(body) > NOTE_LENGTH:
        raise Refused("template_text", _("A template has 1 to 4,000 characters."))
    _require_category(actor, category_id)
    template, _made = TemplateAnswer.objects.update_or_create(
        sub_district_id=actor.sub_district_id,
        name=called,
        defaults={"text": body, "category_id": category_id},
    )
    records.record(
        actor=actor, did="cases.write_template", on_kind="cases.template", on_id=template.id, at=at
    )
    return template


@transaction.atomic
def drop_template(*, actor: Actor, template_id: UUID, at: datetime) -> None:
    """Throw a template away; answers that began with it stay."""
    _require_writer(actor)
    found = TemplateAnswer.objects.filter(
        sub_district_id=actor.sub_district_id, id=template_id
    ).first()
    if found is None:
        raise Missing("no_template", _("There is no such template."))
    found.delete()
    records.record(
        actor=actor, did="cases.drop_template", on_kind="cases.template", on_id=template_id, at=at
    )


def _require_writer(actor: Actor) -> None:
    if not (actor.system or actor.holds(*CALLERS)):
        raise NotAllowed(
            "may_not_write_articles",
            _(
                "Information officers, secretaries, service clerks and the sub-district office "
                "write how-to pages."
            ),
        )


def _require_category(actor: Actor, category_id: UUID | None) -> None:
    if category_id is None:
        return
    mine = Category.objects.filter(sub_district_id=actor.sub_district_id, id=category_id)
    if not mine.exists():
        raise Refused("unknown_category", _("This category is not in the list. Choose another."))


def _plain(title: str, body: str) -> _Text:
    text = _Text(screened(tidy_line(title)), screened(tidy(body)))
    if not text.title or len(text.title) > TITLE_LENGTH:
        raise Refused("article_title", _("Give the page a title of 1 to 120 characters."))
    if not text.body or len(text.body) > BODY_LENGTH:
        raise Refused("article_body", _("The page has 1 to 20,000 characters."))
    return text


def _words(text: _Text) -> str:
    return " ".join(tokens_of(f"{text.title}\n{text.body}"))


def _free_slug(tenant: UUID, wanted: str) -> str:
    slug = wanted.strip().lower() or new_id().hex[-10:]
    if len(slug) > SLUG_LENGTH or not _SLUG.fullmatch(slug):
        raise Refused(
            "article_slug",
            _("The page's short name has small letters, digits and dashes, at most 60."),
        )
    if Article.objects.filter(sub_district_id=tenant, slug=slug).exists():
        raise Refused("article_slug_taken", _("Another page has this short name already."))
    return slug


def _article(actor: Actor, article_id: UUID) -> Article:
    return locked(
        Article,
        actor.sub_district_id,
        article_id,
        missing=Missing("no_article", _("There is no such page.")),
    )


def _keep_version(actor: Actor, article: Article, at: datetime) -> None:
    ArticleVersion.objects.create(
        sub_district_id=article.sub_district_id,
        article_id=article.id,
        version=article.version,
        title=article.title,
        body=article.body,
        at=at,
        actor_label=actor.label,
    )


def _record(actor: Actor, did: str, article: Article, at: datetime) -> None:
    records.record(
        actor=actor,
        did=f"cases.{did}",
        on_kind="cases.article",
        on_id=article.id,
        facts={"version": article.version},
        at=at,
    )
