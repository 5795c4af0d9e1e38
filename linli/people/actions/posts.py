"""Posts: established and closed, filled for a term, lent to a deputy."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, Refused
from linli.kernel.posts import PostKind
from linli.people import queries
from linli.people.actions.accounts import mark_as_staff, tidy_name, tidy_phone
from linli.people.actions.body_work import require_may_keep
from linli.people.actions.rights import require_may_delegate, require_may_fill
from linli.people.models import Account, Deputy, Holding, Organisation, Post
from linli.people.rules import TEAM_POSTS, Seat, may_hold, may_stand_at
from linli.places import queries as places
from linli.places.rules import PlaceKind, Span
from linli.records import actions as records
from linli.records.actions import Channel
from linli.records.rules import letter_key
from linli.tenancy.dated import not_over
from linli.tenancy.rows import locked


@transaction.atomic
def establish_post(
    *,
    actor: Actor,
    kind: PostKind,
    place_id: UUID,
    organisation_id: UUID | None = None,
    name: str = "",
    duty_phone: str = "",
    public: bool = True,
    valid_from: date,
    at: datetime,
) -> Post:
    """Set up a post at a place, of an organisation or of none."""
    require_may_fill(actor, kind, place_id, on=timezone.localdate(at))
    place = places.place(actor.sub_district_id, place_id)
    if place is None:
        raise Missing("no_place", _("There is no such place."))
    if not may_stand_at(kind, PlaceKind(place.kind)):
        raise Refused("wrong_place", _("A post of this kind does not stand at such a place."))
    if organisation_id is not None:
        _require_organisation(actor, organisation_id, on=valid_from)
    post = Post.objects.create(
        sub_district_id=actor.sub_district_id,
        kind=kind.value,
        organisation_id=organisation_id,
        place_id=place_id,
        name=tidy_name(name) if name else "",
        duty_phone=tidy_phone(duty_phone),
        public=public,
        valid_from=valid_from,
    )
    records.record(actor=actor, did="people.establish", on_kind="people.post", on_id=post.id, at=at)
    return post


def _require_organisation(actor: Actor, organisation_id: UUID, *, on: date) -> None:
    there = Organisation.objects.filter(
        not_over(on),
        sub_district_id=actor.sub_district_id,
        id=organisation_id,
    )
    if not there.exists():
        raise Missing("no_organisation", _("There is no such organisation."))


def _locked(actor: Actor, post_id: UUID) -> Post:
    return locked(
        Post,
        actor.sub_district_id,
        post_id,
        missing=Missing("no_post", _("There is no such post.")),
    )


@transaction.atomic
def change_post(
    *, actor: Actor, post_id: UUID, name: str, duty_phone: str, public: bool, at: datetime
) -> Post:
    """Change a post's own name, its duty telephone, or whether the public sees it."""
    post = _locked(actor, post_id)
    require_may_delegate(actor, post, on=timezone.localdate(at))
    post.name = tidy_name(name) if name else ""
    post.duty_phone, post.public = tidy_phone(duty_phone), public
    post.save(update_fields=["name", "duty_phone", "public"])
    records.record(
        actor=actor, did="people.change_post", on_kind="people.post", on_id=post.id, at=at
    )
    return post


@transaction.atomic
def close_post(*, actor: Actor, post_id: UUID, last_day: date, at: datetime) -> Post:
    """End a post with all terms that would outlast it."""
    post = _locked(actor, post_id)
    require_may_fill(actor, PostKind(post.kind), post.place_id, on=timezone.localdate(at))
    if last_day < post.valid_from:
        raise Refused("ends_before_start", _("The last day lies before the first."))
    for model in (Holding, Deputy):
        mine = model.objects.filter(sub_district_id=actor.sub_district_id, post=post)
        mine.filter(valid_from__gt=last_day).delete()
        mine.filter(Q(valid_to=None) | Q(valid_to__gt=last_day)).update(valid_to=last_day)
    post.valid_to = last_day
    post.save(update_fields=["valid_to"])
    records.record(
        actor=actor,
        did="people.close_post",
        on_kind="people.post",
        on_id=post.id,
        facts={"last_day": last_day.isoformat()},
        at=at,
    )
    return post


@transaction.atomic
def appoint(
    *,
    actor: Actor,
    post_id: UUID,
    account_id: UUID,
    name: str,
    valid_from: date,
    valid_to: date | None = None,
    at: datetime,
) -> Holding:
    """Let an account hold a post for a term; conflicts with what it holds are refused."""
    on = timezone.localdate(at)
    post = _locked(actor, post_id)
    require_may_fill(actor, PostKind(post.kind), post.place_id, on=on)
    term = _term_within(post, valid_from, valid_to)
    if PostKind(post.kind) not in TEAM_POSTS:
        _require_vacant(post, term)
    account = _require_may_hold(actor, post, account_id, term, on=on)
    held = Holding.objects.create(
        sub_district_id=actor.sub_district_id,
        post=post,
        account=account,
        name=tidy_name(name),
        valid_from=term.first,
        valid_to=term.last,
    )
    mark_as_staff(account)
    _record(actor, "people.appoint", held, at)
    _tell("people/appointed", held, at)
    return held


