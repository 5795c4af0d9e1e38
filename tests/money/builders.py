"""Money for tests: matters and the people whose hands are in them, made by actions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import cached_property
from itertools import count
from uuid import UUID

from linli.kernel.actor import Actor
from linli.kernel.posts import PostKind
from linli.money import actions
from linli.money.actions import Allowed, Named
from linli.money.models import Entry, Fund, Matter, Period, SpendingAuthority, Voucher
from linli.money.rules import Duty, FundKind, MatterKind, Move, VoucherKind
from linli.people.models import Account
from linli.tenancy.models import new_id
from tests.builders import Ground as Base
from tests.people import builders as people

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
"""Ten in the morning at the place."""
ON = date(2026, 11, 24)
"""The day of it."""
_serial = count(1)


class Ground(Base):
    """The ground of money: a compound with its committee's people."""

    @property
    def chair(self) -> Actor:
        """The chair of the owners' committee."""
        return self.holder(PostKind.OWNERS_COMMITTEE_CHAIR, self.compound)

    @property
    def treasurer(self) -> Actor:
        """The treasurer of the owners' committee."""
        return self.holder(PostKind.OWNERS_COMMITTEE_TREASURER, self.compound)

    @property
    def supervisor(self) -> Actor:
        """The chair of the supervision committee."""
        return self.holder(PostKind.SUPERVISION_CHAIR, self.community)

    @property
    def congress_chair(self) -> Actor:
        """The chair of the compound's congress."""
        return self.holder(PostKind.CONGRESS_CHAIR, self.compound)

    @cached_property
    def matter(self) -> Matter:
        """A matter of the compound without hands."""
        return self.a_matter()

    def a_matter(self, kind: MatterKind = MatterKind.DECISION) -> Matter:
        """Another matter of the compound, decided where it is a decision."""
        made = actions.open_matter(
            actor=self.secretary,
            matter_id=new_id(),
            number=f"SL-SX-2026-{next(_serial):04}",
            kind=kind,
            title="疏通下水道",
            place_id=self.compound.id,
            at=AT,
        )
        return actions.set_decided(actor=self.secretary, matter_id=made.id, decided=True, at=AT)

    def somebody(self) -> Account:
        """A new resident's account."""
        return people.an_account(self.place)

    def hand(self, matter_id: UUID, account_id: UUID, *duties: Duty) -> None:
        """Give an account duties on a matter."""
        for duty in duties:
            actions.take_hand(
                actor=self.secretary,
                matter_id=matter_id,
                account_id=account_id,
                duty=duty,
                name="示例人",
                at=AT,
            )

    @property
    def chair_account(self) -> UUID:
        """The account of the committee's chair."""
        return account_of(self.chair)

    def holder_at_compound(self) -> Actor:
        """Somebody else with a post at the compound."""
        return self.congress_chair

    @cached_property
    def fund(self) -> Fund:
        """The compound's common revenue: the treasurer makes, the supervisor checks."""
        return self.a_fund(FundKind.COMMON_REVENUE)

    def a_fund(self, kind: FundKind = FundKind.COMMON_REVENUE) -> Fund:
        """Another fund of the compound, open since October."""
        treasurer, supervisor = account_of(self.treasurer), account_of(self.supervisor)
        return actions.open_fund(
            actor=self.secretary,
            place_id=self.compound.id,
            kind=kind,
            name=f"示例账{next(_serial)}",
            bank_label="示例银行 1234",
            hands=[
                Named(treasurer, Duty.HOLDS_MONEY, "出纳"),
                Named(treasurer, Duty.MAKES, "出纳"),
                Named(supervisor, Duty.CHECKS, "监督人"),
            ],
            on=date(2026, 10, 1),
            key=f"fund-{next(_serial)}",
            at=AT,
        )

    def allowed(self, limit_fen: int, fund: Fund | None = None) -> SpendingAuthority:
        """A resolution that allows an amount; the treasurer makes, the supervisor checks."""
        matter = self.a_matter()
        self.hand(matter.id, account_of(self.treasurer), Duty.MAKES)
        self.hand(matter.id, account_of(self.supervisor), Duty.CHECKS)
        return actions.give_authority(
            actor=self.secretary,
            matter_id=matter.id,
            allowed=Allowed((fund or self.fund).id, "疏通", limit_fen, "决议 0007"),
            on=ON,
            key=f"authority-{next(_serial)}",
            at=AT,
        )

    def made(
        self,
        kind: VoucherKind,
        fen: int,
        *,
        on: date = ON,
        moves: Sequence[Move] = (),
        authority: SpendingAuthority | None = None,
        fund: Fund | None = None,
        key: str = "",
    ) -> Voucher:
        """A voucher of the treasurer that waits."""
        usual = {
            VoucherKind.RECEIVE: Move("1002", "4001", fen),
            VoucherKind.PAY: Move("5001", "1002", fen),
            VoucherKind.MOVE: Move("1001", "1002", fen),
        }
        return actions.prepare_voucher(
            actor=self.treasurer,
            fund_id=(fund or self.fund).id,
            kind=kind,
            on=on,
            words="示例摘要",
            moves=moves or [usual[kind]],
            authority_id=authority.id if authority else None,
            key=key or f"voucher-{next(_serial)}",
            at=AT,
        )

    def checked(self, voucher: Voucher) -> Entry:
        """A voucher posted by the supervisor."""
        return actions.check_voucher(
            actor=self.supervisor, voucher_id=voucher.id, version=voucher.version, at=AT
        )

    def receive(self, fen: int, *, on: date = ON, fund: Fund | None = None) -> Entry:
        """Money that came in, by two hands."""
        return self.checked(self.made(VoucherKind.RECEIVE, fen, on=on, fund=fund))

    def pay(self, fen: int, authority: SpendingAuthority, *, on: date = ON) -> Entry:
        """Money that went out on a resolution, by two hands."""
        return self.checked(self.made(VoucherKind.PAY, fen, on=on, authority=authority))

    def reversal_made(self, entry: Entry, *, on: date = ON) -> Voucher:
        """A reversal that waits."""
        return actions.prepare_reversal(
            actor=self.treasurer,
            entry_id=entry.id,
            on=on,
            words="冲正",
            key=f"reversal-{next(_serial)}",
            at=AT,
        )

    def reverse(self, entry: Entry, *, on: date = ON) -> Entry:
        """An entry taken back, by two hands."""
        return self.checked(self.reversal_made(entry, on=on))

    def close(self, month: date, *, at: datetime = AT) -> Period:
        """A month of the fund closed by the supervisor."""
        return actions.close_period(actor=self.supervisor, fund_id=self.fund.id, month=month, at=at)


def account_of(actor: Actor) -> UUID:
    """The account of somebody who has one."""
    assert actor.account_id is not None
    return actor.account_id
