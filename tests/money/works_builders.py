"""Works, collections and owed premises for tests, made by the actions that people use."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cached_property
from itertools import count
from uuid import UUID

from linli.kernel.actor import Actor
from linli.kernel.posts import PostKind
from linli.money import actions
from linli.money.actions import (
    Allowed,
    CampaignDraft,
    ContractDraft,
    PremisesDraft,
    QuotationDraft,
    StageDraft,
    WorksDraft,
)
from linli.money.models import (
    Campaign,
    Contribution,
    Fund,
    Matter,
    PremisesDuty,
    Quotation,
    SpendingAuthority,
    Works,
    WorksStage,
)
from linli.money.rules import (
    Duty,
    FundKind,
    IfLeft,
    IfMissed,
    Outcome,
    PaidBy,
    PremisesUse,
    WorksKind,
)
from linli.people.models import Account
from linli.records import actions as records
from linli.records.rules import Prepared
from tests.money.builders import AT, ON, Ground, account_of
from tests.people import builders as people
from tests.places import builders as places
from tests.records.builders import a_picture

YUAN = 100
_serial = count(1)


def a_photo() -> Prepared:
    """A photo that is stored and waits for its record."""
    return records.prepare_upload(name="照片.jpg", content=a_picture())


class WorksGround(Ground):
    """A compound whose congress allowed the sewer to be cleared with money that residents give."""

    @property
    def executor(self) -> Actor:
        """Who carries it out: the chair of the owners' committee."""
        return self.chair

    @property
    def acceptor(self) -> Actor:
        """One of the two who accept: the chair of the congress."""
        return self.congress_chair

    @cached_property
    def second_acceptor(self) -> Actor:
        """The other: a building lead."""
        return self.holder(PostKind.BUILDING_LEAD, self.building)

    @cached_property
    def given(self) -> Fund:
        """The fund for what residents give."""
        return self.a_fund(FundKind.SELF_RAISED)

    def decided(
        self, limit_fen: int = 30_000 * YUAN, *, fund: Fund | None = None
    ) -> SpendingAuthority:
        """A matter that was decided, with all its hands, and what it may spend."""
        found: Matter = self.a_matter()
        named = {
            Duty.EXECUTES: [self.executor],
            Duty.ACCEPTS: [self.acceptor, self.second_acceptor],
            Duty.HOLDS_MONEY: [self.treasurer],
            Duty.MAKES: [self.treasurer],
            Duty.CHECKS: [self.supervisor],
        }
        for duty, actors in named.items():
            for actor in actors:
                self.hand(found.id, account_of(actor), duty)
        return actions.give_authority(
            actor=self.secretary,
            matter_id=found.id,
            allowed=Allowed((fund or self.fund).id, "疏通下水道", limit_fen, "决议 0007"),
            on=ON,
            key=f"works-authority-{next(_serial)}",
            at=AT,
        )

    def adopt(self, **values: object) -> None:
        """Let the place adopt rules; `works__quotations__least=3` by default."""
        for name, value in (values or {"works__quotations__least": 3}).items():
            records.adopt_rule(
                actor=self.office,
                key=name.replace("__", "."),
                value=value,
                source="示例小区居代会决定",
                adopted_by="示例小区居代会",
                adopted_on=date(2026, 1, 1),
                valid_from=date(2026, 1, 1),
                at=AT,
            )

    def works(
        self, authority: SpendingAuthority | None = None, *, kind: WorksKind = WorksKind.CONTRACT
    ) -> Works:
        """Works of a decided matter."""
        allowed = authority or self.decided()
        return actions.open_works(
            actor=self.secretary,
            matter_id=allowed.matter_id,
            draft=WorksDraft(
                kind=kind,
                title="疏通下水道",
                words="疏通 1 至 6 号楼主管，更换破损管段。",
                executor="示例小区业委会",
                authority_id=allowed.id,
                own_why="" if kind is WorksKind.CONTRACT else "费用统一交给供热单位",
            ),
            key=f"works-{next(_serial)}",
            at=AT,
        )

    def quote(self, works: Works, *yuan: int) -> list[Quotation]:
        """Quotations of as many firms as prices."""
        return [
            actions.add_quotation(
                actor=self.secretary,
                works_id=works.id,
                draft=QuotationDraft(
                    bidder=f"示例管道公司{next(_serial)}",
                    fen=price * YUAN,
                    days=30,
                    received_on=ON,
                    warranty_months=24,
                ),
                at=AT,
            )
            for price in yuan
        ]

    def chosen(self, *yuan: int, authority: SpendingAuthority | None = None) -> Works:
        """Works whose cheapest quotation was chosen."""
        self.adopt()
        works = self.works(authority)
        offers = self.quote(works, *(yuan or (24_000, 26_000, 28_000)))
        cheapest = min(offers, key=lambda one: one.fen)
        return actions.choose_quotation(
            actor=self.secretary,
            works_id=works.id,
            quotation_id=cheapest.id,
            version=works.version,
            at=AT,
        )

    def contract(self, *stages: StageDraft) -> ContractDraft:
        """A contract of two stages and a part held back."""
        return ContractDraft(
            number="HT-示例-01",
            signed_on=ON,
            starts_on=ON,
            due_on=ON + timedelta(days=30),
            warranty_months=24,
            stages=stages
            or (
                StageDraft("疏通主管", 14_000 * YUAN, ON + timedelta(days=15)),
                StageDraft("换管恢复路面", 8_800 * YUAN, ON + timedelta(days=30)),
                StageDraft("质保金", 1_200 * YUAN, ON + timedelta(days=760), held_back=True),
            ),
        )

    def signed(self, authority: SpendingAuthority | None = None) -> Works:
        """Works under contract."""
        works = self.chosen(authority=authority)
        return actions.sign_contract(
            actor=self.executor,
            works_id=works.id,
            draft=self.contract(),
            version=works.version,
            at=AT,
        )

    def stages(self, works: Works) -> list[WorksStage]:
        """The stages of works."""
        return list(WorksStage.objects.filter(works=works).order_by("order"))

    def stage_accepted(self, works: Works, order: int) -> Works:
        """A stage reported by who works, accepted by somebody else."""
        stage = self.stages(works)[order - 1]
        reported = actions.report_stage(
            actor=self.executor,
            works_id=works.id,
            stage_id=stage.id,
            words="做完了",
            version=works.version,
            at=AT,
        )
        return actions.accept_stage(
            actor=self.acceptor,
            works_id=works.id,
            stage_id=stage.id,
            outcome=Outcome.ACCEPTED,
            words="通水正常",
            photos=[a_photo()],
            version=reported.version,
            at=AT,
        )

    def finished(self) -> Works:
        """Works said to be finished."""
        works = self.signed()
        works = self.stage_accepted(works, 1)
        works = self.stage_accepted(works, 2)
        return actions.finish_works(
            actor=self.executor,
            works_id=works.id,
            result="主管疏通 420 米，换管 36 米。",
            version=works.version,
            at=AT,
        )

    def accept(
        self,
        works: Works,
        *actors: Actor,
        outcome: Outcome = Outcome.ACCEPTED,
        photos: Sequence[Prepared] | None = None,
    ) -> Works:
        """What those named say of the whole work."""
        now = works
        for actor in actors or (self.acceptor, self.second_acceptor):
            now = actions.accept_works(
                actor=actor,
                works_id=works.id,
                outcome=outcome,
                words="现场看过",
                photos=[a_photo()] if photos is None else photos,
                version=now.version,
                at=AT,
            )
        return now

    def buildings(self, *households: int) -> dict[UUID, int]:
        """As many buildings as numbers, each with so many households."""
        return {
            places.a_building(self.compound, name=f"{number}栋").id: size
            for number, size in enumerate(households, start=1)
        }

    def campaign(
        self,
        *,
        target_yuan: int = 3_000,
        houses: dict[UUID, int] | None = None,
        authority: SpendingAuthority | None = None,
        **facts: object,
    ) -> Campaign:
        """A collection of two weeks for a matter that was decided."""
        allowed = authority or self.decided(fund=self.given)
        given: dict[str, object] = {
            "fund_id": allowed.fund_id,
            "title": "自愿出资疏通下水道",
            "words": "自愿出资，不出的不受影响，也不公布名单。",
            "target_fen": target_yuan * YUAN,
            "opens_on": ON,
            "closes_on": ON + timedelta(days=14),
            "if_missed": IfMissed.REFUND,
            "if_left": IfLeft.SHARE_OUT,
            "houses": self.buildings(40, 40, 12) if houses is None else houses,
        }
        return actions.open_campaign(
            actor=self.secretary,
            matter_id=allowed.matter_id,
            draft=CampaignDraft(**{**given, **facts}),  # type: ignore[arg-type]
            key=f"campaign-{next(_serial)}",
            at=AT,
        )

    def giver(self) -> Actor:
        """Somebody signed in without a post."""
        account: Account = people.an_account(self.place)
        return people.actor_of(account, self.place)

    def pledged(
        self,
        campaign: Campaign,
        yuan: int = 100,
        *,
        building: UUID | None = None,
        actor: Actor | None = None,
    ) -> Contribution:
        """A pledge at the counter, or of somebody signed in."""
        return actions.pledge(
            actor=actor or self.secretary,
            campaign_id=campaign.id,
            building_id=building,
            fen=yuan * YUAN,
            key=f"pledge-{next(_serial)}",
            at=AT,
        )

    def gave(
        self,
        campaign: Campaign,
        yuan: int = 100,
        *,
        building: UUID | None = None,
        days: int = 0,
        times: int = 1,
    ) -> list[Contribution]:
        """Contributions received, some days later."""
        return [
            actions.take_in(
                actor=self.treasurer,
                campaign_id=campaign.id,
                code=self.pledged(campaign, yuan, building=building).code,
                fen=yuan * YUAN,
                paid_by=PaidBy.CASH,
                on=ON + timedelta(days=days),
                at=AT + timedelta(days=days),
            )
            for _each in range(times)
        ]

    def owed(self) -> PremisesDuty:
        """Premises that a developer owes to the compound."""
        return actions.note_premises_duty(
            actor=self.secretary,
            place_id=self.compound.id,
            draft=PremisesDraft(
                developer="示例开发公司",
                use=PremisesUse.PROPERTY,
                where="3 号楼一层东侧",
                area_cm2=120 * 10_000,
                basis="规划条件通知书 示例 2010-07 号",
                due_on=ON - timedelta(days=60),
            ),
            key=f"premises-{next(_serial)}",
            at=AT,
        )
