"""The demo's withdrawal (E2): the company of 颐和庄园 leaves, and everything until the takeover.

Played through the actions that people use, on days counted back, by the rules of today.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from linli.config.demo.elections import BY_RULES_OF_TODAY, demo_ground
from linli.config.demo.people import COMPANIES, DECIDING, nick_of
from linli.config.demo.places import key
from linli.config.rehearsal.ground import Ground, actor_of
from linli.decisions import actions, queries
from linli.decisions.actions import ProblemDraft, WithdrawalDraft
from linli.decisions.rules import (
    InterviewHow,
    LinkKind,
    MilestoneKind,
    ProblemKind,
    ProblemState,
    Theme,
)
from linli.elections import queries as elections
from linli.elections.rules import ElectionKind
from linli.kernel.actor import Actor
from linli.kernel.posts import PostKind
from linli.money import actions as money
from linli.money import queries as books
from linli.money.actions import (
    HandoverDraft,
    ItemDraft,
    NoticeDraft,
    PropertyDraft,
)
from linli.money.rules import Basis, HandoverKind, ServiceKind, Side, TakeoverSide
from linli.people import actions as people
from linli.people.actions import Seating
from linli.people.rules import OrganisationKind

SUBJECT = "decisions.withdrawal"

TENANT = key("sub-district")
COMMUNITY = "一方"
COMPOUND = DECIDING[COMMUNITY]
FORMER = "示例原物业公司"
SIGNED = date(2022, 1, 1)
NOTICE_AT = timedelta(days=330)
"""How long ago the company said that it leaves; a month before the election was called."""
SECRETARY = "一方社区党组织"
GROUP = (
    ("街道治理办公室", "示例干事甲", "总协调，联系主管部门"),
    ("一方社区党组织", "示例书记05", "入户走访，公开进展"),
    ("一方社区居委会", "示例社工05", "清运、值守的临时安排"),
)
PROBLEMS = (
    (
        ProblemKind.REFUSE,
        "垃圾三天没有清运",
        "一方社区居委会",
        "环卫站每天代清运",
        "新公司每天清运",
    ),
    (ProblemKind.GATE, "南北两门无人值守", "治安巡防队", "巡防队轮流值守", "新公司门岗到位"),
    (ProblemKind.FACILITIES, "健身房和水泵房上锁", SECRETARY, "水泵房由居委会代管", "钥匙已移交"),
    (ProblemKind.LIGHTING, "楼道灯坏了没人修", SECRETARY, "志愿者先换灯泡", "新公司已更换"),
    (ProblemKind.LIFTS, "电梯没有人维保", "街道治理办公室", "维保单位续约三个月", "维保合同已移交"),
)
TALKS = (
    (Theme.REFUSE, 46, "垃圾堆在单元门口，希望先清运。"),
    (Theme.GATE, 31, "夜里没人看门，老人不放心。"),
    (Theme.SERVICE, 58, "希望业主自己选公司，账目公开。"),
)
PLAN = (
    (MilestoneKind.INTERVIEWS, "逐户走访，按主题记录意见", SECRETARY, 7, 6),
    (MilestoneKind.ELECTION, "选举业主委员会", "业主大会筹备组", 300, 290),
    (MilestoneKind.TAKEOVER, "三方签字交接", "街道、业委会、原物业公司", 310, 300),
)
"""What, by whom, until which day after the notice, done on which."""


class WithdrawalPlay:
    """One withdrawal, led from the notice to the takeover."""

    def __init__(self, ground: Ground, at: datetime) -> None:
        self.ground = ground
        self.begins = timezone.localtime(at - NOTICE_AT).replace(hour=10, minute=0, second=0)
        self.manager, self.post_id, self.company_id = self._company()
        self.contract_id = self._contract()
        self.id = self._opened()

    def after(self, days: int) -> datetime:
        """So many days after the notice."""
        return self.begins + timedelta(days=days)

    def day(self, days: int) -> date:
        """The day of it."""
        return timezone.localdate(self.after(days))

    def play(self) -> UUID:
        """Lead it to the takeover and close it."""
        self._name_group()
        for kind, what, role, due, _done in PLAN:
            actions.plan_milestone(
                **self._on(1), kind=kind, what=what, role=role, due_on=self.day(due)
            )
        self._say_how_it_stands(ProblemState.COVERED, 2)
        self._ask()
        self._meet(0)
        self._link_election()
        self._meet(1)
        self._take_over(PLAN[2][4] - 1)
        self._meet(2)
        self._say_how_it_stands(ProblemState.SOLVED, PLAN[2][4])
        actions.close_withdrawal(
            **self._on(PLAN[2][4]),
            result=f"业主选出业主委员会；清单交接完毕，三方签字，由{COMPANIES[3]}接管。",
        )
        return self.id

    def _on(self, days: int) -> dict[str, Any]:
        found = queries.withdrawal(TENANT, self.id)
        if found is None:
            raise LookupError("the demo's withdrawal")
        return {
            "actor": self.ground.runner,
            "withdrawal_id": self.id,
            "version": found.version,
            "at": self.after(days),
        }

    def _company(self) -> tuple[Actor, UUID, UUID]:
        """The company that leaves, with a manager who can still sign for it."""
        at, here = self.begins, self.ground.compound
        company = people.found_organisation(
            actor=self.ground.system,
            kind=OrganisationKind.PROPERTY_SERVICE_PROVIDER,
            name=FORMER,
            place_id=here,
            duty_phone="",
            valid_from=SIGNED,
            at=at,
        )
        seat = Seating(
            PostKind.PROPERTY_MANAGER,
            here,
            "property-former",
            "示例项目经理原",
            organisation_id=company.id,
            own_name=f"{COMPOUND}原项目部",
        )
        [post_id] = people.staff_places(
            actor=self.ground.system, seatings=[seat], valid_from=SIGNED, at=at
        )
        return actor_of(TENANT, "property-former", at), post_id, company.id

    def _contract(self) -> UUID:
        """The contract from before owners could vote, and the company's notice."""
        made = money.sign_property_contract(
            actor=self.ground.runner,
            place_id=self.ground.compound,
            draft=PropertyDraft(
                organisation_id=self.company_id,
                basis=Basis.BEFORE,
                basis_words="前期物业服务合同（示例数据）",
                words="保洁、秩序、公共部位维修。",
                fees="每平方米每月 0.8 元",
                starts_on=SIGNED,
                items=[ItemDraft(ServiceKind.CLEANING, "每天清运垃圾")],
            ),
            key="demo-withdrawal-contract",
            at=self.begins,
        )
        notice = NoticeDraft(Side.COMPANY, self.day(0), self.day(30), "亏损，月底撤出")
        money.give_notice(
            actor=self.ground.runner,
            contract_id=made.id,
            draft=notice,
            version=made.version,
            at=self.begins,
        )
        return made.id

    def _opened(self) -> UUID:
        made = actions.open_withdrawal(
            actor=self.ground.runner,
            draft=WithdrawalDraft(
                contract_id=self.contract_id,
                announced_on=self.day(0),
                leaves_on=self.day(30),
                words=f"{FORMER}张贴通知，一个月后撤出{COMPOUND}{BY_RULES_OF_TODAY}。"
                "街道成立问题处理小组，先保清运、值守和电梯，再由业主选出业主委员会。",
                problems=[ProblemDraft(kind, words, role) for kind, words, role, *_ in PROBLEMS],
            ),
            key="demo-withdrawal",
            at=self.after(1),
        )
        return made.id

    def _name_group(self) -> None:
        for title, name, charge in GROUP:
            actions.name_task_member(**self._on(1), title=title, name=name, charge=charge)

    def _say_how_it_stands(self, state: ProblemState, days: int) -> None:
        found = queries.withdrawal(TENANT, self.id)
        rows = queries.problems_of(found) if found else []
        for row, (_kind, _words, role, stopgap, solved) in zip(rows, PROBLEMS, strict=True):
            covered = state is ProblemState.COVERED
            actions.meet_problem(
                **self._on(days),
                problem_id=row.id,
                state=state,
                role=role,
                measure=stopgap if covered else solved,
                until=self.day(days + 300) if covered else None,
            )

    def _ask(self) -> None:
        for theme, heads, words in TALKS:
            actions.keep_interview(
                actor=self.ground.runner,
                place_id=self.ground.compound,
                about_kind=SUBJECT,
                about_id=self.id,
                theme=theme,
                how=InterviewHow.VISIT,
                heads=heads,
                words=words,
                held_on=self.day(5),
                key=f"demo-withdrawal-{theme}",
                at=self.after(5),
            )

    def _link_election(self) -> None:
        """The election that the demo holds there anyway."""
        found = elections.elections_at(TENANT, [self.ground.compound])
        held = next(one for one in found if one.kind == ElectionKind.OWNERS_COMMITTEE)
        actions.lead_on(**self._on(PLAN[1][4]), link=LinkKind.ELECTION, subject_id=held.id)

    def _meet(self, number: int) -> None:
        found = queries.withdrawal(TENANT, self.id)
        plan = queries.milestones_of(found) if found else []
        actions.meet_milestone(**self._on(PLAN[number][4]), milestone_id=plan[number].id)

    def _take_over(self, days: int) -> None:
        """List, hand over, sign on three sides; then the company's post ends."""
        at = self.after(days)
        given: dict[str, Any] = {"contract_id": self.contract_id, "at": at}
        money.list_takeover(
            actor=self.ground.runner,
            items=[
                HandoverDraft(HandoverKind.DATA, "竣工图和电梯维保档案"),
                HandoverDraft(HandoverKind.DATA, "业主清册和收费台账"),
            ],
            version=self._version(),
            **given,
        )
        contract = books.property_contract(TENANT, self.contract_id)
        papers, ledger = books.takeover_items(contract) if contract else []
        money.mark_handed(
            actor=self.ground.runner, item_id=papers.id, version=self._version(), **given
        )
        money.dispute_item(
            actor=self.ground.runner,
            item_id=ledger.id,
            words="缺 2021 年以前的收费台账",
            version=self._version(),
            **given,
        )
        signers = {
            TakeoverSide.COMPANY: self.manager,
            TakeoverSide.COMMITTEE: actor_of(TENANT, f"committee-{nick_of(COMPOUND)}", at),
            TakeoverSide.OFFICE: self.ground.office,
        }
        for side, actor in signers.items():
            money.sign_takeover(
                actor=actor,
                side=side,
                by_whom=COMPANIES[3],
                version=self._version(),
                **given,
            )
        people.close_post(
            actor=self.ground.system, post_id=self.post_id, last_day=self.day(days + 1), at=at
        )

    def _version(self) -> int:
        contract = books.property_contract(TENANT, self.contract_id)
        return contract.version if contract else 0


def play_withdrawal(at: datetime) -> UUID:
    """Play the withdrawal at 颐和庄园, after its election was played; answer its id."""
    ground = demo_ground(COMMUNITY, COMPOUND, at - NOTICE_AT)
    return WithdrawalPlay(ground, at).play()
