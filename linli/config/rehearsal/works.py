"""What a decision spends and builds, and who accepts it: by a collection and a contract, or by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol
from uuid import UUID, uuid4

from django.utils import timezone

from linli.config.rehearsal.cast import Cast
from linli.config.rehearsal.ground import DOORS_IN_HOUSE, a_photo, by_day
from linli.decisions import actions as decisions
from linli.decisions import queries
from linli.kernel.money import Money
from linli.money import actions
from linli.money import queries as books
from linli.money.actions import (
    CampaignDraft,
    ContractDraft,
    Named,
    QuotationDraft,
    StageDraft,
    WorksDraft,
)
from linli.money.rules import Duty, FundKind, IfLeft, IfMissed, Outcome, PaidBy, WorksKind

if TYPE_CHECKING:
    from linli.money.models import Voucher

DAY = timedelta(days=1)
QUOTES = (("示例管道一公司", 100, 30), ("示例管道二公司", 97, 25), ("示例管道三公司", 104, 20))
"""Who offers, at how many hundredths of what is paid in the end, in how many days."""
_STAGES = ((60, "清掏主管"), (40, "更换破损支管"))


class Spending(Protocol):
    """How a decision is carried out."""

    def carry_out(self, cast: Cast, decision_id: UUID, *, at: datetime) -> datetime:
        """Do the work with its money; answer when it is finished."""

    def accept(self, cast: Cast, decision_id: UUID, *, at: datetime) -> datetime:
        """Let those who are named accept it; answer when the last one did."""

    def told(self, tenant: UUID, decision_id: UUID) -> str:
        """What was done and what it cost, for the disclosure of the result."""


def carry_out(cast: Cast, decision_id: UUID, spending: Spending, *, at: datetime) -> datetime:
    """Carry a decision out in its own way."""
    return spending.carry_out(cast, decision_id, at=at)


def accept_all(cast: Cast, decision_id: UUID, *, at: datetime) -> datetime:
    """Each of those who are named looks at each of the works, with a photo."""
    for works in books.open_works_of(cast.tenant, decision_id):
        for member in cast.members[:2]:
            at = by_day(at + timedelta(hours=2))
            actions.accept_works(
                actor=member,
                works_id=works.id,
                outcome=Outcome.ACCEPTED,
                words="到现场看过，水流通畅，路面已恢复。",
                photos=[a_photo()],
                version=_works_version(cast, works.id),
                at=at,
            )
    return at


@dataclass(frozen=True, slots=True)
class ByHand:
    """Without money: the committee or residents do it themselves."""

    title: str
    words: str
    executor: str = "业委会"
    why: str = "不花钱，由大家自己动手。"

    def carry_out(self, cast: Cast, decision_id: UUID, *, at: datetime) -> datetime:
        """Begin, and finish after some days."""
        on = timezone.localdate(at)
        works = actions.open_works(
            actor=cast.secretary,
            matter_id=decision_id,
            draft=WorksDraft(
                WorksKind.OWN, self.title, self.words, self.executor, own_why=self.why
            ),
            key=str(uuid4()),
            at=at,
        )
        actions.begin_own_works(
            actor=cast.executor,
            works_id=works.id,
            starts_on=on,
            due_on=on + 20 * DAY,
            version=works.version,
            at=at,
        )
        done = at + 12 * DAY
        finished(cast, works.id, self.words, at=done)
        return done

    def accept(self, cast: Cast, decision_id: UUID, *, at: datetime) -> datetime:
        """Accept what was done."""
        return accept_all(cast, decision_id, at=at)

    def told(self, _tenant: UUID, _decision_id: UUID) -> str:
        """What was done."""
        return f"{self.words}没有花钱。"


@dataclass(frozen=True, slots=True)
class ByCollection:
    """Residents give of their own will, three firms offer, one is paid in two stages (E3)."""

    title: str
    words: str
    target_fen: int
    fund: str

    def carry_out(self, cast: Cast, decision_id: UUID, *, at: datetime) -> datetime:
        """Open the fund, allow the money, collect it, contract, pay each stage, finish."""
        fund_id = opened_fund(cast, self.fund, at)
        authority = decisions.allow_money(
            actor=cast.secretary, decision_id=decision_id, fund_id=fund_id, at=at
        )
        at = self._collect(cast, decision_id, fund_id, at)
        return self._build(cast, decision_id, authority.id, authority.limit_fen, at)

    def accept(self, cast: Cast, decision_id: UUID, *, at: datetime) -> datetime:
        """Accept what was built."""
        return accept_all(cast, decision_id, at=at)

    def told(self, tenant: UUID, decision_id: UUID) -> str:
        """What was built, what came in and what it cost."""
        spent = books.spent_on(tenant, decision_id)
        decision = queries.decision(tenant, decision_id)
        limit = decision.limit_fen if decision else 0
        words = f"{self.words}决定最多花 {Money(limit)}，实际花 {Money(spent)}。"
        return f"{words}资金由居民自愿出，名单不公布；账目见小区账户页。"

    def _collect(self, cast: Cast, decision_id: UUID, fund_id: UUID, at: datetime) -> datetime:
        on = timezone.localdate(at)
        campaign = actions.open_campaign(
            actor=cast.secretary,
            matter_id=decision_id,
            draft=CampaignDraft(
                fund_id=fund_id,
                title=self.title,
                words="自愿出资，多少不限；没有达到目标就退回。",
                target_fen=self.target_fen,
                opens_on=on,
                closes_on=on + 20 * DAY,
                if_missed=IfMissed.REFUND,
                if_left=IfLeft.SHARE_OUT,
                houses=dict.fromkeys(cast.houses, DOORS_IN_HOUSE),
            ),
            key=str(uuid4()),
            at=at,
        )
        each = -(-self.target_fen // len(cast.residents))
        for turn, resident in enumerate(cast.residents):
            house = cast.houses[turn % len(cast.houses)]
            gift = actions.pledge(
                actor=resident,
                campaign_id=campaign.id,
                building_id=house,
                fen=each,
                key=str(uuid4()),
                at=at + timedelta(minutes=10 * (turn + 1)),
            )
            actions.take_in(
                actor=cast.treasurer,
                campaign_id=campaign.id,
                code=gift.code,
                fen=each,
                paid_by=PaidBy.BANK,
                on=on + DAY,
                at=at + DAY + timedelta(minutes=10 * turn),
            )
        at += 3 * DAY
        on = timezone.localdate(at)
        voucher = actions.enter_receipts(
            actor=cast.treasurer, campaign_id=campaign.id, on=on, key=str(uuid4()), at=at
        )
        checked(cast, voucher, at)
        actions.end_campaign(actor=cast.secretary, campaign_id=campaign.id, at=at)
        freed = actions.release_money(
            actor=cast.treasurer, campaign_id=campaign.id, on=on, key=str(uuid4()), at=at
        )
        checked(cast, freed, at)
        return at + DAY

    def _build(
        self, cast: Cast, decision_id: UUID, authority_id: UUID, limit: int, at: datetime
    ) -> datetime:
        on = timezone.localdate(at)
        works = actions.open_works(
            actor=cast.secretary,
            matter_id=decision_id,
            draft=WorksDraft(
                WorksKind.CONTRACT, self.title, self.words, "业委会", authority_id=authority_id
            ),
            key=str(uuid4()),
            at=at,
        )
        price = limit * 95 // 100
        offers = [
            actions.add_quotation(
                actor=cast.executor,
                works_id=works.id,
                draft=QuotationDraft(firm, price * share // 97, days, on, warranty_months=12),
                at=at + timedelta(minutes=20 * number),
            )
            for number, (firm, share, days) in enumerate(QUOTES, start=1)
        ]
        cheapest = min(offers, key=lambda one: one.fen)
        at += DAY
        actions.choose_quotation(
            actor=cast.executor,
            works_id=works.id,
            quotation_id=cheapest.id,
            why="报价最低，工期合适。",
            version=_works_version(cast, works.id),
            at=at,
        )
        stages = [
            StageDraft(title, cheapest.fen * share // 100, on + (8 + 8 * number) * DAY)
            for number, (share, title) in enumerate(_STAGES, start=1)
        ]
        actions.sign_contract(
            actor=cast.executor,
            works_id=works.id,
            draft=ContractDraft("演练合同1号", on, on + 2 * DAY, on + 30 * DAY, 12, stages),
            version=_works_version(cast, works.id),
            at=at + DAY,
        )
        return self._pay(cast, works.id, at + 2 * DAY)

    def _pay(self, cast: Cast, works_id: UUID, at: datetime) -> datetime:
        works = books.works_one(cast.tenant, works_id)
        if works is None:
            raise LookupError("the works are not there")
        for shown in books.works_shown(works, on=timezone.localdate(at)).stages:
            stage = shown.stage
            at += 6 * DAY
            actions.report_stage(
                actor=cast.executor,
                works_id=works_id,
                stage_id=stage.id,
                words=f"{stage.title}：完成。",
                photos=[a_photo()],
                version=_works_version(cast, works_id),
                at=at,
            )
            actions.accept_stage(
                actor=cast.members[0],
                works_id=works_id,
                stage_id=stage.id,
                outcome=Outcome.ACCEPTED,
                words="看过，合格。",
                photos=[a_photo()],
                version=_works_version(cast, works_id),
                at=at + timedelta(hours=3),
            )
            voucher = actions.pay_stage(
                actor=cast.treasurer,
                works_id=works_id,
                stage_id=stage.id,
                on=timezone.localdate(at + DAY),
                key=str(uuid4()),
                at=at + DAY,
            )
            checked(cast, voucher, at + DAY)
        at += 2 * DAY
        finished(cast, works_id, self.words, at=at)
        return at


def finished(cast: Cast, works_id: UUID, words: str, *, at: datetime) -> None:
    """Let who carries it out say that it is done."""
    actions.finish_works(
        actor=cast.executor,
        works_id=works_id,
        result=words,
        photos=[a_photo()],
        version=_works_version(cast, works_id),
        at=at,
    )


def checked(cast: Cast, voucher: Voucher, at: datetime) -> None:
    """Let the supervisor check what the treasurer made."""
    actions.check_voucher(
        actor=cast.supervisor,
        voucher_id=voucher.id,
        version=voucher.version,
        at=at + timedelta(hours=1),
    )


def opened_fund(cast: Cast, name: str, at: datetime) -> UUID:
    """Open a fund of money that residents raise, with who keeps it and who checks."""
    hands = [
        Named(actor.account_id, duty, actor.label)
        for actor, duty in (
            (cast.treasurer, Duty.HOLDS_MONEY),
            (cast.treasurer, Duty.MAKES),
            (cast.supervisor, Duty.CHECKS),
        )
        if actor.account_id
    ]
    made = actions.open_fund(
        actor=cast.secretary,
        place_id=cast.place_id,
        kind=FundKind.SELF_RAISED,
        name=name,
        hands=hands,
        on=timezone.localdate(at),
        key=str(uuid4()),
        at=at,
    )
    return made.id


def _works_version(cast: Cast, works_id: UUID) -> int:
    found = books.works_one(cast.tenant, works_id)
    if found is None:
        raise LookupError("the works are not there")
    return found.version
