"""What a clock does for every sub-district: send, seal, remind, tidy.

Settings list the jobs and the rooms that remind; each job takes the instant and answers how
much it did.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from uuid import UUID

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.utils.module_loading import import_string

from linli.records.actions.attachments import sweep_uploads
from linli.records.actions.guarding import Guard, forget_old_faults
from linli.records.actions.journal import seal_journal
from linli.records.actions.sending import give_up_old, send_messages
from linli.records.queries.houses import sub_district_ids

log = logging.getLogger(__name__)


def send_all(*, at: datetime) -> int:
    """Send what waits in the outbox until nothing is due; answer how many left."""
    sent = 0
    while done := send_messages(at=at):
        sent += done["sent"]
    return sent


def seal_all(*, at: datetime) -> int:
    """Seal every sub-district's journal; answer how many entries."""
    return sum(
        _guarded("records.seal_journal", key, partial(seal_journal, sub_district_id=key, at=at), at)
        for key in sub_district_ids()
    )


def remind_all(*, at: datetime) -> int:
    """Let every room of LINLI_REMINDERS look at its clocks; answer how many were told."""
    return _in_every_room(settings.LINLI_REMINDERS, at)


def forget_all(*, at: datetime) -> int:
    """Let every room of LINLI_FORGETTING take away what is past its time; answer how much."""
    return _in_every_room(settings.LINLI_FORGETTING, at)


def tidy(*, at: datetime) -> int:
    """Take away what nobody needs: stray uploads, ended sessions, old faults."""
    SessionStore.clear_expired()
    return give_up_old(at=at) + sweep_uploads(at=at) + forget_old_faults(at=at)


def run_job(path: str, *, at: datetime) -> int:
    """Run one job of LINLI_WORK; a fault in it is written to the log and stops nothing."""
    try:
        done: int = import_string(path)(at=at)
    except Exception:
        log.exception("%s failed; it is tried again at its next turn", path)
        return 0
    return done


def _in_every_room(paths: Iterable[str], at: datetime) -> int:
    """Call the rooms' actions for every sub-district; none that fails stops the next."""
    return sum(
        _guarded(path, key, partial(_call, path, key, at), at)
        for path in paths
        for key in sub_district_ids()
    )


def _call(path: str, sub_district_id: UUID, at: datetime) -> int:
    done: int = import_string(path)(sub_district_id=sub_district_id, at=at)
    return done


def _guarded(job: str, sub_district_id: UUID, work: Callable[[], int], at: datetime) -> int:
    guard = Guard(job=job, sub_district_id=sub_district_id, at=at)
    return guard.do(sub_district_id, work) or 0
