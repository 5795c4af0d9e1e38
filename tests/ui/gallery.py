"""The gallery: every piece of a page with real content, served to tests only."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from linli.kernel.actor import Actor, PostHeld
from linli.kernel.errors import Conflict, Refused
from linli.ui.access import ANYONE, open_to
from linli.ui.clock import ClockFace, clock_face
from linli.ui.forms import PlainForm
from linli.ui.pieces import (
    Change,
    Chip,
    Event,
    Fact,
    Figure,
    Key,
    RailGroup,
    RailItem,
    Row,
    Step,
    Tab,
    steps,
)

NOW = datetime(2026, 11, 23, 14, 5, tzinfo=ZoneInfo("Asia/Shanghai"))
SUB_DISTRICT = UUID("01930000-0000-7000-8000-000000000001")


def _post(kind: str, title: str, where: str, place_kind: str, last: int) -> PostHeld:
    number = UUID(f"01930000-0000-7000-8000-0000000000{last:02}")
    return PostHeld(number, kind, title, None, "", number, where, place_kind)


OFFICER = _post("information_officer", "网管员", "金鼎社区", "community", 11)
PATCH = _post("patch_lead", "片长", "第 3 片区", "patch", 12)
OFFICE = _post("governance_office", "综合治理办公室", "街道", "sub_district", 13)
CLERK = Actor(SUB_DISTRICT, account_id=SUB_DISTRICT, name="示例社工乙", post=OFFICER)
CLERK = Actor(SUB_DISTRICT, SUB_DISTRICT, "示例社工乙", OFFICER, (OFFICER, PATCH))
CHIEF = Actor(SUB_DISTRICT, SUB_DISTRICT, "示例主任甲", OFFICE, (OFFICE,))

TABS = [
    Tab("home", "首页", "home", "/gallery/home"),
    Tab("services", "办事", "layout-grid", "/gallery/report"),
    Tab("council", "议事", "messages", "/gallery/board"),
    Tab("mine", "我的", "user", "/gallery/request"),
]


def at(day: int, hour: int, minute: int, month: int = 11) -> datetime:
    """An instant of the gallery's autumn."""
    return datetime(2026, month, day, hour, minute, tzinfo=NOW.tzinfo)


def left(**span: int) -> ClockFace:
    """A clock with so much time left."""
    return clock_face(due_at=NOW + timedelta(**span), now=NOW)


def workdays(count: int) -> ClockFace:
    """A clock with so many workdays left."""
    return clock_face(due_at=NOW + timedelta(days=count, hours=4), now=NOW, workdays_left=count)


def late(**span: int) -> ClockFace:
    """A clock that is late by so much."""
    return clock_face(due_at=NOW - timedelta(**span), now=NOW)


def resident(**extra: Any) -> dict[str, Any]:
    """What every resident's page is given."""
    place = {"name": "颐和庄园", "href": "#", "change_href": "#"}
    return {"now": NOW, "demo": True, "place": place, "tabs": TABS, **extra}


def home() -> dict[str, Any]:
    """The first page of a resident with three things to do."""
    return resident(
        tab="home",
        examples=[Chip("楼道灯不亮", "#"), Chip("预约上门理发", "#"), Chip("查维修资金", "#")],
        help="不方便打字，可以拨打 12345，或到一方社区便民服务站，有人替您填。",
        waiting_count="3 件",
        waiting=[
            Row(
                "东门地下车库入口积水",
                "#",
                kicker=["物业问您一个问题"],
                clock=workdays(2),
                verb="去回答",
            ),
            Row(
                "3 号楼 2 单元 5 层楼道灯",
                "#",
                kicker=["完工单", "请您确认"],
                clock=workdays(2),
                verb="去确认",
            ),
            Row(
                "用维修资金整修小区排水管网",
                "#",
                kicker=["业主共同决定", "表决中"],
                clock=left(days=5, hours=9),
                verb="去表决",
            ),
        ],
        board_more="全部 12 条",
        board=[
            Row("排水管网整修：三家报价和预算", "#", meta=["业主委员会", "公示还剩 4 天"]),
            Row("第三季度物业服务合同履行情况", "#", meta=["物业公司", "公示还剩 9 天"]),
            Row("律师值班：11-24 周二 09:00–11:00", "#", meta=["一方社区", "可不留姓名预约"]),
        ],
        tiles=[
            {"icon": icon, "title": title, "meta": meta.split(), "href": "#"}
            for icon, title, meta in (
                ("armchair", "养老", "送餐 助浴"),
                ("shield-check", "治安", "隐患 巡防"),
                ("scale", "调解", "邻里纠纷"),
                ("music", "文化", "活动 场地"),
                ("home-heart", "家政", "上门服务"),
                ("tool", "物业", "报修 合同"),
                ("school", "就学", "入学 托管"),
                ("heart-handshake", "帮教", "帮扶 救助"),
                ("stethoscope", "医疗", "讲座 体检"),
            )
        ],
    )


