"""The words of the decisions that are rehearsed and shown."""

from __future__ import annotations

from datetime import timedelta

from linli.config.rehearsal.decision import Story
from linli.config.rehearsal.works import ByCollection, ByHand, Spending
from linli.decisions.actions import Way
from linli.decisions.rules import StepKind

SEWER_FEN = 1_860_000
SEWER = Story(
    matter_type="self_raised_works",
    title="疏通小区下水道",
    text="清掏主管 420 米，更换破损支管 6 处，最多花 18,600 元，由居民自愿出资，不愿出的不受影响。",
    idea="一下雨就返水，希望疏通下水道。",
    question="下水道怎样疏通？",
    ways=(
        Way("全面疏通并换破损支管", "一次做好，十二个月保修。", SEWER_FEN),
        Way("只清掏主管", "花钱少，支管仍会堵。", 900_000),
    ),
    objection="担心出了钱工程质量没人管。",
    answer="由两名居民代表现场验收，合格才付款，保修十二个月。",
    minutes=(
        "会议听取了征求意见情况。党组织、居代会、业委会、居务监督各方同意提交居代会表决。"
        "列席人员建议雨季前完工。"
    ),
    advice="建议雨季前完工。",
    limit_fen=SEWER_FEN,
    old_rules=True,
)
SEWER_WORKS = ByCollection(
    title="下水道疏通工程",
    words="清掏主管 420 米，更换破损支管 6 处，路面已恢复。",
    target_fen=SEWER_FEN,
    fund="下水道疏通自筹款",
)
FENCE = Story(
    matter_type="common_space",
    title="建围栏、划停车位",
    text=(
        "在小区南侧建围栏 180 米，划停车位 64 个。围栏和车位占用共有部分，居代会不能决定，"
        "由全体业主依照民法典第278条共同决定。"
    ),
    idea="车乱停，消防通道常被占，希望建围栏、划车位。",
    question="围栏建在哪里、车位怎样划？",
    ways=(
        Way("南侧围栏，车位划在东路", "不占绿地。"),
        Way("四面围栏", "花钱多，救护车绕行。"),
    ),
    objection="围栏会不会挡住消防通道？",
    answer="不会。消防通道两侧不设围栏，宽度不少于四米。",
    minutes="各方同意：居代会无权决定共有部分，提交业主共同决定；需要四分之三以上同意。",
    old_rules=True,
)


def heating(limit_fen: int) -> Story:
    """The heating fee of a compound, up to a sum (E4)."""
    return Story(
        matter_type="fee_campaign",
        title="接入集中供热",
        text="全院接入集中供热，每户开口费 2,000 元，自愿缴纳，缴费户达到八成即统一接入。",
        idea="自己烧锅炉又贵又不安全，希望接入集中供热。",
        question="怎样缴开口费？",
        ways=(Way("达到八成就统一接入", "不足八成全部退回。"), Way("分两批接入", "工期长。")),
        objection="缴了钱接不上怎么办？",
        answer="达不到八成全部退回，账目按楼栋公布。",
        minutes="各方同意提交居代会表决；只按楼栋公布进度，不公布个人。",
        limit_fen=limit_fen,
        old_rules=True,
    )


def siting(community: str) -> Story:
    """Where the premises of a community are to stand (E1)."""
    return Story(
        matter_type="premises_siting",
        title=f"{community}社区用房选址",
        text="社区办公服务用房选在小区原锅炉房旧址，面积三百平方米，一层设便民窗口和日间照料室。",
        idea="社区办事的地方太小，老人上二楼不方便。",
        question="社区用房建在哪里？",
        ways=(
            Way("锅炉房旧址改建", "不占绿地，离各楼都近。"),
            Way("活动广场东侧新建", "占用广场。"),
        ),
        objection="施工会不会堵住我们楼前的路？",
        answer="材料从西门进，楼前道路不占用；施工只在白天。",
        minutes="各方同意选锅炉房旧址，提交居民代表会议表决。",
        old_rules=True,
    )


def _small(title: str, text: str, idea: str) -> Story:
    return Story(
        matter_type="common_life",
        title=title,
        text=text,
        idea=idea,
        question=f"{title}，您看怎样办？",
        ways=(Way("按方案办"), Way("再想别的办法")),
        objection="会不会影响休息？",
        answer="只在白天办，晚上九点前结束。",
        minutes="各方同意按方案办，提交居代会表决。",
    )


def _by_hand(title: str) -> ByHand:
    return ByHand(title, f"{title}：已办好。")


def _opened(
    title: str, text: str, idea: str, kind: StepKind, days: int
) -> tuple[Story, Spending, StepKind, timedelta]:
    return _small(title, text, idea), _by_hand(title), kind, timedelta(days=days)


OPEN_STORIES = (
    _opened(
        "楼道堆物清理日",
        "每月最后一个周六清理楼道堆物。",
        "楼道堆满旧物，怕着火。",
        StepKind.PROPOSE,
        6,
    ),
    _opened(
        "设旧衣回收点",
        "南门内设一个旧衣回收点，居委会每周联系清运。",
        "旧衣服没处放。",
        StepKind.CONSULT,
        8,
    ),
    _opened(
        "广场晚间活动时间",
        "广场活动晚上八点半结束，音量不超过规定。",
        "跳舞声音太大，孩子睡不着。",
        StepKind.DELIBERATE,
        20,
    ),
    _opened(
        "中秋百家宴",
        "中秋前一天在中心花园办百家宴，各家自带一道菜。",
        "邻居都不认识，想一起过节。",
        StepKind.RESOLVE,
        40,
    ),
    _opened(
        "快递架摆放位置",
        "快递架统一放在西门内侧，不占消防通道。",
        "快递堆在单元门口。",
        StepKind.DECISION_DISCLOSURE,
        34,
    ),
    _opened(
        "修剪花园灌木",
        "由居民志愿队修剪中心花园灌木，居委会借给工具。",
        "灌木挡住了路灯。",
        StepKind.EXECUTE,
        60,
    ),
    _opened(
        "粉刷自行车棚",
        "居民自己动手粉刷自行车棚。",
        "车棚太旧。",
        StepKind.ACCEPT,
        55,
    ),
    _opened(
        "整理阅览室图书",
        "整理阅览室图书，登记造册，每周三开放。",
        "阅览室一直锁着。",
        StepKind.RESULT_DISCLOSURE,
        52,
    ),
    _opened(
        "更换宣传栏内容",
        "宣传栏由居民轮流供稿，每月更换。",
        "宣传栏几年没换了。",
        StepKind.CLOSE,
        58,
    ),
)
"""Decisions that a visitor of the demo finds open, one at each step; none costs money."""
