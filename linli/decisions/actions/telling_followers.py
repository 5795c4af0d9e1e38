"""Residents who asked for it are told of the ordinary notices of their compound."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.decisions.actions.notice_work import NoticeWork
from linli.decisions.models import BoardFollower
from linli.decisions.queries.publications import BOARD_PLACES
from linli.decisions.rules import PublicationKind
from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, NotAllowed, Refused
from linli.places import queries as places
from linli.records import actions as records
from linli.records.actions import Channel, Letter
from linli.records.rules import letter_key

FOLLOWER = "people.account"
MOST = 3
"""How many boards an account can follow: where one lives, and where one's parents live."""


@transaction.atomic
def follow_board(*, actor: Actor, place_id: UUID, at: datetime) -> BoardFollower:
    """Be told of a place's ordinary notices from now on; asked twice it is the same."""
    account_id = _account(actor)
    place = places.place(actor.sub_district_id, place_id)
    if place is None or place.kind not in BOARD_PLACES:
        raise Missing("no_board", _("There is no such notice board."))
    mine = BoardFollower.objects.filter(
        sub_district_id=actor.sub_district_id, account_id=account_id
    )
    if mine.exclude(place_id=place_id).count() >= MOST:
        words = _("You follow %(most)s boards already. Leave one of them first.")
        raise Refused("too_many_boards", words % {"most": MOST})
    found, new = BoardFollower.objects.get_or_create(
        sub_district_id=actor.sub_district_id,
        account_id=account_id,
        place_id=place_id,
        defaults={"since": at},
    )
    if new:
        _record(actor, "decisions.follow_board", place_id, at)
    return found


@transaction.atomic
def leave_board(*, actor: Actor, place_id: UUID, at: datetime) -> None:
    """Be told no more, as easily as one began (PIPL, art. 15)."""
    gone, _kinds = BoardFollower.objects.filter(
        sub_district_id=actor.sub_district_id, account_id=_account(actor), place_id=place_id
    ).delete()
    if gone:
        _record(actor, "decisions.leave_board", place_id, at)


def tell_followers(work: NoticeWork) -> None:
    """Lay a letter for everybody who follows the notice's board, each edition once."""
    notice = work.publication
    if work.kind is not PublicationKind.ORDINARY:
        return
    rows = BoardFollower.objects.filter(
        sub_district_id=work.tenant, place_id__in=[notice.place_id, *_below(work)]
    )
    for account_id in sorted(set(rows.values_list("account_id", flat=True)), key=str):
        work.batch.tell(_letter(work, account_id), at=work.at)


def _below(work: NoticeWork) -> list[UUID]:
    """A community's notice is for its compounds too."""
    place_id = work.publication.place_id
    return places.descendants(work.tenant, place_id, on=work.today, kinds=BOARD_PLACES)


def _letter(work: NoticeWork, account_id: UUID) -> Letter:
    notice = work.publication
    return Letter(
        key=letter_key("decisions/ordinary_notice", notice.id, notice.edition, account_id),
        channel=Channel.INBOX,
        template="decisions/ordinary_notice",
        params={"title": notice.title, "place": notice.place.name},
        account_id=account_id,
        link=reverse("decisions:public_publication", args=[notice.number]),
    )


def _account(actor: Actor) -> UUID:
    if actor.account_id is None:
        raise NotAllowed("sign_in", _("Sign in first; notices are sent to your account."))
    return actor.account_id


def _record(actor: Actor, did: str, place_id: UUID, at: datetime) -> None:
    if actor.account_id is None:
        return
    batch = records.Batch(
        sub_district_id=actor.sub_district_id, subject_kind=FOLLOWER, subject_id=actor.account_id
    )
    batch.record(actor=actor, did=did, facts={"place": str(place_id)}, at=at)
    batch.write()
