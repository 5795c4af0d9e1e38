"""Papers of a sealed file: cleaned in memory, closed, and only then written to the disk."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_noop

from linli.counsel.actions.opening import open_for_party, open_for_team
from linli.counsel.actions.work import Work
from linli.counsel.models import FilePaper, Party
from linli.counsel.queries.keys import about_row
from linli.counsel.queries.papers import read_paper, sealed_path
from linli.kernel.actor import Actor
from linli.records import actions as records
from linli.records.rules import ORPHAN_AFTER
from linli.tenancy import envelopes
from linli.tenancy.models import new_id

ONE_PAPER = gettext_noop("one paper of the file")


def put_paper(
    work: Work,
    *,
    kind: str,
    content: bytes,
    name: str = "",
    shared: bool = False,
    party: Party | None = None,
) -> FilePaper:
    """Add a scan or photo to a file under change; `name` is for refusals and is not kept."""
    cleaned = records.clean_upload(name=name, content=content)
    return keep_paper(
        work,
        kind=kind,
        content=cleaned.content,
        media_type=cleaned.media_type,
        shared=shared,
        party=party,
    )


def keep_paper(
    work: Work,
    *,
    kind: str,
    content: bytes,
    media_type: str,
    shared: bool = False,
    party: Party | None = None,
) -> FilePaper:
    """Add bytes that were cleaned before."""
    paper = FilePaper(
        id=new_id(),
        sub_district_id=work.tenant,
        file=work.file,
        kind=kind,
        media_type=media_type,
        size=len(content),
        made_at=work.at,
        by=work.actor.label if work.actor.post else "",
        shared=shared,
        party=party,
    )
    paper.path = sealed_path(paper.id)
    about = about_row(work.file.id, paper.id)
    records.keep_file(paper.path, envelopes.lock(content, work.opened.key, about))
    work.batch.add(paper)
    return paper


@transaction.atomic
def open_paper(
    *, actor: Actor, file_id: UUID, paper_id: UUID, at: datetime
) -> tuple[FilePaper, bytes]:
    """Open one paper for a member of the file's team; every party can see that it was opened."""
    opened = open_for_team(actor=actor, file_id=file_id, what=ONE_PAPER, at=at)
    return read_paper(opened, paper_id)


def open_own_paper(*, actor: Actor, file_id: UUID, paper_id: UUID) -> tuple[FilePaper, bytes]:
    """Open one paper for a party that may see it."""
    return read_paper(open_for_party(actor=actor, file_id=file_id), paper_id)


def sweep_papers(*, at: datetime) -> int:
    """Take away closed papers that no row names and that are old enough; answer how many."""
    oldest, swept = (at - ORPHAN_AFTER).timestamp(), 0
    for folder in sorted((Path(settings.LINLI_UPLOADS) / "sealed").glob("[0-9a-f][0-9a-f]")):
        old = [file for file in folder.iterdir() if file.stat().st_mtime < oldest]
        named = set(
            FilePaper.objects.filter(path__in=[_path(file) for file in old]).values_list(
                "path", flat=True
            )
        )
        for file in old:
            if _path(file) not in named:
                file.unlink(missing_ok=True)
                swept += 1
    return swept


def _path(file: Path) -> str:
    return f"sealed/{file.parent.name}/{file.name}"