class EveryForm(PlainForm):
    """One field of every kind."""

    name = forms.CharField(label="怎么称呼您", help_text="只用来答复您。")
    body = forms.CharField(label="说一说", widget=forms.Textarea({"rows": 3}))
    kind = forms.ChoiceField(
        label="属于哪一类", choices=[("", "请选择"), ("1", "报修"), ("2", "建议")], required=False
    )
    vote = forms.ChoiceField(
        label="您的意见",
        widget=forms.RadioSelect,
        choices=[("y", "同意"), ("n", "不同意"), ("a", "弃权\n算参与，不算同意")],
    )
    tell = forms.MultipleChoiceField(
        label="怎么告诉您",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("sms", "短信"), ("mail", "电子邮件")],
        initial=["sms"],
    )
    agree = forms.BooleanField(
        label="可以公开答复", help_text="不带您的姓名和电话。", required=False
    )
    paper = forms.FileField(label="附件", required=False)
    on = forms.DateField(label="哪一天", required=False, widget=forms.DateInput({"type": "date"}))


class PhotosInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ReportForm(forms.Form):
    """The second step of a report."""

    place = forms.CharField(
        label="小区、楼号或地点", help_text="打几个字就会出现名称，也可以打俗称。"
    )
    spot = forms.CharField(
        label="具体在什么位置",
        required=False,
        widget=forms.TextInput({"placeholder": "例如：东门进来，坡道最低处"}),
    )
    photos = forms.FileField(
        label="照片",
        required=False,
        help_text="请拍东西，不拍人脸和车牌。",
        widget=PhotosInput({"multiple": True, "accept": "image/*"}),
    )


OPTIONS = [
    {"value": "1", "label": "颐和庄园", "meta": ["一方社区", "您住的小区"]},
    {"value": "2", "label": "颐和庄园 · 东门", "meta": ["一方社区", "公共部位"]},
    {"value": "3", "label": "颐和庄园 · 地下车库", "meta": ["一方社区", "公共部位"]},
]


def report(*, faulty: bool = False) -> dict[str, Any]:
    """The step that asks where it is."""
    form = ReportForm({"place": ""}) if faulty else ReportForm(initial={"place": "颐和"})
    return resident(
        back={"href": "#", "label": "上一步"},
        tabs_hidden=True,
        form=form,
        form_title="反映问题",
        step_words="第 2 步，共 4 步",
        heading="在哪里？",
        steps=steps(["什么事", "在哪里", "怎么联系您", "核对提交"], 1),
        answered={"label": "什么事", "value": "雨后地下车库入口积水"},
        options=[] if faulty else OPTIONS,
        typed="颐和",
        chosen="1",
        none_label="都不是，我自己写地点",
        map_bounds="1168500000,383000000,1168600000,383100000",
        map_note="示意图，位置为虚构。不打开手机定位也能填。",
        after=[
            "马上给您一个编号，凭编号随时查看。",
            "一方社区网管员受理，11-24 周二 18:00 前答复您由谁办。",
            "办完请您确认，您说修好了才办结。",
        ],
    )


class AnswerForm(forms.Form):
    """The answer to a question."""

    answer = forms.ChoiceField(
        label="您的回答",
        choices=[("a", "从排水沟冒上来"), ("b", "从坡道流下来"), ("c", "说不清")],
        widget=forms.RadioSelect,
        initial="a",
    )


class ConfirmForm(forms.Form):
    """Whether it was repaired, and how well."""

    solved = forms.ChoiceField(
        label="现在",
        choices=[("yes", "修好了"), ("no", "没修好")],
        widget=forms.RadioSelect,
        initial="yes",
    )
    rating = forms.ChoiceField(
        label="办得怎么样？",
        required=False,
        choices=[("3", "满意"), ("2", "一般"), ("1", "不满意")],
        widget=forms.RadioSelect,
        initial="3",
    )
    remark = forms.CharField(
        label="想说的话",
        required=False,
        widget=forms.TextInput({"placeholder": "想说的话，可以不写"}),
    )


REQUEST_STEPS = ["已收到", "已受理", "处理中", "您确认", "办结"]


