"""Tables of the room of sealed files; nobody else imports them."""

from linli.counsel.models.files import FileEntry, FileHand, FilePaper, Party, SealedFile
from linli.counsel.models.guarding import GlassBreak, Guardian, Succession
from linli.counsel.models.helping import HelpItem, HelpReferral
from linli.counsel.models.legal import LegalAid, LegalEvent, LegalVisit
from linli.counsel.models.mediation import (
    JoinCode,
    Mediation,
    MediationGuest,
    PartyAnswer,
    PromisedDuty,
    RaisedDispute,
    Sitting,
)
from linli.counsel.models.talks import CounsellorHours, Talk
from linli.counsel.models.teams import MarkKey, Membership, Team, TeamKey

__all__ = [
    "CounsellorHours",
    "FileEntry",
    "FileHand",
    "FilePaper",
    "GlassBreak",
    "Guardian",
    "HelpItem",
    "HelpReferral",
    "JoinCode",
    "LegalAid",
    "LegalEvent",
    "LegalVisit",
    "MarkKey",
    "Mediation",
    "MediationGuest",
    "Membership",
    "Party",
    "PartyAnswer",
    "PromisedDuty",
    "RaisedDispute",
    "SealedFile",
    "Sitting",
    "Succession",
    "Talk",
    "Team",
    "TeamKey",
]
