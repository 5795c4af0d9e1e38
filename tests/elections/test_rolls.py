"""A roll from draft to freeze: import, publication, objections, corrections, links."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from linli.elections import actions, queries
from linli.elections.models import Election, RollCorrection, RollLine, RollUnit
from linli.elections.queries.roll_lines import digest_from_lines
from linli.elections.rules import RollKind, RollState
from linli.elections.rules.rolls import (
    AreaSource,
    Correction,
    LineEntry,
    NewUnit,
    ObjectionKind,
)
from linli.kernel.errors import Conflict, Missing, NotAllowed, Refused
from linli.kernel.posts import PostKind
from linli.records.models import AuditEntry, Message
from tests.elections.builders import AT, Ground
from tests.elections.roll_builders import (
    PUBLISHED_BEFORE,
    a_frozen_roll,
    a_published_roll,
    a_roll,
    a_unit,
    a_voter,
    adopt_roll_rules,
    lines_in,
)
from tests.people.builders import actor_of

pytestmark = pytest.mark.django_db

PUBLISHED = AT - PUBLISHED_BEFORE
LATER = PUBLISHED + timedelta(days=2)


@pytest.fixture
def ground() -> Ground:
    return Ground()


def corrected(ground: Ground, roll: Any, what: Correction, **facts: Any) -> RollLine:
    given = {"reason": "示例更正", "at": LATER}
    return actions.correct_roll(
        actor=ground.secretary, roll_id=roll.id, what=what, **{**given, **facts}
    )


def an_entry(ground: Ground, **facts: Any) -> LineEntry:
    given = {"name": "示例新增", "building_id": ground.building.id, "door": "9单元901"}
    return LineEntry(**{**given, **facts})


def an_election(ground: Ground, roll: Any, state: str = "preparing") -> Election:
    return Election.objects.create(
        sub_district=ground.place,
        uuid="U" * 22,
        number="SL-XJ-2026-1",
        kind="congress",
        mode="secret",
        state=state,
        title="示例选举",
        place=ground.compound,
        roll=roll,
        made_at=AT,
    )


# Drafts


def test_a_frozen_roll_adds_up_its_lines(ground: Ground) -> None:
    roll = a_frozen_roll(ground, kind=RollKind.OWNERS, lines=3)
    assert roll.state == RollState.FROZEN
    assert (roll.heads, roll.area_cm2) == (3, 3_000_000)
    assert queries.roll_sums(ground.place.id, roll.id) == queries.RollSums(3, 3_000_000)
    assert [line.number for line in lines_in(roll)] == [1, 2, 3]
    assert digest_from_lines(roll) == roll.digest


def test_several_units_of_one_owner_are_one_line(ground: Ground) -> None:
    rows = [
        a_unit(1),
        a_unit(2, owner_number="1", name="示例业主1", area_cm2=500_000),
        a_unit(3, is_developer=True, name="示例公司"),
        a_unit(4, is_developer=True, name="示例公司"),
    ]
    roll = a_roll(ground, kind=RollKind.OWNERS, lines=rows)
    assert (roll.heads, roll.area_cm2) == (2, 3_500_000)
    assert [len(line.units.all()) for line in lines_in(roll)] == [2, 2]


def test_one_faulty_row_and_nothing_is_written(ground: Ground) -> None:
    roll = a_roll(ground, lines=2)
    count = actions.import_roll(
        actor=ground.secretary,
        roll_id=roll.id,
        rows=[a_voter(1), a_voter(2, building="99号楼")],
        at=AT,
    )
    assert [fault.number for fault in count.faults] == [3]
    assert "99号楼" in count.faults[0].message
    assert len(lines_in(roll)) == 2


def test_a_new_sheet_takes_the_place_of_the_old_one(ground: Ground) -> None:
    roll = a_roll(ground, lines=4)
    actions.import_roll(actor=ground.secretary, roll_id=roll.id, rows=[a_voter(9)], at=AT)
    assert [line.name for line in lines_in(roll)] == ["示例选民9"]


def test_a_dry_run_writes_nothing(ground: Ground) -> None:
    roll = a_roll(ground, lines=0)
    count = actions.import_roll(
        actor=ground.secretary, roll_id=roll.id, rows=[a_voter(1)], dry=True, at=AT
    )
    assert (count.heads, lines_in(roll)) == (1, [])


def test_the_same_form_drafts_one_roll(ground: Ground) -> None:
    made = [
        actions.draft_roll(
            actor=ground.secretary,
            kind=RollKind.VOTERS,
            place_id=ground.compound.id,
            name="示例名册",
            as_of=AT.date(),
            key="k1",
            at=AT,
        )
        for _ in range(2)
    ]
    assert made[0].id == made[1].id


def test_owners_stand_on_the_roll_of_a_compound(ground: Ground) -> None:
    with pytest.raises(Refused) as refused:
        a_roll(ground, kind=RollKind.OWNERS, place=ground.community, lines=0)
    assert refused.value.code == "wrong_roll_place"


@pytest.mark.parametrize("kind", [PostKind.SERVICE_CLERK, PostKind.AUDITOR])
def test_who_only_looks_publishes_nothing(ground: Ground, kind: PostKind) -> None:
    roll = a_roll(ground)
    at = ground.root if kind is PostKind.AUDITOR else ground.community
    with pytest.raises(NotAllowed):
        actions.publish_roll(actor=ground.holder(kind, at), roll_id=roll.id, at=AT)


def test_another_community_finds_no_roll(ground: Ground) -> None:
    roll = a_roll(ground)
    stranger = Ground().secretary
    with pytest.raises(Missing):
        actions.publish_roll(actor=stranger, roll_id=roll.id, at=AT)


# Publication


@pytest.mark.parametrize("kind", [RollKind.VOTERS, RollKind.OWNERS])
def test_no_roll_is_public_before_the_place_set_what_the_law_leaves_open(
    ground: Ground, kind: RollKind
) -> None:
    roll = a_roll(ground, kind=kind)
    with pytest.raises(Refused) as refused:
        actions.publish_roll(actor=ground.secretary, roll_id=roll.id, at=AT)
    assert refused.value.code == "rule_not_set"


def test_voters_vote_twenty_days_after_the_publication(ground: Ground) -> None:
    roll = a_published_roll(ground)
    assert roll.published_on is not None
    assert roll.voting_from == roll.published_on + timedelta(days=20)
    assert roll.objections_until is not None
    assert roll.objections_until >= roll.published_on + timedelta(days=5)


def test_owners_vote_after_the_fifteen_days_in_which_they_object(ground: Ground) -> None:
    roll = a_published_roll(ground, kind=RollKind.OWNERS)
    assert roll.published_on is not None
    assert roll.objections_until is not None
    assert roll.objections_until >= roll.published_on + timedelta(days=15)
    assert roll.voting_from == roll.objections_until + timedelta(days=1)


@pytest.mark.parametrize("kind", list(RollKind))
def test_nobody_votes_before_the_day_after_the_last_objection(
    ground: Ground, kind: RollKind
) -> None:
    roll = a_published_roll(ground, kind=kind)
    assert roll.objections_until is not None
    assert roll.voting_from is not None
    assert roll.voting_from > roll.objections_until


def test_an_empty_roll_is_not_published(ground: Ground) -> None:
    adopt_roll_rules(ground)
    roll = a_roll(ground, lines=0)
    with pytest.raises(Refused) as refused:
        actions.publish_roll(actor=ground.secretary, roll_id=roll.id, at=AT)
    assert refused.value.code == "roll_empty"


def test_a_stale_page_publishes_nothing(ground: Ground) -> None:
    adopt_roll_rules(ground)
    roll = a_roll(ground)
    with pytest.raises(Conflict):
        actions.publish_roll(actor=ground.secretary, roll_id=roll.id, version=0, at=AT)


def test_strangers_see_number_building_and_a_masked_name(ground: Ground) -> None:
    roll = a_published_roll(ground, lines=[a_voter(1, name="王示例")])
    (seen,) = queries.public_lines(ground.place.id, roll.id, ground.building.id)
    assert (seen.number, seen.building, seen.name) == (1, "3号楼", "王*")


# Objections


def objected(ground: Ground, roll: Any, **facts: Any) -> Any:
    given = {
        "actor": actor_of(ground.resident, ground.place),
        "kind": ObjectionKind.WRONG_ENTRY,
        "words": "门牌写错了",
        "number": 1,
        "at": LATER,
    }
    return actions.object_to_roll(roll_id=roll.id, **{**given, **facts})


def test_an_objection_has_a_clock_and_is_told_to_the_secretary(ground: Ground) -> None:
    roll = a_published_roll(ground)
    ground.secretary  # noqa: B018
    made = objected(ground, roll)
    assert made.due_on >= timezone.localdate(LATER) + timedelta(days=3)
    letters = Message.objects.filter(template="elections/roll_objection")
    assert [one.post_id for one in letters] == [ground.secretary.post.post_id]  # type: ignore[union-attr]


def test_a_visitor_who_objects_leaves_a_contact(ground: Ground) -> None:
    roll = a_published_roll(ground)
    with pytest.raises(Refused) as refused:
        objected(ground, roll, actor=ground.visitor)
    assert refused.value.code == "no_contact"
    assert objected(ground, roll, actor=ground.visitor, contact="示例甲").account_id is None


def test_the_same_objection_sent_twice_counts_once(ground: Ground) -> None:
    roll = a_published_roll(ground)
    first = objected(ground, roll, key="k")
    assert objected(ground, roll, key="k").id == first.id
    assert len(queries.objections_to(ground.place.id, roll.id)) == 1


def test_one_account_waits_for_answers_before_the_eleventh_objection(ground: Ground) -> None:
    roll = a_published_roll(ground)
    for number in range(10):
        objected(ground, roll, words=f"第{number}处")
    with pytest.raises(Refused) as refused:
        objected(ground, roll, words="又一处")
    assert refused.value.code == "many_open"


def test_many_alike_are_answered_with_one_reason(ground: Ground) -> None:
    roll = a_published_roll(ground)
    made = [
        objected(ground, roll, actor=ground.visitor, contact="示例", words=f"重复{n}") for n in "12"
    ]
    actions.answer_alike(
        actor=ground.secretary,
        roll_id=roll.id,
        objection_ids=[one.id for one in made],
        answer="重复提出，已在第一件里答复。",
        at=LATER,
    )
    actions.freeze_roll(actor=ground.secretary, roll_id=roll.id, at=AT)
    assert {one.answer for one in queries.objections_to(ground.place.id, roll.id)} == {
        "重复提出，已在第一件里答复。"
    }


def test_nobody_objects_after_the_last_day(ground: Ground) -> None:
    roll = a_published_roll(ground)
    with pytest.raises(Refused) as refused:
        objected(ground, roll, at=AT)
    assert refused.value.code == "objections_over"


def test_an_objection_is_answered_once_with_a_reason(ground: Ground) -> None:
    roll = a_published_roll(ground)
    made = objected(ground, roll)
    answer = {"actor": ground.secretary, "objection_id": made.id, "upheld": True, "at": LATER}
    with pytest.raises(Refused):
        actions.answer_objection(answer=" ", **answer)
    actions.answer_objection(answer="已核对，属实。", **answer)
    told = Message.objects.get(template="elections/roll_answer")
    assert told.account_id == ground.resident.id
    with pytest.raises(Refused):
        actions.answer_objection(answer="再答一次", **answer)


def test_a_roll_is_not_frozen_while_one_may_object(ground: Ground) -> None:
    roll = a_published_roll(ground)
    with pytest.raises(Refused) as refused:
        actions.freeze_roll(actor=ground.secretary, roll_id=roll.id, at=LATER)
    assert refused.value.code == "objections_open"


def test_a_roll_is_not_frozen_with_an_unanswered_objection(ground: Ground) -> None:
    roll = a_published_roll(ground)
    objected(ground, roll)
    with pytest.raises(Refused) as refused:
        actions.freeze_roll(actor=ground.secretary, roll_id=roll.id, at=AT)
    assert refused.value.code == "objections_unanswered"


def test_a_line_altered_in_the_table_is_found_when_freezing(ground: Ground) -> None:
    roll = a_published_roll(ground)
    RollLine.objects.filter(roll_id=roll.id, number=1).update(door="别的门")
    with pytest.raises(Refused) as refused:
        actions.freeze_roll(actor=ground.secretary, roll_id=roll.id, at=AT)
    assert refused.value.code == "roll_does_not_add_up"


def test_a_contact_is_forgotten_when_its_time_is_over(ground: Ground) -> None:
    roll = a_published_roll(ground)
    made = objected(ground, roll, actor=ground.visitor, contact="示例甲 柜台自取")
    actions.answer_objection(
        actor=ground.secretary, objection_id=made.id, upheld=False, answer="无误。", at=LATER
    )
    actions.forget_due(sub_district_id=ground.place.id, at=LATER + timedelta(days=800))
    made.refresh_from_db()
    assert (made.contact, made.words) == ("", "门牌写错了")


# Corrections


def test_a_correction_keeps_the_digest_before_and_after(ground: Ground) -> None:
    roll = a_frozen_roll(ground)
    line = lines_in(roll)[0]
    corrected(ground, roll, Correction.STRUCK, line_id=line.id)
    (kept,) = queries.corrections_of(ground.place.id, roll.id)
    fresh = queries.roll(ground.place.id, roll.id)
    assert fresh is not None
    assert (kept.digest_before, kept.digest_after) == (roll.digest, fresh.digest)
    assert kept.digest_before != kept.digest_after
    assert fresh.heads == 3
    assert digest_from_lines(fresh) == fresh.digest


def test_a_public_roll_changes_only_with_a_reason(ground: Ground) -> None:
    roll = a_published_roll(ground)
    with pytest.raises(Refused) as refused:
        corrected(ground, roll, Correction.ADDED, entry=an_entry(ground), reason=" ")
    assert refused.value.code == "no_reason"


def test_a_draft_changes_without_a_log(ground: Ground) -> None:
    roll = a_roll(ground)
    corrected(ground, roll, Correction.ADDED, entry=an_entry(ground), reason="")
    assert len(lines_in(roll)) == 5
    assert not RollCorrection.objects.exists()


def test_a_struck_number_is_never_given_again(ground: Ground) -> None:
    roll = a_published_roll(ground, lines=2)
    corrected(ground, roll, Correction.STRUCK, line_id=lines_in(roll)[1].id)
    added = corrected(ground, roll, Correction.ADDED, entry=an_entry(ground))
    assert [line.number for line in lines_in(roll)] == [1, 3]
    assert added.number == 3


def test_a_correction_says_which_fields_changed(ground: Ground) -> None:
    roll = a_published_roll(ground, lines=[a_voter(1, door="1单元101", name="示例甲")])
    line = lines_in(roll)[0]
    entry = an_entry(ground, name="示例甲", door="1单元102")
    corrected(ground, roll, Correction.CHANGED, line_id=line.id, entry=entry)
    (kept,) = queries.corrections_of(ground.place.id, roll.id)
    assert (kept.fields, kept.number) == ("door", 1)


def a_new_unit(ground: Ground, door: str, area_cm2: int = 800_000) -> NewUnit:
    return NewUnit(ground.building.id, door, area_cm2, AreaSource.SURVEY)


def test_an_owners_units_are_corrected_together(ground: Ground) -> None:
    roll = a_published_roll(ground, kind=RollKind.OWNERS, lines=2)
    line = lines_in(roll)[0]
    entry = an_entry(
        ground,
        name=line.name,
        owner_number=line.owner_number,
        units=(a_new_unit(ground, "5单元501"), a_new_unit(ground, "5单元502")),
    )
    corrected(ground, roll, Correction.CHANGED, line_id=line.id, entry=entry)
    fresh = queries.roll(ground.place.id, roll.id)
    assert fresh is not None
    assert (fresh.heads, fresh.area_cm2) == (2, 2_600_000)
    assert RollUnit.objects.count() == 3


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"owner_number": "2", "units": ["7单元701"]}, "one_head"),
        ({"owner_number": "99", "units": ["1-101"]}, "door_twice"),
        ({"owner_number": "99", "units": []}, "no_units"),
        ({"owner_number": "", "units": ["7单元701"]}, "no_owner_number"),
    ],
)
def test_what_a_sheet_may_not_hold_no_line_holds(
    ground: Ground, facts: dict[str, Any], code: str
) -> None:
    roll = a_published_roll(ground, kind=RollKind.OWNERS, lines=2)
    units = tuple(a_new_unit(ground, door) for door in facts.pop("units"))
    with pytest.raises(Refused) as refused:
        corrected(ground, roll, Correction.ADDED, entry=an_entry(ground, units=units, **facts))
    assert refused.value.code == code


def test_the_roll_stays_as_it_is_once_people_vote(ground: Ground) -> None:
    roll = a_frozen_roll(ground)
    an_election(ground, roll, "voting")
    with pytest.raises(Refused) as refused:
        corrected(ground, roll, Correction.STRUCK, line_id=lines_in(roll)[0].id, at=AT)
    assert refused.value.code == "voting_has_begun"


def test_the_journal_proves_acts_and_tells_no_name(ground: Ground) -> None:
    roll = a_published_roll(ground, lines=[a_voter(1, name="独特姓名")])
    corrected(ground, roll, Correction.STRUCK, line_id=lines_in(roll)[0].id)
    entries = AuditEntry.objects.filter(on_id=roll.id).order_by("id")
    assert [one.did for one in entries] == [
        "elections.draft_roll",
        "elections.import_roll",
        "elections.publish_roll",
        "elections.correct_roll",
    ]
    assert "独特姓名" not in str([one.facts for one in entries])


# Giving up


def test_a_dropped_roll_keeps_no_line(ground: Ground) -> None:
    roll = a_published_roll(ground)
    objected(ground, roll)
    with pytest.raises(Refused):
        actions.drop_roll(actor=ground.secretary, roll_id=roll.id, at=LATER)
    actions.drop_roll(actor=ground.secretary, roll_id=roll.id, reason="重新登记", at=LATER)
    assert not RollLine.objects.exists()


def test_a_roll_that_an_election_stands_on_is_not_dropped(ground: Ground) -> None:
    roll = a_frozen_roll(ground)
    an_election(ground, roll)
    with pytest.raises(Refused) as refused:
        actions.drop_roll(actor=ground.secretary, roll_id=roll.id, reason="示例", at=AT)
    assert refused.value.code == "roll_in_use"


def test_voting_opens_only_on_a_frozen_roll_that_was_public_long_enough(ground: Ground) -> None:
    roll = a_frozen_roll(ground)
    on = timezone.localdate(AT)
    assert actions.require_roll_for_voting(ground.place.id, roll.id, on=on).id == roll.id
    early = timezone.localdate(PUBLISHED) + timedelta(days=19)
    with pytest.raises(Refused) as refused:
        actions.require_roll_for_voting(ground.place.id, roll.id, on=early)
    assert refused.value.code == "roll_too_young"
