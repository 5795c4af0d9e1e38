"""What sign-in and claims leave behind goes when its time is over."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from linli.people.actions.declaring import forget_declarations
from linli.people.models import DwellingClaim
from linli.people.models.account import ClaimState
from linli.records.actions import drop, in_batches, record_forgotten
from linli.records.queries import kept_until

CLAIMS = "personal.retention.dwelling_claims"


def forget_due(*, sub_district_id: UUID, at: datetime) -> int:
    """Take away claims given up, and facts declared in past offices; answer how many."""
    before = kept_until(sub_district_id, CLAIMS, at=at)
    claims = in_batches(partial(_forget_claims, sub_district_id, before, at))
    declared = forget_declarations(sub_district_id=sub_district_id, at=at)
    record_forgotten(
        sub_district_id=sub_district_id, did="people.forget", counts={"declared": declared}, at=at
    )
    return claims + declared


def forget_sign_ins(*, at: datetime) -> int:
    """Take away wrong sign-ins that lock nobody any more, and devices that are signed out."""
    cool = timedelta(hours=settings.AXES_COOLOFF_TIME)
    attempts: int
    attempts, _by_table = AccessAttempt.objects.filter(attempt_time__lt=at - cool).delete()
    signed_in = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gte=at)
    devices, _by_table = UserSession.objects.exclude(Exists(signed_in)).delete()
    return attempts + devices


def _forget_claims(sub_district_id: UUID, before: datetime, at: datetime) -> int:
    gone_by = Q(held_to__lt=timezone.localdate(before)) | Q(held_to=None, asked_at__lt=before)
    gone = drop(
        DwellingClaim.objects.filter(
            gone_by, sub_district_id=sub_district_id, state=ClaimState.GIVEN_UP
        )
    )
    record_forgotten(
        sub_district_id=sub_district_id, did="people.forget", counts={"claims": gone}, at=at
    )
    return gone
