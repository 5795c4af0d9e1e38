"""Accounts; organisations; posts with holders; bodies with terms; dwellings that residents claim."""

from linli.people.models.account import Account, AdministratorGrant, DwellingClaim, Profile
from linli.people.models.body import (
    BodyAlternate,
    BodySeat,
    BodyTerm,
    CompositionSheet,
    SeatDeclaration,
)
from linli.people.models.body_papers import (
    BodyDelegation,
    Handover,
    HandoverItem,
    TermCorrection,
    TermFiling,
)
from linli.people.models.data_request import CounterLook, DataRequest
from linli.people.models.organisation import Organisation
from linli.people.models.post import Deputy, Holding, Post

__all__ = [
    "Account",
    "AdministratorGrant",
    "BodyAlternate",
    "BodyDelegation",
    "BodySeat",
    "BodyTerm",
    "CompositionSheet",
    "CounterLook",
    "DataRequest",
    "Deputy",
    "DwellingClaim",
    "Handover",
    "HandoverItem",
    "Holding",
    "Organisation",
    "Post",
    "Profile",
    "SeatDeclaration",
    "TermCorrection",
    "TermFiling",
]
