"""Notices: how long they hang, their photos, their digest, and what never changes."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from linli.elections import actions
from linli.elections.actions import NoticeDraft
from linli.elections.models import Notice
from linli.elections.rules.notices import NoticeText, hangs_until
from linli.kernel.errors import Missing, NotAllowed, Refused
from linli.records.queries import attachments_of
from tests.elections.builders import Ground
from tests.elections.election_builders import (
    CALLED,
    a_notice,
    a_photo,
    adopt_rules,
    an_election,
    called,
    fresh,
    set_terms,
)

pytestmark = pytest.mark.django_db


def test_the_digest_is_that_of_the_plain_text() -> None:
    text = NoticeText("X/1", "标题", "正文\r\n第二行", "门口", date(2026, 1, 1), date(2026, 1, 8))
    assert text.plain == "X/1\n标题\n正文\n第二行\n门口\n2026-01-01/2026-01-08\n"
    assert text.digest == hashlib.sha256(text.plain.encode()).hexdigest()


def test_the_day_of_posting_is_not_counted() -> None:
    assert hangs_until(date(2026, 12, 1), 20) == date(2026, 12, 21)


def test_a_notice_is_numbered_kept_and_shown() -> None:
    ground = Ground()
    election = called(ground)
    notice = a_notice(ground, election, "plan", at=CALLED)
    assert notice.number == 1
    assert notice.digest
    assert notice.journal_head
    assert [file.id for file in attachments_of(ground.place.id, election.id)] == [
        notice.first_photo_id
    ]


def test_the_same_notice_sent_twice_is_one() -> None:
    ground = Ground()
    election = called(ground)
    on = timezone.localdate(CALLED)
    draft = NoticeDraft("标题", "正文", "门口", on, on + timedelta(days=7))
    key = str(uuid4())
    made = {
        actions.post_notice(
            actor=ground.runner,
            election_id=election.id,
            step_key="plan",
            draft=draft,
            key=key,
            at=CALLED,
        ).id
        for _turn in range(2)
    }
    assert len(made) == 1


def test_a_roll_s_notice_hangs_as_long_as_the_rule_asks() -> None:
    ground = Ground()
    election = an_election(ground, up_to="register_published")
    at = fresh(election).latest_at
    assert at is not None
    with pytest.raises(Refused, match="20") as refusal:
        a_notice(ground, election, "register_published", at=at, days=19)
    assert refusal.value.code == "too_short"
    assert refusal.value.source
    a_notice(ground, election, "register_published", at=at, days=20)


def test_a_notice_waits_for_the_turn_of_its_step() -> None:
    ground = Ground()
    election = called(ground)
    with pytest.raises(Refused) as refusal:
        a_notice(ground, election, "committee", at=CALLED)
    assert refusal.value.code == "not_its_turn"
    with pytest.raises(Missing):
        a_notice(ground, election, "register", at=CALLED)


def test_a_notice_is_not_posted_in_the_future() -> None:
    ground = Ground()
    election = called(ground)
    tomorrow = timezone.localdate(CALLED) + timedelta(days=1)
    with pytest.raises(Refused) as refusal:
        a_notice(ground, election, "plan", at=CALLED, posted_on=tomorrow)
    assert refusal.value.code == "posted_in_future"


def test_a_notice_needs_text_and_place() -> None:
    ground = Ground()
    election = called(ground)
    with pytest.raises(Refused) as refusal:
        a_notice(ground, election, "plan", at=CALLED, where=" ")
    assert refusal.value.code == "empty_notice"


def test_it_comes_down_on_its_last_day_with_a_photo_and_not_before() -> None:
    ground = Ground()
    election = set_terms(ground, called(ground), seats=3)
    notice = a_notice(ground, election, "plan", at=CALLED, days=7)
    given: dict[str, Any] = {"actor": ground.runner, "notice_id": notice.id}
    day = timezone.localdate(CALLED) + timedelta(days=6)
    with pytest.raises(Refused) as refusal:
        actions.take_notice_down(**given, photo=a_photo(), on=day, at=CALLED + timedelta(days=6))
    assert refusal.value.code == "too_early"
    last = day + timedelta(days=1)
    actions.take_notice_down(**given, photo=a_photo(), on=last, at=CALLED + timedelta(days=7))
    notice.refresh_from_db()
    assert notice.taken_down_on == last
    assert notice.last_photo_id is not None


def test_the_first_photo_is_added_once() -> None:
    ground = Ground()
    election = called(ground)
    on = timezone.localdate(CALLED)
    notice = actions.post_notice(
        actor=ground.runner,
        election_id=election.id,
        step_key="plan",
        draft=NoticeDraft("标题", "正文", "门口", on, on + timedelta(days=7)),
        key=str(uuid4()),
        at=CALLED,
    )
    given: dict[str, Any] = {"actor": ground.runner, "notice_id": notice.id, "at": CALLED}
    actions.show_notice(**given, photo=a_photo())
    with pytest.raises(Refused) as refusal:
        actions.show_notice(**given, photo=a_photo())
    assert refusal.value.code == "shown_before"


def test_a_clerk_posts_no_notice() -> None:
    ground = Ground()
    adopt_rules(ground)
    election = called(ground)
    on = timezone.localdate(CALLED)
    with pytest.raises(NotAllowed):
        actions.post_notice(
            actor=ground.clerk,
            election_id=election.id,
            step_key="plan",
            draft=NoticeDraft("标题", "正文", "门口", on, on + timedelta(days=7)),
            key=str(uuid4()),
            at=CALLED,
        )
    assert not Notice.objects.exists()
