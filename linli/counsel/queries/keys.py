"""Keys as they are found: the team's under the master's, the file's under the team's."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from linli.counsel.models import MarkKey, SealedFile, TeamKey
from linli.kernel.errors import Refused
from linli.tenancy import envelopes


def keys_away() -> Refused:
    """The sentence for whoever opens a file while its key is not on the machine."""
    return Refused(
        "keys_away",
        _(
            "The key of the sealed files is not on this machine, so nothing in them can be read "
            "or written. Ask whoever keeps the key; nothing is lost."
        ),
    )


def team_key(held: TeamKey) -> bytes:
    """Open a team's key with the master key that closes it."""
    return _opened(held.wrapped, held.master, about_team(held.team_id, held.number))


def newest_team_key(sub_district_id: UUID, team_id: UUID, number: int) -> bytes:
    """The key that a team's new files are closed with."""
    return team_key(
        TeamKey.objects.get(sub_district_id=sub_district_id, team_id=team_id, number=number)
    )


def file_key(file: SealedFile, wrapped: bytes | memoryview, master: str) -> bytes:
    """A file's key, opened with its team's key, which is opened with the master key."""
    team = _opened(wrapped, master, about_team(file.team_id, file.key_version))
    return envelopes.unlock(file.wrapped, team, about_file(file.id))


def mark_of(sub_district_id: UUID, account_id: UUID) -> str:
    """The mark by which an account's own files are found; empty where there are no sealed files."""
    held = MarkKey.objects.filter(sub_district_id=sub_district_id).first()
    if held is None:
        return ""
    key = _opened(held.wrapped, held.master, about_marks(sub_district_id))
    return envelopes.mark(f"{sub_district_id}:{account_id}", key)


def about_team(team_id: UUID, number: int) -> str:
    """What a team's key is closed for."""
    return f"counsel.team_key:{team_id}:{number}"


def about_file(file_id: UUID) -> str:
    """What a file's key is closed for."""
    return f"counsel.file_key:{file_id}"


def about_marks(sub_district_id: UUID) -> str:
    """What the key of the marks is closed for."""
    return f"counsel.mark_key:{sub_district_id}"


def about_row(file_id: UUID, row_id: UUID) -> str:
    """What a row of a file is closed for."""
    return f"counsel.row:{file_id}:{row_id}"


def _opened(wrapped: bytes | memoryview, master: str, about: str) -> bytes:
    try:
        return envelopes.unlock(wrapped, envelopes.master_called(master), about)
    except envelopes.KeyMissing as error:
        raise keys_away() from error