def _term_within(post: Post, first: date, last: date | None) -> Span:
    """A term of a post lies within the post's own dates."""
    if last is not None and last < first:
        raise Refused("ends_before_start", _("The last day lies before the first."))
    term = Span(first, last if last is not None else post.valid_to)
    if not Span(post.valid_from, post.valid_to).holds(term):
        raise Refused("post_not_in_force", _("The post is not in force all that time."))
    return term


def _require_vacant(post: Post, term: Span) -> None:
    held = Holding.objects.filter(sub_district_id=post.sub_district_id, post=post)
    if any(
        term.overlaps(Span(first, last))
        for first, last in held.values_list("valid_from", "valid_to")
    ):
        raise Refused("post_held", _("Somebody holds this post in that time. End that term first."))


def _require_may_hold(
    actor: Actor, post: Post, account_id: UUID, term: Span, *, on: date
) -> Account:
    """Lock the account, so that two appointments at once see each other."""
    account = Account.objects.select_for_update().filter(id=account_id, closed_at=None).first()
    if account is None or not (
        actor.system or queries.profile_of(actor.sub_district_id, account_id)
    ):
        raise Missing("no_account", _("There is no such account."))
    above = places.ancestors(actor.sub_district_id, post.place_id, on=on)
    seat = Seat(
        post_id=post.id,
        kind=PostKind(post.kind),
        place_id=post.place_id,
        line=frozenset(above.ids if above else (post.place_id,)),
        term=term,
    )
    clash = may_hold(
        seat,
        queries.seats_of(actor.sub_district_id, account_id, on=on),
        grants=queries.grants_of(actor.sub_district_id, account_id),
    )
    if clash:
        raise Refused(clash.code, _(clash.reason))
    require_may_keep(actor.sub_district_id, account_id, seat, on=on)
    return account


@transaction.atomic
def end_term(*, actor: Actor, holding_id: UUID, last_day: date, at: datetime) -> Holding:
    """End a term; the day after, its holder can do nothing with it."""
    held = locked(
        Holding,
        actor.sub_district_id,
        holding_id,
        missing=Missing("no_term", _("There is no such term.")),
    )
    post = held.post
    require_may_fill(actor, PostKind(post.kind), post.place_id, on=timezone.localdate(at))
    if last_day < held.valid_from:
        raise Refused("ends_before_start", _("The last day lies before the first."))
    held.valid_to = last_day
    held.save(update_fields=["valid_to"])
    _record(actor, "people.end_term", held, at)
    _tell("people/term_ended", held, at)
    return held


@transaction.atomic
def delegate(
    *,
    actor: Actor,
    post_id: UUID,
    account_id: UUID,
    name: str,
    reason: str,
    valid_from: date,
    valid_to: date,
    at: datetime,
) -> Deputy:
    """Let an account stand in for a post for a stated time; the same conflicts count."""
    on = timezone.localdate(at)
    post = _locked(actor, post_id)
    require_may_delegate(actor, post, on=on)
    if not reason.strip():
        raise Refused("no_reason", _("Say why a deputy stands in, such as leave or training."))
    term = _term_within(post, valid_from, valid_to)
    account = _require_may_hold(actor, post, account_id, term, on=on)
    lent = Deputy.objects.create(
        sub_district_id=actor.sub_district_id,
        post=post,
        account=account,
        name=tidy_name(name),
        valid_from=valid_from,
        valid_to=valid_to,
        reason=reason.strip()[:100],
    )
    mark_as_staff(account)
    _record(actor, "people.delegate", lent, at)
    _tell("people/deputy_named", lent, at)
    return lent


@transaction.atomic
def end_deputy(*, actor: Actor, deputy_id: UUID, last_day: date, at: datetime) -> Deputy:
    """End a deputy's time early."""
    lent = locked(
        Deputy,
        actor.sub_district_id,
        deputy_id,
        missing=Missing("no_deputy", _("There is no such deputy.")),
    )
    require_may_delegate(actor, lent.post, on=timezone.localdate(at))
    if not lent.valid_from <= last_day <= lent.valid_to:
        raise Refused("outside_term", _("The last day lies outside the deputy's time."))
    lent.valid_to = last_day
    lent.save(update_fields=["valid_to"])
    _record(actor, "people.end_deputy", lent, at)
    return lent


def _record(actor: Actor, did: str, term: Holding | Deputy, at: datetime) -> None:
    """Write a term into the journal of its post."""
    facts = {"account": str(term.account_id), **_days(term)}
    records.record(
        actor=actor, did=did, on_kind="people.post", on_id=term.post_id, facts=facts, at=at
    )


def _tell(template: str, term: Holding | Deputy, at: datetime) -> None:
    """Tell the holder or deputy."""
    days, post = _days(term), term.post
    letter = records.Letter(
        key=letter_key(template, term.id, days["last"]),
        channel=Channel.INBOX,
        template=template,
        params={
            "post": f"{post.place.name} · {queries.office_title(post.kind, post.name)}",
            **days,
        },
        account_id=term.account_id,
    )
    records.notify(sub_district_id=term.sub_district_id, letters=[letter], at=at)


def _days(term: Holding | Deputy) -> dict[str, str]:
    last = term.valid_to.isoformat() if term.valid_to else ""
    return {"first": term.valid_from.isoformat(), "last": last}
