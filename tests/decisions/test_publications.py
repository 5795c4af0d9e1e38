"""Notices: how long they hang, what an edit does, their photos, and what never changes."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from linli.decisions import actions, queries
from linli.decisions.models import Publication, PublicationEdition
from linli.decisions.rules import (
    EditionText,
    PublicationKind,
    Spot,
    SpotKind,
    StepKind,
    differences,
    must_hang_until,
)
from linli.kernel.errors import Conflict, Missing, NotAllowed, Refused
from linli.kernel.posts import PostKind
from linli.records.queries import attachments_of, journal_head
from tests.decisions.builders import AT, Ground, fresh
from tests.decisions.notice_builders import (
    BOARD,
    SITE,
    a_draft,
    at_disclosure,
    edited,
    fresh_notice,
    noon,
    put_up,
    taken_down,
    water_cut,
)
from tests.elections.election_builders import a_photo

TODAY = timezone.localdate(AT)


def test_the_day_of_posting_is_not_counted() -> None:
    assert must_hang_until(date(2026, 11, 24), 7) == date(2026, 12, 1)


def test_a_fingerprint_stands_for_every_word_place_and_day() -> None:
    text = EditionText("X-GS-2026-0001", 1, "标题", "正文", "", (BOARD,), TODAY, TODAY)
    changed = [
        EditionText("X-GS-2026-0001", 2, "标题", "正文", "", (BOARD,), TODAY, TODAY),
        EditionText("X-GS-2026-0001", 1, "标题", "正文。", "", (BOARD,), TODAY, TODAY),
        EditionText("X-GS-2026-0001", 1, "标题", "正文", "附注", (BOARD,), TODAY, TODAY),
        EditionText("X-GS-2026-0001", 1, "标题", "正文", "", (SITE,), TODAY, TODAY),
        EditionText(
            "X-GS-2026-0001", 1, "标题", "正文", "", (BOARD,), TODAY, TODAY + timedelta(days=1)
        ),
    ]
    assert len({text.digest, *(one.digest for one in changed)}) == 6


def test_differences_keep_both_texts_whole() -> None:
    before, after = "一共 12.6 万元，九月完工。\n谢谢。", "一共 13 万元，九月完工。\n谢谢大家。"
    pieces = differences(before, after)
    assert "".join(one.text for one in pieces if one.kind != "in") == before
    assert "".join(one.text for one in pieces if one.kind != "out") == after
    assert [one.text for one in pieces if one.kind == "out"] == ["一共 12.6 万元，", "谢谢。"]


def test_a_notice_is_numbered_kept_and_shown(ground: Ground) -> None:
    notice = put_up(ground)
    edition = queries.editions_of(notice)[0]
    assert "-GS-2026-" in notice.number
    assert notice.digest == edition.digest == queries.text_of(notice, edition).digest
    assert notice.journal_head == journal_head(ground.place.id)
    spot = queries.spots_of(notice)[0]
    assert [file.id for file in attachments_of(ground.place.id, notice.id)] == [spot.first_photo_id]
    assert "7个工作日内答复" in edition.foot


def test_the_same_notice_sent_twice_is_one(ground: Ground) -> None:
    key = str(uuid4())
    assert put_up(ground, key=key).id == put_up(ground, key=key).id
    assert Publication.objects.count() == 1


def test_a_notice_hangs_as_long_as_the_rule_asks(ground: Ground) -> None:
    with pytest.raises(Refused, match="15") as refusal:
        put_up(ground, days=14)
    assert refusal.value.code == "too_short"
    assert refusal.value.source
    put_up(ground, days=15)


def test_a_notice_names_the_places_that_the_rule_asks(ground: Ground) -> None:
    decision = at_disclosure(ground, StepKind.RESULT_DISCLOSURE)
    draft = a_draft(PublicationKind.RESULT, where=(BOARD, Spot(SpotKind.SITE, " ")))
    with pytest.raises(Refused) as refusal:
        put_up(ground, draft, decision=decision)
    assert refusal.value.code == "no_spot"


def test_a_disclosure_waits_for_the_turn_of_its_step(ground: Ground) -> None:
    decision = ground.proposed()
    with pytest.raises(Refused) as refusal:
        put_up(ground, a_draft(PublicationKind.DECISION), decision=decision)
    assert refusal.value.code == "not_its_turn"


def test_a_disclosure_needs_its_decision(ground: Ground) -> None:
    with pytest.raises(Missing):
        put_up(ground, a_draft(PublicationKind.DECISION))


def test_the_database_refuses_a_disclosure_without_a_decision(ground: Ground) -> None:
    notice = put_up(ground)
    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.filter(id=notice.id).update(kind="decision")


def test_a_decision_s_notice_says_how_it_can_be_revoked(ground: Ground) -> None:
    notice = put_up(ground, a_draft(PublicationKind.DECISION), decision=at_disclosure(ground))
    assert "民法典第280条" in queries.editions_of(notice)[0].foot


def test_only_posts_of_the_place_put_notices_up(ground: Ground) -> None:
    elsewhere = Ground().secretary
    with pytest.raises(Missing):
        put_up(ground, by=elsewhere)
    with pytest.raises(Missing):
        put_up(ground, by=ground.visitor)
    with pytest.raises(NotAllowed):
        put_up(ground, by=ground.property_manager)


def test_the_property_company_tells_of_a_water_cut(ground: Ground) -> None:
    draft = a_draft(PublicationKind.ORDINARY, days=0)
    assert put_up(ground, draft, by=ground.property_manager).kind == "ordinary"


def test_an_edit_restarts_the_clock_and_keeps_what_was_said(ground: Ground) -> None:
    notice = put_up(ground)
    later = AT + timedelta(days=6)
    with pytest.raises(Refused) as refusal:
        edited(ground, notice, at=later, days=14)
    assert refusal.value.code == "too_short"
    found = edited(ground, notice, at=later)
    assert (found.edition, found.posted_on) == (2, TODAY + timedelta(days=6))
    assert found.until == TODAY + timedelta(days=21)
    first, second = queries.editions_of(found)
    assert "2,787.40" in first.text
    assert first.digest != second.digest == found.digest
    assert second.why == "支出漏记一张票据"
    assert [spot.first_photo_id for spot in queries.spots_of(found)] == [None]


def test_an_edit_says_why_and_changes_something(ground: Ground) -> None:
    notice = put_up(ground)
    with pytest.raises(Refused) as refusal:
        edited(ground, notice, at=AT, why=" ")
    assert refusal.value.code == "no_reason"
    with pytest.raises(Refused) as refusal:
        edited(ground, notice, at=AT, text=a_draft().text)
    assert refusal.value.code == "nothing_changed"


def test_of_two_who_edit_at_once_the_second_sees_the_first(ground: Ground) -> None:
    notice = put_up(ground)
    edited(ground, notice, at=AT)
    with pytest.raises(Conflict):
        actions.edit_publication(
            actor=ground.secretary,
            publication_id=notice.id,
            version=notice.version,
            draft=a_draft(text="另一种写法。"),
            why="改字",
            at=AT,
        )


def test_editions_are_only_added(ground: Ground) -> None:
    put_up(ground)
    with pytest.raises(DatabaseError), transaction.atomic():
        PublicationEdition.objects.update(text="改掉")
    with pytest.raises(DatabaseError), transaction.atomic():
        PublicationEdition.objects.all().delete()


def test_a_notice_does_not_come_down_a_day_early(ground: Ground) -> None:
    notice = put_up(ground)
    with pytest.raises(Refused) as refusal:
        taken_down(ground, notice, on=notice.until - timedelta(days=1))
    assert refusal.value.code == "too_early"
    found = taken_down(ground, notice, on=notice.until)
    assert found.down_on == notice.until
    assert queries.spots_of(found)[0].last_photo_id is not None


def test_nobody_takes_it_down_today_for_a_day_ahead(ground: Ground) -> None:
    notice = put_up(ground)
    with pytest.raises(Refused) as refusal:
        actions.take_down(
            actor=ground.secretary,
            publication_id=notice.id,
            photo=a_photo(),
            on=notice.until,
            at=noon(notice.until - timedelta(days=1)),
        )
    assert refusal.value.code == "too_early"


def test_the_database_refuses_a_notice_that_is_down_early(ground: Ground) -> None:
    notice = put_up(ground)
    early = notice.until - timedelta(days=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.filter(id=notice.id).update(down_on=early)


def test_a_notice_never_shown_is_put_up_anew(ground: Ground) -> None:
    notice = put_up(ground, photo=False)
    with pytest.raises(Refused) as refusal:
        taken_down(ground, notice, on=notice.until)
    assert refusal.value.code == "never_shown"


def test_a_photo_of_a_later_day_does_not_show_when_it_went_up(ground: Ground) -> None:
    notice = put_up(ground, photo=False)
    given = {"actor": ground.secretary, "publication_id": notice.id}
    with pytest.raises(Refused) as refusal:
        actions.show_spot(**given, photo=a_photo(), at=AT + timedelta(days=2))
    assert refusal.value.code == "photo_too_late"
    actions.show_spot(**given, photo=a_photo(), at=AT + timedelta(days=1))
    with pytest.raises(Refused) as refusal:
        actions.show_spot(**given, photo=a_photo(), at=AT + timedelta(days=1))
    assert refusal.value.code == "shown_before"


def test_what_came_down_is_not_edited(ground: Ground) -> None:
    notice = put_up(ground)
    taken_down(ground, notice, on=notice.until)
    with pytest.raises(Refused) as refusal:
        edited(ground, notice, at=noon(notice.until))
    assert refusal.value.code == "down_before"


def test_a_decision_is_disclosed_when_it_hung_its_time_with_photos(ground: Ground) -> None:
    decision = at_disclosure(ground)
    kind = PublicationKind.DECISION
    lacks = queries.what_disclosure_lacks
    assert "张贴决定公告" in lacks(decision, kind, on=TODAY)
    notice = put_up(ground, a_draft(kind, days=7), decision=decision, photo=False)
    assert "照片" in lacks(decision, kind, on=TODAY)
    actions.show_spot(actor=ground.secretary, publication_id=notice.id, photo=a_photo(), at=AT)
    assert "张贴到" in lacks(decision, kind, on=notice.until - timedelta(days=1))
    assert "取下" in lacks(decision, kind, on=notice.until)
    taken_down(ground, notice, on=notice.until)
    assert queries.disclosed(decision, kind, on=notice.until)


def test_a_result_hangs_at_the_site_too(ground: Ground) -> None:
    decision = at_disclosure(ground, StepKind.RESULT_DISCLOSURE)
    notice = put_up(ground, a_draft(PublicationKind.RESULT, days=7), decision=decision)
    lacks = queries.what_disclosure_lacks(decision, PublicationKind.RESULT, on=TODAY)
    assert SITE.words in lacks
    given = {"actor": ground.secretary, "publication_id": notice.id, "spot": 2}
    actions.show_spot(**given, photo=a_photo(), at=AT)
    taken_down(ground, notice, on=notice.until)
    assert not queries.disclosed(decision, PublicationKind.RESULT, on=notice.until)
    taken_down(ground, notice, spot=2, on=notice.until)
    assert fresh_notice(notice).down_on == notice.until
    assert queries.disclosed(decision, PublicationKind.RESULT, on=notice.until)


def test_a_disclosure_from_before_a_return_does_not_count(ground: Ground) -> None:
    decision = at_disclosure(ground)
    notice = put_up(ground, a_draft(PublicationKind.DECISION, days=7), decision=decision)
    taken_down(ground, notice, on=notice.until)
    assert queries.disclosed(decision, PublicationKind.DECISION, on=notice.until)
    step = ground.step(decision)
    step.began_at = noon(notice.until)
    step.save(update_fields=["began_at"])
    assert not queries.disclosed(fresh(decision), PublicationKind.DECISION, on=notice.until)


def test_times_stand_on_everyday_notices_alone(ground: Ground) -> None:
    assert water_cut(ground).begins_at == AT + timedelta(days=1)
    assert put_up(ground, begins_at=AT).begins_at is None
    with pytest.raises(Refused) as refusal:
        water_cut(ground, ends_at=AT)
    assert refusal.value.code == "ends_first"


def test_a_building_has_no_board(ground: Ground) -> None:
    with pytest.raises(Missing):
        actions.publish(
            actor=ground.secretary,
            draft=a_draft(),
            place_id=ground.building.id,
            key="x" * 20,
            at=AT,
        )


def test_the_desk_finds_the_notices_of_its_own_places(ground: Ground) -> None:
    notice = put_up(ground)
    other = ground.holder(PostKind.SECRETARY, Ground().community)
    seen = queries.publications_seen_by
    assert seen(ground.secretary, waiting=True, on=TODAY) == [notice]
    assert seen(ground.office, waiting=True, on=TODAY) == [notice]
    assert seen(other, waiting=True, on=TODAY) == []
    taken_down(ground, notice, on=notice.until)
    assert seen(ground.secretary, waiting=True, on=TODAY) == []
    assert seen(ground.secretary, waiting=False, on=TODAY) == [fresh_notice(notice)]
