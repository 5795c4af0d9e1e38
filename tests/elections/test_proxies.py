"""Written proxies: within the place's cap, on one roll, never in a chain."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as some

from linli.elections import actions, queries
from linli.elections.models import Credential, Election, PaperBox, PollBookEntry, Proxy
from linli.elections.rules import RollKind
from linli.elections.rules.proxies import Asked, ProxyFault, proxy_fault
from linli.kernel.errors import Missing, NotAllowed, Refused
from linli.kernel.posts import PostKind
from linli.records.actions import prepare_upload
from linli.records.models import Attachment
from tests.elections.builders import AT, Ground
from tests.elections.roll_builders import ROLL_RULES, a_frozen_roll, lines_in
from tests.records.builders import a_picture

TODAY = timezone.localdate(AT)
UNTIL = TODAY + timedelta(days=30)
FAIR = Asked(
    same_line=False,
    same_roll=True,
    both_stand=True,
    giver_gave=False,
    giver_is_agent=False,
    agent_gave=False,
    agent_has=0,
    giver_voted=False,
    giver_voted_online=False,
    valid_until=UNTIL,
    needed_until=TODAY,
)


class ProxyGround(Ground):
    """An election on a frozen roll of six voters."""

    def __init__(self, lines: int = 6) -> None:
        super().__init__()
        self.roll = a_frozen_roll(self, lines=lines)
        self.lines = lines_in(self.roll)
        self.election = Election.objects.create(
            sub_district=self.place,
            uuid="P" * 22,
            number="SL-XJ-2026-7",
            kind="congress",
            mode="secret",
            state="preparing",
            title="示例选举",
            place=self.compound,
            roll=self.roll,
            opens_at=AT + timedelta(days=3),
            closes_at=AT + timedelta(days=5),
            made_at=AT,
        )

    def give(self, giver: int, agent: int, **facts: Any) -> Proxy:
        """A proxy from one numbered line to another."""
        given: dict[str, Any] = {"actor": self.clerk, "valid_until": UNTIL, "at": AT}
        return actions.give_proxy(
            election_id=self.election.id,
            giver_id=self.lines[giver - 1].id,
            agent_id=self.lines[agent - 1].id,
            paper=prepare_upload(name="委托书.jpg", content=a_picture()),
            **{**given, **facts},
        )

    def refused(self, giver: int, agent: int, **facts: Any) -> str:
        """Why a proxy is refused."""
        with pytest.raises(Refused) as refused:
            self.give(giver, agent, **facts)
        return refused.value.code


@pytest.fixture
def ground(db: None) -> ProxyGround:
    return ProxyGround()


def test_a_proxy_is_kept_with_its_paper_for_staff_alone(ground: ProxyGround) -> None:
    given = ground.give(1, 2)
    paper = Attachment.objects.get(id=given.paper_id)
    assert paper.for_staff_only
    assert (paper.subject_kind, paper.subject_id) == ("elections.proxy", given.id)
    found = queries.proxy_of_giver(
        ground.place.id, ground.election.id, ground.lines[0].id, on=TODAY
    )
    assert found == given


def test_a_proxy_and_its_paper_go_with_the_lists_of_the_election(ground: ProxyGround) -> None:
    given = ground.give(1, 2)
    Election.objects.filter(id=ground.election.id).update(counted_at=AT, state="counted")
    actions.forget_due(sub_district_id=ground.place.id, at=AT + timedelta(days=5))
    assert Proxy.objects.exists()
    actions.forget_due(sub_district_id=ground.place.id, at=AT + timedelta(days=800))
    assert not Proxy.objects.exists()
    assert not Attachment.objects.filter(id=given.paper_id).exists()


def test_only_the_counter_reads_a_written_proxy(ground: ProxyGround) -> None:
    given = ground.give(1, 2)
    asked: dict[str, Any] = {"subject_id": given.id, "for_staff_only": True, "session": {}}
    assert queries.may_read_proxy_paper(actor=ground.clerk, key="", **asked)
    for actor in (ground.visitor, ground.holder(PostKind.AUDITOR, ground.root)):
        assert not queries.may_read_proxy_paper(actor=actor, key="", **asked)


def test_no_agent_holds_more_than_the_place_allows(ground: ProxyGround) -> None:
    for giver in (2, 3, 4):
        ground.give(giver, 1)
    assert ground.refused(5, 1) == "proxy_too_many"


def test_without_a_cap_no_proxy_is_taken(ground: ProxyGround) -> None:
    stranger = Ground()
    with pytest.raises(Refused) as refused:
        queries.proxy_cap(stranger.place.id, RollKind.VOTERS, on=TODAY)
    assert refused.value.code == "rule_not_set"
    assert queries.proxy_cap(ground.place.id, RollKind.OWNERS, on=TODAY) == 3
    assert ROLL_RULES["owners.proxy.most"] == 3


def test_a_proxy_is_not_passed_on(ground: ProxyGround) -> None:
    ground.give(1, 2)
    assert ground.refused(2, 3) == "proxy_giver_is_agent"
    assert ground.refused(3, 1) == "proxy_agent_gave_too"


def test_nobody_gives_two_proxies_or_one_to_oneself(ground: ProxyGround) -> None:
    ground.give(1, 2)
    assert ground.refused(1, 3) == "proxy_given_already"
    assert ground.refused(4, 4) == "proxy_to_oneself"


def test_the_agent_stands_on_the_same_roll(ground: ProxyGround) -> None:
    Election.objects.filter(id=ground.election.id).update(roll=None)
    assert ground.refused(1, 2) == "proxy_other_roll"


def test_a_proxy_lasts_until_people_vote(ground: ProxyGround) -> None:
    assert ground.refused(1, 2, valid_until=TODAY + timedelta(days=2)) == "proxy_runs_out"
    given = ground.give(1, 2, valid_until=TODAY + timedelta(days=3))
    agent = ground.lines[1].id
    here = (ground.place.id, ground.election.id, agent)
    assert queries.proxies_of_agent(*here, on=given.valid_until) == [given]
    assert queries.proxies_of_agent(*here, on=given.valid_until + timedelta(days=1)) == []


def test_a_proxy_is_taken_back_until_the_agent_got_the_ballot(ground: ProxyGround) -> None:
    first = ground.give(1, 2)
    actions.revoke_proxy(actor=ground.clerk, proxy_id=first.id, at=AT)
    with pytest.raises(Refused):
        actions.revoke_proxy(actor=ground.clerk, proxy_id=first.id, at=AT)
    second = ground.give(1, 3)
    box = PaperBox.objects.create(
        sub_district=ground.place, election=ground.election, name="示例票箱", kind="station"
    )
    PollBookEntry.objects.create(
        sub_district=ground.place,
        election=ground.election,
        line=ground.lines[0],
        box=box,
        proxy=second,
        handed_at=AT,
        handed_by="示例",
    )
    with pytest.raises(Refused) as refused:
        actions.revoke_proxy(actor=ground.clerk, proxy_id=second.id, at=AT)
    assert refused.value.code == "proxy_used"


def test_who_has_voted_either_way_gives_no_proxy(ground: ProxyGround) -> None:
    here: dict[str, Any] = {"sub_district": ground.place, "election": ground.election}
    slip = Credential.objects.create(**here, mark="a" * 64, public="1", line=ground.lines[0])
    box = PaperBox.objects.create(**here, name="示例票箱", kind="station")
    PollBookEntry.objects.create(
        **here, line=ground.lines[1], box=box, handed_at=AT, handed_by="示例"
    )
    Credential.objects.filter(id=slip.id).update(votes=1)
    assert ground.refused(1, 3) == "proxy_voted_online"
    assert ground.refused(2, 3) == "proxy_voted"
    Credential.objects.filter(id=slip.id).update(votes=0)
    assert ground.give(1, 3)


def test_the_same_form_gives_one_proxy(ground: ProxyGround) -> None:
    assert ground.give(1, 2, key="k").id == ground.give(1, 2, key="k").id


def test_only_the_counter_takes_proxies(ground: ProxyGround) -> None:
    with pytest.raises(Missing):
        ground.give(1, 2, actor=ground.property_manager)
    with pytest.raises(NotAllowed):
        ground.give(1, 2, actor=ground.holder(PostKind.AUDITOR, ground.root))


def test_no_proxy_after_the_close(ground: ProxyGround) -> None:
    Election.objects.filter(id=ground.election.id).update(state="closed")
    assert ground.refused(1, 2) == "wrong_state"


@given(some.integers(0, 9), some.integers(0, 9))
def test_the_cap_is_never_passed(has: int, most: int) -> None:
    asked = Asked(**{name: getattr(FAIR, name) for name in Asked.__slots__} | {"agent_has": has})
    fault = proxy_fault(asked, most=most)
    assert (fault is None) == (has < most)
    assert fault in {None, ProxyFault.TOO_MANY}


@given(some.dates(date(2026, 1, 1), date(2027, 1, 1)))
def test_a_proxy_that_runs_out_on_the_day_itself_is_good(day: date) -> None:
    asked = Asked(
        **{name: getattr(FAIR, name) for name in Asked.__slots__}
        | {"valid_until": day, "needed_until": day}
    )
    assert proxy_fault(asked, most=1) is None
