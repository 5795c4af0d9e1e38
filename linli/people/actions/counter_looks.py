"""A person at the counter lets a clerk see the own data, by a code that only the person has."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed, Refused
from linli.kernel.posts import COUNTER
from linli.people import queries
from linli.people.actions.rights import require_signed_in
from linli.people.models import Account, CounterLook
from linli.people.rules import code_from, plain_code
from linli.people.rules.data_requests import CODE_GOOD_FOR, SESSION_LASTS
from linli.records import actions as records
from linli.records.actions import Channel
from linli.records.rules import letter_key
from linli.tenancy.models import new_id

_RANDOM_BYTES = 64
_BETWEEN = timedelta(minutes=1)


@transaction.atomic
def allow_counter_look(*, actor: Actor, at: datetime) -> str:
    """Make a code that its owner reads out at the counter; an older one stops working."""
    return _new_code(actor.sub_district_id, require_signed_in(actor), at)


@transaction.atomic
def send_counter_code(*, actor: Actor, username: str, at: datetime) -> None:
    """Send a code to the person of exactly this user name; whether there is one is not said."""
    _require_counter(actor)
    found = queries.account_by_username(username)
    address = _address(found) if found else None
    if found is None or address is None:
        return
    last = CounterLook.objects.filter(
        sub_district_id=actor.sub_district_id, account=found, made_at__gt=at - _BETWEEN
    )
    if last.exists():
        raise Refused("wait_a_minute", _("A code was sent a moment ago. Wait a minute."))
    channel, where = address
    letter = records.Letter(
        key=letter_key("people/counter_code", new_id()),
        channel=channel,
        template="people/counter_code",
        params={"code": _new_code(actor.sub_district_id, found.pk, at)},
        account_id=found.pk,
        address=where,
    )
    records.notify(sub_district_id=actor.sub_district_id, letters=[letter], at=at)
    _record(actor, "people.send_counter_code", found.pk, at)


@transaction.atomic
def open_counter_look(*, actor: Actor, code: str, at: datetime) -> CounterLook:
    """Open the data of whoever reads out this code, for half an hour; its owner sees that."""
    _require_counter(actor)
    post = actor.post
    look = (
        CounterLook.objects.select_for_update()
        .filter(
            sub_district_id=actor.sub_district_id,
            code_hash=_hash(actor.sub_district_id, plain_code(code)),
            code_until__gte=at,
        )
        .first()
    )
    if look is None or post is None:
        raise Refused("wrong_code", _("No code like this is open. Let the person make a new one."))
    if look.account_id == actor.account_id:
        raise Refused("own_data", _("You see your own data at your own pages."))
    look.code_hash, look.opened_at, look.open_until = "", at, at + SESSION_LASTS
    look.post_id, look.clerk_id = post.post_id, actor.account_id
    look.save()
    _record(actor, "people.open_counter_look", look.account_id, at)
    log_counter_look(actor=actor, account_id=look.account_id, at=at)
    return look


def log_counter_look(
    *, actor: Actor, account_id: UUID, exported: bool = False, at: datetime
) -> None:
    """Write down that the counter saw, or took out for its owner, all that is kept."""
    records.log_access(
        actor=actor,
        subject_kind="people.account",
        subject_id=account_id,
        what=_("everything that is kept about you"),
        why=_("with you at the counter, by your code"),
        exported=exported,
        at=at,
    )


@transaction.atomic
def end_counter_look(*, actor: Actor, at: datetime) -> None:
    """End a look: by the clerk who has it open, or by the person who allowed it."""
    account_id = require_signed_in(actor)
    mine = queries.look_of_clerk(actor, at=at)
    shown = mine or queries.look_allowed_by(actor.sub_district_id, account_id, at=at)
    if shown is None:
        return
    CounterLook.objects.filter(sub_district_id=actor.sub_district_id, id=shown.id).delete()
    _record(actor, "people.end_counter_look", shown.account_id, at)


def _new_code(sub_district_id: UUID, account_id: UUID, at: datetime) -> str:
    code = code_from(secrets.token_bytes(_RANDOM_BYTES))
    CounterLook.objects.update_or_create(
        sub_district_id=sub_district_id,
        account_id=account_id,
        defaults={
            "code_hash": _hash(sub_district_id, code),
            "made_at": at,
            "code_until": at + CODE_GOOD_FOR,
            "post_id": None,
            "clerk_id": None,
            "opened_at": None,
            "open_until": None,
        },
    )
    return code


def _hash(sub_district_id: UUID, code: str) -> str:
    """Bind a code to its sub-district with the server's key; the table does not give it away."""
    value = f"{sub_district_id}:{code}"
    return salted_hmac("people.counter_look", value, algorithm="sha256").hexdigest()


def _address(found: Account) -> tuple[Channel, str] | None:
    if not found.is_active:
        return None
    if found.phone and found.phone_verified:
        return Channel.SMS, found.phone
    return (Channel.EMAIL, found.email) if found.email else None


def _require_counter(actor: Actor) -> None:
    if not actor.holds(*COUNTER):
        raise NotAllowed("not_counter", _("This is done at the counter."))


def _record(actor: Actor, did: str, account_id: UUID, at: datetime) -> None:
    records.record(actor=actor, did=did, on_kind="people.account", on_id=account_id, at=at)
