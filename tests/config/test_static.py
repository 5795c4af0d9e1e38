"""What browsers load travels compressed, once, and is kept by its name."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAME = "/static/assets/resident-Abc_1-dE.css"
LOAD = """
import json, django
django.setup()
from django.test import Client
answer = Client().get({name!r}, headers={{"Accept-Encoding": "br, gzip"}})
print(json.dumps(dict(answer.headers)))
"""


def _headers(data: Path) -> dict[str, str]:
    """Ask a process that has this data folder for the file."""
    wanted = {"LINLI_DATA": str(data), "DJANGO_SETTINGS_MODULE": "linli.config.settings"}
    found = subprocess.run(  # noqa: S603
        [sys.executable, "-c", LOAD.format(name=NAME)],
        cwd=ROOT,
        env=os.environ | wanted,
        capture_output=True,
        text=True,
        check=True,
    )
    headers: dict[str, str] = json.loads(found.stdout)
    return headers


def test_gathered_files_travel_compressed_and_are_kept_for_good(tmp_path: Path) -> None:
    gathered = tmp_path / NAME.strip("/")
    gathered.parent.mkdir(parents=True)
    gathered.write_text("a{}" * 100)
    gathered.with_name(gathered.name + ".br").write_bytes(b"short")
    headers = _headers(tmp_path)
    assert headers["Content-Encoding"] == "br"
    assert headers["Content-Length"] == "5"
    assert "immutable" in headers["Cache-Control"]