def request_page() -> dict[str, Any]:
    """A request under way that asks its sender a question."""
    unit = ["示例临时托管物业", "维修班"]
    officer = ["一方社区", "网管员"]
    return resident(
        tab="mine",
        back={"href": "#", "label": "我的事项"},
        state="处理中",
        state_tone="main",
        number="YF-SQ-2026-0418",
        title="雨后地下车库入口积水",
        where=["颐和庄园", "东门地下车库"],
        steps=steps(REQUEST_STEPS, 2),
        clock_face=clock_face(due_at=at(25, 18, 0), now=NOW, workdays_left=2),
        facts=[
            Fact("现在在谁", "示例临时托管物业 维修班"),
            Fact("下一步", "11-24 周二清通排水沟，完工后请您确认"),
            Fact("按什么", "公共部位报修时限 第 3 条", "#"),
        ],
        question={
            "by": "物业维修班问您一个问题",
            "text": "积水是从排水沟冒上来，还是从坡道流下来的？",
            "meta": ["11-23 周一 10:20", "不回答也会继续办"],
        },
        form=AnswerForm(),
        events=[
            Event("维修班问您一个问题，等您回答。", unit, at(23, 10, 20)),
            Event(
                "到现场看过：排水沟淤堵，定于 11-24 周二清通。",
                unit,
                at(20, 16, 40),
                "",
                "#",
                "看照片",
            ),
            Event("派给物业公司。属公共部位维修，在合同之内。", officer, at(20, 14, 2)),
            Event("受理。另有 2 件说的是同一处，一并办理。", officer, at(20, 10, 30)),
            Event("您在网页上反映，附 2 张照片。", ["您"], at(20, 9, 12)),
        ],
        acts=[
            Row("补充说明或照片", "#", icon="plus"),
            Row("不用办了，撤回", "#", icon="arrow-back-up"),
            Row("谁看过这件事", "#", icon="eye", meta=["3 个岗位，共 5 次"]),
        ],
        note="办结后请您评价。评不评价都不影响您以后办事。",
    )


def confirm_page() -> dict[str, Any]:
    """A request that was done and waits for its sender."""
    page = request_page()
    return page | {
        "state": "请您确认",
        "state_tone": "near",
        "number": "YF-SQ-2026-0402",
        "title": "5 层楼道灯不亮",
        "where": ["颐和庄园", "3 号楼 2 单元"],
        "steps": steps(REQUEST_STEPS, 3),
        "clock_face": None,
        "facts": [],
        "question": None,
        "form": ConfirmForm(),
        "confirm": {
            "text": "灯修好了吗？",
            "lead": "维修班 11-23 周一 09:30 换好。请您看一眼再答。",
            "photos": [{"label": "修前", "day": "11-18"}, {"label": "修后", "day": "11-23"}],
            "clock": clock_face(due_at=at(25, 18, 0), now=NOW, workdays_left=2),
            "lines": ["答“没修好”就退回重修，时限另算。", "到期没有答复，网管员会打电话问您。"],
            "counted": "只按地点和事项统计，不到 5 人不公布，不给人排名。",
            "says": "提交：%s",
            "optional": "可以不评",
        },
        "events": [
            Event(
                "换好灯具和声控开关。",
                ["示例临时托管物业", "维修班"],
                at(23, 9, 30),
                "",
                "#",
                "看完工单",
            ),
            Event("派给物业公司。", ["一方社区", "网管员"], at(18, 15, 10)),
            Event("您打电话反映，社区代填。", ["一方社区", "服务站"], at(18, 14, 48)),
        ],
    }


def desk(**extra: Any) -> dict[str, Any]:
    """What every page of the officer's desk is given."""
    return {
        "now": NOW,
        "demo": True,
        "actor": CLERK,
        "acting": CLERK.post,
        "place": {"name": "南环中路街道"},
        "search_href": "#",
        "post_switch_href": "#",
        "rail": [
            RailGroup(
                "网管员 · 金鼎社区",
                [
                    RailItem("待我办", "#", "inbox", 12, here="queue_title" in extra),
                    RailItem("今天到期", "#", "clock", 3),
                    RailItem("已超时", "#", "alert-circle", 1, late=True),
                    RailItem("等别人办", "#", "hourglass", 6),
                    RailItem("待回访", "#", "message-2-check", 4),
                ],
            ),
            RailGroup(
                "每天要做",
                [
                    RailItem("整理来信", "#", "list-check", 38, here="columns" in extra),
                    RailItem("走访与例会", "#", "users-group", 2),
                    RailItem("答复知识库", "#", "book-2"),
                ],
            ),
            RailGroup(
                "看全貌",
                [RailItem("金鼎地图", "#", "map-2"), RailItem("本社区统计", "#", "chart-bar")],
            ),
        ],
        **extra,
    }


def _queue_row(
    title: str, source: str, meta: str, clock: ClockFace, state: str, **extra: Any
) -> dict[str, Any]:
    row = {"title": title, "source": source, "meta": meta.split("|"), "clock": clock}
    return row | {"state": state, "number": title[:4], **extra}


