"""How the keys stand: which there are, what lies under each, and whether all of it opens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet

from linli.counsel.models import FilePaper, MarkKey, SealedFile, Team, TeamKey
from linli.counsel.queries.keys import about_file, about_row, team_key
from linli.kernel.errors import Refused
from linli.records import queries as records
from linli.tenancy import envelopes

AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class TeamKeys:
    """A team's newest key: its number, the master that closes it, how many files lie where."""

    team: Team
    number: int
    master: str
    here: bool
    """Whether the master key is on this machine now."""
    files: int
    older: int
    """Files that a broken-off turning has left under an older key."""
    lost: int
    """Files under a key that was declared lost."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: how many files and papers open, and the numbers of those that do not."""

    files: int
    papers: int
    faults: tuple[str, ...]


def masters_in_use() -> set[str]:
    """The names of the master keys that still close something."""
    keys = TeamKey.objects.filter(retired_at=None, lost_at=None)
    return {
        *keys.values_list("master", flat=True),
        *MarkKey.objects.values_list("master", flat=True),
    }


def masters_here() -> list[str]:
    """The names of the master keys in the key file, the newest first."""
    return envelopes.master_names()


def team_keys(sub_district_id: UUID) -> list[TeamKeys]:
    """Each team's keys, by the team's name."""
    here = set(masters_here())
    counts = _counts(sub_district_id)
    lost = set(
        TeamKey.objects.filter(sub_district_id=sub_district_id, lost_at__isnull=False).values_list(
            "team_id", "number"
        )
    )
    rows = TeamKey.objects.filter(sub_district_id=sub_district_id).select_related("team")
    newest = {row.team_id: row for row in rows.order_by("number")}
    return [
        _keys_of(row, counts.get(row.team_id, {}), lost, here=row.master in here)
        for row in sorted(newest.values(), key=lambda row: row.team.name)
    ]


def check_all(
    sub_district_id: UUID, *, papers: bool, progress: Callable[[int], None] = lambda _done: None
) -> Checked:
    """Open the key of every file, and every paper if asked; what opens nothing is named."""
    faults: list[str] = []
    files = read = 0
    keys: dict[tuple[UUID, int], bytes | None] = {}
    for file in _files(sub_district_id):
        files += 1
        key = _file_key(file, keys)
        if key is None:
            faults.append(file.number)
        elif papers:
            for paper in FilePaper.objects.filter(sub_district_id=sub_district_id, file=file):
                read += 1
                if not _paper_opens(paper, key):
                    faults.append(f"{file.number} {paper.path}")
        if files % AT_ONCE == 0:
            progress(AT_ONCE)
    progress(files % AT_ONCE)
    return Checked(files, read, tuple(faults))


def files_to_check(sub_district_id: UUID) -> int:
    """How many files a check opens."""
    return _open_files(sub_district_id).count()


def _open_files(sub_district_id: UUID) -> QuerySet[SealedFile]:
    return SealedFile.objects.filter(sub_district_id=sub_district_id, erased_at=None)


def _files(sub_district_id: UUID) -> Iterator[SealedFile]:
    fields = ("id", "number", "team_id", "key_version", "wrapped", "sub_district_id")
    yield from _open_files(sub_district_id).only(*fields).order_by("id").iterator(AT_ONCE)


def _file_key(file: SealedFile, keys: dict[tuple[UUID, int], bytes | None]) -> bytes | None:
    which = (file.team_id, file.key_version)
    if which not in keys:
        keys[which] = _team_key(file)
    team = keys[which]
    try:
        return envelopes.unlock(file.wrapped, team, about_file(file.id)) if team else None
    except envelopes.Damaged:
        return None


def _team_key(file: SealedFile) -> bytes | None:
    held = TeamKey.objects.filter(
        sub_district_id=file.sub_district_id, team_id=file.team_id, number=file.key_version
    ).first()
    try:
        return team_key(held) if held else None
    except (Refused, envelopes.Damaged):
        return None


def _paper_opens(paper: FilePaper, key: bytes) -> bool:
    closed = records.file_content(paper.path)
    try:
        return closed is not None and bool(
            envelopes.unlock(closed, key, about_row(paper.file_id, paper.id))
        )
    except envelopes.Damaged:
        return False


def _counts(sub_district_id: UUID) -> dict[UUID, dict[int, int]]:
    rows = _open_files(sub_district_id).values_list("team_id", "key_version")
    found: dict[UUID, dict[int, int]] = {}
    for team_id, number, many in rows.annotate(many=Count("id")).order_by():
        found.setdefault(team_id, {})[number] = many
    return found


def _keys_of(
    row: TeamKey, counts: dict[int, int], lost: set[tuple[UUID, int]], *, here: bool
) -> TeamKeys:
    gone = sum(many for number, many in counts.items() if (row.team_id, number) in lost)
    newest = counts.get(row.number, 0)
    return TeamKeys(
        team=row.team,
        number=row.number,
        master=row.master,
        here=here,
        files=newest,
        older=sum(counts.values()) - newest - gone,
        lost=gone,
    )
