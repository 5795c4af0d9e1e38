"""A pack is a zip with a list of all that is in it; the same content makes the same bytes."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

MANIFEST = "manifest.json"
VERSION = 1
_STAMP = (1980, 1, 1, 0, 0, 0)
"""One time for all files, so that equal packs are equal bytes."""


def canonical(value: Any) -> str:
    """JSON with sorted keys and no spaces: what digests are taken over."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


@dataclass(slots=True)
class PackWriter:
    """Write a pack file by file, then its list.

    with PackWriter.to(target, about={"kind": "election", ...}) as pack:
        pack.add_json("result.json", {...})
        pack.add("AbC.bel", chunks)
    """

    about: Mapping[str, Any]
    _zip: zipfile.ZipFile
    _files: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    def to(cls, target: Path | IO[bytes], *, about: Mapping[str, Any]) -> PackWriter:
        """Begin a pack; `about` says in plain data what it is the evidence of."""
        return cls(about, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED))

    def add_json(self, name: str, value: Any) -> None:
        """Add plain data as canonical JSON."""
        self.add(name, [canonical(value).encode()])

    def add(self, name: str, chunks: Iterable[bytes]) -> None:
        """Add a file from its bytes, piece by piece."""
        entry = zipfile.ZipInfo(name, _STAMP)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o644 << 16
        seen, size = hashlib.sha256(), 0
        with self._zip.open(entry, "w", force_zip64=True) as out:
            for chunk in chunks:
                out.write(chunk)
                seen.update(chunk)
                size += len(chunk)
        self._files.append({"name": name, "sha256": seen.hexdigest(), "bytes": size})

    @property
    def digests(self) -> dict[str, Any]:
        """What the act that seals the pack says of it: the hashes of `about` and each part."""
        about = hashlib.sha256(canonical(dict(self.about)).encode()).hexdigest()
        return {"about": about, "parts": {one["name"]: one["sha256"] for one in self._files}}

    def __enter__(self) -> PackWriter:
        """Go on writing."""
        return self

    def __exit__(self, kind: type[BaseException] | None, *_rest: object) -> None:
        """Write the list last; a pack that broke off has none and fails its check."""
        if kind is None:
            listed = {"version": VERSION, "about": dict(self.about), "files": self._files}
            entry = zipfile.ZipInfo(MANIFEST, _STAMP)
            entry.external_attr = 0o644 << 16
            self._zip.writestr(entry, canonical(listed))
        self._zip.close()