def desk_page() -> dict[str, Any]:
    """The officer's queue with one case open."""
    groups = [
        {
            "title": "已超时",
            "late": True,
            "rows": [
                _queue_row(
                    "6 号楼东侧污水井返水，气味进楼道",
                    "phone",
                    "金鼎小区 6 号楼|排水",
                    late(hours=3),
                    "待催办 · 物业",
                )
            ],
        },
        {
            "title": "今天到期",
            "rows": [
                _queue_row(
                    "3 号楼 2 单元电梯停运，老人下不了楼",
                    "phone",
                    "金鼎小区 3 号楼 2 单元|电梯",
                    left(minutes=85),
                    "待派单",
                    here=True,
                ),
                _queue_row(
                    "消防通道停了两辆车，垃圾车进不来",
                    "device-mobile",
                    "金鼎小区 西门|消防通道",
                    left(minutes=130),
                    "待受理",
                ),
                _queue_row(
                    "暖气不热，室内只有 15 度",
                    "building",
                    "金鼎领域 9 号楼|供暖",
                    left(minutes=220),
                    "待受理",
                    twins="疑似重复 2 件",
                ),
            ],
        },
        {
            "title": "本周",
            "rows": [
                _queue_row(*row)
                for row in (
                    (
                        "路灯三盏不亮，晚上看不清台阶",
                        "device-mobile",
                        "金鼎小区 中心花园|照明",
                        workdays(3),
                        "待受理",
                    ),
                    (
                        "问居家养老送餐怎么报名",
                        "phone",
                        "金鼎社区|养老|咨询",
                        workdays(3),
                        "待受理 · 可直接答复",
                    ),
                    (
                        "楼上装修周末施工，孩子备考",
                        "message-2-share",
                        "金鼎领域 2 号楼|噪声",
                        workdays(4),
                        "待受理",
                    ),
                    (
                        "工地欠两个月工资",
                        "building",
                        "金鼎社区 沿街|工资|转劳动监察",
                        workdays(4),
                        "待受理",
                    ),
                    (
                        "快递柜挡住无障碍坡道",
                        "device-mobile",
                        "金鼎小区 南门|公共场地",
                        workdays(5),
                        "待受理",
                    ),
                )
            ],
        },
        {
            "title": "暂停计时",
            "rows": [
                _queue_row(
                    "墙面渗水，要求查原因",
                    "device-mobile",
                    "金鼎小区 11 号楼|房屋渗漏",
                    clock_face(due_at=None, now=NOW, paused_since=NOW - timedelta(days=2)),
                    "等居民补充位置",
                )
            ],
        },
    ]
    return desk(
        queue_title="待我办",
        queue_words="12 件，先到期在前",
        filters=[
            Chip("金鼎社区", "#", on=True, removes=True),
            Chip("本周到期", "#", on=True, removes=True),
            Chip("类别", "#"),
            Chip("来源", "#"),
        ],
        groups=groups,
        case=_case(),
        keys=[
            Key(["j", "k"], "上下"),
            Key(["Enter"], "打开"),
            Key(["x"], "选中"),
            Key(["e"], "受理"),
            Key(["a"], "派单"),
            Key(["r"], "答复"),
            Key(["n"], "写备注"),
            Key(["z"], "撤销（10 秒内）"),
        ],
        keybar_note="已保存 14:05",
    )


def _case() -> dict[str, Any]:
    return {
        "number": "金鼎-诉-2026-0417",
        "source": "电话登记",
        "place_in_queue": "第 2 件，共 12 件",
        "title": "3 号楼 2 单元电梯停运，老人下不了楼",
        "steps": [
            Step("登记", "done", "11:52"),
            Step("受理", "done", "12:20"),
            Step("派单", "now", "现在"),
            Step("处理", "ahead", "2 个工作日内"),
            Step("反馈"),
            Step("回访办结"),
        ],
        "clock": left(minutes=85),
        "due_words": "今天 15:30 到期",
        "article": "时限规则第 3 条",
        "acts": [
            {"verb": "派单", "key": "a", "icon": "send"},
            {"verb": "直接答复", "key": "r"},
            {"verb": "并入", "key": "m"},
            {"verb": "退回补充", "key": "b"},
            {"verb": "上报街道", "key": "u"},
        ],
        "letter": (
            "三号楼二单元电梯从早上九点停到现在，这个月第三次了。六楼有位老人约了下午四点看病，"
            "坐轮椅下不来，能不能先派人帮着抬一下，再让物业给个准话什么时候修好。"
        ),
        "files": [
            {"icon": "photo", "name": "电梯停用告示.jpg"},
            {"icon": "file-text", "name": "电话记录单.pdf"},
        ],
        "warning": [
            "有人行动受限，先帮人再修梯。",
            "建议派单同时请 3 号楼楼组长联系，",
            "按《电梯困人与停运处置》办",
        ],
        "units": [
            ["示例物业 · 金鼎项目部", "依据合同第 7 条", "2 小时内到场"],
            ["第 3 片区片长", "协助老人下楼", "可同时派"],
        ],
        "events": [
            Event(
                "受理，类别定为「电梯」",
                ["网管员", "金鼎", "示例社工乙"],
                at(23, 12, 20),
                "系统建议「电梯」，把握大，未改动",
            ),
            Event(
                "查重：同单元 90 天内有 2 件电梯诉求",
                ["系统"],
                at(23, 12, 18),
                "0398、0362 均已办结，未并入",
            ),
            Event(
                "电话登记，编号 金鼎-诉-2026-0417",
                ["柜台", "金鼎便民服务站", "示例社工甲"],
                at(23, 11, 52),
                "已把编号和查询办法告知来电人",
                changes=[Change("地点", "", "金鼎小区 3 号楼"), Change("类别", "物业", "电梯")],
            ),
        ],
        "facts": [
            Fact("地点", "金鼎小区 3 号楼 2 单元", note="在地图上看", note_href="#"),
            Fact("类别", "电梯"),
            Fact("现在谁办", "网管员 · 金鼎", note="示例社工乙"),
            Fact("来源", "电话，今天 11:52"),
            Fact("联系人", "查看（记入查阅记录）", "#", "已留电话"),
            Fact("期限", "派单 今天 15:30", note="办结 11-25 周三 18:00"),
        ],
        "twins": [["0398", "电梯异响", "11-09 办结"], ["0362", "电梯停运", "09-28 办结"]],
        "hint": "同一部电梯 90 天内 3 件。可转为隐患，由物业限期检修。",
    }


