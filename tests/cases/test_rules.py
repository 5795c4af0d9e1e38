"""States, clocks, powers and texts of requests, over all that can be put in."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from itertools import product
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.cases import rules
from linli.cases.rules import (
    DUTY_IN,
    LEADS_TO,
    OPEN_STATES,
    POWERS,
    STATES_FOR,
    TRANSITIONS,
    WAITING_STATES,
    CaseFacts,
    CaseState,
    CaseType,
    DutyKind,
    Role,
    Route,
    Urgency,
    Verb,
)
from linli.kernel.actor import Actor, PostHeld

TENANT = uuid4()
STATES = st.sampled_from(list(CaseState))
INSTANTS = st.integers(946_684_800_000, 2_177_452_800_000).map(
    lambda millis: datetime.fromtimestamp(millis / 1000, tz=UTC)
)
"""From 2000 to 2038, to the millisecond."""
KINDS = (
    "information_officer",
    "secretary",
    "governance_officer",
    "sub_district_leader",
    "service_clerk",
    "grid_worker",
    "group_lead",
    "property_manager",
    "property_repairer",
    "counsellor",
    "auditor",
)


def an_actor(kind: str, place: UUID, organisation: UUID | None = None) -> Actor:
    post = PostHeld(
        post_id=uuid4(),
        kind=kind,
        title=kind,
        organisation_id=organisation,
        organisation_name="",
        place_id=place,
        place_name="",
        place_kind="community",
    )
    return Actor(TENANT, account_id=uuid4(), name="示例甲", post=post, posts=(post,))


def test_every_act_has_its_powers_and_its_states() -> None:
    assert set(POWERS) == set(STATES_FOR)
    assert all(POWERS.values())
    assert all(STATES_FOR.values())


def test_what_has_ended_moves_no_more() -> None:
    ended = {CaseState.TRANSFERRED, CaseState.WITHDRAWN, CaseState.MERGED}
    assert all(not TRANSITIONS[state] for state in ended)
    assert TRANSITIONS[CaseState.CLOSED] == {CaseState.REOPENED}


def test_every_state_can_be_reached_and_every_open_one_can_end() -> None:
    reached = set(rules.FIRST_STATES)
    for _round in CaseState:
        reached |= {to for state in reached for to in TRANSITIONS[state]}
    assert reached == set(CaseState)
    ends = set(CaseState) - OPEN_STATES
    able = set(ends)
    for _round in CaseState:
        able |= {state for state in CaseState if TRANSITIONS[state] & able}
    assert able == set(CaseState)


@pytest.mark.parametrize("verb", sorted(LEADS_TO))
def test_an_act_that_is_lawful_is_also_a_lawful_move(verb: Verb) -> None:
    for state in STATES_FOR[verb]:
        assert state is LEADS_TO[verb] or rules.may_move(state, LEADS_TO[verb]), state


@given(STATES, st.sets(st.sampled_from(list(DutyKind))))
def test_entering_a_state_leaves_the_clocks_that_the_table_asks_for(
    to: CaseState, running: set[DutyKind]
) -> None:
    starting, done = rules.duties_on_entry(to, frozenset(running))
    left = (running | starting) - done
    assert not starting & running
    assert done <= running
    if to in WAITING_STATES:
        assert left == running
    elif to not in OPEN_STATES:
        assert left == set()
    else:
        assert left >= DUTY_IN[to]


@given(st.text())
def test_after_a_wait_it_goes_on_in_a_state_that_may_follow(before: str) -> None:
    assert rules.may_move(CaseState.WAITING_SENDER, rules.state_after_wait(before))


@given(STATES, STATES)
def test_the_count_of_open_requests_follows_the_states(before: CaseState, to: CaseState) -> None:
    deltas = dict(rules.counts_of_move(before, to))
    opened = int(to in OPEN_STATES) - int(before in OPEN_STATES)
    assert deltas.get("cases.open", 0) == opened


@given(STATES, st.sampled_from(KINDS), st.booleans())
def test_a_post_elsewhere_knows_nothing_unless_it_is_the_office(
    state: CaseState, kind: str, known: bool
) -> None:
    facts = CaseFacts(state=state, community_id=uuid4() if known else None, lead_post_id=uuid4())
    roles = rules.roles_of(an_actor(kind, uuid4(), uuid4()), facts)
    assert bool(roles) == (kind in {"governance_officer", "sub_district_leader"})


@given(STATES, st.sampled_from(KINDS))
def test_an_administrator_is_nobody_here(state: CaseState, kind: str) -> None:
    place, unit = uuid4(), uuid4()
    holder = an_actor(kind, place, unit)
    facts = CaseFacts(state=state, community_id=place, lead_organisation_id=unit)
    administrator = Actor(
        TENANT, account_id=uuid4(), name="示例", post=holder.post, administrator=True
    )
    assert not rules.roles_of(administrator, facts)


@given(
    STATES,
    st.sampled_from(KINDS),
    st.sampled_from([CaseType.COMPLAINT, CaseType.REFERRAL]),
)
def test_who_is_complained_of_never_sees_the_sender_without_consent(
    state: CaseState, kind: str, type_: CaseType
) -> None:
    place, unit = uuid4(), uuid4()
    actor = an_actor(kind, place, unit)
    facts = CaseFacts(
        state=state,
        type=type_,
        community_id=place,
        lead_organisation_id=unit,
        complained_of_id=unit,
    )
    assert not rules.may_see_sender(actor, facts, frozenset(Role))


def test_a_property_company_that_leads_a_complaint_counts_as_complained_of() -> None:
    unit = uuid4()
    actor = an_actor("property_manager", uuid4(), unit)
    facts = CaseFacts(state=CaseState.ACCEPTED, type=CaseType.COMPLAINT, lead_organisation_id=unit)
    roles = rules.roles_of(actor, facts)
    assert Role.LEAD in roles
    assert not rules.may_see_sender(actor, facts, roles)
    repair = CaseFacts(state=CaseState.ACCEPTED, type=CaseType.REPAIR, lead_organisation_id=unit)
    assert rules.may_see_sender(actor, repair, roles)


def test_nobody_approves_an_own_answer() -> None:
    actor = an_actor("secretary", uuid4(), uuid4())
    mine = CaseFacts(state=CaseState.ACCEPTED, proposed=True, proposed_by=actor.account_id)
    others = CaseFacts(state=CaseState.ACCEPTED, proposed=True, proposed_by=uuid4())
    assert not rules.may_approve(actor, mine)
    assert rules.may_approve(actor, others)


@pytest.mark.parametrize(("duty", "type_", "urgency"), list(product(DutyKind, CaseType, Urgency)))
def test_limits_are_looked_up_from_the_exact_to_the_general(
    duty: DutyKind, type_: CaseType, urgency: Urgency
) -> None:
    keys = rules.limit_keys(duty, type_, urgency)
    assert keys[0] == f"request.{duty}.{type_}.{urgency}"
    assert keys[-1] == f"request.{duty}.{urgency}"


@given(
    INSTANTS,
    INSTANTS,
    st.integers(0, 2**30),
    st.integers(0, 2**30),
)
def test_order_numbers_follow_the_time_of_receipt(
    one: datetime, other: datetime, chance: int, luck: int
) -> None:
    if abs((one - other).total_seconds()) < 1.001:
        return
    first, second = rules.order_number(one, chance), rules.order_number(other, luck)
    assert (first < second) == (one < other)
    assert 0 <= first < 2**63


def test_an_order_number_of_the_year_2200_fits_the_table() -> None:
    assert rules.order_number(datetime(2200, 1, 1, tzinfo=UTC), 2**32 - 1) < 2**63


def test_rows_of_one_midnight_do_not_meet() -> None:
    midnight = datetime(2026, 1, 1, tzinfo=UTC)
    chance = random.Random(1)  # noqa: S311 - the same rows each time
    orders = {rules.order_number(midnight, chance.getrandbits(32)) for _ in range(3_000)}
    assert len(orders) == 3_000
    assert max(orders) - min(orders) < 1_000 << 20


@given(st.text())
def test_tidying_twice_changes_no_more(text: str) -> None:
    once = rules.tidy(text)
    assert rules.tidy(once) == once
    assert "\x00" not in once
    assert rules.tidy_line(rules.tidy_line(text)) == rules.tidy_line(text)


@given(st.text())
def test_screening_twice_changes_no_more(text: str) -> None:
    assert rules.screened(rules.screened(text)) == rules.screened(text)


def test_ids_go_from_answers_and_duty_telephones_stay() -> None:
    text = "请打 13800138000，证件 11010519491231002X。"
    assert "13800138000" in rules.screened_of_ids(text)
    assert "11010519491231002X" not in rules.screened_of_ids(text)
    assert "13800138000" not in rules.screened(text)


@pytest.mark.parametrize(
    "typed", ["南环-SQ-2026-0007", " 南环 sq 2026 0007", "南环－ＳＱ－２０２６－０００７"]
)
def test_a_number_is_read_back_however_it_is_typed(typed: str) -> None:
    assert rules.plain_number(typed) == str(rules.number_of("南环", 2026, 7))


def test_what_is_no_number_stays_as_it_was_typed() -> None:
    assert rules.plain_number(" 1 2 3 ") == "123"


@pytest.mark.parametrize(
    ("contact", "way"),
    [
        ("zhangsan@example.org", ("email", "zhangsan@example.org")),
        ("张三 zhangsan@example.org", ("email", "zhangsan@example.org")),
        ("138 0013 8000", ("sms", "13800138000")),
        ("+86-13800138000", ("sms", "13800138000")),
        ("0317-5551234", ("", "")),
        ("", ("", "")),
    ],
)
def test_how_a_contact_can_be_reached(contact: str, way: tuple[str, str]) -> None:
    assert rules.contact_channel(contact) == way


def test_the_deeper_category_wins_over_the_nearer_place() -> None:
    leaf, top, home, community = uuid4(), uuid4(), uuid4(), uuid4()
    near = Route(top, home, "grid_worker")
    deep = Route(leaf, None, "property_manager")
    everything = Route(None, None, "information_officer")
    line = {"category_line": [leaf, top], "place_line": [home, community]}
    assert rules.best_route([everything, near, deep], **line) is deep
    assert rules.best_route([everything, near], **line) is near
    assert rules.best_route([everything], **line) is everything
    assert rules.best_route([], **line) is None


def test_what_might_be_against_the_unit_is_read_by_a_person_first() -> None:
    assert rules.goes_by_table(CaseType.REPAIR)
    assert not rules.goes_by_table(CaseType.COMPLAINT)
    assert not rules.goes_by_table(CaseType.REFERRAL)
    assert not rules.goes_by_table(None)
