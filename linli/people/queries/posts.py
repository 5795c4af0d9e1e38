"""Posts with who holds them on a day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Exists, OuterRef, Q, QuerySet, Value

from linli.kernel.posts import PostKind
from linli.people.models import Deputy, Holding, Organisation, Post
from linli.people.queries.reach import line_of
from linli.people.queries.titles import office_title, post_title
from linli.people.rules import DISPATCHABLE, Seat
from linli.places import queries as places
from linli.places.queries import Above
from linli.places.rules import Span
from linli.tenancy.dated import in_force
from linli.tenancy.plain import fetched, uuid_of


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who holds a post, or stands in for its holder, for a term."""

    term_id: UUID
    account_id: UUID
    name: str
    first: date
    last: date | None
    as_deputy: bool


@dataclass(frozen=True, slots=True)
class PostCard:
    """A post as pages show it: what, where, its duty telephone, who holds it."""

    post_id: UUID
    kind: str
    own_name: str
    place_id: UUID
    place_name: str
    place_kind: str
    organisation_id: UUID | None
    organisation_name: str
    organisation_kind: str
    duty_phone: str
    own_phone: str
    public: bool
    first: date
    last: date | None
    holders: tuple[Holder, ...] = field(default=())

    @property
    def title(self) -> str:
        """The post's own name, or its title in the reader's language."""
        return self.own_name or post_title(self.kind)

    @property
    def label(self) -> str:
        """What records call the post, as `PostHeld.label` does."""
        where = self.organisation_name or self.place_name
        return f"{where} · {office_title(self.kind, self.own_name)}"

    @property
    def names(self) -> str:
        """Who holds it, in one line."""
        return "、".join(holder.name for holder in self.holders)


@dataclass(frozen=True, slots=True)
class Unit:
    """An organisation that a work order can be sent to, with its posts."""

    organisation_id: UUID
    name: str
    kind: str
    place_id: UUID
    place_name: str
    duty_phone: str
    posts: tuple[PostCard, ...]


def post(sub_district_id: UUID, post_id: UUID, *, on: date) -> PostCard | None:
    """One post, whether or not it is still in force."""
    return next(iter(_cards(_posts(sub_district_id).filter(id=post_id), on)), None)


def terms(sub_district_id: UUID, post_id: UUID) -> list[Holder]:
    """All terms of a post, past and to come, deputies' times among them, newest first."""
    mine = {"sub_district_id": sub_district_id, "post_id": post_id}
    held = _as_holders(Holding.objects.filter(**mine), as_deputy=False)
    lent = _as_holders(Deputy.objects.filter(**mine), as_deputy=True)
    return sorted([*held, *lent], key=lambda term: (term.first, term.term_id), reverse=True)


def _as_holders(found: QuerySet[Any], *, as_deputy: bool) -> list[Holder]:
    rows = found.values_list("id", "account_id", "name", "valid_from", "valid_to")
    return [
        Holder(term_id, account_id, name, first, last, as_deputy)
        for term_id, account_id, name, first, last in rows
    ]


def posts_of(sub_district_id: UUID, account_id: UUID, *, on: date) -> list[PostCard]:
    """The posts that an account holds or stands in for on a day."""
    mine = {"sub_district_id": sub_district_id, "account_id": account_id}
    held = Holding.objects.filter(in_force(on), **mine).values("post_id")
    lent = Deputy.objects.filter(in_force(on), **mine).values("post_id")
    found = _posts(sub_district_id).filter(Q(id__in=held) | Q(id__in=lent))
    return _cards(found.order_by("id"), on)


def posts_at(
    sub_district_id: UUID,
    place_ids: Iterable[UUID],
    *,
    on: date,
    kinds: Iterable[str] = (),
    public_only: bool = False,
) -> list[PostCard]:
    """The posts in force at these places, of these kinds or all, by place in the order given."""
    order = {place_id: rank for rank, place_id in enumerate(place_ids)}
    found = _posts(sub_district_id).filter(in_force(on), place_id__in=order)
    wanted = list(kinds)
    if wanted:
        found = found.filter(kind__in=wanted)
    if public_only:
        found = found.filter(public=True)
    cards = _cards(found, on)
    return sorted(cards, key=lambda card: (order[card.place_id], _rank(card.kind), card.post_id))


def who_serves(sub_district_id: UUID, place_id: UUID, *, on: date) -> list[PostCard]:
    """The public posts at a place and at all it lies in, nearest first."""
    line = line_of(sub_district_id, place_id, on=on)
    return posts_at(sub_district_id, line, on=on, public_only=True)


