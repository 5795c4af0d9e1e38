"""A vote that is open this very moment, for browsers that keep the real time."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property

from django.utils import timezone

from linli.ballots.credentials import slip_text
from linli.elections.models import Candidate, Election
from tests.elections.box_builders import BoxGround, opened

NAMES = ["示例候选人甲", "示例候选人乙", "示例候选人丙", "示例候选人丁", "示例候选人戊"]
ABOUT = ["5号楼·楼组长", "2号楼·退休教师", "3号楼·水电工程师", "8号楼·现任代表", "6号楼·社区志愿者"]


class OpenVote(BoxGround):
    """Five candidates for three seats, open from an hour ago for some days to come."""

    def __init__(self) -> None:
        super().__init__(voters=4, candidates=5, seats=3)

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
        assert self.trusted
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
