"""People are asked about the text that stands, long enough, and told what came of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from linli.decisions import actions, queries
from linli.decisions.actions import Way
from linli.decisions.models import Preference
from linli.decisions.rules import StepKind
from linli.kernel.errors import Conflict, NotAllowed, Refused
from tests.decisions.builders import fresh
from tests.decisions.participation_builders import AFTER, AT, CLOSES, OPENS, Ground


@pytest.fixture
def ground(db: None) -> Ground:
    return Ground()


def closed(ground: Ground, **facts: object) -> object:
    found = queries.consultation_now(ground.consulted)
    assert found is not None
    given = {"outcome": "采纳第一种办法。", "option": 1, "version": found.version, "at": AFTER}
    return actions.close_consultation(
        actor=ground.secretary,
        consultation_id=found.id,
        **{**given, **facts},  # type: ignore[arg-type]
    )


def test_nobody_was_asked_yet(ground: Ground) -> None:
    assert ground.need("consultation_closed", ground.consulted)


def test_a_closed_consultation_meets_the_need(ground: Ground) -> None:
    ground.a_consultation()
    assert ground.need("consultation_closed", ground.consulted)
    closed(ground)
    assert not ground.need("consultation_closed", ground.consulted)


def test_it_is_open_for_the_days_of_the_rule(ground: Ground) -> None:
    with pytest.raises(Refused) as refused:
        ground.a_consultation(closes_on=OPENS + timedelta(days=6))
    assert refused.value.code == "too_short"
    assert ground.a_consultation(closes_on=OPENS + timedelta(days=7))


def test_it_does_not_open_in_the_past(ground: Ground) -> None:
    with pytest.raises(Refused) as refused:
        ground.a_consultation(opens_on=OPENS - timedelta(days=1))
    assert refused.value.code == "opens_in_past"


def test_one_is_open_at_a_time(ground: Ground) -> None:
    ground.a_consultation()
    with pytest.raises(Refused) as refused:
        ground.a_consultation(question="另一个问题？")
    assert refused.value.code == "consultation_open"


def test_the_same_form_sent_twice_opens_one(ground: Ground) -> None:
    assert ground.a_consultation(key="k").id == ground.a_consultation(key="k").id


def test_it_opens_only_at_its_step(ground: Ground) -> None:
    with pytest.raises(Refused) as refused:
        ground.a_consultation(ground.proposed())
    assert refused.value.code == "not_its_turn"


def test_others_do_not_open_it(ground: Ground) -> None:
    with pytest.raises(NotAllowed):
        actions.open_consultation(
            actor=ground.property_manager,
            decision_id=ground.consulted.id,
            question="？",
            options=[Way("一")],
            opens_on=OPENS,
            closes_on=CLOSES,
            at=AT,
        )


def test_it_is_closed_after_its_last_day_with_words(ground: Ground) -> None:
    ground.a_consultation()
    with pytest.raises(Refused) as refused:
        closed(ground, at=AT)
    assert refused.value.code == "still_open"
    with pytest.raises(Refused) as refused:
        closed(ground, outcome=" ")
    assert refused.value.code == "no_outcome"


def test_two_who_close_it_at_once_meet(ground: Ground) -> None:
    found = ground.a_consultation()
    closed(ground)
    with pytest.raises(Conflict):
        closed(ground, version=found.version)


def test_a_preference_counts_once_and_leads_back_to_nobody(ground: Ground) -> None:
    found = ground.a_consultation()
    neighbour = ground.a_neighbour()
    assert neighbour.account_id is not None
    for option in (1, 2):
        actions.prefer_option(actor=neighbour, consultation_id=found.id, option=option, at=AT)
    (row,) = Preference.objects.all()
    assert row.option == 2
    assert str(neighbour.account_id) not in str(row.__dict__)
    assert queries.preference_of(found, neighbour.account_id) == 2


def test_only_neighbours_are_counted(ground: Ground) -> None:
    found = ground.a_consultation()
    with pytest.raises(NotAllowed) as refused:
        actions.prefer_option(
            actor=ground.property_manager, consultation_id=found.id, option=1, at=AT
        )
    assert refused.value.code == "not_at_home"


def test_small_counts_are_not_told(ground: Ground) -> None:
    found = ground.a_consultation()
    for number in range(6):
        home = ground.a_home(f"4{number}1")
        actions.prefer_option(
            actor=ground.a_neighbour(home), consultation_id=found.id, option=1, at=AT
        )
    assert all(one.heads is None for one in queries.options_shown(found))
    closed(ground)
    after = queries.consultation_now(ground.consulted)
    assert after is not None
    assert [one.heads for one in queries.options_shown(after)] == [6, 0]


def test_four_for_an_option_hide_all_counts(ground: Ground) -> None:
    found = ground.a_consultation()
    for number in range(9):
        home = ground.a_home(f"5{number}1")
        option = 1 if number < 5 else 2
        actions.prefer_option(
            actor=ground.a_neighbour(home), consultation_id=found.id, option=option, at=AT
        )
    closed(ground)
    after = queries.consultation_now(ground.consulted)
    assert after is not None
    assert [one.heads for one in queries.options_shown(after)] == [None, None]


def test_what_was_asked_before_a_return_does_not_count(ground: Ground) -> None:
    ground.a_consultation()
    closed(ground)
    decision = ground.led_to(StepKind.DELIBERATE, ground.consulted, at=AFTER)
    step = ground.step(decision)
    actions.return_step(
        actor=ground.secretary,
        decision_id=decision.id,
        key=step.key,
        back_to="consult",
        reason="方案变了",
        version=fresh(decision).version,
        at=AFTER,
    )
    assert ground.need("consultation_closed", decision)
