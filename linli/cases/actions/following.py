"""Following a request with number and word: wrong words are counted and locked.

A number that no request bears is counted and locked in the same way, so that trying
tells nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from linli.cases.models import Case, WrongWord
from linli.cases.queries import sentences
from linli.cases.queries.words import slip_of, word_fits
from linli.cases.rules import Followed, plain_number
from linli.records.actions import drop
from linli.records.queries import rule_in_force

_KEEP_FOR = timedelta(days=1)


def follow_case(*, sub_district_id: UUID, number: str, secret: str, at: datetime) -> Followed:
    """Open a request with its number and word; `slip` is what later acts of the sender show."""
    asked = plain_number(number)
    tried = WrongWord.objects.filter(sub_district_id=sub_district_id, number=asked).first()
    if tried is not None and tried.locked_until is not None and tried.locked_until > at:
        raise _locked(tried.locked_until - at)
    case = Case.objects.filter(sub_district_id=sub_district_id, number=asked).first()
    if not word_fits(case, secret) or case is None:
        _count_wrong(sub_district_id, asked, at)
        raise sentences.refused("wrong_word")
    if tried is not None:
        tried.delete()
    return Followed(case_id=case.id, number=case.number, slip=slip_of(case))


def _count_wrong(sub_district_id: UUID, number: str, at: datetime) -> None:
    on = timezone.localdate(at)
    tries = rule_in_force(sub_district_id, "request.secret.tries", on=on).count
    lock = timedelta(
        minutes=rule_in_force(sub_district_id, "request.secret.lock", on=on).duration.count
    )
    row = _counted(sub_district_id, number, tries, lock, at=at)
    if row.locked_until is not None:
        raise _locked(row.locked_until - at)


@transaction.atomic
def _counted(
    sub_district_id: UUID, number: str, tries: int, lock: timedelta, *, at: datetime
) -> WrongWord:
    fresh = WrongWord(sub_district_id=sub_district_id, number=number, last_at=at)
    WrongWord.objects.bulk_create([fresh], ignore_conflicts=True)
    row = WrongWord.objects.select_for_update().get(sub_district_id=sub_district_id, number=number)
    stale = at - row.last_at > lock
    row.wrong = 1 if stale else row.wrong + 1
    row.locked_until = at + lock if row.wrong >= tries else None
    if row.locked_until is not None:
        row.wrong = 0
    row.last_at = at
    row.save(update_fields=["wrong", "locked_until", "last_at"])
    return row


def forget_wrong_words(*, sub_district_id: UUID, at: datetime) -> int:
    """Take a batch of old tries away, none that still locks a number; answer how many."""
    over = Q(locked_until=None) | Q(locked_until__lt=at)
    old = WrongWord.objects.filter(
        over, sub_district_id=sub_district_id, last_at__lt=at - _KEEP_FOR
    )
    return drop(old)


def _locked(left: timedelta) -> Exception:
    minutes = max(1, -(-int(left.total_seconds()) // 60))
    return sentences.refused("locked", minutes=minutes)
