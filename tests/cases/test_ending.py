"""Rating, reopening, merging, transferring, pressing, publishing, calling back."""

from __future__ import annotations

from typing import Any

import pytest

from linli.cases import actions, queries
from linli.cases.models import Case, CaseSender, FollowUp, Rating
from linli.cases.rules import Opened, Outcome, Source
from linli.kernel.actor import Actor, nobody
from linli.kernel.errors import Missing, NotAllowed, Refused
from tests.cases import builders as cases
from tests.cases.builders import AT, Ground, a_ground, clocks, later, letters
from tests.people import builders as people


@pytest.fixture
def ground(db: None) -> Ground:
    return a_ground()


def case_of(sent: Opened) -> Case:
    return Case.objects.get(id=sent.case_id)


def answered(ground: Ground, sent: Opened) -> Case:
    case = cases.a_sorted_case(ground, case_of(sent))
    case = cases.an_accepted_case(ground, cases.a_dispatched_case(ground, case))
    return cases.an_answered_case(ground, case)


def rate(ground: Ground, sent: Opened, outcome: Outcome, **more: Any) -> Case:
    given = {"comment": "还是不行", "at": later(hours=1), **more}
    return actions.rate_case(
        actor=nobody(ground.place.id),
        case_id=sent.case_id,
        outcome=outcome,
        slip=cases.slip_of(ground, sent),
        **given,
    )


def test_solved_closes_what_was_answered(ground: Ground) -> None:
    sent = cases.opened(ground)
    answered(ground, sent)
    case = rate(ground, sent, Outcome.SOLVED, comment="")
    assert (case.state, clocks(case)) == ("closed", {})
    with pytest.raises(Refused) as twice:
        rate(ground, sent, Outcome.PARTLY)
    assert twice.value.code == "rated_already"


def test_only_the_sender_rates(ground: Ground) -> None:
    sent = cases.opened(ground)
    case = answered(ground, sent)
    with pytest.raises(Missing):
        actions.rate_case(
            actor=nobody(ground.place.id), case_id=case.id, outcome=Outcome.SOLVED, at=AT
        )
    with pytest.raises(NotAllowed):
        actions.rate_case(
            actor=ground.property_manager, case_id=case.id, outcome=Outcome.SOLVED, at=AT
        )


def test_a_no_reopens_one_level_up_twice_and_then_names_the_review(ground: Ground) -> None:
    secretary = people.an_actor("secretary", ground.community)
    sent = cases.opened(ground)
    answered(ground, sent)
    seen: list[tuple[str, int, int]] = []
    for _round in range(3):
        case = rate(ground, sent, Outcome.NOT_SOLVED)
        seen.append((case.state, case.reopened, case.level))
        if case.state == "reopened":
            lead = _lead(ground, secretary, case)
            actions.answer_case(
                actor=lead, case_id=case.id, version=case.version, text="又修了一次。", at=AT
            )
    assert seen == [("reopened", 1, 1), ("reopened", 2, 2), ("closed", 2, 2)]
    assert len(letters(case, "cases/review_route")) == 1
    assert len(letters(case, "cases/reopened")) == 2
    assert Rating.objects.filter(case=case).count() == 3
    assert queries.steps_of(case)[-1].data["review"]


def _lead(ground: Ground, secretary: Actor, case: Case) -> Actor:
    known = (ground.officer, ground.office, secretary, ground.property_manager)
    return next(one for one in known if one.post and one.post.post_id == case.lead_post_id)


def test_a_no_needs_a_reason_and_comes_in_time(ground: Ground) -> None:
    sent = cases.opened(ground)
    answered(ground, sent)
    with pytest.raises(Refused) as bare:
        rate(ground, sent, Outcome.NOT_SOLVED, comment=" ")
    with pytest.raises(Refused) as late:
        rate(ground, sent, Outcome.NOT_SOLVED, at=later(days=400))
    assert (bare.value.code, late.value.code) == ("no_reason", "reopening_over")


