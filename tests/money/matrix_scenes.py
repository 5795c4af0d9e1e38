"""Every act of money, each in the scene where it belongs, for whoever wants to do it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID, uuid4

from django.db import transaction

from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, NotAllowed, Refused
from linli.money import actions, queries
from linli.money.actions import (
    BankPaper,
    ChangeDraft,
    QuotationDraft,
    WorksDraft,
)
from linli.money.models import BankStatement, Quotation, Works, WorksChange
from linli.money.rules import (
    AccountKind,
    Duty,
    FundKind,
    Move,
    Outcome,
    VoucherKind,
    WorksKind,
)
from tests.money.builders import AT, ON, Ground, account_of
from tests.money.test_bank import COLUMNS, ONE, TWO, file, taken
from tests.money.works_builders import WorksGround, a_photo

Do = Callable[[Actor], object]
AFTER = AT + timedelta(days=16)


@dataclass
class Scene:
    """An act that waits for its actor, and the matters on which a hand counts for it."""

    ground: Ground
    do: Do
    matters: tuple[UUID, ...] = field(default=())

    def tried_by(self, actor: Actor) -> str:
        """The code of the refusal, or an empty word; nothing stays of what was done."""
        try:
            with transaction.atomic():
                self.do(actor)
                transaction.set_rollback(True)
        except (NotAllowed, Missing) as refusal:
            return refusal.code
        except Refused as refusal:
            return f"unlawful {refusal.code}"
        return ""

    def hand(self, actor: Actor, *duties: Duty) -> None:
        """Give somebody duties on all that counts here."""
        for matter_id in self.matters:
            self.ground.hand(matter_id, account_of(actor), *duties)


def key() -> str:
    """A key that was never sent before."""
    return str(uuid4())


def _open_fund() -> Scene:
    ground = Ground()
    place_id = ground.compound.id
    return Scene(
        ground,
        lambda actor: actions.open_fund(
            actor=actor, place_id=place_id, kind=FundKind.COMMITTEE, name="示例经费",
            on=ON, key=key(), at=AT,
        ),
    )  # fmt: skip


def _name_fund_hand() -> Scene:
    ground = Ground()
    fund_id, whom = ground.fund.id, ground.somebody().pk
    return Scene(
        ground,
        lambda actor: actions.name_fund_hand(
            actor=actor, fund_id=fund_id, account_id=whom, duty=Duty.MAKES, at=AT
        ),
        (fund_id,),
    )


def _unname_fund_hand() -> Scene:
    scene = _name_fund_hand()
    fund_id, whom = scene.matters[0], scene.ground.somebody().pk
    scene.ground.hand(fund_id, whom, Duty.CHECKS)
    scene.do = lambda actor: actions.unname_fund_hand(
        actor=actor, fund_id=fund_id, account_id=whom, duty=Duty.CHECKS, at=AT
    )
    return scene


def _open_account() -> Scene:
    ground = Ground()
    fund_id = ground.fund.id
    return Scene(
        ground,
        lambda actor: actions.open_account(
            actor=actor, fund_id=fund_id, code="5099", kind=AccountKind.WENT_OUT,
            name="示例科目", at=AT,
        ),
    )  # fmt: skip


def _prepare() -> Scene:
    ground = Ground()
    fund_id = ground.fund.id
    return Scene(
        ground,
        lambda actor: actions.prepare_voucher(
            actor=actor, fund_id=fund_id, kind=VoucherKind.RECEIVE, on=ON, words="示例",
            moves=[Move("1002", "4001", 1)], key=key(), at=AT,
        ),
        (fund_id,),
    )  # fmt: skip


def _check() -> Scene:
    ground = Ground()
    made = ground.made(VoucherKind.RECEIVE, 500)
    return Scene(
        ground,
        lambda actor: actions.check_voucher(
            actor=actor, voucher_id=made.id, version=made.version, at=AT
        ),
        (ground.fund.id,),
    )


def _return() -> Scene:
    ground = Ground()
    made = ground.made(VoucherKind.RECEIVE, 500)
    return Scene(
        ground,
        lambda actor: actions.return_voucher(
            actor=actor, voucher_id=made.id, version=made.version, reason="示例", at=AT
        ),
        (ground.fund.id,),
    )


def _reverse() -> Scene:
    ground = Ground()
    entry = ground.receive(500)
    return Scene(
        ground,
        lambda actor: actions.prepare_reversal(
            actor=actor, entry_id=entry.id, on=ON, words="冲正", key=key(), at=AT
        ),
        (ground.fund.id,),
    )


def _close_period() -> Scene:
    ground = Ground()
    fund_id = ground.fund.id
    return Scene(
        ground,
        lambda actor: actions.close_period(
            actor=actor, fund_id=fund_id, month=date(2026, 10, 1), at=AT
        ),
        (fund_id,),
    )


def _take_bank() -> Scene:
    ground = Ground()
    fund_id, content = ground.fund.id, file(ONE, TWO)
    paper = BankPaper("1002", COLUMNS, 86_420_50, 95_900_50)
    return Scene(
        ground,
        lambda actor: actions.take_bank_statement(
            actor=actor, fund_id=fund_id, content=content, paper=paper, at=AT
        ),
        (fund_id,),
    )


def _statement() -> tuple[Ground, BankStatement]:
    ground = Ground()
    ground.receive(1)
    return ground, taken(ground, file(ONE, TWO))


def _line(act: str) -> Callable[[], Scene]:
    def made() -> Scene:
        ground, statement = _statement()
        line = queries.bank_lines(statement)[0]
        entry = ground.receive(line.fen, on=line.on)
        if act == "part":
            actions.match_line(actor=ground.treasurer, line_id=line.id, entry_id=entry.id, at=AT)
        does: dict[str, Do] = {
            "match": lambda actor: actions.match_line(
                actor=actor, line_id=line.id, entry_id=entry.id, at=AT
            ),
            "explain": lambda actor: actions.explain_line(
                actor=actor, line_id=line.id, note="银行更正", at=AT
            ),
            "part": lambda actor: actions.part_line(actor=actor, line_id=line.id, at=AT),
        }
        return Scene(ground, does[act], (ground.fund.id,))

    return made


def _settle() -> Scene:
    ground, statement = _statement()
    for line in queries.bank_lines(statement):
        actions.explain_line(actor=ground.treasurer, line_id=line.id, note="示例", at=AT)
    return Scene(
        ground,
        lambda actor: actions.settle_statement(
            actor=actor, statement_id=statement.id, version=statement.version, at=AT
        ),
        (ground.fund.id,),
    )


def _drop() -> Scene:
    ground, statement = _statement()
    return Scene(
        ground,
        lambda actor: actions.drop_statement(
            actor=actor, statement_id=statement.id, version=statement.version, at=AT
        ),
        (ground.fund.id,),
    )


def _open_works() -> Scene:
    ground = WorksGround()
    allowed = ground.decided()
    draft = WorksDraft(
        WorksKind.CONTRACT, "疏通下水道", "疏通主管。", "示例业委会", authority_id=allowed.id
    )
    return Scene(
        ground,
        lambda actor: actions.open_works(
            actor=actor, matter_id=allowed.matter_id, draft=draft, key=key(), at=AT
        ),
    )


def _of_works(make: Callable[[WorksGround], Works], act: str) -> Callable[[], Scene]:
    def made() -> Scene:
        ground = WorksGround()
        works = make(ground)
        return Scene(ground, _WORKS[act](ground, works), (works.matter_id, ground.fund.id))

    return made


def _quoted(ground: WorksGround) -> Works:
    ground.adopt()
    works = ground.works()
    ground.quote(works, 24_000, 26_000, 28_000)
    return works


def _own_works(ground: WorksGround) -> Works:
    return ground.works(kind=WorksKind.OWN)


def _reported(ground: WorksGround) -> Works:
    works = ground.signed()
    return actions.report_stage(
        actor=ground.executor, works_id=works.id, stage_id=ground.stages(works)[0].id,
        words="做完了", version=works.version, at=AT,
    )  # fmt: skip


def _payable(ground: WorksGround) -> Works:
    return ground.stage_accepted(ground.signed(), 1)


def _changed(ground: WorksGround) -> Works:
    works = ground.signed()
    actions.propose_change(
        actor=ground.executor, works_id=works.id,
        draft=ChangeDraft(ground.stages(works)[1].id, "多换两米", 100),
        version=works.version, at=AT,
    )  # fmt: skip
    return Works.objects.get(id=works.id)


def _all_stages(ground: WorksGround) -> Works:
    return ground.stage_accepted(ground.stage_accepted(ground.signed(), 1), 2)


def _finished(ground: WorksGround) -> Works:
    return ground.finished()


def _on(works: Works) -> dict[str, object]:
    return {"works_id": works.id, "version": works.version, "at": AT}


def _choose(ground: WorksGround, works: Works) -> Do:
    offer = Quotation.objects.filter(works=works).earliest("fen")
    return lambda actor: actions.choose_quotation(actor=actor, quotation_id=offer.id, **_on(works))  # type: ignore[arg-type]


def _accept_stage(ground: WorksGround, works: Works) -> Do:
    stage, photo = ground.stages(works)[0], a_photo()
    return lambda actor: actions.accept_stage(
        actor=actor, stage_id=stage.id, outcome=Outcome.ACCEPTED, words="好", photos=[photo],
        **_on(works),  # type: ignore[arg-type]
    )  # fmt: skip


def _accept_works(ground: WorksGround, works: Works) -> Do:
    photo = a_photo()
    return lambda actor: actions.accept_works(
        actor=actor, outcome=Outcome.ACCEPTED, words="好", photos=[photo],
        **_on(works),  # type: ignore[arg-type]
    )  # fmt: skip


def _quote(ground: WorksGround, works: Works) -> Do:
    draft = QuotationDraft("示例管道公司甲", 100, 30, ON)
    return lambda actor: actions.add_quotation(actor=actor, works_id=works.id, draft=draft, at=AT)


def _pay_stage(ground: WorksGround, works: Works) -> Do:
    stage = ground.stages(works)[0]
    return lambda actor: actions.pay_stage(
        actor=actor, works_id=works.id, stage_id=stage.id, on=ON, key=key(), at=AT
    )


def _answer_change(ground: WorksGround, works: Works) -> Do:
    change = WorksChange.objects.get(works=works)
    return lambda actor: actions.answer_change(
        actor=actor,
        change_id=change.id,
        agreed=True,
        answer="好",
        **_on(works),  # type: ignore[arg-type]
    )


_WORKS: dict[str, Callable[[WorksGround, Works], Do]] = {
    "add_quotation": _quote,
    "choose_quotation": _choose,
    "choose_again": lambda _ground, works: (
        lambda actor: actions.choose_again(
            actor=actor,
            reason="示例",
            **_on(works),  # type: ignore[arg-type]
        )
    ),
    "sign_contract": lambda ground, works: (
        lambda actor: actions.sign_contract(
            actor=actor,
            draft=ground.contract(),
            **_on(works),  # type: ignore[arg-type]
        )
    ),
    "begin_own_works": lambda _ground, works: (
        lambda actor: actions.begin_own_works(
            actor=actor,
            starts_on=ON,
            due_on=ON,
            **_on(works),  # type: ignore[arg-type]
        )
    ),
    "report_stage": lambda ground, works: (
        lambda actor: actions.report_stage(
            actor=actor,
            stage_id=ground.stages(works)[0].id,
            words="做完了",
            **_on(works),  # type: ignore[arg-type]
        )
    ),
    "accept_stage": _accept_stage,
    "pay_stage": _pay_stage,
    "propose_change": lambda ground, works: (
        lambda actor: actions.propose_change(
            actor=actor,
            draft=ChangeDraft(ground.stages(works)[1].id, "多换", 100),
            **_on(works),  # type: ignore[arg-type]
        )
    ),
    "answer_change": _answer_change,
    "finish_works": lambda _ground, works: (
        lambda actor: actions.finish_works(
            actor=actor,
            result="疏通 420 米",
            **_on(works),  # type: ignore[arg-type]
        )
    ),
    "accept_works": _accept_works,
    "send_back": lambda _ground, works: (
        lambda actor: actions.send_back(
            actor=actor,
            reason="示例",
            **_on(works),  # type: ignore[arg-type]
        )
    ),
    "stop_works": lambda _ground, works: (
        lambda actor: actions.stop_works(
            actor=actor,
            reason="示例",
            **_on(works),  # type: ignore[arg-type]
        )
    ),
}
OF_WORKS: dict[str, Callable[[], Scene]] = {
    act: _of_works(make, act)
    for act, make in {
        "add_quotation": _quoted,
        "choose_quotation": _quoted,
        "choose_again": WorksGround.chosen,
        "sign_contract": WorksGround.chosen,
        "begin_own_works": _own_works,
        "report_stage": WorksGround.signed,
        "accept_stage": _reported,
        "pay_stage": _payable,
        "propose_change": WorksGround.signed,
        "answer_change": _changed,
        "finish_works": _all_stages,
        "accept_works": _finished,
        "send_back": _finished,
        "stop_works": _quoted,
    }.items()
}
OF_BOOKS: dict[str, Callable[[], Scene]] = {
    "open_fund": _open_fund,
    "name_fund_hand": _name_fund_hand,
    "unname_fund_hand": _unname_fund_hand,
    "open_account": _open_account,
    "prepare_voucher": _prepare,
    "check_voucher": _check,
    "return_voucher": _return,
    "prepare_reversal": _reverse,
    "close_period": _close_period,
    "take_bank_statement": _take_bank,
    "match_line": _line("match"),
    "explain_line": _line("explain"),
    "part_line": _line("part"),
    "settle_statement": _settle,
    "drop_statement": _drop,
    "open_works": _open_works,
}
