"""Accounts: opened, locked, closed; their passwords, factors and sessions; who administers."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, Refused
from linli.people import queries
from linli.people.actions.rights import require_administrator, require_signed_in
from linli.people.models import (
    Account,
    AdministratorGrant,
    BodyAlternate,
    BodySeat,
    Deputy,
    DwellingClaim,
    Holding,
    Profile,
    SeatDeclaration,
)
from linli.people.models.account import ClaimState
from linli.people.rules import may_administer
from linli.places.rules import Span
from linli.records import actions as records

_USERNAME = re.compile(r"[\w.@+-]{2,60}")
_PHONE = re.compile(r"\+?[0-9]{5,15}")
_NAME_AT_MOST = 40


def tidy_username(typed: str) -> str:
    """Give a user name as it is kept: letters, digits and . @ + - _, small, 2 to 60 long."""
    username = unicodedata.normalize("NFKC", typed).strip().lower()
    if not _USERNAME.fullmatch(username):
        raise Refused(
            "bad_username",
            _("A user name has 2 to 60 letters or digits and no spaces."),
        )
    return username


def tidy_name(typed: str) -> str:
    """Give the name to call somebody by, without control characters, at most 40 long."""
    kept = "".join(letter for letter in typed if letter.isprintable()).strip()
    if not kept or len(kept) > _NAME_AT_MOST:
        raise Refused("bad_name", _("Give a name of at most 40 characters."))
    return kept


def tidy_phone(typed: str) -> str:
    """Give a telephone number as digits; an empty one stays empty."""
    phone = re.sub(r"[\s()-]", "", unicodedata.normalize("NFKC", typed))
    if phone and not _PHONE.fullmatch(phone):
        raise Refused("bad_phone", _("A telephone number has 5 to 15 digits."))
    return phone


def _tidy_email(typed: str) -> str:
    email = typed.strip().lower()
    if email:
        try:
            validate_email(email)
        except ValidationError as error:
            raise Refused("bad_email", _("This is not an e-mail address.")) from error
    return email


def _open(
    actor: Actor,
    *,
    username: str,
    name: str,
    email: str,
    phone: str,
    password: str | None,
    at: datetime,
) -> Account:
    account = Account(username=tidy_username(username), email=_tidy_email(email), opened_at=at)
    account.set_password(password)
    try:
        with transaction.atomic():
            account.save(force_insert=True)
    except IntegrityError as error:
        raise Refused("username_taken", _("This user name is taken. Choose another.")) from error
    Profile.objects.create(
        sub_district_id=actor.sub_district_id,
        account=account,
        name=tidy_name(name),
        phone=tidy_phone(phone),
    )
    return account


@transaction.atomic
def open_account(
    *,
    actor: Actor,
    username: str,
    name: str,
    email: str = "",
    staff: bool = False,
    at: datetime,
) -> Account:
    """Open an account without a password; its owner sets one by a link that works once.

    One opened for `staff` needs a second factor from the start.
    """
    require_administrator(actor)
    account = _open(
        actor, username=username, name=name, email=email, phone="", password=None, at=at
    )
    if staff:
        mark_as_staff(account)
    records.record(
        actor=actor, did="people.open_account", on_kind="people.account", on_id=account.pk, at=at
    )
    return account


@transaction.atomic
def sign_up_resident(
    *,
    actor: Actor,
    username: str,
    name: str,
    password: str | None,
    email: str = "",
    phone: str = "",
    at: datetime,
) -> Account:
    """Open an account for oneself; without a password it signs in by code or by portal."""
    if actor.account_id is not None:
        raise Refused("signed_in_already", _("You are signed in already."))
    if password is not None:
        _require_strong(password, Account(username=username, email=email))
    account = _open(
        actor, username=username, name=name, email=email, phone=phone, password=password, at=at
    )
    records.record(
        actor=actor, did="people.sign_up", on_kind="people.account", on_id=account.pk, at=at
    )
    return account


def _require_strong(password: str, account: Account) -> None:
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise Refused("weak_password", " ".join(error.messages)) from error


def _locked(account_id: UUID) -> Account:
    account = Account.objects.select_for_update().filter(id=account_id, closed_at=None).first()
    if account is None:
        raise Missing("no_account", _("There is no such account."))
    return account


def _of_this_house(actor: Actor, account_id: UUID, at: datetime) -> Account:
    """Lock the own account, or that of a member of this sub-district's staff."""
    account = _locked(account_id)
    if actor.system or account_id == actor.account_id:
        return account
    on = timezone.localdate(at)
    if queries.staff_account(actor.sub_district_id, account_id, on=on) is None:
        raise Missing("no_account", _("There is no such account."))
    return account


