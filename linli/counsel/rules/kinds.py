"""The kinds of teams and sealed files, and the parts that people have in them."""

from __future__ import annotations

from enum import StrEnum


class TeamKind(StrEnum):
    """What a small team does that people trust."""

    MEDIATION = "mediation"
    LEGAL = "legal"
    HELP = "help"


class Role(StrEnum):
    """A member's part in a team; the director of a room shares out its files."""

    DIRECTOR = "director"
    MEMBER = "member"


class HandRole(StrEnum):
    """A member's part in one file."""

    HANDLER = "handler"
    SUPERVISOR = "supervisor"


class FileKind(StrEnum):
    """What a sealed file is about; its number carries the letters of the kind."""

    MEDIATION = "mediation"
    LEGAL_AID = "legal_aid"
    HELP = "help"


class Side(StrEnum):
    """On which side of a file somebody is."""

    APPLICANT = "applicant"
    OTHER = "other"


class Consent(StrEnum):
    """What a party said to the file being opened; taking it back is as easy as giving it (R48)."""

    ASKED = "asked"
    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class By(StrEnum):
    """How somebody said or signed something."""

    PAPER = "paper"
    APP = "app"
    COUNTER = "counter"


FILES_OF: dict[TeamKind, FileKind] = {
    TeamKind.MEDIATION: FileKind.MEDIATION,
    TeamKind.LEGAL: FileKind.LEGAL_AID,
    TeamKind.HELP: FileKind.HELP,
}
LETTERS: dict[FileKind, str] = {
    FileKind.MEDIATION: "TJ",
    FileKind.LEGAL_AID: "FY",
    FileKind.HELP: "BF",
}


class Emergency(StrEnum):
    """For what alone a file is opened from outside its team."""

    MORTAL_DANGER = "mortal_danger"
    COURT_ORDER = "court_order"
