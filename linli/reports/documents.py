"""One archive of all that is kept of a person: for machines, to read, and the own files."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime

from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from linli.kernel.own_data import OwnFile, OwnRows, PersonalDatum

DATA = "data.json"


def archive(
    data: Sequence[PersonalDatum], rows: Sequence[OwnRows], *, place: str, at: datetime
) -> bytes:
    """A zip with `data.json`, a page that opens in any browser, and the files of its owner."""
    kept = [one for one in rows if one.rows]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(DATA, _as_json(data, kept, place, at))
        page = {"data": data, "tables": kept, "place": place, "made_at": at}
        made.writestr(
            _("my-data.html"), render_to_string("reports/my_data/archive_page.html", page)
        )
        for name, file in _files(rows):
            made.writestr(name, file.content)
    return packed.getvalue()


def _as_json(
    data: Sequence[PersonalDatum], rows: Sequence[OwnRows], place: str, at: datetime
) -> str:
    tables: dict[str, list[object]] = {}
    for one in rows:
        tables.setdefault(one.table, []).extend(dict(row) for row in one.rows)
    whole = {
        "place": place,
        "made_at": at,
        "held": [
            {
                "what": datum.what,
                "value": datum.value,
                "purpose": datum.purpose,
                "kept": datum.kept,
                "since": datum.since,
                "until": datum.until,
            }
            for datum in data
        ],
        "tables": tables,
    }
    return json.dumps(whole, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)


def _files(rows: Sequence[OwnRows]) -> Iterator[tuple[str, OwnFile]]:
    for one in rows:
        for file in one.files:
            plain = file.name.replace("/", "-").replace("\\", "-")
            yield f"files/{plain}", file
