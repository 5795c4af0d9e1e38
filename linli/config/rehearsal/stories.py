"""The words of the decisions that are rehearsed and shown."""

from __future__ import annotations

from linli.config.rehearsal.decision import Story
from linli.config.rehearsal.works import ByCollection
from linli.decisions.actions import Way

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
    minutes="会议听取了征求意见情况。党组织、居代会、业委会、居务监督各方同意提交居代会表决。列席人员建议雨季前完工。",
    limit_fen=SEWER_FEN,
)
SEWER_WORKS = ByCollection(
    title="下水道疏通工程",
    words="清掏主管 420 米，更换破损支管 6 处，路面已恢复。",
    target_fen=SEWER_FEN,
    fund="下水道疏通自筹款",
)
