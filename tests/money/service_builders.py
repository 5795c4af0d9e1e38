"""A compound with a property company under contract, made by the actions that people use."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import cached_property
from itertools import count
from typing import NamedTuple
from uuid import UUID

from linli.kernel.actor import Actor
from linli.money import actions, queries
from linli.money.actions import (
    CommunityServiceDraft,
    FacilityDraft,
    HandoverDraft,
    ItemDraft,
    NoticeDraft,
    PropertyDraft,
    TaskDraft,
)
from linli.money.models import CommunityService, PropertyContract, TakeoverItem
from linli.money.rules import (
    Basis,
    FundKind,
    HandoverKind,
    Indicator,
    Rhythm,
    ServiceKind,
    ServiceMode,
    Side,
    TakeoverSide,
)
from tests.money.builders import AT, ON, Ground

_serial = count(1)
ENDS = date(2027, 6, 30)
CARRIED = "SL-XJ-2026-0007"
VOTES = "tests.money.service_builders.carried_here"
ITEMS = (
    ItemDraft(ServiceKind.REPAIR, "公共部位报修 24 小时内到场", Indicator.IN_TIME, 90),
    ItemDraft(ServiceKind.CLEANING, "楼道每周清扫两次", Indicator.CONTENT, 80),
)


class CarriedHere(NamedTuple):
    """A vote that carried, as the room of votes tells it."""

    place_id: UUID
    number: str
    title: str
    place_name: str


def carried_here(_sub_district_id: UUID, place_ids: Iterable[UUID]) -> list[CarriedHere]:
    """One vote that carried at each place, for settings to name."""
    return [CarriedHere(one, CARRIED, "续聘物业公司", "示例小区") for one in place_ids]


class ServiceGround(Ground):
    """A compound that a property company serves."""

    def signed(
        self, *, starts_on: date = date(2025, 7, 1), ends_on: date | None = ENDS,
        notice_days: int | None = None, company: UUID | None = None, key: str = "",
        basis: Basis = Basis.EARLIER_VOTE,
    ) -> PropertyContract:  # fmt: skip
        """A contract of the company, on a vote."""
        return actions.sign_property_contract(
            actor=self.secretary,
            place_id=self.compound.id,
            draft=PropertyDraft(
                organisation_id=company or self.property_company.id,
                basis=basis,
                basis_words="业主大会表决 SL-YZ-2025-0001",
                words="保洁、秩序、公共部位维修。",
                fees="每平方米每月 1.2 元",
                starts_on=starts_on,
                ends_on=ends_on,
                notice_days=notice_days,
                items=ITEMS,
            ),
            key=key or f"contract-{next(_serial)}",
            at=AT,
        )

    def notice(
        self, contract: PropertyContract, side: Side, *, leaves_on: date, on: date = ON
    ) -> PropertyContract:
        """A notice of one side."""
        return actions.give_notice(
            actor=self.secretary,
            contract_id=contract.id,
            draft=NoticeDraft(side, on, leaves_on, "书面通知"),
            version=fresh(contract).version,
            at=AT,
        )

    def look(self, at: datetime) -> int:
        """The clock of contracts, once."""
        return actions.remind_contracts(sub_district_id=self.place.id, at=at)

    def leaving(self) -> PropertyContract:
        """A contract whose company said that it leaves at once."""
        return self.notice(self.signed(), Side.COMPANY, leaves_on=ON)

    def listed(self, contract: PropertyContract, *titles: str) -> list[TakeoverItem]:
        """Papers to hand over."""
        actions.list_takeover(
            actor=self.secretary,
            contract_id=contract.id,
            items=[HandoverDraft(HandoverKind.DATA, title) for title in titles],
            version=fresh(contract).version,
            at=AT,
        )
        return queries.takeover_items(contract)

    def handed(self, contract: PropertyContract, item: TakeoverItem) -> None:
        """A thing handed over."""
        actions.mark_handed(
            actor=self.secretary,
            contract_id=contract.id,
            item_id=item.id,
            version=fresh(contract).version,
            at=AT,
        )

    def sign(self, contract: PropertyContract, side: TakeoverSide, by: Actor) -> PropertyContract:
        """A signature under the list."""
        return actions.sign_takeover(
            actor=by,
            contract_id=contract.id,
            side=side,
            by_whom="示例社区服务队",
            version=fresh(contract).version,
            at=AT,
        )

    def facility(self, title: str = "电梯", *, earns: bool = False) -> None:
        """A facility of the compound."""
        actions.note_facility(
            actor=self.secretary,
            place_id=self.compound.id,
            draft=FacilityDraft(HandoverKind.FACILITIES, title, "3号楼", 2, earns=earns),
            at=AT,
        )

    @cached_property
    def own_service(self) -> CommunityService:
        """A service that neighbours run, with a cash book."""
        return actions.open_community_service(
            actor=self.secretary,
            place_id=self.compound.id,
            draft=CommunityServiceDraft(
                mode=ServiceMode.STANDING,
                title="示例小区自管服务",
                run_by="示例小区居代会",
                basis_words="居代会决议 SL-JY-2026-0002",
                words="没有物业公司，由居民自己管保洁和看门。",
                starts_on=date(2026, 10, 1),
                fund_id=self.a_fund(FundKind.SERVICE).id,
                tasks=[
                    TaskDraft(ServiceKind.CLEANING, "清扫楼道", Rhythm.WEEKLY, "各单元轮值"),
                    TaskDraft(ServiceKind.SECURITY, "看大门", Rhythm.DAILY, "值班员"),
                ],
            ),
            key="own-service",
            at=AT,
        )


def fresh(contract: PropertyContract) -> PropertyContract:
    """A contract as it stands now."""
    found = queries.property_contract(contract.sub_district_id, contract.id)
    assert found is not None
    return found
