"""What must be so before voting opens, and what is kept with the election when it does."""

from __future__ import annotations

from datetime import timedelta

import pytest

from linli.elections import actions, queries
from linli.elections.models import Election, Notice, Official
from linli.elections.rules import ElectionKind, ElectionState, OfficialRole
from linli.elections.rules.opening import USED, as_kept, kept
from linli.kernel.errors import Conflict, NotAllowed, Refused
from linli.kernel.rulebook import NoSuchRule
from linli.records import actions as records
from linli.records.queries import rule_in_force
from tests.elections.builders import Ground
from tests.elections.election_builders import (
    CALLED,
    CLOSES,
    OPENS,
    SEALING,
    adopt_rules,
    an_election,
    called,
    do_steps,
    fresh,
    open_for_voting,
    with_box,
)

pytestmark = pytest.mark.django_db


def codes(election: Election) -> set[str]:
    """What is missing, by code."""
    return {one.code for one in queries.lacks(fresh(election), on=OPENS.date())}


def ready(ground: Ground, kind: ElectionKind = ElectionKind.CONGRESS) -> Election:
    """An election that lacks nothing but its time."""
    election = an_election(ground, kind)
    with_box(ground, election)
    do_steps(ground, election, before="voting", at=SEALING)
    return fresh(election)


def opened(ground: Ground, election: Election, at: object = OPENS) -> Election:
    """Open it."""
    return actions.open_voting(
        actor=ground.runner,
        election_id=election.id,
        version=fresh(election).version,
        at=at,  # type: ignore[arg-type]
    )


def test_every_number_that_no_law_establishes_must_be_set_by_the_place() -> None:
    ground = Ground()
    election = called(ground)
    missing = {one.key for one in queries.missing_rules(election, on=OPENS.date())}
    assert {
        "self_government.proxy.most",
        "self_government.candidates.notice",
        "self_government.observers.least",
        "self_government.mobile_box.allowed",
        "self_government.election.turnout",
    } <= missing
    adopt_rules(ground)
    assert queries.missing_rules(election, on=OPENS.date()) == []


def test_owners_too_cannot_vote_without_a_cap_on_proxies() -> None:
    ground = Ground()
    election = called(ground, ElectionKind.OWNERS_DECISION)
    missing = {one.key for one in queries.missing_rules(election, on=OPENS.date())}
    assert "owners.proxy.most" in missing


def test_no_reasons_are_asked_where_there_is_no_mobile_box() -> None:
    ground = Ground()
    adopt_rules(
        ground,
        self_government__mobile_box__allowed=False,
        self_government__mobile_box__reasons=None,
        self_government__mobile_box__witnesses=None,
    )
    assert queries.missing_rules(called(ground), on=OPENS.date()) == []


def test_an_election_just_called_lacks_nearly_everything() -> None:
    ground = Ground()
    lacking = codes(called(ground))
    assert {"rule", "terms_set", "times_set", "officials_named", "roll_frozen", "step"} <= lacking


def test_it_opens_at_its_time_and_not_before() -> None:
    ground = Ground()
    election = ready(ground)
    with pytest.raises(Refused) as refusal:
        opened(ground, election, OPENS - timedelta(seconds=1))
    assert refusal.value.code == "too_early"
    assert opened(ground, election).state == ElectionState.VOTING


def test_it_does_not_open_after_its_time() -> None:
    ground = Ground()
    election = ready(ground)
    with pytest.raises(Refused) as refusal:
        opened(ground, election, CLOSES)
    assert refusal.value.code == "too_late"


def test_it_does_not_open_without_its_box() -> None:
    ground = Ground()
    election = an_election(ground)
    with pytest.raises(Refused) as refusal:
        opened(ground, election)
    assert refusal.value.code == "not_ready"
    assert "box" in codes(election)


def test_a_notice_that_hung_too_short_keeps_it_shut() -> None:
    ground = Ground()
    election = ready(ground)
    Notice.objects.filter(election=election, step_key="register_published").update(
        posted_on=OPENS.date() - timedelta(days=19)
    )
    assert codes(election) == {"notice"}
    Notice.objects.filter(election=election, step_key="register_published").update(
        posted_on=OPENS.date() - timedelta(days=20)
    )
    assert codes(election) == set()


