"""A small category tree of three levels, as a sub-district office would begin with."""

from __future__ import annotations

from linli.cases.rules import CaseType
from linli.kernel.posts import PostKind

_T = CaseType
CATEGORIES: tuple[tuple[str, CaseType], ...] = (
    ("物业与房屋/公共部位/电梯", _T.REPAIR),
    ("物业与房屋/公共部位/楼道照明", _T.REPAIR),
    ("物业与房屋/公共部位/门禁大门", _T.REPAIR),
    ("物业与房屋/房屋维修/屋面渗漏", _T.REPAIR),
    ("物业与房屋/房屋维修/墙面脱落", _T.HAZARD),
    ("物业与房屋/物业服务/收费", _T.COMPLAINT),
    ("物业与房屋/物业服务/服务质量", _T.COMPLAINT),
    ("水电气暖/供暖/暖气不热", _T.REPAIR),
    ("水电气暖/供暖/供暖收费", _T.QUESTION),
    ("水电气暖/供水/停水", _T.REPAIR),
    ("水电气暖/供电/停电", _T.REPAIR),
    ("水电气暖/燃气/漏气", _T.HAZARD),
    ("环境卫生/垃圾/清运不及时", _T.COMPLAINT),
    ("环境卫生/排水/污水井返水", _T.REPAIR),
    ("环境卫生/养犬/不文明养犬", _T.COMPLAINT),
    ("环境卫生/疫病防控/禽流感防控", _T.QUESTION),
    ("公共安全/消防/消防通道占用", _T.HAZARD),
    ("公共安全/消防/电动车充电", _T.HAZARD),
    ("公共安全/治安/夜间噪声", _T.COMPLAINT),
    ("公共设施/道路/路面破损", _T.REPAIR),
    ("公共设施/照明/路灯不亮", _T.REPAIR),
    ("公共设施/停车/车位紧张", _T.ADVICE),
    ("公共设施/无障碍/坡道扶手", _T.ADVICE),
    ("劳动保障/工资/农民工工资", _T.REFERRAL),
    ("劳动保障/社保/养老金查询", _T.QUESTION),
    ("民生服务/养老/助餐助浴", _T.QUESTION),
    ("民生服务/就学/划片入学", _T.QUESTION),
    ("民生服务/医疗/健康讲座", _T.QUESTION),
    ("民生服务/救助/临时救助", _T.QUESTION),
    ("城市更新/改造/老旧小区改造", _T.ADVICE),
    ("城市更新/拆迁/拆迁补偿", _T.REFERRAL),
    ("邻里关系/纠纷/楼上漏水", _T.COMPLAINT),
    ("邻里关系/纠纷/噪声扰民", _T.COMPLAINT),
    ("社区自治/居务/居务公开", _T.ADVICE),
    ("社区自治/选举/居代会换届", _T.QUESTION),
)
"""Names from the top, joined with `/`, and the type that fits most often."""

_P = PostKind
ROUTES = (
    ("物业与房屋/公共部位/电梯", _P.PROPERTY_MANAGER, "物业维保"),
    ("物业与房屋/公共部位/楼道照明", _P.PROPERTY_MANAGER, "物业维保"),
    ("物业与房屋/公共部位/门禁大门", _P.PROPERTY_MANAGER, "物业维保"),
    ("物业与房屋/房屋维修/屋面渗漏", _P.PROPERTY_MANAGER, "共用部位维修"),
    ("物业与房屋/房屋维修/墙面脱落", _P.PROPERTY_MANAGER, "共用部位维修"),
    ("环境卫生/排水/污水井返水", _P.PROPERTY_MANAGER, "小区内管网"),
    ("水电气暖/供暖/暖气不热", _P.GRID_WORKER, "先上门看，再联系供热单位"),
    ("水电气暖/供水/停水", _P.GRID_WORKER, "联系供水单位"),
    ("水电气暖/供电/停电", _P.GRID_WORKER, "联系供电单位"),
    ("公共安全/消防/消防通道占用", _P.GRID_WORKER, "先到现场"),
    ("公共安全/消防/电动车充电", _P.GRID_WORKER, "先到现场"),
    ("公共设施/道路/路面破损", _P.GOVERNANCE_OFFICER, "街道统筹"),
    ("公共设施/照明/路灯不亮", _P.GOVERNANCE_OFFICER, "街道统筹"),
    ("劳动保障/社保/养老金查询", _P.SERVICE_CLERK, "窗口办理"),
    ("民生服务/养老/助餐助浴", _P.SERVICE_CLERK, "窗口办理"),
    ("民生服务/救助/临时救助", _P.CIVIL_AFFAIRS_OFFICER, "民政受理"),
)
"""Which post takes on what, wherever it is: the nearest that somebody holds."""
