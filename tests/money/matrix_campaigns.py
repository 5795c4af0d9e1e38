"""Every act of collections, companies, own services and premises, each where it belongs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from linli.kernel.actor import Actor
from linli.money import actions, queries
from linli.money.actions import (
    CampaignDraft,
    CommunityServiceDraft,
    FacilityDraft,
    HandoverDraft,
    NoticeDraft,
    PremisesActDraft,
    PremisesDraft,
    PropertyDraft,
    RenewalDraft,
    TaskDraft,
)
from linli.money.models import Campaign, Contribution, PropertyContract, ServiceTask
from linli.money.rules import (
    Basis,
    HandoverKind,
    IfLeft,
    IfMissed,
    PaidBy,
    PremisesAct,
    PremisesUse,
    Rhythm,
    ServiceKind,
    ServiceMode,
    Side,
)
from tests.money.builders import AT, ON
from tests.money.matrix_scenes import Do, Scene, key
from tests.money.service_builders import CARRIED, ENDS, ITEMS, ServiceGround, fresh
from tests.money.works_builders import WorksGround

AFTER = AT + timedelta(days=16)
LAST = AFTER.date()


def _open_campaign() -> Scene:
    ground = WorksGround()
    allowed = ground.decided(fund=ground.given)
    draft = CampaignDraft(
        allowed.fund_id, "自愿出资", "自愿。", 300_000, ON, ON + timedelta(days=14),
        IfMissed.REFUND, IfLeft.SHARE_OUT, houses=ground.buildings(40),
    )  # fmt: skip
    return Scene(
        ground,
        lambda actor: actions.open_campaign(
            actor=actor, matter_id=allowed.matter_id, draft=draft, key=key(), at=AT
        ),
    )


def _of_campaign(make: Callable[[WorksGround], Campaign], act: str) -> Callable[[], Scene]:
    def made() -> Scene:
        ground = WorksGround()
        campaign = make(ground)
        matters = (campaign.matter_id, campaign.fund_id)
        return Scene(ground, _CAMPAIGN[act](ground, campaign), matters)

    return made


def _raising(ground: WorksGround) -> Campaign:
    return ground.campaign()


def _given_five(ground: WorksGround) -> Campaign:
    campaign = ground.campaign()
    ground.gave(campaign, times=5)
    return campaign


def _ended(ground: WorksGround, campaign: Campaign) -> Campaign:
    return actions.end_campaign(actor=ground.secretary, campaign_id=campaign.id, at=AFTER)


def _missed(ground: WorksGround) -> Campaign:
    campaign = ground.campaign(if_missed=IfMissed.DECIDE_AGAIN)
    ground.gave(campaign)
    return _ended(ground, campaign)


def _reached(ground: WorksGround) -> Campaign:
    campaign = ground.campaign(target_yuan=100)
    ground.gave(campaign)
    return _ended(ground, campaign)


def _entered(ground: WorksGround) -> Campaign:
    campaign = _reached(ground)
    ground.checked(
        actions.enter_receipts(
            actor=ground.treasurer, campaign_id=campaign.id, on=LAST, key=key(), at=AFTER
        )
    )
    return campaign


def _refunding(ground: WorksGround) -> Campaign:
    campaign = ground.campaign()
    ground.gave(campaign)
    return _ended(ground, campaign)


def _given_back(ground: WorksGround) -> Campaign:
    campaign = _refunding(ground)
    actions.give_back(
        actor=ground.treasurer, campaign_id=campaign.id, code=_code(campaign), on=LAST, at=AFTER
    )
    return campaign


def _code(campaign: Campaign) -> str:
    return str(Contribution.objects.filter(campaign=campaign).latest("id").code)


def _pledge(ground: WorksGround, campaign: Campaign) -> Do:
    return lambda actor: actions.pledge(
        actor=actor, campaign_id=campaign.id, building_id=None, fen=100, key=key(), at=AT
    )


def _withdraw(ground: WorksGround, campaign: Campaign) -> Do:
    code = ground.pledged(campaign, actor=ground.giver()).code
    return lambda actor: actions.withdraw_pledge(
        actor=actor, campaign_id=campaign.id, code=code, at=AT
    )


def _take_in(ground: WorksGround, campaign: Campaign) -> Do:
    code = ground.pledged(campaign).code
    return lambda actor: actions.take_in(
        actor=actor, campaign_id=campaign.id, code=code, fen=100, paid_by=PaidBy.CASH, on=ON, at=AT
    )


def _give_back(_ground: WorksGround, campaign: Campaign) -> Do:
    code = _code(campaign)
    return lambda actor: actions.give_back(
        actor=actor, campaign_id=campaign.id, code=code, on=LAST, at=AFTER
    )


def _booked(act: Callable[..., object]) -> Callable[[WorksGround, Campaign], Do]:
    return lambda _ground, campaign: (
        lambda actor: act(actor=actor, campaign_id=campaign.id, on=LAST, key=key(), at=AFTER)
    )


def _decided_anew(
    act: Callable[..., object], **facts: object
) -> Callable[[WorksGround, Campaign], Do]:
    return lambda _ground, campaign: (
        lambda actor: act(actor=actor, campaign_id=campaign.id, at=AFTER, **facts)
    )


_CAMPAIGN: dict[str, Callable[[WorksGround, Campaign], Do]] = {
    "pledge": _pledge,
    "withdraw_pledge": _withdraw,
    "take_in": _take_in,
    "give_back": _give_back,
    "enter_receipts": _booked(actions.enter_receipts),
    "enter_refunds": _booked(actions.enter_refunds),
    "release_money": _booked(actions.release_money),
    "end_campaign": _decided_anew(actions.end_campaign),
    "go_on_with_less": _decided_anew(actions.go_on_with_less, basis="决议 0008"),
    "begin_refund": _decided_anew(actions.begin_refund, basis="决议 0008"),
    "share_out_rest": _decided_anew(actions.share_out_rest, basis="决算", fen=100),
}
OF_CAMPAIGNS: dict[str, Callable[[], Scene]] = {
    "open_campaign": _open_campaign,
    **{
        act: _of_campaign(make, act)
        for act, make in {
            "pledge": _raising,
            "withdraw_pledge": _raising,
            "take_in": _raising,
            "give_back": _refunding,
            "enter_receipts": _given_five,
            "enter_refunds": _given_back,
            "release_money": _entered,
            "end_campaign": _raising,
            "go_on_with_less": _missed,
            "begin_refund": _missed,
            "share_out_rest": _reached,
        }.items()
    },
}


def _sign_property_contract() -> Scene:
    ground = ServiceGround()
    place_id = ground.compound.id
    draft = PropertyDraft(
        ground.property_company.id, Basis.EARLIER_VOTE, "业主大会表决", "保洁。", "每月 1.2 元",
        date(2026, 1, 1), ENDS, items=ITEMS,
    )  # fmt: skip
    return Scene(
        ground,
        lambda actor: actions.sign_property_contract(
            actor=actor, place_id=place_id, draft=draft, key=key(), at=AT
        ),
    )


def _of_contract(
    make: Callable[[ServiceGround], PropertyContract], act: str
) -> Callable[[], Scene]:
    def made() -> Scene:
        ground = ServiceGround()
        contract = make(ground)
        return Scene(ground, _CONTRACT[act](ground, contract))

    return made


def _listed(ground: ServiceGround) -> PropertyContract:
    contract = ground.leaving()
    ground.listed(contract, "竣工图")
    return fresh(contract)


def _disputed(ground: ServiceGround) -> PropertyContract:
    contract = _listed(ground)
    item = queries.takeover_items(contract)[0]
    return actions.dispute_item(
        actor=ground.secretary, contract_id=contract.id, item_id=item.id, words="缺页",
        version=contract.version, at=AT,
    )  # fmt: skip


def _act(
    act: Callable[..., object], *, on_item: bool = False, **facts: object
) -> Callable[[ServiceGround, PropertyContract], Do]:
    def made(_ground: ServiceGround, contract: PropertyContract) -> Do:
        item = {"item_id": queries.takeover_items(contract)[0].id} if on_item else {}
        on = {"contract_id": contract.id, "version": contract.version, "at": AT}
        return lambda actor: act(actor=actor, **on, **item, **facts)

    return made


def _open_survey(_ground: ServiceGround, contract: PropertyContract) -> Do:
    return lambda actor: actions.open_survey(
        actor=actor, contract_id=contract.id, closes_on=ON + timedelta(days=9), at=AT
    )


def _answer_survey(ground: ServiceGround, contract: PropertyContract) -> Do:
    survey = actions.open_survey(
        actor=ground.secretary, contract_id=contract.id, closes_on=ON + timedelta(days=9), at=AT
    )
    return lambda actor: actions.answer_survey(
        actor=actor, survey_id=survey.id, answers={ServiceKind.WHOLE: True}, at=AT
    )


_CONTRACT: dict[str, Callable[[ServiceGround, PropertyContract], Do]] = {
    "note_service_vote": _act(actions.note_service_vote, vote_number="SL-XJ-2026-0007"),
    "renew_contract": _act(
        actions.renew_contract,
        draft=RenewalDraft(CARRIED, ENDS + timedelta(days=1), ENDS + timedelta(days=366)),
    ),
    "give_notice": _act(
        actions.give_notice,
        draft=NoticeDraft(Side.COMPANY, ON, ON + timedelta(days=90), "书面通知"),
    ),
    "list_takeover": _act(
        actions.list_takeover, items=[HandoverDraft(HandoverKind.DATA, "业主名册")]
    ),
    "mark_handed": _act(actions.mark_handed, on_item=True),
    "dispute_item": _act(actions.dispute_item, on_item=True, words="缺页"),
    "settle_item": _act(actions.settle_item, on_item=True, words="补齐"),
    "open_survey": _open_survey,
    "answer_survey": _answer_survey,
}


def _note_facility() -> Scene:
    ground = ServiceGround()
    place_id, draft = ground.compound.id, FacilityDraft(HandoverKind.FACILITIES, "电梯", "3号楼", 2)
    return Scene(
        ground,
        lambda actor: actions.note_facility(actor=actor, place_id=place_id, draft=draft, at=AT),
    )


def _open_community_service() -> Scene:
    ground = ServiceGround()
    place_id = ground.compound.id
    draft = CommunityServiceDraft(
        ServiceMode.STANDING, "示例自管", "示例居代会", "决议 0002", "自己管。", ON
    )
    return Scene(
        ground,
        lambda actor: actions.open_community_service(
            actor=actor, place_id=place_id, draft=draft, key=key(), at=AT
        ),
    )


def _of_service(act: Callable[..., object], **facts: object) -> Callable[[], Scene]:
    def made() -> Scene:
        ground = ServiceGround()
        service = ground.own_service
        on = {"service_id": service.id, "version": service.version, "at": AT}
        task = ServiceTask.objects.filter(service=service).latest("id")
        more = {"task_id": task.id} if act is actions.do_task else {}
        return Scene(ground, lambda actor: act(actor=actor, **on, **more, **facts))

    return made


def _note_premises() -> Scene:
    ground = WorksGround()
    place_id = ground.compound.id
    draft = PremisesDraft("示例开发公司", PremisesUse.ELDERS, "3 号楼", 10_000, "通知书", ON)
    return Scene(
        ground,
        lambda actor: actions.note_premises_duty(
            actor=actor, place_id=place_id, draft=draft, key=key(), at=AT
        ),
    )


def _act_on_premises() -> Scene:
    ground = WorksGround()
    duty = ground.owed()

    def do(actor: Actor) -> object:
        return actions.act_on_premises(
            actor=actor, duty_id=duty.id, draft=PremisesActDraft(PremisesAct.ASKED, ON, "发函"),
            version=duty.version, at=AT,
        )  # fmt: skip

    return Scene(ground, do)


OF_SERVICE: dict[str, Callable[[], Scene]] = {
    "sign_property_contract": _sign_property_contract,
    **{
        act: _of_contract(make, act)
        for act, make in {
            "note_service_vote": ServiceGround.signed,
            "renew_contract": ServiceGround.signed,
            "give_notice": ServiceGround.signed,
            "list_takeover": _listed,
            "mark_handed": _listed,
            "dispute_item": _listed,
            "settle_item": _disputed,
            "open_survey": ServiceGround.signed,
            "answer_survey": ServiceGround.signed,
        }.items()
    },
    "note_facility": _note_facility,
    "open_community_service": _open_community_service,
    "add_service_task": _of_service(
        actions.add_service_task,
        draft=TaskDraft(ServiceKind.CLEANING, "扫雪", Rhythm.WHEN_NEEDED, "轮值"),
    ),
    "do_task": _of_service(actions.do_task, on=ON),
    "end_community_service": _of_service(actions.end_community_service, on=ON, words="移交新物业"),
    "note_premises_duty": _note_premises,
    "act_on_premises": _act_on_premises,
}