def test_a_reopened_request_has_new_clocks(ground: Ground) -> None:
    sent = cases.opened(ground)
    answered(ground, sent)
    case = rate(ground, sent, Outcome.NOT_SOLVED)
    assert set(clocks(case)) == {"answer", "close"}
    assert {clock.started_at for clock in clocks(case).values()} == {later(hours=1)}


def test_a_sender_withdraws_before_the_answer(ground: Ground) -> None:
    sent = cases.opened(ground)
    given: dict[str, Any] = {"actor": nobody(ground.place.id), "case_id": sent.case_id, "at": AT}
    case = actions.withdraw_case(**given, slip=cases.slip_of(ground, sent))
    assert (case.state, clocks(case)) == ("withdrawn", {})
    assert letters(case, "cases/withdrawn")
    with pytest.raises(Refused):
        actions.add_words(**given, slip=cases.slip_of(ground, sent), text="还在吗")


def test_staff_withdraw_with_a_reason_only(ground: Ground) -> None:
    case = cases.an_open_case(ground)
    with pytest.raises(Refused) as refused:
        actions.withdraw_case(actor=ground.officer, case_id=case.id, at=AT)
    assert refused.value.code == "no_reason"


def test_everybody_whose_request_was_merged_hears_of_the_answer(ground: Ground) -> None:
    first, second = cases.opened(ground), cases.opened(ground, contact="lisi@example.org")
    merged = actions.merge_case(
        actor=ground.officer,
        case_id=second.case_id,
        version=1,
        into_id=first.case_id,
        at=AT,
    )
    assert (merged.state, merged.merged_into_id) == ("merged", first.case_id)
    assert letters(merged, "cases/merged")
    answered(ground, first)
    assert len(letters(case_of(first), "cases/answered")) == 1
    assert len(letters(merged, "cases/answered")) == 1
    slip = cases.slip_of(ground, second)
    assert queries.case_of_sender(ground.place.id, number=second.number, slip=slip) == merged


def test_merging_what_was_merged_into_brings_all_along(ground: Ground) -> None:
    one, two, three = (cases.an_open_case(ground) for _number in range(3))
    key = {"actor": ground.officer, "at": AT}
    actions.merge_case(**key, case_id=one.id, version=1, into_id=two.id)
    two.refresh_from_db()
    actions.merge_case(**key, case_id=two.id, version=two.version, into_id=three.id)
    one.refresh_from_db()
    assert one.merged_into_id == three.id


def test_what_cannot_be_merged(ground: Ground) -> None:
    case, other = cases.an_open_case(ground), cases.an_answered_case(ground)
    key = {"actor": ground.officer, "case_id": case.id, "version": 1, "at": AT}
    with pytest.raises(Refused) as itself:
        actions.merge_case(**key, into_id=case.id)
    with pytest.raises(Refused) as over:
        actions.merge_case(**key, into_id=other.id)
    with pytest.raises(Missing):
        actions.merge_case(**key, into_id=cases.an_open_case(a_ground()).id)
    assert (itself.value.code, over.value.code) == ("itself", "merge_target")


def test_another_sub_district_gets_it_with_sender_and_word(ground: Ground) -> None:
    there = a_ground()
    sent = cases.opened(ground)
    case = actions.transfer_case(
        actor=ground.office,
        case_id=sent.case_id,
        version=1,
        to="",
        reason="归那边管",
        to_sub_district_id=there.place.id,
        at=AT,
    )
    assert case.state == "transferred"
    new = Case.objects.get(sub_district=there.place)
    assert (new.source, new.body, new.state) == (Source.TRANSFER, case.body, "received")
    assert CaseSender.objects.get(case=new).contact == "zhangsan@example.org"
    followed = actions.follow_case(
        sub_district_id=there.place.id, number=new.number, secret=sent.secret, at=AT
    )
    assert followed.case_id == new.id


