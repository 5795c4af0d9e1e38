"""Who may stand in for whom: in writing, within one roll, never in a chain (R14, R28)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ProxyFault(StrEnum):
    """Why a proxy cannot be taken."""

    TO_ONESELF = "to_oneself"
    OTHER_ROLL = "other_roll"
    STRUCK = "struck"
    GIVEN_ALREADY = "given_already"
    AGENT_GAVE_TOO = "agent_gave_too"
    GIVER_IS_AGENT = "giver_is_agent"
    TOO_MANY = "too_many"
    RUNS_OUT = "runs_out"
    VOTED = "voted"
    VOTED_ONLINE = "voted_online"


@dataclass(frozen=True, slots=True)
class Asked:
    """A proxy as it is asked for, and what stands already in the same election."""

    same_line: bool
    same_roll: bool
    both_stand: bool
    giver_gave: bool
    giver_is_agent: bool
    agent_gave: bool
    agent_has: int
    giver_voted: bool
    giver_voted_online: bool
    valid_until: date
    needed_until: date


def proxy_fault(asked: Asked, *, most: int) -> ProxyFault | None:
    """The first reason against a proxy, or none; `most` is the place's own number (R28)."""
    reasons = (
        (asked.same_line, ProxyFault.TO_ONESELF),
        (not asked.same_roll, ProxyFault.OTHER_ROLL),
        (not asked.both_stand, ProxyFault.STRUCK),
        (asked.giver_voted, ProxyFault.VOTED),
        (asked.giver_voted_online, ProxyFault.VOTED_ONLINE),
        (asked.giver_gave, ProxyFault.GIVEN_ALREADY),
        (asked.giver_is_agent, ProxyFault.GIVER_IS_AGENT),
        (asked.agent_gave, ProxyFault.AGENT_GAVE_TOO),
        (asked.agent_has >= most, ProxyFault.TOO_MANY),
        (asked.valid_until < asked.needed_until, ProxyFault.RUNS_OUT),
    )
    return next((fault for holds, fault in reasons if holds), None)
