"""People for tests, made by the actions that people use."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import count
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.test import Client
from django.utils import timezone

from linli.kernel.actor import Actor, system_actor
from linli.kernel.posts import PostKind
from linli.people import actions, queries
from linli.people.models import Account, Organisation, Post
from linli.people.rules import OrganisationKind
from linli.places.models import Place, SubDistrict
from linli.places.rules import PlaceKind
from linli.tenancy.fields import seal
from tests.places import builders as places

SINCE = date(2020, 1, 1)
"""The day from which built posts and terms run."""
AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
PASSWORD = "Wolke-Regen-2026"

_serial = count(1)

_PLACE_FOR: dict[PlaceKind, Callable[[Place], Place]] = {
    PlaceKind.COMMUNITY: lambda root: places.a_place(PlaceKind.COMMUNITY, root),
    PlaceKind.COMPOUND: lambda root: places.a_compound(places.a_place(PlaceKind.COMMUNITY, root)),
    PlaceKind.PATCH: lambda root: places.a_patch(places.a_place(PlaceKind.COMMUNITY, root)),
    PlaceKind.RESIDENTS_GROUP: lambda root: places.a_group(
        places.a_patch(places.a_place(PlaceKind.COMMUNITY, root))
    ),
}
_STANDS_AT = {
    PostKind.PATCH_LEAD: PlaceKind.PATCH,
    PostKind.GROUP_LEAD: PlaceKind.RESIDENTS_GROUP,
    PostKind.BUILDING_LEAD: PlaceKind.COMPOUND,
    PostKind.CONGRESS_CHAIR: PlaceKind.COMPOUND,
    PostKind.OWNERS_COMMITTEE_CHAIR: PlaceKind.COMPOUND,
    PostKind.OWNERS_COMMITTEE_TREASURER: PlaceKind.COMPOUND,
    PostKind.PROPERTY_MANAGER: PlaceKind.COMPOUND,
    PostKind.PROPERTY_REPAIRER: PlaceKind.COMPOUND,
}
_OFFICE = {
    PostKind.SUB_DISTRICT_LEADER,
    PostKind.GOVERNANCE_OFFICER,
    PostKind.CIVIL_AFFAIRS_OFFICER,
    PostKind.INFORMATION_PROTECTION_OFFICER,
    PostKind.AUDITOR,
}


def an_account(
    sub_district: SubDistrict | UUID, *, password: str | None = None, **facts: Any
) -> Account:
    """An account with a profile; with a password if one is given."""
    number = next(_serial)
    system = system_actor(_tenant(sub_district))
    given = {"username": f"shili{number}", "name": f"示例{number}", "at": AT}
    account = actions.open_account(actor=system, **{**given, **facts})
    if password:
        account = actions.set_password(
            actor=system, account_id=account.pk, password=password, at=AT
        )
    return account


def an_organisation(place: Place, **facts: Any) -> Organisation:
    """An organisation at a place, a property company if nothing else is said."""
    given = {
        "kind": OrganisationKind.PROPERTY_SERVICE_PROVIDER,
        "name": f"示例物业{next(_serial)}",
        "duty_phone": "03175550000",
        "valid_from": SINCE,
        "at": AT,
    }
    return actions.found_organisation(
        actor=system_actor(place.sub_district_id), place_id=place.id, **{**given, **facts}
    )


def a_post(kind: str, place: Place, **facts: Any) -> Post:
    """A post at a place that nobody holds yet."""
    given = {"duty_phone": "03175551234", "valid_from": SINCE, "at": AT}
    return actions.establish_post(
        actor=system_actor(place.sub_district_id),
        kind=PostKind(kind),
        place_id=place.id,
        **{**given, **facts},
    )


def appointed(
    post: Post,
    account: Account | None = None,
    *,
    first: date = SINCE,
    last: date | None = None,
) -> Account:
    """The account that holds a post, a new one if none is given."""
    holder = account or an_account(post.sub_district_id)
    actions.appoint(
        actor=system_actor(post.sub_district_id),
        post_id=post.id,
        account_id=holder.pk,
        name=f"示例{holder.username}",
        valid_from=first,
        valid_to=last,
        at=AT,
    )
    holder.refresh_from_db()
    return holder


def standing_in(post: Post, account: Account | None = None, *, first: date, last: date) -> Account:
    """The account that stands in for a post between two days."""
    deputy = account or an_account(post.sub_district_id)
    actions.delegate(
        actor=system_actor(post.sub_district_id),
        post_id=post.id,
        account_id=deputy.pk,
        name="示例代理",
        reason="休假",
        valid_from=first,
        valid_to=last,
        at=AT,
    )
    deputy.refresh_from_db()
    return deputy


def actor_of(
    account: Account,
    sub_district: SubDistrict | UUID,
    *,
    on: date = TODAY,
    post: Post | None = None,
) -> Actor:
    """The actor that an account is on a day."""
    return queries.actor_for(
        account,
        sub_district_id=_tenant(sub_district),
        chosen_post=str(post.id) if post else None,
        on=on,
    )


def an_actor(kind: str, place: Place) -> Actor:
    """Somebody who holds a post of a kind at a place: `resident`, `administrator` or a post."""
    account = _an_account_as(kind, place)
    return actor_of(account, place.sub_district_id)


def a_place_for(kind: str, sub_district: SubDistrict) -> Place:
    """A place where a post of a kind may stand."""
    root = places.root_of(sub_district)
    if kind in _OFFICE or kind not in list(PostKind):
        return root
    return _PLACE_FOR[_STANDS_AT.get(PostKind(kind), PlaceKind.COMMUNITY)](root)


def a_signed_in_client(
    who: str | Account | Actor, place: Place | None = None, *, post: Post | UUID | None = None
) -> Client:
    """A client signed in: an actor, an account, or a new account of a kind at a place.

    Kinds are `resident`, `administrator` and those of posts; `visitor` is not signed in. The
    second factor is there and the post acted in is chosen.
    """
    client = Client()
    if who == "visitor":
        return client
    if isinstance(who, Actor):
        chosen = post or (who.post.post_id if who.post else None)
        account = Account.objects.get(pk=who.account_id)
        return signed_in(account, client, post=chosen)
    if isinstance(who, Account):
        return signed_in(who, client, post=post)
    where = place or a_place_for(who, places.a_sub_district())
    return signed_in(_an_account_as(who, where), client, post=post)


def signed_in(
    account: Account, client: Client | None = None, *, post: Post | UUID | None = None
) -> Client:
    """A client signed in to an account; staff with the second factor set up."""
    client = client or Client()
    account.refresh_from_db()
    if account.is_staff_account:
        a_second_factor(account)
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    UserSession.objects.create(
        user=account, session_key=client.session.session_key, ip="127.0.0.1", user_agent=""
    )
    if post is not None:
        session = client.session
        session["post"] = str(post.id if isinstance(post, Post) else post)
        session.save()
    return client


def a_second_factor(account: Account) -> None:
    """An authenticator app for an account."""
    Authenticator.objects.get_or_create(
        user=account, type=Authenticator.Type.TOTP, defaults={"data": {"secret": seal("A" * 32)}}
    )


def _an_account_as(kind: str, place: Place) -> Account:
    account = an_account(place.sub_district_id)
    if kind == "administrator":
        actions.grant_administrator(
            actor=system_actor(place.sub_district_id),
            account_id=account.pk,
            valid_from=SINCE,
            at=AT,
        )
    elif kind != "resident":
        appointed(a_post(kind, place), account)
    account.refresh_from_db()
    return account


def _tenant(sub_district: SubDistrict | UUID) -> UUID:
    return sub_district if isinstance(sub_district, UUID) else sub_district.id


def now() -> datetime:
    """The real time, for pages that ask the clock."""
    return timezone.now()