def test_transferring_is_the_office_s_and_needs_a_reason(ground: Ground) -> None:
    case = cases.an_open_case(ground)
    given = {"case_id": case.id, "version": 1, "to": "示例县", "at": AT}
    with pytest.raises(NotAllowed):
        actions.transfer_case(actor=ground.officer, **given, reason="不归我们")
    with pytest.raises(Refused) as refused:
        actions.transfer_case(actor=ground.office, **given, reason="")
    assert refused.value.code == "no_reason"


def test_the_office_presses_and_the_unit_is_told(ground: Ground) -> None:
    case = cases.an_accepted_case(ground)
    with pytest.raises(NotAllowed):
        actions.press_case(actor=ground.officer, case_id=case.id, at=AT)
    case = actions.press_case(actor=ground.office, case_id=case.id, note="今天办", at=AT)
    assert case.pressed_at == AT
    assert [one.post_id for one in letters(case, "cases/pressed")] == [case.lead_post_id]


def test_only_with_consent_is_a_request_published(ground: Ground) -> None:
    shy = answered(ground, cases.opened(ground))
    words = {"title": "电梯", "body": "电梯已修好，请打 13800138000。", "at": AT}
    with pytest.raises(Refused) as refused:
        actions.publish_case(actor=ground.officer, case_id=shy.id, **words)
    assert refused.value.code == "no_consent"
    case = answered(ground, cases.opened(ground, may_publish=True))
    case = actions.publish_case(actor=ground.officer, case_id=case.id, **words)
    assert "13800138000" not in case.published_body
    assert len(letters(case, "cases/published")) == 1
    again = actions.publish_case(
        actor=ground.officer, case_id=case.id, title="电梯", body="修好了。", at=later(days=1)
    )
    assert (again.published_at, again.published_body) == (AT, "修好了。")
    assert len(letters(case, "cases/published")) == 1
    back = actions.unpublish_case(actor=ground.officer, case_id=case.id, at=AT)
    assert (back.published_at, back.published_body) == (None, "")


def _called(ground: Ground) -> tuple[Opened, FollowUp]:
    sent = cases.opened(ground, source=Source.TELEPHONE)
    case = answered(ground, sent)
    actions.close_case(actor=ground.property_manager, case_id=case.id, version=case.version, at=AT)
    return sent, FollowUp.objects.get(case=case)


def test_who_was_helped_is_called_and_the_word_counts_like_a_rating(ground: Ground) -> None:
    sent, call = _called(ground)
    key = {"actor": ground.officer, "follow_up_id": call.id, "at": later(hours=2)}
    done = actions.record_follow_up(
        **key, reached=True, outcome=Outcome.NOT_SOLVED, comment="又停了"
    )
    assert (done.reached, done.tries) == (True, 1)
    assert case_of(sent).state == "reopened"
    with pytest.raises(Refused) as twice:
        actions.record_follow_up(**key, reached=True, outcome=Outcome.SOLVED)
    assert twice.value.code == "call_made"


def test_a_call_to_who_has_rated_meanwhile_is_only_noted(ground: Ground) -> None:
    sent, call = _called(ground)
    rate(ground, sent, Outcome.NOT_SOLVED)
    done = actions.record_follow_up(
        actor=ground.officer,
        follow_up_id=call.id,
        reached=True,
        outcome=Outcome.NOT_SOLVED,
        comment="说过了",
        at=later(hours=2),
    )
    assert done.reached
    assert (case_of(sent).reopened, Rating.objects.filter(case_id=sent.case_id).count()) == (1, 1)


def test_who_is_not_reached_is_called_three_times_at_most(ground: Ground) -> None:
    _sent, call = _called(ground)
    for tries in (1, 2, 3):
        call = actions.record_follow_up(
            actor=ground.officer, follow_up_id=call.id, reached=False, at=later(days=tries)
        )
        assert (call.tries, call.done_at is not None) == (tries, tries == 3)
    assert call.reached is False
