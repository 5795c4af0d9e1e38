"""Tables of the room of sealed files; nobody else imports them."""

from linli.counsel.models.files import FileEntry, FileHand, FilePaper, Party, SealedFile
from linli.counsel.models.guarding import GlassBreak, Guardian
from linli.counsel.models.teams import MarkKey, Membership, Team, TeamKey

__all__ = [
    "FileEntry",
    "FileHand",
    "FilePaper",
    "GlassBreak",
    "Guardian",
    "MarkKey",
    "Membership",
    "Party",
    "SealedFile",
    "Team",
    "TeamKey",
]