def _message(*parts: Any) -> dict[str, Any]:
    text, source, time, place, category, sure, words, twin = parts
    place, _sep, unsure = place.partition("?")
    tone = {"要看一眼": "near", "请人判断": "grey"}.get(words, "")
    return {
        "text": text,
        "source": source,
        "time": time,
        "place": place,
        "unsure": unsure,
        "category": category,
        "sure": sure,
        "sure_words": words,
        "tone": tone,
        "shape": f"is-mini is-{tone}" if tone else "is-mini",
        "twin": twin,
        "ticked": words == "把握大" and "一元" not in text,
        "here": "说和" in text,
    }


def sorting_page() -> dict[str, Any]:
    """Messages to sort, with suggestions."""
    rows = [
        _message(*row)
        for row in (
            (
                "9 号楼暖气还是冰的，昨天报过一次，家里有老人孩子",
                "网页",
                "13:52",
                "金鼎领域 9 号楼",
                "供暖",
                96,
                "把握大",
                "与 0413 同楼同事",
            ),
            (
                "九号楼不热，温度计 15 度，交了钱凭什么不供",
                "转来消息",
                "13:40",
                "金鼎领域 9 号楼",
                "供暖",
                95,
                "把握大",
                "与 0413 同楼同事",
            ),
            (
                "西门消防通道又停车了，垃圾车倒不出去",
                "网页",
                "13:31",
                "金鼎小区 西门",
                "消防通道",
                94,
                "把握大",
                "与 0415 同处同事",
            ),
            (
                "楼道灯坏了快一周，晚上全靠手机照",
                "柜台",
                "13:20",
                "金鼎小区 7 号楼 1 单元",
                "照明",
                93,
                "把握大",
                "",
            ),
            (
                "下水道返水到一楼厨房，先派人疏通",
                "12345",
                "13:05",
                "金鼎小区 6 号楼",
                "排水",
                95,
                "把握大",
                "与 0402 同楼同事",
            ),
            (
                "垃圾桶满了两天没人收，苍蝇多",
                "网页",
                "12:48",
                "金鼎小区 5 号楼北",
                "环境卫生",
                92,
                "把握大",
                "",
            ),
            (
                "想问 60 岁以上一元理发这周几点，要带什么",
                "电话",
                "12:41",
                "金鼎社区",
                "养老 · 咨询",
                90,
                "把握大",
                "",
            ),
            (
                "物业费涨了没看到公告，要求公开账目",
                "网页",
                "12:30",
                "金鼎小区",
                "物业收费",
                82,
                "要看一眼",
                "",
            ),
            (
                "楼下麻将馆半夜还在打，睡不着",
                "转来消息",
                "12:22",
                "金鼎小区 沿街?待核",
                "噪声",
                80,
                "要看一眼",
                "",
            ),
            (
                "孩子明年上学，我们楼划到哪个学校",
                "网页",
                "12:10",
                "金鼎领域 4 号楼",
                "就学 · 咨询",
                78,
                "要看一眼",
                "",
            ),
            (
                "跟楼上因为漏水吵了几次，想找人说和",
                "电话",
                "11:58",
                "金鼎小区 11 号楼",
                "邻里纠纷",
                64,
                "要看一眼",
                "与 0391 同楼，事由相近",
            ),
            (
                "那个事还没解决，你们看着办",
                "转来消息",
                "11:47",
                "没有写明",
                "选类别",
                30,
                "请人判断",
                "",
            ),
            (
                "门口施工围挡占了半条路，接送孩子不安全",
                "网页",
                "11:36",
                "金鼎小区 南门?待核",
                "道路与施工",
                41,
                "请人判断",
                "",
            ),
        )
    ]
    return desk(
        heading="整理来信",
        purpose=(
            "给居民发来的消息定类别、地点，合并重复。系统只建议，由您确认；"
            "不显示来信人，打开单条才可查看联系方式并记入查阅记录。"
        ),
        columns=["消息", "来源", "时间", "地点", "建议类别", "把握", "重复"],
        rows=rows,
        filters=[
            Chip("全部", "#", 38, on=True),
            Chip("把握大", "#", 21),
            Chip("要看一眼", "#", 11),
            Chip("请人判断", "#", 6),
            Chip("疑似重复", "#", 9),
            Chip("今天", "#", removes=True),
        ],
        model_words="建议模型 2026-11-02 训练，近 30 天被改 8.3%",
        model_link="怎么得出的",
        current={
            "place": "第 11 条，共 38 条",
            "text_before": "跟楼上因为漏水吵了几次，想找人说和。说过两回了，对方不认，厨房吊顶都泡坏了。电话",
            "text_after": "，白天都在家。",
            "options": [
                ["邻里纠纷", 64, "依据：说和、吵、对方不认"],
                ["房屋渗漏", 29, "依据：漏水、吊顶泡坏"],
                ["物业维修", 5, "依据：吊顶"],
            ],
            "twin_note": "只比地点、事由、时间",
            "twin": [
                "金鼎-诉-0391",
                "墙面渗水，要求查原因",
                "同在 11 号楼，相隔 3 天，等居民补充位置",
            ],
            "merge": "并入 0391",
        },
        bulk_note="其中 4 条疑似重复",
        acts=[
            {"verb": "按建议定类并登记", "key": "e", "icon": "check"},
            {"verb": "改类别", "key": "l", "icon": "layout-grid"},
            {"verb": "并入已有", "key": "v", "icon": "git-merge"},
            {"verb": "请来信人补充", "key": "b", "icon": "arrow-back-up"},
            {"verb": "转其他社区", "key": "t", "icon": "arrows-exchange"},
        ],
        keys=[
            Key(["j", "k"], "上下"),
            Key(["x"], "选中"),
            Key(["Shift", "x"], "连选"),
            Key(["1", "3"], "选类别"),
            Key(["p"], "改地点"),
            Key(["z"], "撤销（10 秒内）"),
        ],
        keybar_note="今天来信 102 条，剩 38 条",
    )


