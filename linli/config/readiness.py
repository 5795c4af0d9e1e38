"""Whether a place is ready to work: settings, data, rulebook, and whether the clock runs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

from apprise import Apprise
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http.request import validate_host
from django.utils import timezone

from linli.kernel.rulebook import rules_to_set
from linli.places import queries as places
from linli.records import queries as records

_NOVEMBER = 11
_SEALED_WITHIN = timedelta(minutes=2)
_FAULTS_OF = timedelta(days=1)
_NAMED = 5


class Weight(Enum):
    """How much a finding matters."""

    GOOD = "good"
    NOTE = "note"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence about one thing looked at."""

    weight: Weight
    sentence: str


def findings(*, at: datetime) -> Iterator[Finding]:
    """Everything looked at; of a database that cannot be used, nothing more is asked."""
    yield _data_folder()
    yield _keys()
    yield from _addresses()
    yield from _channels()
    yield _static_files()
    tables = _tables()
    yield tables
    if tables.weight is Weight.MISSING:
        return
    houses = records.sub_district_ids()
    if not houses:
        yield _missing("No sub-district is founded. Run: linli import-places, or linli load-demo.")
    for key, name in houses.items():
        yield from _place(key, name, at)


def _good(sentence: str) -> Finding:
    return Finding(Weight.GOOD, sentence)


def _note(sentence: str) -> Finding:
    return Finding(Weight.NOTE, sentence)


def _missing(sentence: str) -> Finding:
    return Finding(Weight.MISSING, sentence)


def _data_folder() -> Finding:
    folder = Path(settings.LINLI_DATA)
    if os.access(folder, os.W_OK):
        return _good(f"The data lies in {folder}.")
    return _missing(f"The folder {folder} cannot be written to. Make it, or set LINLI_DATA.")


def _keys() -> Finding:
    keys = Path(settings.LINLI_SEAL_KEYS)
    if not keys.exists():
        return _note("There is no seal key yet; it is made when the first sender is written down.")
    if keys.stat().st_mode & 0o077:
        return _missing(f"Others may read {keys}. Run: chmod 600 {keys}")
    return _good(f"The seal keys lie in {keys}; keep a copy apart from the backups.")


def _addresses() -> Iterator[Finding]:
    address = urlsplit(settings.LINLI_PUBLIC_URL)
    host = address.hostname or ""
    if not validate_host(host, settings.ALLOWED_HOSTS):
        yield _missing(f"LINLI_PUBLIC_URL names {host}, and LINLI_HOSTS does not. Add it there.")
    elif host in {"localhost", "127.0.0.1"}:
        yield _note(
            f"Links in messages begin with {settings.LINLI_PUBLIC_URL}: set LINLI_PUBLIC_URL."
        )
    else:
        yield _good(f"Links in messages begin with {settings.LINLI_PUBLIC_URL}.")
    if (address.scheme == "https") != settings.LINLI_HTTPS:
        yield _missing("LINLI_HTTPS and LINLI_PUBLIC_URL disagree on https.")
    elif not settings.LINLI_HTTPS:
        yield _note("Without LINLI_HTTPS=1 passwords travel readable; fine on this machine alone.")
    if settings.DEBUG:
        yield _missing("LINLI_DEBUG is on: error pages show what they should not.")
    if not settings.LINLI_STAFF_SECOND_FACTOR and not settings.LINLI_DEMO:
        yield _missing("Staff sign in without a second factor: set LINLI_STAFF_SECOND_FACTOR=1.")


def _channels() -> Iterator[Finding]:
    for is_set, what, name in (
        (settings.EMAIL_HOST, "Mail", "LINLI_SMTP_HOST"),
        (settings.LINLI_SMS_URL, "Text messages", "LINLI_SMS_URL"),
    ):
        yield _good(f"{what} is set up.") if is_set else _note(f"{what}: {name} is not set.")
    if settings.LINLI_SMS_URL and not settings.LINLI_SMS_URL.startswith("https://"):
        yield _note("LINLI_SMS_URL is not https: numbers travel readable.")
    for at, url in enumerate(settings.LINLI_WEBHOOKS, start=1):
        known = Apprise.instantiate(url, suppress_exceptions=True)
        word = f"Webhook {at} of LINLI_WEBHOOKS"
        yield _good(f"{word} is set up.") if known else _missing(f"{word} is no apprise address.")


def _static_files() -> Finding:
    if any(Path(settings.STATIC_ROOT).glob("*")):
        return _good("Scripts and styles are gathered.")
    return _missing("Scripts and styles are not gathered. Run: python3 do.py setup")


def _tables() -> Finding:
    try:
        executor = MigrationExecutor(connection)
        behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        return _missing(f"The database does not answer: {str(error).strip()}")
    if behind:
        return _missing("The tables are not up to date. Run: linli migrate")
    return _good(f"The tables are up to date, on {connection.vendor}.")


def _place(key: UUID, name: str, at: datetime) -> Iterator[Finding]:
    place = places.sub_district(key)
    if settings.LINLI_DEMO and place and not place.is_demo:
        yield _note(f"{name}: LINLI_DEMO is on, and this is no demo; no cards are shown for it.")
    for look in (_rules, _calendar, _clock, _faults, _outbox):
        yield look(key, name, at)


def _rules(key: UUID, name: str, at: datetime) -> Finding:
    day = timezone.localdate(at)
    book, own = records.shipped(), records.local_rules(key)
    to_set = [rule.key for rule in rules_to_set(book, on=day, overrides=own) if rule.must_be_set]
    if not to_set:
        return _good(f"{name}: every rule that a place must set is set.")
    return _note(f"{name}: must be set before use on the page of the rulebook: {', '.join(to_set)}")


def _calendar(key: UUID, name: str, at: datetime) -> Finding:
    day = timezone.localdate(at)
    announced = records.calendar_for(key).announced_years
    if day.year not in announced:
        return _missing(f"{name}: the holidays of {day.year} are not in the calendar. Add them.")
    if day.month >= _NOVEMBER and day.year + 1 not in announced:
        return _note(
            f"{name}: the holidays of {day.year + 1} are not in the calendar yet. Once they are "
            "announced, add them on its page."
        )
    return _good(f"{name}: the calendar knows the holidays of {day.year}.")


def _clock(key: UUID, name: str, at: datetime) -> Finding:
    oldest = records.oldest_unsealed(key)
    if oldest is not None and oldest < at - _SEALED_WITHIN:
        return _note(
            f"{name}: nobody has sealed the journal since {oldest:%Y-%m-%d %H:%M} UTC; run linli serve or linli work."
        )
    return _good(f"{name}: the journal is sealed.")


def _faults(key: UUID, name: str, at: datetime) -> Finding:
    found = records.clock_faults(key, since=at - _FAULTS_OF)
    if not found:
        return _good(f"{name}: nothing fails in the clock's jobs.")
    named = "; ".join(
        f"{one.job} at {one.subject_id} ({one.fault}; {one.times} times since "
        f"{one.first_at:%Y-%m-%d %H:%M} UTC)"
        for one in found[:_NAMED]
    )
    more = f"; and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
    return _missing(f"{name}: the clock fails at this and tries it again: {named}{more}.")


def _outbox(key: UUID, name: str, _at: datetime) -> Finding:
    lost = len(records.lost_messages(key))
    if lost:
        return _note(f"{name}: {lost} messages did not leave; look at the page of the outbox.")
    return _good(f"{name}: no message is stuck.")
