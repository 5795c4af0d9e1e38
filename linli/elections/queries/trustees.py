"""Who opens the box together, and how far they are."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from linli.elections.models import Election, Trustee
from linli.elections.rules.box import threshold_of


@dataclass(frozen=True, slots=True)
class TrusteesStand:
    """How many trustees there are, how many it takes, and how many have done what."""

    size: int
    needed: int
    confirmed: int
    opened: int
    lost: int

    @property
    def ready(self) -> bool:
        """Whether every key is made, so that voting can open."""
        return 0 < self.size == self.confirmed

    @property
    def open(self) -> bool:
        """Whether enough have opened their part."""
        return 0 < self.needed <= self.opened

    @property
    def able(self) -> int:
        """How many still hold their key, as far as is known."""
        return self.size - self.lost

    @property
    def hopeless(self) -> bool:
        """Whether too many keys are lost for the box ever to open."""
        return self.able < self.needed


def trustees_of(election: Election) -> list[Trustee]:
    """The trustees of an election, in the protocol's order."""
    found = Trustee.objects.filter(sub_district_id=election.sub_district_id, election=election)
    return list(found.order_by("index"))


def trustee_by_token(sub_district_id: UUID, token: str) -> Trustee | None:
    """The trustee whose secret link this is."""
    hashed = sha256(token.encode()).hexdigest()
    found = Trustee.objects.filter(sub_district_id=sub_district_id, token_hash=hashed)
    return found.select_related("election").first()


def trustees_stand(election: Election) -> TrusteesStand:
    """How far the trustees of an election are."""
    rows = trustees_of(election)
    return TrusteesStand(
        size=len(rows),
        needed=threshold_of(len(rows)),
        confirmed=sum(one.confirmed_at is not None for one in rows),
        opened=sum(one.opened_at is not None for one in rows),
        lost=sum(one.lost_at is not None for one in rows),
    )
