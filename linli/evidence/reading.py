"""Open a pack that may come from anybody: nothing is unpacked to disk, nothing is trusted."""

from __future__ import annotations

import hashlib
import json
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import IO, Any

from linli.evidence.pack import MANIFEST, VERSION

LARGEST = 2_000_000_000
"""Bytes that one file of a pack may unpack to."""
_CHUNK = 1 << 20
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
)
"""What the zip library raises on damaged bytes; `RuntimeError` covers ciphers and odd methods."""


class BadPack(Exception):
    """The pack cannot be read as one: a sentence with named gaps, and what fills them."""

    def __init__(self, words: str, **facts: object) -> None:
        super().__init__(words % facts)
        self.words = words
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Listed:
    """A file as the list names it."""

    name: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Pack:
    """An opened pack: what it is about, what it lists, and what is really in it."""

    archive: zipfile.ZipFile
    about: dict[str, Any]
    listed: tuple[Listed, ...]
    folder: str = ""
    """The folder of the zip that is read, with its stroke; empty for the whole."""

    def names(self) -> list[str]:
        """What is in the zip or in the folder that is read, the list itself left out."""
        there = [name for name in self.archive.namelist() if name != MANIFEST]
        return [name.removeprefix(self.folder) for name in there if name.startswith(self.folder)]

    def within(self, folder: str) -> Pack:
        """A pack inside this one: what lies in a folder, with what its `about.json` says of it."""
        inner = replace(self, folder=f"{self.folder}{folder}/")
        about = inner.json("about.json")
        if not isinstance(about, dict):
            raise BadPack("%(name)s is not plain data.", name=f"{inner.folder}about.json")
        return replace(inner, about=about)

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of a file, piece by piece."""
        try:
            with self.archive.open(self.folder + name) as file:
                while chunk := file.read(_CHUNK):
                    yield chunk
        except (*_UNREADABLE, KeyError) as error:
            raise BadPack("%(name)s cannot be read.", name=self.folder + name) from error

    def json(self, name: str) -> Any:
        """A file of plain data."""
        try:
            return json.loads(b"".join(self.chunks(name)))
        except (ValueError, RecursionError) as error:
            raise BadPack("%(name)s is not plain data.", name=name) from error

    def sha256(self, name: str) -> tuple[str, int]:
        """Hash and size of a file as it is."""
        seen, size = hashlib.sha256(), 0
        for chunk in self.chunks(name):
            seen.update(chunk)
            size += len(chunk)
        return seen.hexdigest(), size


def opened(source: Path | IO[bytes]) -> Pack:
    """Open a pack and read its list, or raise `BadPack`."""
    try:
        archive = zipfile.ZipFile(source)
        raw = archive.read(MANIFEST)
    except KeyError as error:
        raise BadPack("The file has no list of contents: it broke off, or is no pack.") from error
    except _UNREADABLE as error:
        raise BadPack("The file is not an evidence pack, or is damaged.") from error
    for entry in archive.infolist():
        if entry.file_size > LARGEST or not _plain(entry.filename):
            raise BadPack("%(name)s is no file that belongs into a pack.", name=entry.filename)
    return _read(archive, raw)


def _read(archive: zipfile.ZipFile, raw: bytes) -> Pack:
    try:
        match json.loads(raw):
            case {"version": 1, "about": dict(about), "files": list(files)}:
                listed = tuple(
                    Listed(str(f["name"]), str(f["sha256"]), int(f["bytes"])) for f in files
                )
                return Pack(archive, about, listed)
            case {"version": int(other)} if other != VERSION:
                raise BadPack(
                    "The pack is of version %(other)s; this verifier knows %(known)s.",
                    other=other,
                    known=VERSION,
                )
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BadPack("The list of contents cannot be read.") from error
    raise BadPack("The list of contents cannot be read.")


def _plain(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name and bool(name)