def overview_page() -> dict[str, Any]:
    """The office's overview: what is late first, where nobody is responsible."""
    late_rows = (
        ("电梯困人后未复检", "首府 8 号楼", "物业 · 示例物业三", late(days=2), "催办"),
        ("燃气阀门井盖缺失", "南新村 东巷", "社区 · 南新村", late(hours=26), "催办"),
        ("欠薪转办未收回执", "迎宾社区", "街道 · 司法所", late(hours=9), "改派"),
        ("污水井返水", "金鼎小区 6 号楼", "物业 · 示例物业一", late(hours=3), "催办"),
        ("供暖投诉未答复", "天成郡府 2 号楼", "社区 · 天成", late(hours=2), "催办"),
        ("夜间巡防缺一班", "朝阳小区 东片", "警务室 · 朝阳小区", late(hours=1), "补班"),
    )
    nets = (
        (
            "message-report",
            "社区信息网",
            "诉求按时答复",
            "94.1%",
            "高 1.2",
            [3, 5, 4, 7, 6, 8, 9, 10],
        ),
        ("walk", "治安巡防网", "班次到位", "98.6%", "高 0.3", [4, 7, 3, 7, 7, 6, 9, 8]),
        ("device-desktop", "视频监控网", "小区全覆盖", "22 / 27", "没变", [2, 2, 5, 5, 8, 8, 8, 8]),
        ("scale", "法律援助网", "本月咨询", "41 次", "多 6", [2, 5, 4, 7, 4, 5, 6, 9]),
        ("heart-handshake", "心理咨询网", "平均等待", "2.4 天", "少 0.5", [9, 8, 8, 7, 5, 6, 5, 3]),
        ("users", "矛盾纠纷调解网", "本月达成协议", "17 件", "多 3", [1, 2, 5, 3, 3, 7, 5, 8]),
    )
    return {
        **desk(),
        "actor": CHIEF,
        "acting": CHIEF.post,
        "rail": [
            RailGroup(
                "街道 · 综合治理办公室",
                [
                    RailItem("总览", "#", "layout-dashboard", here=True),
                    RailItem("地图", "#", "map-2"),
                    RailItem("超时", "#", "alert-circle", 7, late=True),
                    RailItem("无人负责", "#", "user-question", 18),
                    RailItem("大屏", "#", "device-desktop"),
                ],
            ),
            RailGroup(
                "六张网与九平台",
                [
                    RailItem("六张网", "#", "sitemap"),
                    RailItem("九平台", "#", "grid-dots"),
                    RailItem("选举与决定", "#", "checkbox", 3),
                ],
            ),
            RailGroup(
                "写与交",
                [
                    RailItem("工作报告", "#", "file-text", 1),
                    RailItem("报数要求", "#", "table-export", 2),
                    RailItem("减负台账", "#", "clipboard-check"),
                ],
            ),
        ],
        "purpose": "先看超时和无人负责，再看做了什么。每个数都能点开到清单。",
        "period": "近 7 天（11-17 至 11-23），比前 7 天",
        "figures": [
            Figure("超时未办", "7", "件", "#", "比前 7 天多 2", "up", "late"),
            Figure("今天到期", "23", "件", "#", "比昨天少 4", "down"),
            Figure("无人负责的地方", "18", "处", "#", "比前 7 天少 3", "down", "near"),
            Figure("近 7 天收到", "286", "件", "#", "比前 7 天少 12", "down"),
            Figure("按时办结", "94.1%", "", "#", "比前 7 天高 1.2 个百分点", "up"),
        ],
        "late_note": "7 件，时间最长的在前",
        "late_more": "全部 7 件",
        "late_columns": ["事项", "地点", "在谁手里", "超时", "下一步"],
        "late": late_rows,
        "gaps_title": "无盲区：哪里没人负责",
        "gaps_more": "全部 18 处",
        "gaps_columns": ["缺什么", "缺", "共", "比前 7 天"],
        "gaps": [
            ["片区没有片长", 3, "500 个片区", "少 1", "l-good"],
            ["小组没有组长", 11, "1,400 个小组", "少 2", "l-good"],
            ["社区没有网管员", 1, "12 个社区", "没变", "l-muted"],
            ["重点部位 30 天未查", 2, "64 处", "多 1", "l-near"],
            ["摄像头未备案", 1, "2,800 个", "少 1", "l-good"],
            ["社区没有法律联络员", 0, "12 个社区", "没变", "l-muted"],
        ],
        "nets_title": "六张网",
        "nets_note": "近 8 周",
        "nets": [
            dict(zip(("icon", "title", "meta", "value", "change", "line"), net, strict=True))
            for net in nets
        ],
        "nine_title": "九平台",
        "nine_note": "本月",
        "nine": [
            ["养老", "312 单", "多 18"],
            ["治安", "26 项", "少 4"],
            ["调解", "17 件", "多 3"],
            ["文化", "14 场", "没变"],
            ["家政", "208 单", "多 11"],
            ["物业", "431 单", "多 52", "超时 3"],
            ["就学", "96 次", "少 31"],
            ["帮教", "不足 5", "不公布"],
            ["医疗", "38 场", "多 2"],
        ],
        "flow_title": "收到与办结",
        "flow_note": "近 12 周，件",
        "flow_lines": [
            [244, 252, 240, 231, 178, 255, 263, 268, 281, 302, 298, 286],
            [236, 248, 243, 222, 181, 246, 255, 266, 270, 288, 301, 279],
        ],
        "flow_columns": ["7 天，至", "10-26", "11-02", "11-09", "11-16", "11-23"],
        "flow": [["收到", 263, 281, 302, 298, 286], ["办结", 266, 270, 288, 301, 279]],
        "keys": [],
    }


