"""The only way an account becomes an actor."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import BooleanField, CharField, F, Q, QuerySet, Value

from linli.kernel.actor import Actor, PostHeld, nobody
from linli.people.models import Account, AdministratorGrant, Deputy, Holding, Profile
from linli.people.queries.reach import in_force
from linli.people.queries.titles import office_title
from linli.places import queries as places


class _Row(NamedTuple):
    """A post in the hands of an account today."""

    post_id: UUID
    kind: str
    own_name: str
    organisation_id: UUID | None
    organisation_name: str | None
    place_id: UUID
    place_name: str
    place_kind: str
    name: str
    as_deputy: bool

    @property
    def held(self) -> PostHeld:
        return PostHeld(
            post_id=self.post_id,
            kind=self.kind,
            title=office_title(self.kind, self.own_name),
            organisation_id=self.organisation_id,
            organisation_name=self.organisation_name or "",
            place_id=self.place_id,
            place_name=self.place_name,
            place_kind=self.place_kind,
            as_deputy=self.as_deputy,
        )


def sub_district_of_host(host: str) -> UUID:
    """The sub-district a web address means; the only one where there is one."""
    return places.sub_district_of_host(host)


def actor_for(
    account: Account | AnonymousUser,
    *,
    sub_district_id: UUID,
    chosen_post: str | None,
    on: date,
) -> Actor:
    """Make an account an actor with the posts it holds that day, deputies included.

    Two queries; none for a visitor. An administrator has no posts, whatever rows there are.
    """
    if not isinstance(account, Account) or not account.is_active:
        return nobody(sub_district_id)
    rows = sorted(_posts_in_hand(account.pk, sub_district_id, on), key=_order)
    name, administrator = _profile(account.pk, sub_district_id, on)
    posts = () if administrator else tuple(row.held for row in rows)
    post = next((post for post in posts if str(post.post_id) == chosen_post), None)
    post = post or next(iter(posts), None)
    called = {row.post_id: row.name for row in rows}
    return Actor(
        sub_district_id=sub_district_id,
        account_id=account.pk,
        name=called[post.post_id] if post else name,
        post=post,
        posts=posts,
        administrator=administrator,
    )


def _posts_in_hand(account_id: UUID, sub_district_id: UUID, on: date) -> Iterator[_Row]:
    held = _rows(Holding.objects.all(), account_id, sub_district_id, on, as_deputy=False)
    lent = _rows(Deputy.objects.all(), account_id, sub_district_id, on, as_deputy=True)
    seen = set()
    for values in held.union(lent, all=True):
        row = _Row(*values)
        if row.post_id not in seen:
            seen.add(row.post_id)
            yield row


def _rows(
    terms: QuerySet[Any], account_id: UUID, sub_district_id: UUID, on: date, *, as_deputy: bool
) -> QuerySet[Any, Any]:
    found: QuerySet[Any, Any] = (
        terms.filter(in_force(on), account_id=account_id, sub_district_id=sub_district_id)
        .filter(Q(post__valid_from__lte=on), Q(post__valid_to=None) | Q(post__valid_to__gte=on))
        .annotate(deputy=Value(as_deputy, output_field=BooleanField()))
        .values_list(
            "post_id",
            "post__kind",
            "post__name",
            "post__organisation_id",
            "post__organisation__name",
            "post__place_id",
            "post__place__name",
            "post__place__kind",
            "name",
            "deputy",
        )
    )
    return found


def _order(row: _Row) -> tuple[bool, UUID]:
    """Own posts before those stood in for, older posts first."""
    return row.as_deputy, row.post_id


def _profile(account_id: UUID, sub_district_id: UUID, on: date) -> tuple[str, bool]:
    """The name to call an account by, and whether it is an administrator that day."""
    mine = {"account_id": account_id, "sub_district_id": sub_district_id}
    names = Profile.objects.filter(**mine).annotate(
        called=F("name"),
        grant=Value(False, output_field=BooleanField()),  # noqa: FBT003
    )
    grants = AdministratorGrant.objects.filter(in_force(on), **mine).annotate(
        called=Value("", output_field=CharField()),
        grant=Value(True, output_field=BooleanField()),  # noqa: FBT003
    )
    found = names.values_list("called", "grant").union(
        grants.values_list("called", "grant"), all=True
    )
    rows = list(found)
    return "".join(name for name, _grant in rows), any(grant for _name, grant in rows)
