"""Accounts; organisations; posts with holders and deputies; dwellings that residents claim."""

from linli.people.models.account import Account, AdministratorGrant, DwellingClaim, Profile
from linli.people.models.organisation import Organisation
from linli.people.models.post import Deputy, Holding, Post

__all__ = [
    "Account",
    "AdministratorGrant",
    "Deputy",
    "DwellingClaim",
    "Holding",
    "Organisation",
    "Post",
    "Profile",
]
