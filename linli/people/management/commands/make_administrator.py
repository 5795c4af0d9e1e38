"""`linli make-administrator`: the first administrator of an empty installation, or one more."""

from __future__ import annotations

import getpass
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from linli.kernel.actor import Actor, system_actor
from linli.people import actions, queries
from linli.people.models import Account
from linli.places import queries as places


class Command(BaseCommand):
    """Open an account, or take one that is there, and let it manage accounts and settings."""

    help = "Make an account an administrator: the first one of a new installation, or one more."

    def add_arguments(self, parser: CommandParser) -> None:
        """Name the account."""
        parser.add_argument("username", help="to sign in with; the account is opened if need be")
        parser.add_argument("--name", default="", help="what to call the person")
        parser.add_argument("--email", default="", help="for one-time codes and lost passwords")
        parser.add_argument(
            "--sub-district",
            metavar="CODE",
            default="",
            help="division code; not needed where there is only one sub-district",
        )
        parser.add_argument(
            "--ask-password",
            action="store_true",
            help="ask for the password here (or read it from stdin) instead of showing a link",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Open the account, grant, and say how its owner signs in."""
        place = places.chosen_sub_district(options["sub_district"])
        password = _password() if options["ask_password"] else None
        with override(settings.LANGUAGE_CODE):
            account = _make(system_actor(place.id), options, password)
        self.stdout.write(f"{account.username} is an administrator of {place.code} {place.name}.")
        if not account.has_usable_password():
            key = queries.set_password_key(account)
            path = reverse("account_reset_password_from_key", args=key.split("-", 1))
            self.stdout.write("Set the password here, within three days; the link works once:")
            self.stdout.write(f"  {settings.LINLI_PUBLIC_URL}{path}")


def _password() -> str:
    """Ask twice on a terminal, read one line elsewhere."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("Password: ")
    if getpass.getpass("Once more: ") != first:
        raise CommandError("The two passwords differ.")
    return first


@transaction.atomic
def _make(system: Actor, options: dict[str, Any], password: str | None) -> Account:
    """All or nothing: the account, its password, its grant."""
    at, username = timezone.now(), options["username"]
    account = queries.account_by_username(username) or actions.open_account(
        actor=system,
        username=username,
        name=options["name"] or username,
        email=options["email"],
        staff=True,
        at=at,
    )
    if password is not None:
        actions.set_password(actor=system, account_id=account.pk, password=password, at=at)
    actions.grant_administrator(
        actor=system, account_id=account.pk, valid_from=timezone.localdate(at), at=at
    )
    account.refresh_from_db()
    return account
