"""Rolls; elections with calendar, candidates and notices; boxes, signed votes, paper, results."""

from linli.elections.models.box import BoxEvent, Credential, ElectionBox, ElectionText, Trustee
from linli.elections.models.election import (
    CalendarTemplate,
    Candidate,
    Election,
    ElectionStep,
    Notice,
    Official,
)
from linli.elections.models.method import Method
from linli.elections.models.paper import (
    BoxCall,
    Delivery,
    PaperBox,
    PaperCount,
    PaperVote,
    PollBookEntry,
    SpoiledBallot,
)
from linli.elections.models.result import Result, TurnoutDay
from linli.elections.models.roll import (
    Proxy,
    Roll,
    RollCorrection,
    RollLine,
    RollObjection,
    RollUnit,
)
from linli.elections.models.signed import OpenVote, SignedBallot, SignedVote

__all__ = [
    "BoxCall",
    "BoxEvent",
    "CalendarTemplate",
    "Candidate",
    "Credential",
    "Delivery",
    "Election",
    "ElectionBox",
    "ElectionStep",
    "ElectionText",
    "Method",
    "Notice",
    "Official",
    "OpenVote",
    "PaperBox",
    "PaperCount",
    "PaperVote",
    "PollBookEntry",
    "Proxy",
    "Result",
    "Roll",
    "RollCorrection",
    "RollLine",
    "RollObjection",
    "RollUnit",
    "SignedBallot",
    "SignedVote",
    "SpoiledBallot",
    "Trustee",
    "TurnoutDay",
]
