"""The property contract: who serves, until when, what ends it and what does not (R19-R21)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from linli.kernel.errors import Conflict, Missing, NotAllowed, Refused
from linli.money import actions, queries
from linli.money.actions import RenewalDraft
from linli.money.models import Matter, PropertyContract
from linli.money.rules import Basis, ContractState, MatterKind, Reminder, Side, VoucherKind
from linli.money.rules.service import (
    Terms,
    calendar,
    days_short,
    due_now,
    earliest_end,
    shown_share,
)
from linli.people.rules import OrganisationKind
from linli.records.models import Message
from tests.money.builders import AT, ON
from tests.money.service_builders import CARRIED, ENDS, VOTES, ServiceGround, fresh
from tests.people import builders as people

HERE = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def ground(db: None) -> ServiceGround:
    """A compound that a company may serve."""
    return ServiceGround()


def noon(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, 12, tzinfo=HERE)


def told(ground: ServiceGround) -> list[str]:
    found = Message.objects.filter(sub_district_id=ground.place.id)
    return [
        one.params["what"]
        for one in found.filter(template="money/contract_calendar").order_by("id")
    ]


@pytest.mark.parametrize(
    ("side", "ends_on", "days", "first"),
    [
        (Side.OWNERS, ENDS, 60, date(2027, 1, 23)),
        (Side.COMPANY, ENDS, 90, ENDS),
        (Side.COMPANY, date(2026, 12, 31), 90, date(2027, 2, 22)),
        (Side.OWNERS, None, 60, date(2027, 1, 23)),
        (Side.COMPANY, None, 60, date(2027, 1, 23)),
    ],
)
def test_a_notice_ends_a_contract_not_before_its_days_are_over(
    side: Side, ends_on: date | None, days: int, first: date
) -> None:
    terms = Terms(date(2025, 7, 1), ends_on)
    assert earliest_end(side, ON, days, terms) == first
    assert days_short(side, ON, first, days, terms) == 0
    assert days_short(side, ON, first - timedelta(days=1), days, terms) == 1


def test_a_calendar_tells_only_the_newest_of_what_is_overdue() -> None:
    terms = Terms(date(2025, 7, 1), ENDS)
    days = [one.on for one in calendar(terms, 90)]
    assert days == [date(2027, 1, 31), date(2027, 3, 2), date(2027, 5, 31), date(2027, 7, 1)]
    assert due_now(terms, 90, [], date(2027, 1, 30)) == []
    assert due_now(terms, 90, [], date(2027, 6, 1))[0].what is Reminder.ENDS_SOON
    assert due_now(terms, 90, [Reminder.ENDS_SOON.value], date(2027, 6, 1)) == []
    assert calendar(Terms(date(2025, 7, 1), None), 90) == []


@pytest.mark.parametrize(
    ("good", "total", "shown"),
    [(4, 4, None), (5, 5, 100), (0, 5, 0), (5, 9, None), (4, 9, None), (5, 10, 50), (6, 20, 30)],
)
def test_a_share_is_shown_from_five_on_either_side(
    good: int, total: int, shown: int | None
) -> None:
    assert shown_share(good, total) == shown


def test_a_contract_rests_on_a_vote_and_is_a_matter_of_its_own(ground: ServiceGround) -> None:
    made = ground.signed(key="once")
    assert ground.signed(key="once").id == made.id
    assert Matter.objects.get(id=made.id).kind == MatterKind.CONTRACT
    assert "-HT-" in made.number
    assert len(queries.items_of(made)) == 2
    found = queries.contract_of_place(ground.place.id, ground.compound.id, on=ON)
    assert found is not None
    assert found.id == made.id


def test_one_contract_runs_at_a_place_and_the_database_holds_it(ground: ServiceGround) -> None:
    made = ground.signed()
    with pytest.raises(Refused) as refused:
        ground.signed()
    assert refused.value.code == "serves_already"
    with pytest.raises(IntegrityError), transaction.atomic():
        PropertyContract.objects.create(
            sub_district_id=ground.place.id, number="X", matter_id=made.matter_id,
            place_id=made.place_id, organisation_id=made.organisation_id, state="running",
            basis="vote", basis_words="x", words="x", fees="x", starts_on=ON, made_by="x",
            made_at=AT,
        )  # fmt: skip


def test_owners_who_dismiss_too_soon_are_told_the_first_day_and_the_article(
    ground: ServiceGround,
) -> None:
    made = ground.signed()
    with pytest.raises(Refused) as refused:
        ground.notice(made, Side.OWNERS, leaves_on=date(2027, 1, 22))
    assert refused.value.code == "notice_short"
    assert refused.value.source == "民法典第946条"
    ground.notice(made, Side.OWNERS, leaves_on=date(2027, 1, 23))
    assert fresh(made).state == ContractState.NOTICE_GIVEN


def test_the_contracts_own_days_of_notice_bind_owners(ground: ServiceGround) -> None:
    made = ground.signed(notice_days=30)
    ground.notice(made, Side.OWNERS, leaves_on=ON + timedelta(days=30))
    assert fresh(made).notice_short == 0


def test_a_company_that_leaves_too_soon_is_kept_with_the_days_that_lack(
    ground: ServiceGround,
) -> None:
    made = ground.signed(ends_on=None)
    ground.notice(made, Side.COMPANY, leaves_on=ON + timedelta(days=10))
    assert fresh(made).notice_short == 50


def test_a_contract_that_ended_by_notice_must_be_served_until_takeover(
    ground: ServiceGround,
) -> None:
    made = ground.leaving()
    ground.look(noon(ON))
    assert fresh(made).state == ContractState.NOTICE_GIVEN
    ground.look(noon(ON + timedelta(days=1)))
    assert fresh(made).state == ContractState.ENDED_SERVING
    assert told(ground)[-1] == "合同已经结束。公司必须继续服务到有人接管。"
    serves = queries.contract_of_place(ground.place.id, ground.compound.id, on=date(2028, 1, 1))
    assert serves is not None
    assert serves.id == made.id
    ground.look(noon(ON + timedelta(days=31)))
    ground.look(noon(ON + timedelta(days=32)))
    assert told(ground)[-1] == "合同结束一个月了，还没有人接管。"
    assert len(told(ground)) == 3


def test_a_contract_that_ends_during_a_vote_goes_on_without_an_end(
    ground: ServiceGround, settings: Any
) -> None:
    settings.LINLI_OWNERS_VOTES = VOTES
    made = ground.signed(ends_on=ON)
    actions.note_service_vote(
        actor=ground.secretary, contract_id=made.id, vote_number="SL-YZ-2026-0007",
        version=made.version, at=AT,
    )  # fmt: skip
    ground.look(noon(ON))
    assert fresh(made).ends_on == ON
    ground.look(noon(ON + timedelta(days=1)))
    ended = fresh(made)
    assert (ended.state, ended.ends_on) == (ContractState.RUNNING, None)
    assert ended.indefinite_since == ON + timedelta(days=1)
    assert ended.vote_number == "SL-YZ-2026-0007"
    assert told(ground)[-1] == "合同期满而业主还没有决定：合同按不定期继续有效。"
    days = queries.notice_days(ended, Side.COMPANY, on=ON)
    assert days == 60
    actions.renew_contract(
        actor=ground.secretary,
        contract_id=made.id,
        draft=RenewalDraft(CARRIED, ON + timedelta(days=9), ENDS),
        version=ended.version,
        at=AT,
    )
    renewed = fresh(made)
    assert (renewed.ends_on, renewed.vote_number, renewed.indefinite_since) == (ENDS, "", None)


def test_a_vote_that_carries_after_the_end_by_notice_renews_too(
    ground: ServiceGround, settings: Any
) -> None:
    settings.LINLI_OWNERS_VOTES = VOTES
    made = ground.leaving()
    ground.look(noon(ON + timedelta(days=1)))
    actions.renew_contract(
        actor=ground.secretary,
        contract_id=made.id,
        draft=RenewalDraft(CARRIED, ON + timedelta(days=1), ENDS),
        version=fresh(made).version,
        at=AT,
    )
    assert fresh(made).state == ContractState.RUNNING


@pytest.mark.parametrize(
    ("vote", "starts_on", "code"),
    [
        ("SL-XJ-2026-0008", ENDS + timedelta(days=1), "no_vote"),
        (CARRIED, ENDS, "overlap"),
        (CARRIED, date(2020, 1, 1), "overlap"),
    ],
)
def test_a_new_term_rests_on_a_vote_that_carried_and_does_not_overlap(
    ground: ServiceGround, settings: Any, vote: str, starts_on: date, code: str
) -> None:
    settings.LINLI_OWNERS_VOTES = VOTES
    made = ground.signed()
    with pytest.raises(Refused) as refused:
        actions.renew_contract(
            actor=ground.secretary, contract_id=made.id,
            draft=RenewalDraft(vote, starts_on), version=made.version, at=AT,
        )  # fmt: skip
    assert refused.value.code == code


def test_a_company_serves_on_until_its_next_term_begins(
    ground: ServiceGround, settings: Any
) -> None:
    settings.LINLI_OWNERS_VOTES = VOTES
    made = ground.signed()
    actions.renew_contract(
        actor=ground.secretary, contract_id=made.id,
        draft=RenewalDraft(CARRIED, ENDS + timedelta(days=1)), version=made.version, at=AT,
    )  # fmt: skip
    serves = queries.contract_of_place(ground.place.id, ground.compound.id, on=ON)
    assert serves is not None
    assert (serves.basis_words, serves.serves_since) == (CARRIED, made.starts_on)


def test_a_contract_on_a_vote_names_one_that_carried_at_its_compound(ground: ServiceGround) -> None:
    with pytest.raises(Refused) as refused:
        ground.signed(basis=Basis.VOTE)
    assert refused.value.code == "no_vote"


def test_the_calendar_tells_each_thing_once(ground: ServiceGround) -> None:
    ground.signed()
    for on in (date(2027, 1, 30), date(2027, 1, 31), date(2027, 2, 1), date(2027, 3, 2)):
        ground.look(noon(on))
    assert told(ground) == [
        "该召开业主表决，决定下一期由谁服务了。",
        "再过30天，公司提出不续约的最后期限就到了。",
    ]


def test_only_who_keeps_the_place_enters_contracts(ground: ServiceGround) -> None:
    made = ground.signed()
    for actor, error in ((ground.property_manager, NotAllowed), (ground.visitor, Missing)):
        with pytest.raises(error):
            actions.note_service_vote(
                actor=actor, contract_id=made.id, vote_number="SL-YZ-2026-0007",
                version=made.version, at=AT,
            )  # fmt: skip
    with pytest.raises(Conflict):
        actions.note_service_vote(
            actor=ground.secretary, contract_id=made.id, vote_number="SL-YZ-2026-0007",
            version=made.version + 1, at=AT,
        )  # fmt: skip


def test_a_contract_is_with_a_property_company(ground: ServiceGround) -> None:
    other = people.an_organisation(
        ground.community, kind=OrganisationKind.OUTSIDE_BODY, name="示例单位"
    )
    with pytest.raises(Refused) as refused:
        ground.signed(company=other.id)
    assert refused.value.code == "no_company"


def test_income_of_common_space_is_told_by_month(ground: ServiceGround) -> None:
    ground.receive(30_000, on=date(2026, 10, 9))
    ground.receive(5_000)
    ground.made(VoucherKind.RECEIVE, 7_000)
    found = queries.income_by_month(ground.place.id, ground.compound.id, on=ON)
    assert [(one.month, one.came_fen) for one in found] == [
        (date(2026, 11, 1), 5_000),
        (date(2026, 10, 1), 30_000),
    ]
