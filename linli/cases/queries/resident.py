"""What the public pages read: telephone lines, first limits, published answers and how-to pages.

No text here belongs to a person: an answer is published with consent and under its own words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from linli.cases.models import Article, Case
from linli.cases.rules import CaseType, DutyKind, Urgency, limit_keys
from linli.kernel.rule import Words
from linli.kernel.rulebook import InForce
from linli.records import queries as records

PAGE = 20


@dataclass(frozen=True, slots=True)
class Line:
    """A telephone line and what it is for."""

    number: str
    name: str


@dataclass(frozen=True, slots=True)
class Published:
    """A published answer or a how-to page; `slug` is empty for an answer."""

    id: UUID
    title: str
    body: str
    at: datetime
    slug: str = ""
    answer: str = ""


def danger_lines(sub_district_id: UUID, *, on: date) -> list[Line]:
    """Whom to call first when somebody is in danger."""
    return _lines(records.rule_in_force(sub_district_id, "hotline.danger", on=on))


def help_lines(sub_district_id: UUID, *, on: date) -> list[Line]:
    """Who takes a matter down on the telephone."""
    return _lines(records.rule_in_force(sub_district_id, "hotline.help", on=on))


def in_words(words: Words) -> str:
    """A text of the rulebook in the reader's language."""
    return words.en if (get_language() or "").startswith("en") else words.zh


def first_limit(
    sub_district_id: UUID, *, type_: CaseType | None, urgency: Urgency, on: date
) -> InForce:
    """How soon a new request must be taken on, and under which rule."""
    return records.rule_in_force(
        sub_district_id, *limit_keys(DutyKind.ACCEPT, type_, urgency), on=on
    )


def review_limits(sub_district_id: UUID, *, on: date) -> tuple[InForce, InForce]:
    """How long one may ask for a review, and how long it may take (R44)."""
    return (
        records.rule_in_force(sub_district_id, "referral.review.ask", on=on),
        records.rule_in_force(sub_district_id, "referral.review.answer", on=on),
    )


def recheck_limits(sub_district_id: UUID, *, on: date) -> tuple[InForce, InForce]:
    """The same for the recheck, one level further up (R44)."""
    return (
        records.rule_in_force(sub_district_id, "referral.recheck.ask", on=on),
        records.rule_in_force(sub_district_id, "referral.recheck.answer", on=on),
    )


def reopenings_left(case: Case, *, on: date) -> int:
    """How often a "no" still opens a request again."""
    most = records.rule_in_force(case.sub_district_id, "request.reopen.most", on=on).count
    return max(most - case.reopened, 0)


def published_answers(
    sub_district_id: UUID, typed: str = "", *, before: datetime | None = None, limit: int = PAGE
) -> list[Published]:
    """Answers that may be read by anybody, newest first; `before` pages on."""
    found = Case.objects.filter(sub_district_id=sub_district_id, published_at__isnull=False)
    found = found.filter(_each(typed, "published_title", "published_body", "answer"))
    if before:
        found = found.filter(published_at__lt=before)
    return [_answer(case) for case in _newest(found, limit)]


def published_answer(sub_district_id: UUID, case_id: UUID) -> Published | None:
    """One answer that may be read by anybody."""
    found = Case.objects.filter(
        sub_district_id=sub_district_id, published_at__isnull=False, id=case_id
    )
    return next((_answer(case) for case in _newest(found, 1)), None)


def articles(sub_district_id: UUID, typed: str = "", *, limit: int = PAGE) -> list[Published]:
    """How-to pages, last changed first."""
    found = Article.objects.filter(sub_district_id=sub_district_id, published_at__isnull=False)
    found = found.filter(_each(typed, "title", "body")).order_by("-changed_at")
    return [_article(article) for article in found[:limit]]


def article(sub_district_id: UUID, slug: str) -> Published | None:
    """One how-to page."""
    found = Article.objects.filter(
        sub_district_id=sub_district_id, published_at__isnull=False, slug=slug
    ).first()
    return _article(found) if found else None


def published_like(sub_district_id: UUID, typed: str, *, limit: int) -> list[Published]:
    """Published texts that hold most of what was typed, how-to pages first."""
    pieces = _pieces(typed)
    if not pieces:
        return []
    scored = [
        (score, one)
        for one in _candidates(sub_district_id, pieces)
        if (score := _share(pieces, one)) >= _ENOUGH
    ]
    scored.sort(key=lambda pair: (-pair[0], not pair[1].slug))
    return [one for _score, one in scored[:limit]]


_ENOUGH = 0.34
_CANDIDATES = 60
_MOST_PIECES = 24


def _candidates(sub_district_id: UUID, pieces: list[str]) -> Iterable[Published]:
    wanted = Q()
    for piece in pieces:
        wanted |= Q(title__icontains=piece)
    pages = Article.objects.filter(
        wanted, sub_district_id=sub_district_id, published_at__isnull=False
    )
    yield from (_article(page) for page in pages.order_by("-changed_at")[:_CANDIDATES])
    wanted = Q()
    for piece in pieces:
        wanted |= Q(published_title__icontains=piece)
    found = Case.objects.filter(wanted, sub_district_id=sub_district_id, published_at__isnull=False)
    yield from (_answer(case) for case in _newest(found, _CANDIDATES))


def _pieces(typed: str) -> list[str]:
    """Pairs of neighbouring characters: the smallest words that Chinese is told apart by."""
    runs = "".join(sign if sign.isalnum() else " " for sign in typed.lower()).split()
    pairs = [run[at : at + 2] for run in runs for at in range(max(len(run) - 1, 1))]
    return list(dict.fromkeys(pair for pair in pairs if len(pair) > 1))[:_MOST_PIECES]


def _share(pieces: list[str], one: Published) -> float:
    text = f"{one.title} {one.body}".lower()
    return sum(piece in text for piece in pieces) / len(pieces)


def _each(typed: str, *fields: str) -> Q:
    """Each word typed must stand in one of the fields."""
    wanted = Q()
    for word in typed.split()[:6]:
        anywhere = Q()
        for name in fields:
            anywhere |= Q(**{f"{name}__icontains": word})
        wanted &= anywhere
    return wanted


def _newest(found: QuerySet[Case], limit: int) -> list[Case]:
    return list(found.order_by("-published_at", "-id")[:limit])


def _answer(case: Case) -> Published:
    assert case.published_at is not None  # noqa: S101
    return Published(
        case.id, case.published_title, case.published_body, case.published_at, answer=case.answer
    )


def _article(article: Article) -> Published:
    return Published(article.id, article.title, article.body, article.changed_at, slug=article.slug)


def _lines(rule: InForce) -> list[Line]:
    language = "en" if (get_language() or "").startswith("en") else "zh"
    return [Line(str(row["number"]), str(row.get(language, ""))) for row in rule.rows]
