"""A fee that most households of a compound pay together, told by building alone (E4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.utils import timezone

from linli.config.rehearsal.cast import Cast
from linli.config.rehearsal.works import accept_all, checked, finished, opened_fund
from linli.decisions import actions as decisions
from linli.money import actions
from linli.money import queries as books
from linli.money.actions import CampaignDraft, WorksDraft
from linli.money.rules import IfLeft, IfMissed, Move, PaidBy, VoucherKind, WorksKind

DAY = timedelta(days=1)
PAYING_PERCENT = 80


@dataclass(frozen=True, slots=True)
class ByFee:
    """So many households pay the same fee within some weeks; it is handed on to who built."""

    title: str
    words: str
    fee_fen: int
    households: int
    """In each building."""
    fund: str
    to_whom: str
    lasts: timedelta = 26 * DAY

    @property
    def paying(self) -> int:
        """How many households of a building pay."""
        return -(-self.households * PAYING_PERCENT // 100)

    def total_fen(self, houses: int) -> int:
        """What comes in from so many buildings."""
        return self.fee_fen * self.paying * houses

    def carry_out(self, cast: Cast, decision_id: UUID, *, at: datetime) -> datetime:
        """Collect it, hand it on, and say that it is done."""
        fund_id = opened_fund(cast, self.fund, at)
        authority = decisions.allow_money(
            actor=cast.secretary, decision_id=decision_id, fund_id=fund_id, at=at
        )
        campaign_id = self._open(cast, decision_id, fund_id, at)
        self._take_in(cast, campaign_id, at)
        at += self.lasts
        on = timezone.localdate(at)
        received = actions.enter_receipts(
            actor=cast.treasurer, campaign_id=campaign_id, on=on, key=str(uuid4()), at=at
        )
        checked(cast, received, at)
        actions.end_campaign(actor=cast.secretary, campaign_id=campaign_id, at=at)
        freed = actions.release_money(
            actor=cast.treasurer, campaign_id=campaign_id, on=on, key=str(uuid4()), at=at
        )
        checked(cast, freed, at)
        works = actions.open_works(
            actor=cast.secretary,
            matter_id=decision_id,
            draft=WorksDraft(
                WorksKind.OWN, self.title, self.words, self.to_whom, own_why="费用统一转交。"
            ),
            key=str(uuid4()),
            at=at,
        )
        actions.begin_own_works(
            actor=cast.executor,
            works_id=works.id,
            starts_on=on,
            due_on=on + 10 * DAY,
            version=works.version,
            at=at,
        )
        paid = actions.prepare_voucher(
            actor=cast.treasurer,
            fund_id=fund_id,
            kind=VoucherKind.PAY,
            on=on,
            words=self.title,
            moves=[Move("5001", "1002", self.total_fen(len(cast.houses)))],
            matter_id=decision_id,
            authority_id=authority.id,
            other_side=self.to_whom,
            papers=[],
            key=str(uuid4()),
            at=at,
        )
        checked(cast, paid, at)
        finished(cast, works.id, self.words, at=at + 3 * DAY)
        return at + 3 * DAY

    def accept(self, cast: Cast, decision_id: UUID, *, at: datetime) -> datetime:
        """Accept what was done."""
        return accept_all(cast, decision_id, at=at)

    def told(self, tenant: UUID, decision_id: UUID) -> str:
        """What came of it."""
        spent = books.spent_on(tenant, decision_id)
        return f"{self.words}共转交 {spent // 100} 元。按楼栋公布进度，没有个人名单。"

    def _open(self, cast: Cast, decision_id: UUID, fund_id: UUID, at: datetime) -> UUID:
        on = timezone.localdate(at)
        return actions.open_campaign(
            actor=cast.secretary,
            matter_id=decision_id,
            draft=CampaignDraft(
                fund_id=fund_id,
                title=self.title,
                words="自愿缴纳；没有达到八成就退回。",
                target_fen=self.total_fen(len(cast.houses)),
                target_percent=PAYING_PERCENT,
                asked_fen=self.fee_fen,
                opens_on=on,
                closes_on=on + self.lasts,
                if_missed=IfMissed.REFUND,
                if_left=IfLeft.STAYS,
                houses=dict.fromkeys(cast.houses, self.households),
            ),
            key=str(uuid4()),
            at=at,
        ).id

    def _take_in(self, cast: Cast, campaign_id: UUID, at: datetime) -> None:
        for turn, house in enumerate(cast.houses * self.paying):
            moment = at + turn * self.lasts / (len(cast.houses) * self.paying + 1)
            gift = actions.pledge(
                actor=cast.secretary,
                campaign_id=campaign_id,
                building_id=house,
                fen=self.fee_fen,
                key=str(uuid4()),
                at=moment,
            )
            actions.take_in(
                actor=cast.treasurer,
                campaign_id=campaign_id,
                code=gift.code,
                fen=self.fee_fen,
                paid_by=PaidBy.BANK,
                on=timezone.localdate(moment),
                at=moment,
            )