def _of_no_other_house(actor: Actor, account_id: UUID, at: datetime) -> Account:
    """Lock it as above, unless it also works elsewhere: who may sign in there is not ours to say."""
    account = _of_this_house(actor, account_id, at)
    on = timezone.localdate(at)
    ours = actor.system or account_id == actor.account_id
    if not ours and queries.works_elsewhere(actor.sub_district_id, account_id, on=on):
        raise Refused(
            "works_elsewhere",
            _("This account works in another sub-district too. End its terms here instead."),
        )
    return account


@transaction.atomic
def set_password(*, actor: Actor, account_id: UUID, password: str, at: datetime) -> Account:
    """Set the own password; nobody sets another's, the system apart."""
    if not (actor.system or require_signed_in(actor) == account_id):
        raise Refused("not_own_password", _("A password is set by its owner alone."))
    account = _locked(account_id)
    _require_strong(password, account)
    account.set_password(password)
    account.save(update_fields=["password"])
    records.record(
        actor=actor, did="people.set_password", on_kind="people.account", on_id=account.pk, at=at
    )
    return account


@transaction.atomic
def change_profile(
    *, actor: Actor, name: str, phone: str, large_type: bool, at: datetime
) -> Profile:
    """Change what this sub-district knows of oneself."""
    account_id = require_signed_in(actor)
    profile, _made = Profile.objects.update_or_create(
        sub_district_id=actor.sub_district_id,
        account_id=account_id,
        defaults={"name": tidy_name(name), "phone": tidy_phone(phone), "large_type": large_type},
    )
    records.record(
        actor=actor, did="people.change_profile", on_kind="people.account", on_id=account_id, at=at
    )
    return profile


@transaction.atomic
def set_sign_in_phone(
    *, actor: Actor, account_id: UUID, phone: str, verified: bool, at: datetime
) -> Account:
    """Keep the telephone that one-time codes go to; an empty one ends sign-in by telephone."""
    account = _locked(account_id)
    number = tidy_phone(phone)
    account.phone = number
    account.phone_mark = queries.phone_mark(number) if number else ""
    account.phone_verified = bool(number) and verified
    try:
        with transaction.atomic():
            account.save(update_fields=["phone", "phone_mark", "phone_verified"])
    except IntegrityError as error:
        raise Refused("phone_taken", _("Another account signs in with this number.")) from error
    records.record(
        actor=actor,
        did="people.set_sign_in_phone",
        on_kind="people.account",
        on_id=account.pk,
        at=at,
    )
    return account


@transaction.atomic
def lock_account(*, actor: Actor, account_id: UUID, at: datetime) -> Account:
    """Keep an account from signing in and end its sessions; its posts stay as they are."""
    require_administrator(actor)
    if account_id == actor.account_id:
        raise Refused("own_account", _("You cannot lock your own account."))
    account = _of_no_other_house(actor, account_id, at)
    account.is_active = False
    account.save(update_fields=["is_active"])
    _end_sessions(account)
    records.record(
        actor=actor, did="people.lock", on_kind="people.account", on_id=account.pk, at=at
    )
    return account


@transaction.atomic
def unlock_account(*, actor: Actor, account_id: UUID, at: datetime) -> Account:
    """Let a locked account sign in again."""
    require_administrator(actor)
    account = _of_no_other_house(actor, account_id, at)
    account.is_active = True
    account.save(update_fields=["is_active"])
    records.record(
        actor=actor, did="people.unlock", on_kind="people.account", on_id=account.pk, at=at
    )
    return account


@transaction.atomic
def reset_account(*, actor: Actor, account_id: UUID, at: datetime) -> Account:
    """Forget password and second factor and end all sessions; a new link sets them up again."""
    require_administrator(actor)
    account = _of_no_other_house(actor, account_id, at)
    account.set_unusable_password()
    account.save(update_fields=["password"])
    Authenticator.objects.filter(user=account).delete()
    _end_sessions(account)
    records.record(
        actor=actor, did="people.reset", on_kind="people.account", on_id=account.pk, at=at
    )
    return account


@transaction.atomic
def end_sessions(*, actor: Actor, account_id: UUID, at: datetime) -> None:
    """Sign an account out everywhere."""
    if account_id != actor.account_id:
        require_administrator(actor)
    account = _of_no_other_house(actor, account_id, at)
    _end_sessions(account)
    records.record(
        actor=actor, did="people.end_sessions", on_kind="people.account", on_id=account.pk, at=at
    )