def test_a_teller_less_keeps_it_shut() -> None:
    ground = Ground()
    election = ready(ground)
    tellers = Official.objects.filter(election=election, role=OfficialRole.TELLER)
    for one in list(tellers)[:2]:
        actions.release_official(
            actor=ground.runner, official_id=one.id, at=fresh(election).latest_at or OPENS
        )
    assert codes(election) == {"officials_named"}


def test_while_people_vote_enough_tellers_stay() -> None:
    ground = Ground()
    election = opened(ground, ready(ground))
    tellers = list(Official.objects.filter(election=election, role=OfficialRole.TELLER))
    actions.release_official(actor=ground.runner, official_id=tellers[0].id, at=OPENS)
    with pytest.raises(Refused) as refusal:
        actions.release_official(actor=ground.runner, official_id=tellers[1].id, at=OPENS)
    assert refusal.value.code == "too_few_left"


def test_the_rules_are_kept_as_they_were() -> None:
    ground = Ground()
    election = opened(ground, ready(ground))
    records.adopt_rule(
        actor=ground.office,
        key="self_government.proxy.most",
        value=9,
        source="后来的决定",
        adopted_by="示例街道",
        adopted_on=OPENS.date(),
        valid_from=CALLED.date(),
        at=OPENS,
    )
    assert queries.kept_rule(fresh(election), "self_government.proxy.most").count == 2
    assert set(election.rules) == set(USED[ElectionKind.CONGRESS])
    with pytest.raises(NoSuchRule):
        queries.kept_rule(election, "owners.quorum.area")


@pytest.mark.parametrize(
    "key",
    [
        "owners.quorum.area",
        "owners.joint_matters",
        "owners.assembly.notice",
        "owners.committee.odd",
        "owners.common_revenue_by",
        "owners.heads_of_developer",
    ],
)
def test_a_rule_kept_as_data_reads_the_same(key: str) -> None:
    ground = Ground()
    rule = rule_in_force(ground.place.id, key, on=CALLED.date())
    again = as_kept(key, kept(rule))
    assert (again.kind, again.value, again.is_local) == (rule.kind, rule.value, rule.is_local)
    assert again.source == rule.source


def test_who_does_not_vote_joins_the_majority_only_by_a_cited_clause() -> None:
    ground = Ground()
    records.adopt_rule(
        actor=ground.office,
        key="owners.count_nonvoters_with_majority",
        value=True,
        source="示例小区议事规则第九条",
        adopted_by="示例业主大会",
        adopted_on=CALLED.date(),
        valid_from=CALLED.date(),
        at=CALLED,
    )
    election = opened(ground, ready(ground, ElectionKind.OWNERS_DECISION))
    assert election.majority_clause == "示例小区议事规则第九条"


def test_without_a_clause_they_do_not() -> None:
    ground = Ground()
    assert opened(ground, ready(ground, ElectionKind.OWNERS_DECISION)).majority_clause == ""


def test_a_stale_page_opens_nothing() -> None:
    ground = Ground()
    election = ready(ground)
    with pytest.raises(Conflict):
        actions.open_voting(
            actor=ground.runner, election_id=election.id, version=election.version - 1, at=OPENS
        )


def test_a_clerk_does_not_open_it() -> None:
    ground = Ground()
    election = ready(ground)
    with pytest.raises(NotAllowed):
        actions.open_voting(
            actor=ground.clerk, election_id=election.id, version=election.version, at=OPENS
        )


def test_a_clock_set_back_opens_nothing() -> None:
    ground = Ground()
    election = ready(ground)
    with pytest.raises(Refused) as refusal:
        opened(ground, election, CALLED)
    assert refusal.value.code == "clock_set_back"


def test_terms_and_times_are_fixed_by_the_opening() -> None:
    ground = Ground()
    election = open_for_voting(ground, an_election(ground))
    with pytest.raises(Refused) as refusal:
        actions.set_times(
            actor=ground.runner,
            election_id=election.id,
            opens_at=OPENS + timedelta(days=1),
            closes_at=CLOSES + timedelta(days=1),
            version=election.version,
            at=OPENS + timedelta(minutes=1),
        )
    assert refusal.value.code == "wrong_state"