def pieces_page() -> dict[str, Any]:
    """Every piece that the composed pages do not show."""
    return resident(
        tab="council",
        heading="页面零件",
        lead="一页一件事，话说清楚，下一步看得见。",
        tags=[
            ("已收到", ""),
            ("处理中", "main"),
            ("请您确认", "near"),
            ("超时", "late"),
            ("已办结", "good"),
            ("记名表决", "info"),
        ],
        titles=["提示", "走到哪一步", "数和表", "填写", "带走"],
        more="三议两办两公开",
        boxes=[
            (
                "near",
                "提交后不能改",
                "您的名字和选择由计票人核对，封存到截止；其他人看不到。",
                "看规则",
            ),
            ("info", "加封卷宗", "只有承办人和当事人能打开。您打开已记入查阅记录。", "谁看过"),
            ("good", "五方互不兼任，已核对", "", "看依据"),
            ("main", "现在：业主表决，还剩 5 天", "2026-11-28 周六 24:00 截止。", "怎么表决"),
            ("late", "没有保存", "网络断了。您写的都还在这台设备上。", "再试一次"),
        ],
        refusal=REFUSAL,
        steps=[
            Step("一议 · 提议", "done", "10-12 周一", "小区党支部提出，附居民意见 86 条"),
            Step("二议 · 商议", "done", "10-20 周二", "联会讨论，三家单位报价，列席 5 人"),
            Step("三议 · 决议", "now", "到 11-28 周六", "全体业主表决"),
            Step("一公开 · 公开决定", "ahead", "11-29 起 7 天", "业主委员会张贴，网上同时公布"),
            Step("一办 · 承办", "ahead", "预计 12 月", "业主委员会签合同、管工期"),
            Step("二公开 · 公开结果", "ahead", "完工后 10 天内", "花了多少、验收结论、保修期"),
        ],
        total=18_600_000,
        total_words="预算上限，从维修资金支出",
        money=[("每平方米", 203), ("您家 98.50 m² 分摊", 20_001), ("维修资金现有", 487_231_055)],
        rows=[
            Row("三家报价对照", "#", icon="file-text", meta=["¥186,000.00 至 ¥214,300.00"]),
            Row("联会会议纪要", "#", icon="file-text", meta=["10-20 周二", "4 页"]),
        ],
        meters=[
            ("人数 共 640 人", 64, "", "还没到", "三分之二"),
            ("面积 共 91,600.00 m²", 68, "l-good", "已到", "三分之二"),
        ],
        figures=[
            Figure("近 90 天", "6", "次"),
            Figure("岗位", "4", "个"),
            Figure("对外提供", "0", "次"),
        ],
        chips=[
            Chip("公示中", "#", 4, on=True),
            Chip("已满期", "#", 8),
            Chip("决定", "#"),
            Chip("收支", "#"),
        ],
        columns=["摘要", "日期", "支出"],
        table=[
            ("儿童滑梯换件", at(23, 9, 0).date(), 216_000),
            ("地下排水沟清淤", at(20, 9, 0).date(), 675_000),
        ],
        sum=("本月合计", 891_000),
        pages="第 1 至 50 件",
        empty=["还没有公示", "决定、账目和选举公告会出现在这里。", "看往年的"],
        form=EveryForm({"tell": ["sms"]}),
        verbs=["受理", "退回补充", "去表决", "作废 0418"],
        slip={
            "title": "您的事已收到",
            "lines": ["颐和庄园 东门地下车库", "2026-11-20 周五 09:12"],
            "number": "YF-SQ-2026-0418",
            "word": "青山 白鹭",
            "qr": "",
            "fingerprint": "ca978112ca1bbdca",
            "foot": "凭编号和口令查看，或扫码。拨打 12345 也能查。",
        },
        versions=[
            {"name": "类别", "now": "电梯", "yours": "物业", "differs": True},
            {"name": "地点", "now": "3 号楼", "yours": "3 号楼", "differs": False},
        ],
        current_by=["示例社工甲", "14:02"],
        long="六楼有位老人约了下午四点看病，坐轮椅下不来，能不能先派人帮着抬一下。" * 9,
        said="已派单给示例物业。",
    )