def units(sub_district_id: UUID, *, on: date, above: Above | None = None) -> list[Unit]:
    """Organisations that can be dispatched to and have a post, nearest place first.

    `above` keeps to those at a place and at what it lies in.
    """
    line = above.ids if above else None
    found = Organisation.objects.filter(
        in_force(on),
        sub_district_id=sub_district_id,
        kind__in=[kind.value for kind in DISPATCHABLE],
    ).select_related("place")
    if line is not None:
        found = found.filter(place_id__in=line)
    bodies = list(found)
    posts = _posts(sub_district_id).filter(in_force(on), organisation__in=bodies)
    of_body: dict[UUID | None, list[PostCard]] = {}
    for card in _cards(posts, on):
        of_body.setdefault(card.organisation_id, []).append(card)
    rank = {place_id: at for at, place_id in enumerate(line or ())}
    bodies.sort(key=lambda body: (rank.get(body.place_id, len(rank)), body.kind, body.name))
    return [_unit(body, of_body[body.id]) for body in bodies if body.id in of_body]


def chain_above(
    sub_district_id: UUID, post_id: UUID, levels: Sequence[str], *, on: date
) -> list[PostCard]:
    """The held posts of higher levels up a post's line, nearest first.

    `levels` are kinds of posts, the lowest first; a post of another kind begins at the lowest.
    """
    start = Post.objects.filter(sub_district_id=sub_district_id, id=post_id).first()
    if start is None:
        return []
    begin = levels.index(start.kind) + 1 if start.kind in levels else 0
    above = levels[begin:]
    line = line_of(sub_district_id, start.place_id, on=on)
    held = _held(sub_district_id, on).filter(place_id__in=line, kind__in=above)
    rank = {place_id: at for at, place_id in enumerate(line)}
    cards = _cards(held.exclude(id=post_id).select_related("place", "organisation"), on)
    return sorted(cards, key=lambda card: (above.index(card.kind), rank[card.place_id]))


def seats_of(sub_district_id: UUID, account_id: UUID, *, on: date) -> list[Seat]:
    """All seats of an account, past and future, in lines of places as they lie on a day."""
    terms = [
        *_terms(Holding, sub_district_id, account_id),
        *_terms(Deputy, sub_district_id, account_id),
    ]
    above = places.ancestors_of_many(sub_district_id, [row[3] for row in terms], on=on)
    return [
        Seat(
            post_id=post_id,
            kind=PostKind(kind),
            place_id=place_id,
            line=frozenset(above[place_id].ids),
            term=Span(first, last),
        )
        for _id, post_id, kind, place_id, first, last in terms
    ]


def _terms(
    model: type[Holding] | type[Deputy], sub_district_id: UUID, account_id: UUID
) -> list[tuple[UUID, UUID, str, UUID, date, date | None]]:
    found = model.objects.filter(sub_district_id=sub_district_id, account_id=account_id)
    return list(
        found.values_list("id", "post_id", "post__kind", "post__place_id", "valid_from", "valid_to")
    )


def has_held_posts(sub_district_id: UUID, account_id: UUID) -> bool:
    """Whether an account holds a post or stands in for one, or did, or will."""
    return any(_terms(model, sub_district_id, account_id) for model in (Holding, Deputy))


def held_on(on: date) -> Q:
    """Posts that somebody holds, or stands in for, on a day."""
    mine = {"post": OuterRef("pk"), "sub_district": OuterRef("sub_district")}
    return Q(Exists(Holding.objects.filter(in_force(on), **mine))) | Q(
        Exists(Deputy.objects.filter(in_force(on), **mine))
    )


_HELD_AT = """
SELECT p.id, p.kind, p.organisation_id, p.place_id FROM people_post p
WHERE p.sub_district_id = %s AND p.kind IN ({kinds}) AND p.place_id IN ({places})
AND p.valid_from <= %s AND (p.valid_to IS NULL OR p.valid_to >= %s)
AND (EXISTS (SELECT 1 FROM people_holding t WHERE {mine}) OR
     EXISTS (SELECT 1 FROM people_deputy t WHERE {mine}))
"""
_MINE = (
    "t.sub_district_id = p.sub_district_id AND t.post_id = p.id "
    "AND t.valid_from <= %s AND (t.valid_to IS NULL OR t.valid_to >= %s)"
)


