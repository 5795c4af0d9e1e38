"""What all rooms keep of one person, who read it, what was agreed to, what may go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from linli.kernel.own_data import Consent, Erasable, OwnRows, PersonalDatum
from linli.records import queries as records

if TYPE_CHECKING:
    from linli.records.models import AccessEntry

LOOKS_BACK = timedelta(days=90)
_FIRST_LOOKS = 4
_MOST_LOOKS = 300
_KINDS_SHOWN = 6
_SEALED = "linli.counsel."
"""What these rooms hold is shown to its owner alone, never to the counter."""


@dataclass(frozen=True, slots=True)
class Look:
    """That somebody of the staff looked, at what, and which record of one's own it was."""

    entry: AccessEntry
    what: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Looks:
    """Who looked: sums of the last days, kinds to narrow by, and the looks themselves."""

    times: int
    posts: int
    taken_out: int
    kinds: Sequence[str]
    shown: Sequence[Look]
    more: int


def held_about(
    sub_district_id: UUID, account_id: UUID, *, on: date, at_counter: bool = False
) -> list[PersonalDatum]:
    """What all rooms hold of an account; what lies sealed is for its owner alone."""
    return [
        datum
        for path in _asked(settings.LINLI_MY_DATA, at_counter=at_counter)
        for datum in import_string(path)(sub_district_id, account_id, on=on)
    ]


def rows_of(
    sub_district_id: UUID,
    account_id: UUID,
    data: Iterable[PersonalDatum],
    *,
    at_counter: bool = False,
) -> list[OwnRows]:
    """The rows of all tables that are about an account, and who read them."""
    own = {datum.record_id for datum in data if datum.record_id}
    return [
        *(
            rows
            for path in _asked(settings.LINLI_MY_ROWS, at_counter=at_counter)
            for rows in import_string(path)(sub_district_id, account_id)
        ),
        records.accesses_as_rows(sub_district_id, own),
    ]


def looks_at(
    sub_district_id: UUID,
    data: Iterable[PersonalDatum],
    *,
    kind: str = "",
    everything: bool = False,
    at: datetime,
) -> Looks:
    """Who looked at what is one's own, newest first, all of it or one kind."""
    own = {datum.record_id: datum for datum in data if datum.record_id}
    found = records.accesses_to(sub_district_id, *own, limit=_MOST_LOOKS)
    looks = [Look(entry, _(entry.what), _about(own[entry.subject_id])) for entry in found]
    recent = [look.entry for look in looks if look.entry.at > at - LOOKS_BACK]
    kinds = [word for word, _count in Counter(look.what for look in looks).most_common()]
    wanted = [look for look in looks if not kind or look.what == kind]
    shown = wanted if everything else wanted[:_FIRST_LOOKS]
    return Looks(
        times=len(recent),
        posts=len({entry.actor_label for entry in recent}),
        taken_out=sum(entry.exported for entry in recent),
        kinds=kinds[:_KINDS_SHOWN],
        shown=shown,
        more=len(wanted) - len(shown),
    )


def own_look(
    sub_district_id: UUID, data: Iterable[PersonalDatum], entry_id: UUID
) -> AccessEntry | None:
    """One look at what is one's own."""
    own = [datum.record_id for datum in data if datum.record_id]
    found = records.accesses_to(sub_district_id, *own, limit=_MOST_LOOKS)
    return next((entry for entry in found if entry.id == entry_id), None)


def consents_of(sub_district_id: UUID, account_id: UUID, *, on: date) -> list[Consent]:
    """What an account agreed to in all rooms and may take back."""
    return [
        consent
        for path in settings.LINLI_MY_CONSENTS
        for consent in import_string(path)(sub_district_id, account_id, on=on)
    ]


def erasable_of(
    sub_district_id: UUID, account_id: UUID, *, on: date, at_counter: bool = False
) -> list[Erasable]:
    """What of all rooms may be erased at once and what stays; what is not there is left out."""
    return [
        one
        for path in _asked(settings.LINLI_MY_ERASURE, at_counter=at_counter)
        for one in import_string(path)(sub_district_id, account_id, on=on)
        if one.count
    ]


def _asked(paths: Iterable[str], *, at_counter: bool) -> list[str]:
    return [path for path in paths if not (at_counter and path.startswith(_SEALED))]


def _about(datum: PersonalDatum) -> str:
    """Which record it was; the account itself needs no word."""
    return datum.value if datum.href else ""
