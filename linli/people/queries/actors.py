"""The only way an account becomes an actor."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.auth.models import AnonymousUser

from linli.kernel.actor import Actor, PostHeld, nobody
from linli.people.models import Account
from linli.people.queries.titles import office_title
from linli.places import queries as places
from linli.tenancy.plain import fetched, uuid_of


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

    One query; none for a visitor. An administrator has no posts, whatever rows there are.
    """
    if not isinstance(account, Account) or not account.is_active:
        return nobody(sub_district_id)
    found, name, administrator = _standing(account.pk, sub_district_id, on)
    rows = sorted(found, key=_order)
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


_IN_HAND = """
SELECT t.post_id, p.kind, p.name, p.organisation_id, o.name, p.place_id, w.name, w.kind,
       t.name, {what}
FROM {terms} t
JOIN people_post p ON p.sub_district_id = t.sub_district_id AND p.id = t.post_id
JOIN places_place w ON w.sub_district_id = p.sub_district_id AND w.id = p.place_id
LEFT JOIN people_organisation o
  ON o.sub_district_id = p.sub_district_id AND o.id = p.organisation_id
WHERE t.sub_district_id = %s AND t.account_id = %s
  AND t.valid_from <= %s AND (t.valid_to IS NULL OR t.valid_to >= %s)
  AND p.valid_from <= %s AND (p.valid_to IS NULL OR p.valid_to >= %s)
"""
_CALLED = """
SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, name, 2
FROM people_profile WHERE sub_district_id = %s AND account_id = %s
"""
_GRANTED = """
SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '', 3
FROM people_administratorgrant WHERE sub_district_id = %s AND account_id = %s
  AND valid_from <= %s AND (valid_to IS NULL OR valid_to >= %s)
"""
_HELD, _LENT, _NAME, _GRANT = range(4)
_STANDING = " UNION ALL ".join(
    [
        _IN_HAND.format(terms="people_holding", what=_HELD),
        _IN_HAND.format(terms="people_deputy", what=_LENT),
        _CALLED,
        _GRANTED,
    ]
)
"""Every page of somebody signed in asks this, so it is one plain statement."""


def _standing(account_id: UUID, sub_district_id: UUID, on: date) -> tuple[list[_Row], str, bool]:
    """The posts in an account's hands that day, the name to call it by, whether it administers."""
    mine = [sub_district_id, account_id]
    dated = [*mine, on, on]
    rows = fetched(_STANDING, [*dated, on, on, *dated, on, on, *mine, *dated])
    posts: dict[UUID, _Row] = {}
    for row in (_row(values) for values in rows if values[-1] in (_HELD, _LENT)):
        posts.setdefault(row.post_id, row)
    name = "".join(values[-2] for values in rows if values[-1] == _NAME)
    return list(posts.values()), name, any(values[-1] == _GRANT for values in rows)


def _row(values: tuple[Any, ...]) -> _Row:
    post, kind, own, body, body_name, place, place_name, place_kind, name, lent = values
    return _Row(
        post_id=uuid_of(post),
        kind=kind,
        own_name=own,
        organisation_id=uuid_of(body) if body else None,
        organisation_name=body_name,
        place_id=uuid_of(place),
        place_name=place_name,
        place_kind=place_kind,
        name=name,
        as_deputy=bool(lent),
    )


def _order(row: _Row) -> tuple[bool, UUID]:
    """Own posts before those stood in for, older posts first."""
    return row.as_deputy, row.post_id
