"""Money for tests: matters and the people whose hands are in them, made by actions."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cached_property
from itertools import count
from uuid import UUID

from linli.kernel.actor import Actor
from linli.kernel.posts import PostKind
from linli.money import actions
from linli.money.models import Matter
from linli.money.rules import Duty, MatterKind
from linli.people.models import Account
from linli.tenancy.models import new_id
from tests.builders import Ground as Base
from tests.people import builders as people

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
"""Ten in the morning at the place."""
_serial = count(1)


class Ground(Base):
    """The ground of money: a compound with its committee's people."""

    @property
    def chair(self) -> Actor:
        """The chair of the owners' committee."""
        return self.holder(PostKind.OWNERS_COMMITTEE_CHAIR, self.compound)

    @property
    def treasurer(self) -> Actor:
        """The treasurer of the owners' committee."""
        return self.holder(PostKind.OWNERS_COMMITTEE_TREASURER, self.compound)

    @property
    def supervisor(self) -> Actor:
        """The chair of the supervision committee."""
        return self.holder(PostKind.SUPERVISION_CHAIR, self.community)

    @property
    def congress_chair(self) -> Actor:
        """The chair of the compound's congress."""
        return self.holder(PostKind.CONGRESS_CHAIR, self.compound)

    @cached_property
    def matter(self) -> Matter:
        """A matter of the compound without hands."""
        return self.a_matter()

    def a_matter(self, kind: MatterKind = MatterKind.DECISION) -> Matter:
        """Another matter of the compound."""
        return actions.open_matter(
            actor=self.secretary,
            matter_id=new_id(),
            number=f"SL-SX-2026-{next(_serial):04}",
            kind=kind,
            title="疏通下水道",
            place_id=self.compound.id,
            at=AT,
        )

    def somebody(self) -> Account:
        """A new resident's account."""
        return people.an_account(self.place)

    def hand(self, matter_id: UUID, account_id: UUID, *duties: Duty) -> None:
        """Give an account duties on a matter."""
        for duty in duties:
            actions.take_hand(
                actor=self.secretary,
                matter_id=matter_id,
                account_id=account_id,
                duty=duty,
                name="示例人",
                at=AT,
            )
