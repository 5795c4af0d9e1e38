"""The demo's disputes in words; every one says that it is an example."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from linli.counsel.rules.mediation import Topic


@dataclass(frozen=True, slots=True)
class Quarrel:
    """One dispute as it is told, written down and settled."""

    topic: Topic
    title: str
    what: str
    wish: str
    facts: str
    points: str
    content: str
    promise: str
    talk: str

    def in_place_of(self, other: Quarrel) -> Mapping[str, str]:
        """Which of its sentences take the place of another's."""
        names = [one.name for one in fields(self) if one.name != "topic"]
        return {getattr(other, name): getattr(self, name) for name in names}


QUARRELS = (
    Quarrel(
        Topic.NOISE,
        "示例：夜里拖椅子的声音",
        "示例：楼上夜里十一点以后拖椅子，家里老人睡不好。",
        "示例：希望十点以后安静。",
        "示例：楼上夜里拖动家具，楼下老人睡眠受影响，双方都承认有这件事。",
        "示例：几点以后算夜里，怎样才算安静。",
        "示例：楼上晚十点以后不拖动家具，椅脚装软垫；楼下有事先敲门说。",
        "示例：给椅脚装软垫。",
        "示例：双方说了各自的作息，商定晚十点以后不拖动家具。",
    ),
    Quarrel(
        Topic.LEAK,
        "示例：卫生间往下漏水",
        "示例：楼上卫生间漏水，楼下顶面起皮，说了几次没有修。",
        "示例：希望先修防水，再说粉刷。",
        "示例：楼上卫生间防水层损坏，楼下顶面约两平方米起皮。",
        "示例：谁来修，粉刷的钱怎么分。",
        "示例：楼上两周内修好防水并负担粉刷费用。",
        "示例：修好卫生间防水。",
        "示例：一起看了漏水的位置，商定先修防水后粉刷。",
    ),
    Quarrel(
        Topic.SHARED_SPACE,
        "示例：楼道里堆放纸箱",
        "示例：对门在楼道里堆纸箱和旧柜子，过道只剩半米。",
        "示例：希望把过道让出来。",
        "示例：楼道内堆放纸箱和一只旧柜，影响两户通行。",
        "示例：哪些东西可以临时放，放多久。",
        "示例：三天内清走楼道内物品，以后不在楼道堆放。",
        "示例：清走楼道里的旧柜子。",
        "示例：双方到楼道看了现场，商定三天内清走。",
    ),
    Quarrel(
        Topic.PARKING,
        "示例：地面车位被占",
        "示例：租用的车位常被同一辆车占着，打电话没人接。",
        "示例：希望对方停到自己的车位。",
        "示例：一个月内车位被占六次，对方称标线看不清。",
        "示例：车位的边线在哪里，占用了怎么办。",
        "示例：各停各的车位，请物业重画标线；临时停放先打电话。",
        "示例：把车移到自己的车位。",
        "示例：对照图纸看了车位，商定请物业重画标线。",
    ),
    Quarrel(
        Topic.PETS,
        "示例：狗在电梯里不牵绳",
        "示例：邻居的狗在电梯里不牵绳，孩子害怕。",
        "示例：希望牵绳，错开上下学时间。",
        "示例：邻居遛狗时未牵绳，孩子受到惊吓，没有受伤。",
        "示例：怎样遛狗才让人放心。",
        "示例：乘电梯牵短绳，早七点半到八点走楼梯。",
        "示例：乘电梯时牵短绳。",
        "示例：养狗的一方道了歉，商定电梯里牵短绳。",
    ),
    Quarrel(
        Topic.PROPERTY_SERVICE,
        "示例：物业费与漏修的事",
        "示例：单元门坏了三个月没有修，所以没有交物业费。",
        "示例：希望修好门再补交。",
        "示例：单元门损坏三个月未修，业主欠交一个季度物业费。",
        "示例：先修门还是先交费。",
        "示例：物业一周内修好单元门，业主随后补交物业费。",
        "示例：修好单元门。",
        "示例：物业带来了报修单，商定先修门后补交。",
    ),
    Quarrel(
        Topic.MONEY,
        "示例：邻居间的借款",
        "示例：借给邻居三千元，说好半年还，过了一年。",
        "示例：希望分三次还清。",
        "示例：一年前借款三千元，有转账记录，没有约定利息。",
        "示例：分几次还，每次多少。",
        "示例：分三个月还清，每月一千元，不计利息。",
        "示例：还第一笔一千元。",
        "示例：核对了转账记录，商定分三次还清。",
    ),
    Quarrel(
        Topic.FAMILY,
        "示例：照顾老人的轮流",
        "示例：兄弟两家轮流照顾老人，时间和花费说不拢。",
        "示例：希望定一张轮流的表。",
        "示例：老人由两家照顾，近三个月一家为主。",
        "示例：怎样轮流，医药费怎么分。",
        "示例：按月轮流，医药费各出一半，凭票据结算。",
        "示例：按表接老人到家。",
        "示例：两家对了近三个月的票据，商定按月轮流。",
    ),
)
FIRST = QUARRELS[0]
"""The words that are played; copies put another's in their place."""