@transaction.atomic
def end_session(*, actor: Actor, session_id: int, at: datetime) -> None:
    """Sign oneself out on one device."""
    account_id = require_signed_in(actor)
    session = UserSession.objects.filter(pk=session_id, user_id=account_id).first()
    if session is None:
        raise Missing("no_session", _("There is no such device."))
    session.end()
    records.record(
        actor=actor, did="people.end_sessions", on_kind="people.account", on_id=account_id, at=at
    )


def _end_sessions(account: Account) -> None:
    for session in UserSession.objects.filter(user=account):
        session.end()


@transaction.atomic
def close_account(*, actor: Actor, account_id: UUID, at: datetime) -> Account:
    """Close an account for good: terms end, claims are given up, what it held is emptied."""
    if account_id != actor.account_id:
        require_administrator(actor)
    account = _of_no_other_house(actor, account_id, at)
    on = timezone.localdate(at)
    if queries.administrators(actor.sub_district_id, on=on) == [account_id]:
        raise Refused("last_administrator", _("Appoint another administrator first."))
    for model in (Holding, Deputy, AdministratorGrant):
        model.objects.filter(account=account, valid_from__gt=on).delete()
        model.objects.filter(account=account).exclude(valid_to__lt=on).update(valid_to=on)
    DwellingClaim.objects.filter(account=account).exclude(state=ClaimState.GIVEN_UP).update(
        state=ClaimState.GIVEN_UP, code_hash="", held_to=on
    )
    _leave_bodies(account)
    _forget(account, at)
    records.record(
        actor=actor, did="people.close", on_kind="people.account", on_id=account.pk, at=at
    )
    return account


def _leave_bodies(account: Account) -> None:
    """The seat stays with its name, as the body elected it; what was declared goes."""
    SeatDeclaration.objects.filter(seat__account=account).delete()
    for model in (BodySeat, BodyAlternate):
        model.objects.filter(account=account).update(account=None)


def _forget(account: Account, at: datetime) -> None:
    """Empty what identifies the owner; rows of posts held keep the name they were held under."""
    _end_sessions(account)
    Authenticator.objects.filter(user=account).delete()
    EmailAddress.objects.filter(user=account).delete()
    SocialAccount.objects.filter(user=account).delete()
    Profile.objects.filter(account=account).delete()
    account.username = f"closed-{account.pk.hex}"
    account.email = account.phone = account.phone_mark = ""
    account.phone_verified = False
    account.is_active, account.closed_at = False, at
    account.set_unusable_password()
    account.save()


@transaction.atomic
def grant_administrator(
    *,
    actor: Actor,
    account_id: UUID,
    valid_from: date,
    valid_to: date | None = None,
    at: datetime,
) -> AdministratorGrant:
    """Make an account an administrator for a time; one that holds a post is refused."""
    require_administrator(actor)
    account = _of_this_house(actor, account_id, at)
    on = timezone.localdate(at)
    term = Span(valid_from, valid_to)
    seats = queries.seats_of(actor.sub_district_id, account_id, on=on)
    clash = may_administer(term, [seat.term for seat in seats])
    if clash:
        raise Refused(clash.code, _(clash.reason))
    if any(term.overlaps(grant) for grant in queries.grants_of(actor.sub_district_id, account_id)):
        raise Refused(
            "granted_already", _("This account is an administrator in that time already.")
        )
    grant = AdministratorGrant.objects.create(
        sub_district_id=actor.sub_district_id,
        account=account,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    mark_as_staff(account)
    records.record(
        actor=actor, did="people.grant", on_kind="people.account", on_id=account.pk, at=at
    )
    return grant


@transaction.atomic
def end_grant(*, actor: Actor, account_id: UUID, last_day: date, at: datetime) -> None:
    """End an account's grant; the last administrator stays."""
    require_administrator(actor)
    account = _locked(account_id)
    others = set(queries.administrators(actor.sub_district_id, on=timezone.localdate(at)))
    if not others - {account_id}:
        raise Refused("last_administrator", _("Appoint another administrator first."))
    running = AdministratorGrant.objects.filter(
        sub_district_id=actor.sub_district_id, account=account, valid_from__lte=last_day
    ).exclude(valid_to__lt=last_day)
    if not running.update(valid_to=last_day):
        raise Missing("no_grant", _("This account is no administrator then."))
    records.record(
        actor=actor, did="people.end_grant", on_kind="people.account", on_id=account.pk, at=at
    )


def mark_as_staff(account: Account) -> None:
    """From its first post or grant on, an account signs in with a second factor."""
    if not account.is_staff_account:
        account.is_staff_account = True
        account.save(update_fields=["is_staff_account"])
