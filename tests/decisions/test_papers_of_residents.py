"""The residents' pact is adopted, filed or sent back; one prepares a disclosure, another publishes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from linli.decisions import actions, queries
from linli.decisions.models import Affairs, Decision, Pact
from linli.decisions.rules import AffairsKind, AffairsState, PactState, StepKind
from linli.decisions.rules.papers import missing_items, next_due, text_from
from linli.kernel.actor import Actor
from linli.kernel.errors import Conflict, NotAllowed, Refused
from linli.kernel.posts import PostKind
from tests.decisions.participation_builders import AT, OPENS, Ground
from tests.people import builders as people


@pytest.fixture
def ground(db: None) -> Ground:
    return Ground()


TEXT = "楼道不堆放物品。"


def a_draft(ground: Ground, text: str = TEXT) -> Pact:
    return actions.draft_pact(
        actor=ground.secretary, place_id=ground.community.id, title="居民公约", text=text, at=AT
    )


def decided(ground: Ground, text: str = TEXT) -> Decision:
    return ground.decision_at(
        StepKind.DECISION_DISCLOSURE, type_key="residents_pact", text=text, title="居民公约"
    )


def adopted(ground: Ground) -> Pact:
    draft = a_draft(ground)
    return actions.adopt_pact(
        actor=ground.secretary,
        pact_id=draft.id,
        version=draft.version,
        decision_number=decided(ground).number,
        at=AT,
    )


def test_the_template_names_the_place_and_no_fine(ground: Ground) -> None:
    text = text_from(queries.paper_template("pact"), "示例社区")
    assert "示例社区" in text
    assert "{place}" not in text
    assert "不设罚款" in text


@pytest.mark.parametrize("key", ["pact", "affairs", "appraisal"])
def test_every_template_says_where_it_comes_from(key: str) -> None:
    template = queries.paper_template(key)
    assert template.source.zh
    assert template.items


def test_headings_that_are_asked_for_are_missed() -> None:
    template = queries.paper_template("affairs")
    missing = missing_items(template, {"money": "收入 1 元"})
    assert "money" not in [one.key for one in missing]
    assert "supervision" in [one.key for one in missing]


def test_the_next_is_due_a_quarter_after_the_last() -> None:
    assert next_due(date(2026, 9, 30), 3, since=OPENS) == date(2026, 12, 30)
    assert next_due(None, 3, since=date(2026, 1, 1)) == date(2026, 4, 1)


def test_a_pact_is_adopted_by_the_meeting_and_filed_by_the_office(ground: Ground) -> None:
    pact = adopted(ground)
    assert pact.state == PactState.ADOPTED
    assert pact.resolution_number
    assert queries.pact_in_force(ground.place.id, ground.community.id) is None
    filed = actions.file_pact(
        actor=ground.office, pact_id=pact.id, version=pact.version, accepted=True, words="收讫",
        at=AT,
    )  # fmt: skip
    assert filed.state == PactState.FILED
    in_force = queries.pact_in_force(ground.place.id, ground.community.id)
    assert in_force is not None
    assert in_force.id == pact.id


def test_a_pact_against_the_law_goes_back_with_the_article(ground: Ground) -> None:
    pact = adopted(ground)
    with pytest.raises(Refused) as refused:
        actions.file_pact(
            actor=ground.office, pact_id=pact.id, version=pact.version, accepted=False, words="",
            at=AT,
        )  # fmt: skip
    assert refused.value.code == "no_words"
    back = actions.file_pact(
        actor=ground.office, pact_id=pact.id, version=pact.version, accepted=False,
        words="第二条设罚款，与组织法第15条抵触", at=AT,
    )  # fmt: skip
    assert back.state == PactState.RETURNED
    assert a_draft(ground).number == 2


def test_other_words_than_the_meeting_voted_on_are_not_adopted(ground: Ground) -> None:
    draft = a_draft(ground, "别的公约")
    number = decided(ground).number
    with pytest.raises(Refused) as refused:
        actions.adopt_pact(
            actor=ground.secretary, pact_id=draft.id, version=draft.version,
            decision_number=number, at=AT,
        )  # fmt: skip
    assert refused.value.code == "other_text"


def test_without_a_resolution_nothing_is_adopted(ground: Ground) -> None:
    draft = a_draft(ground)
    proposed = ground.proposed("residents_pact", text=TEXT)
    with pytest.raises(Refused) as refused:
        actions.adopt_pact(
            actor=ground.secretary, pact_id=draft.id, version=draft.version,
            decision_number=proposed.number, at=AT,
        )  # fmt: skip
    assert refused.value.code == "not_resolved"


def test_a_decision_on_something_else_adopts_no_pact(ground: Ground) -> None:
    draft = a_draft(ground)
    with pytest.raises(Refused) as refused:
        actions.adopt_pact(
            actor=ground.secretary, pact_id=draft.id, version=draft.version,
            decision_number=ground.proposed().number, at=AT,
        )  # fmt: skip
    assert refused.value.code == "no_pact_decision"


def test_the_office_adopts_nothing_and_the_secretary_files_nothing(ground: Ground) -> None:
    pact = adopted(ground)
    with pytest.raises(NotAllowed):
        actions.file_pact(
            actor=ground.secretary, pact_id=pact.id, version=pact.version, accepted=True,
            words="收讫", at=AT,
        )  # fmt: skip


def test_what_was_adopted_is_not_changed(ground: Ground) -> None:
    pact = adopted(ground)
    with pytest.raises(Refused) as refused:
        actions.change_pact(
            actor=ground.secretary, pact_id=pact.id, version=pact.version, title="一", text="二",
            at=AT,
        )  # fmt: skip
    assert refused.value.code == "not_a_draft"


def test_two_who_change_a_draft_meet(ground: Ground) -> None:
    draft = a_draft(ground)
    facts = {"pact_id": draft.id, "version": draft.version, "title": "一", "text": "二"}
    actions.change_pact(actor=ground.secretary, at=AT, **facts)
    with pytest.raises(Conflict):
        actions.change_pact(actor=ground.secretary, at=AT, **facts)


ITEMS = {
    "money": "收入 12,000 元，支出 8,000 元",
    "decisions": "召开会议一次",
    "entrusted": "民政委托一项，经费 3,000 元",
    "voices": "收到 8 件，答复 8 件",
    "supervision": "查账一次，未发现问题",
}


def prepared(ground: Ground, **facts: object) -> Affairs:
    given = {
        "actor": ground.secretary,
        "place_id": ground.community.id,
        "kind": AffairsKind.AFFAIRS,
        "period_from": date(2026, 7, 1),
        "period_to": date(2026, 9, 30),
        "items": ITEMS,
        "at": AT,
    }
    return actions.keep_affairs(**{**given, **facts})  # type: ignore[arg-type]


def test_one_prepares_and_the_chair_of_the_supervisors_publishes(ground: Ground) -> None:
    made = prepared(ground)
    assert queries.affairs_of(ground.place.id, ground.community.id, public=True) == []
    published = actions.publish_affairs(
        actor=ground.supervisor, affairs_id=made.id, version=made.version, at=AT
    )
    assert published.state == AffairsState.PUBLISHED
    assert len(published.digest) == 64
    (due, _appraisal) = queries.affairs_due(ground.place.id, ground.community.id, on=OPENS)
    assert due.on == date(2026, 12, 30)


def test_nobody_else_publishes(ground: Ground) -> None:
    made = prepared(ground)
    for actor in (ground.secretary, ground.office, ground.chair, ground.visitor):
        with pytest.raises(NotAllowed):
            actions.publish_affairs(actor=actor, affairs_id=made.id, version=made.version, at=AT)


def test_who_prepared_it_does_not_publish_it_in_another_post(ground: Ground) -> None:
    made = prepared(ground)
    same = ground.supervisor
    Affairs.objects.filter(id=made.id).update(maker_id=same.account_id)
    with pytest.raises(Refused) as refused:
        actions.publish_affairs(actor=same, affairs_id=made.id, version=made.version, at=AT)
    assert refused.value.code == "same_person"


def test_the_database_refuses_the_same_person_too(ground: Ground) -> None:
    made = prepared(ground)
    rows = Affairs.objects.filter(id=made.id)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(state="published", digest="0" * 64, checker_id=made.maker_id)


def test_a_door_has_no_place_in_it(ground: Ground) -> None:
    with pytest.raises(Refused) as refused:
        prepared(ground, items={**ITEMS, "benefits": "低保：3号楼2单元301"})
    assert refused.value.code == "names_a_door"


def test_a_heading_left_empty_holds_it_back(ground: Ground) -> None:
    made = prepared(ground, items={**ITEMS, "supervision": ""})
    with pytest.raises(Refused) as refused:
        actions.publish_affairs(
            actor=ground.supervisor, affairs_id=made.id, version=made.version, at=AT
        )
    assert refused.value.code == "items_missing"


def test_a_period_has_one_disclosure(ground: Ground) -> None:
    prepared(ground)
    with pytest.raises(Refused) as refused:
        prepared(ground)
    assert refused.value.code == "period_there"


def test_a_period_ends_today_at_the_latest(ground: Ground) -> None:
    with pytest.raises(Refused) as refused:
        prepared(ground, period_to=OPENS + timedelta(days=1))
    assert refused.value.code == "bad_period"


def test_only_the_secretary_prepares(ground: Ground) -> None:
    clerk: Actor = people.an_actor(PostKind.SERVICE_CLERK, ground.community)
    with pytest.raises(NotAllowed):
        prepared(ground, actor=clerk)
