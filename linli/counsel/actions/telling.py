"""Letters from a sealed room: that there is something to look at, never what, nor in which file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from uuid import UUID

from linli.counsel.models import Party
from linli.counsel.queries.opening import ACCOUNT, Opened
from linli.records.actions import Channel, Letter
from linli.records.rules import letter_key
from linli.tenancy import envelopes

MY_FILES = "/my/files/"


def letters_to_parties(
    opened: Opened, template: str, *, mark: object, among: Iterable[Party] = ()
) -> Iterator[Letter]:
    """One letter to each of these parties (or all) who has an account; the same mark is told once.

    What makes a letter one of its kind is a keyed hash: it leads nobody from an account to a file.
    """
    for party in tuple(among) or opened.parties:
        account = opened.read(party).get(ACCOUNT)
        if not account:
            continue
        once = envelopes.mark(f"{template}:{party.id}:{mark}", opened.key)
        yield Letter(
            key=letter_key(template, once, Channel.INBOX.value),
            channel=Channel.INBOX,
            template=template,
            account_id=UUID(account),
            link=MY_FILES,
        )
