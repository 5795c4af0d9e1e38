"""Residents' ideas: the open ones of a place, one's own, those whose answer is late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from linli.decisions.models import Idea
from linli.kernel.posts import PostKind
from linli.people import queries as people
from linli.people.queries import PostCard

ANSWERERS = (PostKind.CONGRESS_CHAIR, PostKind.SECRETARY)
"""Who is told of an idea: the compound's congress, else the community's secretary."""
AT_ONCE = 50


def idea(sub_district_id: UUID, idea_id: UUID) -> Idea | None:
    """One idea."""
    return _ideas(sub_district_id).filter(id=idea_id).first()


def ideas_at(
    sub_district_id: UUID, place_ids: Sequence[UUID] | None = None, *, before: UUID | None = None
) -> list[Idea]:
    """The ideas of these places or of all, newest first, a page at a time."""
    found = _ideas(sub_district_id)
    if place_ids is not None:
        found = found.filter(place_id__in=place_ids)
    if before is not None:
        found = found.filter(id__lt=before)
    return list(found.order_by("-id")[: AT_ONCE + 1])


def own_ideas(sub_district_id: UUID, account_id: UUID) -> list[Idea]:
    """The ideas of an account, newest first."""
    return list(_ideas(sub_district_id).filter(account_id=account_id).order_by("-id")[:AT_ONCE])


def free_ideas(sub_district_id: UUID, place_ids: Sequence[UUID]) -> list[Idea]:
    """Ideas of these places that were taken up and became no proposal yet."""
    found = _ideas(sub_district_id).filter(place_id__in=place_ids, taken_up=True, decision_id=None)
    return list(found.order_by("-id")[:AT_ONCE])


def idea_of(sub_district_id: UUID, decision_id: UUID) -> Idea | None:
    """The idea that a decision was made of."""
    return _ideas(sub_district_id).filter(decision_id=decision_id).first()


def ideas_late(sub_district_id: UUID, *, on: date) -> list[Idea]:
    """Ideas whose answer is late and of which nobody was told yet."""
    found = _ideas(sub_district_id).filter(answered_at=None, due_on__lt=on, late_told_at=None)
    return list(found.order_by("due_on", "id"))


def answerer_for(found: Idea, *, on: date) -> PostCard | None:
    """The post that answers an idea: one that is held, the congress before the secretary."""
    line = people.line_of(found.sub_district_id, found.place_id, on=on)
    cards = people.posts_at(found.sub_district_id, line, on=on, kinds=ANSWERERS)
    order = {kind.value: at for at, kind in enumerate(ANSWERERS)}
    cards.sort(key=lambda card: (not card.holders, order[card.kind]))
    return next(iter(cards), None)


def _ideas(sub_district_id: UUID) -> QuerySet[Idea]:
    return Idea.objects.filter(sub_district_id=sub_district_id).select_related("place")
