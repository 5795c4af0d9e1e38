"""What sign-in and claims leave behind goes in time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.contrib.sessions.backends.db import SessionStore

from linli.people import actions
from linli.people.models import DwellingClaim
from linli.people.models.account import ClaimState
from tests.people import builders as people
from tests.places import builders as places

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


def a_claim(state: str, **facts: object) -> DwellingClaim:
    place = places.a_sub_district()
    return DwellingClaim.objects.create(
        sub_district_id=place.id,
        account=people.an_account(place),
        dwelling=places.root_of(place),
        state=state,
        asked_at=AT,
        **facts,
    )


@pytest.mark.parametrize(
    ("state", "stays"),
    [(ClaimState.WAITING, True), (ClaimState.HELD, True), (ClaimState.GIVEN_UP, False)],
)
def test_a_claim_goes_a_year_after_it_was_given_up_and_no_other_does(
    state: str, stays: bool
) -> None:
    claim = a_claim(state, held_to=date(2026, 11, 24))
    of = {"sub_district_id": claim.sub_district_id}
    assert actions.forget_due(**of, at=AT + timedelta(days=364)) == 0
    assert actions.forget_due(**of, at=AT + timedelta(days=370)) == (0 if stays else 1)
    assert DwellingClaim.objects.filter(id=claim.id).exists() == stays


def test_wrong_sign_ins_go_once_they_lock_nobody() -> None:
    AccessAttempt.objects.create(username="shili", ip_address="127.0.0.1", failures_since_start=1)
    row = AccessAttempt.objects.get()
    assert actions.forget_sign_ins(at=row.attempt_time + timedelta(minutes=14)) == 0
    assert actions.forget_sign_ins(at=row.attempt_time + timedelta(minutes=16)) == 1


def test_a_device_goes_when_its_session_is_over() -> None:
    account = people.an_account(places.a_sub_district())
    session = SessionStore()
    session.create()
    for key in (session.session_key, "gone"):
        UserSession.objects.create(
            user=account, session_key=key, ip="127.0.0.1", user_agent="示例浏览器"
        )
    now = people.now()
    assert actions.forget_sign_ins(at=now) == 1
    assert UserSession.objects.get().session_key == session.session_key
    assert actions.forget_sign_ins(at=now + timedelta(days=15)) == 1
