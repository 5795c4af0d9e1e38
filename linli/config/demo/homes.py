"""Where the demo's first resident lives and owns, borne out at the counter."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from linli.config.demo.bodies import ENDING
from linli.config.demo.people import RESIDENTS, SPELLINGS
from linli.config.demo.places import key
from linli.config.rehearsal.ground import actor_of
from linli.people import actions as people


class Home(NamedTuple):
    """A dwelling of the demo: community, compound, building, entrance, floor, door."""

    community: str
    compound: str
    building: int
    entrance: int
    floor: int
    door: int


HOME = Home("金鼎", ENDING, 2, 1, 1, 1)
"""Where an election is open and its roll can be tried."""
OWNED = Home("一方", "颐和庄园", 1, 1, 1, 1)
"""Where decisions, calls and ideas can be tried."""
HOME_DOOR = f"{HOME.entrance}单元{HOME.floor}0{HOME.door}"
_SINCE = timedelta(days=30)


def house_resident(at: datetime) -> None:
    """Let the first resident claim both dwellings, and the counters bear the claims out."""
    tenant, since = key("sub-district"), at - _SINCE
    resident = actor_of(tenant, RESIDENTS[0][0], at)
    for home in (HOME, OWNED):
        claim = people.claim_dwelling(actor=resident, dwelling_id=key(*home[1:]), at=since)
        clerk = actor_of(tenant, f"clerk-{SPELLINGS[home.community]}", at)
        people.confirm_at_counter(actor=clerk, claim_id=claim.id, at=since)
