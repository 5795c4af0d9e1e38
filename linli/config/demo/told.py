"""Four histories that the report of 2012 names, told in full with invented people."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils import timezone

from linli.cases.rules import CaseDraft, CaseType, History, Outcome, Source, Urgency, Verb
from linli.config.demo.lives import SEED, Cast, Telling
from linli.config.demo.places import key
from linli.kernel.actor import nobody
from linli.kernel.posts import PostKind

_MORNING = (9, 20)


def told_histories(cast: Cast, now: datetime) -> list[History]:
    """Wage arrears, avian flu prevention, redevelopment, heating."""
    tellers: tuple[tuple[Callable[[Cast, Telling], CaseDraft], int], ...] = (
        (_wages, 118),
        (_poultry, 87),
        (_redevelopment, 210),
        (_heating, 9),
    )
    return [_told(cast, tell, days, now) for tell, days in tellers]


def _told(
    cast: Cast, tell: Callable[[Cast, Telling], CaseDraft], days: int, now: datetime
) -> History:
    hour, minute = _MORNING
    begun = timezone.localtime(now).replace(hour=hour, minute=minute, second=0, microsecond=0)
    begun -= timedelta(days=days)
    telling = Telling(random.Random(SEED + days), begun, now)  # noqa: S311 - not a secret
    telling.slow = 1
    draft = tell(cast, telling)
    return History(
        draft=draft,
        by=nobody(cast.tenant),
        happenings=tuple(telling.told),
    )


def _wages(cast: Cast, telling: Telling) -> CaseDraft:
    place = "天成首府"
    officer = cast.at(PostKind.INFORMATION_OFFICER, "天成")
    secretary = cast.at(PostKind.SECRETARY, "天成")
    office = cast.at(PostKind.GOVERNANCE_OFFICER)
    sender = nobody(cast.tenant)
    telling.then(
        Verb.SORT,
        officer,
        hours=(0.5, 1),
        category_id=cast.categories["劳动保障/工资/农民工工资"],
        type=CaseType.REFERRAL,
        urgency=Urgency.ORDINARY,
    )
    telling.then(
        Verb.DISPATCH,
        officer,
        hours=(0.3, 1),
        post_id=office.post.post_id if office.post else None,
        text="涉及欠薪，按程序请办事处转劳动保障监察。",
    )
    telling.then(Verb.ACCEPT, office, hours=(0.5, 2))
    telling.then(
        Verb.NOTE, office, hours=(1, 3), text="已电话核对：木工班组 8 人，两个月工钱，有记工单。"
    )
    telling.then(
        Verb.HAND_OVER,
        office,
        hours=(0.5, 1),
        name="示例区劳动保障监察机构",
        text="天成首府装修工程木工班组反映两个月工钱未付，有记工单，请依法处理并回告结果。",
    )
    telling.then(
        Verb.OUTSIDE_RESULT,
        office,
        hours=(90, 130),
        text="已责令限期支付，工钱已发到本人工资卡。",
        number="示例监察 0118",
    )
    telling.then(
        Verb.ANSWER,
        office,
        hours=(2, 6),
        text="劳动保障监察机构已责令施工单位限期支付，8 人的工钱已全部发到本人工资卡。今后再遇到拖欠，"
        "可直接拨打 12333，也可以到社区窗口，由法律联络员陪同。",
    )
    telling.then(Verb.APPROVE, secretary, hours=(1, 3))
    telling.then(Verb.RATE, sender, hours=(5, 20), outcome=Outcome.SOLVED, text="钱拿到了，谢谢。")
    return CaseDraft(
        title="木工班组两个月工钱没有给",
        body="我们在天成首府做装修，一共 8 个木工，干了两个月，工头总说再等等。"
        "大家都有记工单，眼看要回家了，想问找谁能要到。",
        source=Source.WEB,
        place_id=key(place),
        received_at=telling.begun,
        may_publish=False,
    )


def _poultry(cast: Cast, telling: Telling) -> CaseDraft:
    officer = cast.at(PostKind.INFORMATION_OFFICER, "菜市口")
    telling.then(
        Verb.SORT,
        officer,
        hours=(0.2, 1),
        category_id=cast.categories["环境卫生/疫病防控/禽流感防控"],
        type=CaseType.QUESTION,
        urgency=Urgency.ORDINARY,
    )
    telling.then(Verb.ACCEPT, officer, hours=(0.2, 1))
    telling.then(
        Verb.HAND_OVER,
        officer,
        hours=(0.5, 2),
        name="示例区动物疫病预防控制机构",
        text="菜市口老街早市有活禽摊，居民询问禽流感防控，请到场指导消毒。",
    )
    telling.then(
        Verb.OUTSIDE_RESULT,
        officer,
        hours=(20, 30),
        text="已到早市检查，活禽摊已停售，场地消毒两次，未见异常。",
    )
    telling.then(
        Verb.ANSWER,
        officer,
        hours=(1, 4),
        text="早市活禽摊已停售，场地消毒两次，检查未见异常。请大家买经过检疫的禽肉，鸡蛋煮熟再吃；"
        "发现成批死禽不要碰，打 12345 或社区电话，有人上门处理。",
    )
    telling.then(Verb.CLOSE, officer, hours=(20, 40))
    telling.then(Verb.PUBLISH, officer, hours=(0.5, 1))
    return CaseDraft(
        title="早市还在卖活鸡，禽流感要紧吗",
        body="菜市口老街早市还有人卖活鸡，看新闻说外地有禽流感，老人小孩天天从那儿过，"
        "要不要紧，社区有没有人管？",
        source=Source.WEB,
        place_id=key("菜市口老街"),
        received_at=telling.begun,
        may_publish=True,
    )


def _redevelopment(cast: Cast, telling: Telling) -> CaseDraft:
    officer = cast.at(PostKind.INFORMATION_OFFICER, "赵庄西街")
    secretary = cast.at(PostKind.SECRETARY, "赵庄西街")
    sender = nobody(cast.tenant)
    post = secretary.post.post_id if secretary.post else None
    telling.then(
        Verb.SORT,
        officer,
        hours=(1, 3),
        category_id=cast.categories["城市更新/改造/老旧小区改造"],
        type=CaseType.ADVICE,
        urgency=Urgency.ORDINARY,
    )
    telling.then(Verb.ACCEPT, officer, hours=(0.5, 2))
    telling.then(
        Verb.ASK, officer, hours=(2, 5), text="您说的“先听大家的”，是希望开会，还是入户填表？"
    )
    telling.then(Verb.REPLY, sender, hours=(5, 20), text="都要。年轻人上班，晚上开会才来得了。")
    telling.then(
        Verb.ANSWER,
        officer,
        hours=(20, 40),
        text="已向上级反映，征求意见安排公布后再开会。",
    )
    telling.then(
        Verb.RATE,
        sender,
        hours=(10, 30),
        outcome=Outcome.NOT_SOLVED,
        text="等于没答，什么时候开会都没说。",
        post_id=post,
    )
    telling.then(Verb.ACCEPT, secretary, hours=(1, 4))
    telling.then(Verb.START, secretary, hours=(2, 6), text="已约定下周三、周四晚七点开两场恳谈会。")
    telling.then(
        Verb.ANSWER,
        secretary,
        hours=(60, 90),
        text="两场恳谈会已开，到会 63 户，意见 41 条已分类贴在公告栏，逐条写明采纳与否和理由。"
        "改造名单和补偿标准以政府公告为准，社区不代签任何协议。",
    )
    telling.then(
        Verb.RATE, sender, hours=(10, 40), outcome=Outcome.PARTLY, text="会开了，还要看后面。"
    )
    return CaseDraft(
        title="平房区改造，先听听大家的",
        body="听说赵庄平房这一片要改造，说法很多。建议定方案以前先听听大家的，别等定了再通知。",
        source=Source.WEB,
        place_id=key("赵庄平房"),
        received_at=telling.begun,
        may_publish=True,
    )


def _heating(cast: Cast, telling: Telling) -> CaseDraft:
    officer = cast.at(PostKind.INFORMATION_OFFICER, "康居园")
    company = cast.at(PostKind.PROPERTY_MANAGER, "康居园一区")
    office = cast.at(PostKind.GOVERNANCE_OFFICER)
    sender = nobody(cast.tenant)
    telling.then(
        Verb.SORT,
        officer,
        hours=(0.1, 0.5),
        category_id=cast.categories["水电气暖/供暖/暖气不热"],
        type=CaseType.REPAIR,
        urgency=Urgency.UTILITY,
    )
    telling.then(
        Verb.DISPATCH,
        officer,
        hours=(0.1, 0.3),
        post_id=company.post.post_id if company.post else None,
    )
    telling.then(Verb.PRESS, office, hours=(1, 2), text="同一栋楼三户反映，请今天到场。")
    telling.then(Verb.ACCEPT, company, hours=(0.2, 0.5))
    telling.then(Verb.START, company, hours=(0.5, 1), text="维修班已到换热站，正在排气。")
    telling.then(Verb.NOTE, company, hours=(1, 2), text="三单元立管堵塞，下午换阀。")
    telling.then(
        Verb.ANSWER,
        company,
        hours=(3, 5),
        text="三单元立管堵塞，已换阀并排气，当晚复测室温 20.5 度，第三天再测 21 度。"
        "还不热的住户请打换热站值班电话，24 小时有人。",
    )
    telling.then(Verb.RATE, sender, hours=(20, 30), outcome=Outcome.SOLVED, text="热了，来得快。")
    return CaseDraft(
        title="康居园一区 3 号楼整个单元暖气不热",
        body="康居园一区 3 号楼三单元从昨天起暖气就不热，室内只有 14 度，"
        "楼里有刚出院的老人，请今天派人来。",
        source=Source.WEB,
        urgency=Urgency.UTILITY,
        place_id=key("康居园一区", 3),
        received_at=telling.begun,
        may_publish=True,
    )
