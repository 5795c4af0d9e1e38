"""Notices found by id, by number, by decision; their editions, spots and objections; their rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from linli.decisions.models import (
    PostedSpot,
    Publication,
    PublicationEdition,
    PublicationObjection,
)
from linli.decisions.rules import PublicationKind, SpotKind, Verb, may_do, may_publish
from linli.decisions.rules.publications import LEAST_DAYS, PLACES, EditionText, spots_from
from linli.kernel.actor import Actor
from linli.people import queries as people
from linli.places import queries as places
from linli.places.rules import PlaceKind
from linli.records.queries import rule_in_force

PAGE = 30
BOARD_PLACES = frozenset({PlaceKind.SUB_DISTRICT, PlaceKind.COMMUNITY, PlaceKind.COMPOUND})
"""Places that have a notice board of their own."""


def least_days(sub_district_id: UUID, kind: PublicationKind, *, on: date) -> int:
    """How many days a notice of this kind hangs at least."""
    return rule_in_force(sub_district_id, LEAST_DAYS[kind], on=on).duration.count


def places_asked(sub_district_id: UUID, kind: PublicationKind, *, on: date) -> tuple[SpotKind, ...]:
    """In which places a notice of this kind must hang."""
    asked = rule_in_force(sub_district_id, PLACES[kind], on=on).items
    return tuple(spot for spot in SpotKind if spot.value in asked)


def publication(sub_district_id: UUID, publication_id: UUID) -> Publication | None:
    """One notice by its id."""
    return _publications(sub_district_id).filter(id=publication_id).first()


def publication_by_number(sub_district_id: UUID, number: str) -> Publication | None:
    """One notice by the number that stands on the paper."""
    return _publications(sub_district_id).filter(number=number).first()


def publication_seen_by(actor: Actor, publication_id: UUID, *, on: date) -> Publication | None:
    """A notice as somebody at the desk finds it: none beyond the reach of the post."""
    found = publication(actor.sub_district_id, publication_id)
    if found is None or not sees_notices_at(actor, found.place_id, on=on):
        return None
    return found


def publications_of(sub_district_id: UUID, decision_id: UUID) -> list[Publication]:
    """The notices of a decision, oldest first."""
    return list(_publications(sub_district_id).filter(decision_id=decision_id).order_by("id"))


def publications_seen_by(
    actor: Actor, *, waiting: bool, before: UUID | None = None, on: date
) -> list[Publication]:
    """Notices within the reach of the post: those that still hang or wait for somebody, or all.

    One more than a page is answered where there are more.
    """
    if actor.post is None:
        return []
    found = _publications(actor.sub_district_id)
    if actor.post.place_kind != PlaceKind.SUB_DISTRICT:
        below = places.descendants(
            actor.sub_district_id, actor.post.place_id, on=on, kinds=BOARD_PLACES
        )
        found = found.filter(place_id__in=[actor.post.place_id, *below])
    if waiting:
        found = found.filter(down_on=None)
    if before:
        found = found.filter(id__lt=before)
    return list(found.order_by("-id")[: PAGE + 1])


def may_publish_at(actor: Actor, kind: PublicationKind, place_id: UUID, *, on: date) -> bool:
    """Whether the post acted in may put up such a notice at a place."""
    if not (actor.system or may_publish(kind, actor.kind)):
        return False
    return people.reaches(actor, places.ancestors(actor.sub_district_id, place_id, on=on))


def sees_notices_at(actor: Actor, place_id: UUID, *, on: date) -> bool:
    """Whether the post acted in finds a place's notices at the desk."""
    if not (actor.system or may_do(Verb.SEE, actor.kind)):
        return False
    return people.reaches(actor, places.ancestors(actor.sub_district_id, place_id, on=on))


def editions_of(found: Publication) -> list[PublicationEdition]:
    """All that a notice ever said, the first edition first."""
    rows = PublicationEdition.objects.filter(
        sub_district_id=found.sub_district_id, publication_id=found.id
    )
    return list(rows.order_by("number"))


def text_of(found: Publication, edition: PublicationEdition) -> EditionText:
    """An edition as its digest sees it."""
    return EditionText(
        number=found.number,
        edition=edition.number,
        title=edition.title,
        text=edition.text,
        foot=edition.foot,
        spots=spots_from(edition.spots),
        posted_on=edition.posted_on,
        until=edition.until,
        begins_at=edition.begins_at,
        ends_at=edition.ends_at,
    )


def spots_of(found: Publication, edition: int | None = None) -> list[PostedSpot]:
    """Where an edition hangs or hung, in order; the one in force if none is named."""
    rows = PostedSpot.objects.filter(
        sub_district_id=found.sub_district_id,
        publication=found,
        edition=edition or found.edition,
    )
    return list(rows.order_by("number"))


def spots_of_many(
    sub_district_id: UUID, found: Sequence[Publication]
) -> Mapping[UUID, list[PostedSpot]]:
    """Where the editions in force of several notices hang."""
    in_force = {one.id: one.edition for one in found}
    rows = PostedSpot.objects.filter(
        sub_district_id=sub_district_id, publication_id__in=list(in_force)
    )
    spots: dict[UUID, list[PostedSpot]] = {one.id: [] for one in found}
    for row in rows.order_by("number"):
        if row.edition == in_force[row.publication_id]:
            spots[row.publication_id].append(row)
    return spots


def publication_objection(sub_district_id: UUID, objection_id: UUID) -> PublicationObjection | None:
    """One objection with its notice."""
    return _objections(sub_district_id).filter(id=objection_id).first()


def publication_objections(found: Publication) -> list[PublicationObjection]:
    """The objections to a notice: unanswered ones first, then the newest."""
    rows = _objections(found.sub_district_id).filter(publication=found).order_by("-id")
    return sorted(rows, key=lambda one: one.answered_at is not None)


def own_publication_objections(found: Publication, account_id: UUID) -> list[PublicationObjection]:
    """What one account has against a notice, newest first."""
    rows = _objections(found.sub_district_id).filter(publication=found, account_id=account_id)
    return list(rows.order_by("-id"))


def objection_counts(found: Publication) -> Counter[str]:
    """How many objections there are by theme; no word of them."""
    rows = PublicationObjection.objects.filter(
        sub_district_id=found.sub_district_id, publication=found
    )
    return Counter(rows.values_list("theme", flat=True))


def objections_waiting(sub_district_id: UUID, decision_id: UUID) -> int:
    """How many objections to a decision's notices have no answer yet."""
    return (
        _objections(sub_district_id)
        .filter(publication__decision_id=decision_id, answered_at=None)
        .count()
    )


def objections_waiting_by_notice(
    sub_district_id: UUID, publication_ids: Sequence[UUID]
) -> Counter[UUID]:
    """How many unanswered objections each of these notices has."""
    rows = PublicationObjection.objects.filter(
        sub_district_id=sub_district_id, publication_id__in=publication_ids, answered_at=None
    )
    return Counter(rows.values_list("publication_id", flat=True))


def may_read_publication_file(
    *, actor: Actor, subject_id: UUID, for_staff_only: bool, session: Mapping[str, Any], key: str
) -> bool:
    """Photos of notices on the wall are as public as the notices."""
    return not for_staff_only and publication(actor.sub_district_id, subject_id) is not None


def _publications(sub_district_id: UUID) -> QuerySet[Publication]:
    return Publication.objects.filter(sub_district_id=sub_district_id).select_related("place")


def _objections(sub_district_id: UUID) -> QuerySet[PublicationObjection]:
    rows = PublicationObjection.objects.filter(sub_district_id=sub_district_id)
    return rows.select_related("publication", "publication__place")
