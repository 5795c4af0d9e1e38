"""Elections for tests, made by the actions that people use."""

from __future__ import annotations

from datetime import UTC, datetime

from linli.kernel.actor import Actor
from linli.kernel.posts import PostKind
from tests.builders import Ground as Base

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
"""Ten in the morning at the place."""


class Ground(Base):
    """The ground of elections: a compound with those who run its elections."""

    @property
    def runner(self) -> Actor:
        """The community's secretary, who runs elections of the compound."""
        return self.secretary

    @property
    def clerk(self) -> Actor:
        """A service clerk of the community, who keeps the poll book."""
        return self.holder(PostKind.SERVICE_CLERK, self.community)