def held_posts_at(
    sub_district_id: UUID, place_ids: Collection[UUID], kinds: Collection[str], *, on: date
) -> list[tuple[UUID, str, UUID | None, UUID]]:
    """Id, kind, organisation and place of the held posts of these kinds at these places.

    Every request that comes in asks it, so it is one plain statement.
    """
    if not place_ids or not kinds:
        return []
    statement = _HELD_AT.format(
        kinds=", ".join(["%s"] * len(kinds)),
        places=", ".join(["%s"] * len(place_ids)),
        mine=_MINE,
    )
    values = [sub_district_id, *kinds, *place_ids, *[on] * 6]
    return [
        (uuid_of(post), kind, uuid_of(body) if body else None, uuid_of(place))
        for post, kind, body, place in fetched(statement, values)
    ]


def post_in_force(
    sub_district_id: UUID, post_id: UUID, *, on: date
) -> tuple[UUID, str, UUID | None, UUID] | None:
    """Id, kind, organisation and place of a post in force that day, held or not."""
    rows = Post.objects.filter(in_force(on), sub_district_id=sub_district_id, id=post_id)
    return rows.values_list("id", "kind", "organisation_id", "place_id").first()


def post_labels(sub_district_id: UUID, post_ids: Collection[UUID]) -> dict[UUID, str]:
    """What posts are called, and where they stand, whether or not they still do."""
    if not post_ids:
        return {}
    return {
        post.id: f"{where} · {office_title(post.kind, post.name)}"
        for post in _posts(sub_district_id).filter(id__in=post_ids)
        for where in (post.organisation.name if post.organisation else post.place.name,)
    }


def _posts(sub_district_id: UUID) -> QuerySet[Post]:
    return Post.objects.filter(sub_district_id=sub_district_id).select_related(
        "place", "organisation"
    )


def _held(sub_district_id: UUID, on: date) -> QuerySet[Post]:
    return Post.objects.filter(in_force(on), held_on(on), sub_district_id=sub_district_id)


def _rank(kind: str) -> int:
    return list(PostKind).index(PostKind(kind))


def _cards(found: QuerySet[Post], on: date) -> list[PostCard]:
    rows = list(found)
    if not rows:
        return []
    holders = _holders(rows[0].sub_district_id, [row.id for row in rows], on)
    return [_card(row, holders.get(row.id, ())) for row in rows]


def _card(row: Post, holders: Sequence[Holder]) -> PostCard:
    body = row.organisation
    return PostCard(
        post_id=row.id,
        kind=row.kind,
        own_name=row.name,
        place_id=row.place_id,
        place_name=row.place.name,
        place_kind=row.place.kind,
        organisation_id=row.organisation_id,
        organisation_name=body.name if body else "",
        organisation_kind=body.kind if body else "",
        duty_phone=row.duty_phone or (body.duty_phone if body else ""),
        own_phone=row.duty_phone,
        public=row.public,
        first=row.valid_from,
        last=row.valid_to,
        holders=tuple(holders),
    )


def _unit(body: Organisation, posts: Iterable[PostCard]) -> Unit:
    return Unit(
        organisation_id=body.id,
        name=body.name,
        kind=body.kind,
        place_id=body.place_id,
        place_name=body.place.name,
        duty_phone=body.duty_phone,
        posts=tuple(sorted(posts, key=lambda card: (_rank(card.kind), card.post_id))),
    )


def _holders(sub_district_id: UUID, post_ids: Sequence[UUID], on: date) -> dict[UUID, list[Holder]]:
    held = _acting(Holding.objects.all(), sub_district_id, post_ids, on, as_deputy=False)
    lent = _acting(Deputy.objects.all(), sub_district_id, post_ids, on, as_deputy=True)
    found: dict[UUID, list[Holder]] = {}
    for post_id, *values in held.union(lent, all=True):
        found.setdefault(post_id, []).append(Holder(*values))
    for who in found.values():
        who.sort(key=lambda holder: (not holder.as_deputy, holder.first, holder.term_id))
    return found


def _acting(
    terms: QuerySet[Any],
    sub_district_id: UUID,
    post_ids: Sequence[UUID],
    on: date,
    *,
    as_deputy: bool,
) -> QuerySet[Any, Any]:
    found: QuerySet[Any, Any] = (
        terms.filter(in_force(on), sub_district_id=sub_district_id, post_id__in=post_ids)
        .annotate(deputy=Value(as_deputy, output_field=BooleanField()))
        .values_list("post_id", "id", "account_id", "name", "valid_from", "valid_to", "deputy")
    )
    return found
