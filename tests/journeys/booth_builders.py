"""A vote that is open this very moment, for browsers that keep the real time."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property

from django.utils import timezone

from linli.ballots.credentials import slip_text
from linli.elections.models import Candidate, Election, Roll, RollLine
from tests.elections.box_builders import BoxGround, opened

NAMES = ["示例候选人甲", "示例候选人乙", "示例候选人丙", "示例候选人丁", "示例候选人戊"]
ABOUT = ["5号楼·楼组长", "2号楼·退休教师", "3号楼·水电工程师", "8号楼·现任代表", "6号楼·社区志愿者"]

ANSWERS = [("赞成", "for"), ("反对", "against"), ("弃权", "abstain")]
AREA = 985_000


class OpenVote(BoxGround):
    """Five candidates for three seats, open from an hour ago for some days to come."""

    def __init__(self) -> None:
        super().__init__(voters=4, candidates=len(NAMES), seats=3)

    @cached_property
    def election(self) -> Election:
        """The election, in preparation, with its times set around now."""
        found = super().election
        now = timezone.now().replace(microsecond=0)
        Election.objects.filter(id=found.id).update(
            title="示例小区居代会换届选举",
            where="示例社区便民服务站",
            opens_at=now - timedelta(hours=1),
            closes_at=now + timedelta(days=5),
        )
        for place, (name, about) in enumerate(zip(NAMES, ABOUT, strict=True), start=1):
            text = f"{about}\n住在本小区十二年，愿意为邻居跑腿。"
            Candidate.objects.filter(election_id=found.id, number=place).update(
                name=name, about=text
            )
        found.refresh_from_db()
        return found

    def now_open(self) -> OpenVote:
        """Make keys and slips, and open the vote now."""
        assert self.trusted.tokens
        assert self.slips
        opened(self.runner, self.election, at=timezone.now())
        self.election.refresh_from_db()
        return self

    def code(self, voter: int) -> str:
        """What stands on a voter's slip."""
        return slip_text(self.slips[voter])

    @property
    def address(self) -> str:
        """Where the booth is."""
        return f"/booth/{self.election.uuid}/"


class OpenDecision(OpenVote):
    """A signed decision of four owners, open now."""

    def __init__(self) -> None:
        super().__init__()
        self.standing = len(ANSWERS)

    @cached_property
    def roll(self) -> Roll:
        """A frozen roll of owners."""
        found = super().roll
        Roll.objects.filter(id=found.id).update(kind="owners", area_cm2=self.voters * AREA)
        found.refresh_from_db()
        return found

    @cached_property
    def lines(self) -> list[RollLine]:
        """Its lines, each of 98.50 square metres."""
        found = super().lines
        RollLine.objects.filter(roll=self.roll).update(area_cm2=AREA)
        return found

    @cached_property
    def election(self) -> Election:
        """The decision, in preparation."""
        found = super().election
        Election.objects.filter(id=found.id).update(
            title="用维修资金整修排水管网",
            kind="owners_decision",
            mode="signed",
            matter="use_maintenance_fund",
            question="预算上限 186,000 元，从维修资金列支，是否同意？",
            seats=0,
            least_choices=1,
            most_choices=1,
        )
        for place, (name, about) in enumerate(ANSWERS, start=1):
            row = Candidate.objects.filter(election_id=found.id, number=place)
            row.update(name=name, about=about)
        found.refresh_from_db()
        return found