PAGES = {
    "pieces": ("ui/gallery/pieces.html", pieces_page),
    "home": ("ui/gallery/home.html", home),
    "report": ("ui/gallery/report.html", report),
    "report-faulty": ("ui/gallery/report.html", lambda: report(faulty=True)),
    "request": ("ui/gallery/request.html", request_page),
    "confirm": ("ui/gallery/request.html", confirm_page),
    "desk": ("ui/gallery/desk.html", desk_page),
    "sorting": ("ui/gallery/sorting.html", sorting_page),
    "overview": ("ui/gallery/overview.html", overview_page),
}


@open_to(ANYONE)
def page(request: HttpRequest, name: str) -> HttpResponse:
    """Show one page of the gallery."""
    template, context = PAGES[name]
    return render(request, template, context())


ERRORS = ("400", "403", "404", "405", "413", "429", "500")


@open_to(ANYONE)
def error(request: HttpRequest, name: str) -> HttpResponse:
    """Show one error page, as its handler would."""
    extra = {"error_number": "7F3A2C", "stale": name == "stale", "status": name}
    template = {"stale": "403", "refused": "", "conflict": ""}.get(name, name)
    path = f"ui/errors/{template}.html" if template else f"ui/{name}.html"
    extra["refusal"] = CONFLICT if name == "conflict" else REFUSAL
    return render(request, path, resident(**extra))


@open_to(ANYONE)
def options(request: HttpRequest) -> HttpResponse:
    """Answer the typeahead."""
    typed = request.GET.get("place", "")
    found = [option for option in OPTIONS if typed and typed in str(option["label"])]
    context = {"options": found, "typed": typed, "option_name": "place_id"}
    return render(request, "ui/_options.html", context | {"none_label": "都不是，我自己写地点"})


@open_to(ANYONE)
def outlines(_request: HttpRequest) -> HttpResponse:
    """Give the map one invented outline."""
    ring = [[116.852, 38.302], [116.858, 38.302], [116.858, 38.307], [116.852, 38.302]]
    feature = {
        "type": "Feature",
        "properties": {"name": "颐和庄园"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    return JsonResponse({"type": "FeatureCollection", "features": [feature]})


REFUSAL = Refused("not_yet", "公示满 7 天才能表决，还差 4 天。", source="业主大会议事规则 第 12 条")
CONFLICT = Conflict(
    "changed", "示例社工甲 14:02 已经改了这一件。", kept={"类别": "电梯", "地点": "3 号楼"}
)
