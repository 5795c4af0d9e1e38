"""Scans and photos of a sealed file: bytes on the disk that open with the file's key alone."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from linli.counsel.models import FilePaper
from linli.counsel.queries.keys import about_row
from linli.counsel.queries.opening import Opened
from linli.kernel.errors import Missing
from linli.records import queries as records
from linli.tenancy import envelopes


def sealed_path(paper_id: UUID) -> str:
    """Where a paper lies among the uploads; its name tells neither kind nor file."""
    return f"sealed/{paper_id.hex[-2:]}/{paper_id.hex}"


def read_paper(opened: Opened, paper_id: UUID) -> tuple[FilePaper, bytes]:
    """A paper of an opened file with its bytes; what this reader may not see is not there."""
    found = FilePaper.objects.filter(
        sub_district_id=opened.file.sub_district_id, file_id=opened.file.id, id=paper_id
    ).first()
    closed = records.file_content(found.path) if found and opened.sees(found) else None
    if found is None or closed is None:
        raise Missing("no_file", _("There is no such file."))
    return found, envelopes.unlock(closed, opened.key, about_row(opened.file.id, found.id))
