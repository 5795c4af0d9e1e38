"""Many posts filled at once, when a sub-district moves in or the demo is loaded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed, Refused
from linli.kernel.posts import PostKind
from linli.people.actions.accounts import tidy_name, tidy_phone, tidy_username
from linli.people.models import Account, Holding, Post, Profile
from linli.people.rules import Seat, may_hold, may_stand_at
from linli.places import queries as places
from linli.places.queries import Above
from linli.places.rules import PlaceKind, Span
from linli.records import actions as records

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Seating:
    """A post to set up at a place, with who holds it; one user name may appear in several."""

    kind: PostKind
    place_id: UUID
    username: str
    name: str
    organisation_id: UUID | None = None
    own_name: str = ""
    duty_phone: str = ""


@transaction.atomic
def staff_places(
    *, actor: Actor, seatings: Sequence[Seating], valid_from: date, at: datetime
) -> list[UUID]:
    """Set up posts and open their holders' accounts in few statements; answer the posts' ids.

    Accounts have no password and are new: a user name that exists is refused, and so are
    two seats that one account may not hold.
    """
    if not (actor.system or actor.administrator):
        raise NotAllowed("not_administrator", _("Only an administrator may do this."))
    above = places.ancestors_of_many(
        actor.sub_district_id, {row.place_id for row in seatings}, on=timezone.localdate(at)
    )
    _require_lawful(seatings, above, valid_from)
    accounts = _open_accounts(actor, seatings, at)
    posts = [_post(actor, row, valid_from) for row in seatings]
    Post.objects.bulk_create(posts, batch_size=_BATCH)
    Holding.objects.bulk_create(
        [
            _holding(actor, row, post, accounts[tidy_username(row.username)], valid_from)
            for row, post in zip(seatings, posts, strict=True)
        ],
        batch_size=_BATCH,
    )
    acts = [
        records.Act(
            did="people.appoint",
            on_kind="people.post",
            on_id=post.id,
            facts={"first": valid_from.isoformat()},
        )
        for post in posts
    ]
    records.record_many(actor=actor, acts=acts, at=at)
    return [post.id for post in posts]


def _require_lawful(
    seatings: Sequence[Seating], above: dict[UUID, Above], valid_from: date
) -> None:
    held: dict[str, list[Seat]] = {}
    for number, row in enumerate(seatings):
        place = above.get(row.place_id)
        if place is None or not may_stand_at(row.kind, PlaceKind(place.place_kind)):
            raise Refused("wrong_place", _("A post of this kind does not stand at such a place."))
        line = frozenset(place.ids)
        seat = Seat(UUID(int=number), row.kind, row.place_id, line, Span(valid_from))
        seats = held.setdefault(tidy_username(row.username), [])
        clash = may_hold(seat, seats)
        if clash:
            raise Refused(clash.code, _(clash.reason))
        seats.append(seat)


def _open_accounts(actor: Actor, seatings: Sequence[Seating], at: datetime) -> dict[str, Account]:
    names = {tidy_username(row.username): tidy_name(row.name) for row in seatings}
    if Account.objects.filter(username__in=names).exists():
        raise Refused("username_taken", _("This user name is taken. Choose another."))
    accounts = {
        username: Account(username=username, opened_at=at, is_staff_account=True)
        for username in names
    }
    for account in accounts.values():
        account.set_unusable_password()
    Account.objects.bulk_create(accounts.values(), batch_size=_BATCH)
    Profile.objects.bulk_create(
        [
            Profile(sub_district_id=actor.sub_district_id, account=account, name=names[username])
            for username, account in accounts.items()
        ],
        batch_size=_BATCH,
    )
    return accounts


def _post(actor: Actor, row: Seating, valid_from: date) -> Post:
    return Post(
        sub_district_id=actor.sub_district_id,
        kind=row.kind.value,
        organisation_id=row.organisation_id,
        place_id=row.place_id,
        name=tidy_name(row.own_name) if row.own_name else "",
        duty_phone=tidy_phone(row.duty_phone),
        valid_from=valid_from,
    )


def _holding(actor: Actor, row: Seating, post: Post, account: Account, valid_from: date) -> Holding:
    return Holding(
        sub_district_id=actor.sub_district_id,
        post=post,
        account=account,
        name=tidy_name(row.name),
        valid_from=valid_from,
    )
