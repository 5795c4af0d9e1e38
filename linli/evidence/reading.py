"""Open a pack that may come from anybody: nothing is unpacked to disk, nothing is trusted."""

from __future__ import annotations

import hashlib
import json
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import IO, Any

from linli.evidence.pack import MANIFEST, VERSION, canonical

LARGEST = 2_000_000_000
"""Bytes that a pack may unpack to in all."""
LARGEST_JSON = 48 << 20
"""Bytes of a part that is read as plain data."""
MOST_THINGS = 2_000_000
"""Commas and brackets of such a part: what is read takes a hundred times a bracket's room."""
MOST_FILES = 10_000
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_END = b"PK\x05\x06"
_END_SIZE = 22
_HEAD_SIZE = 30
_SIZES_BEHIND = 0x08
"""The bit of a file whose sizes stand behind it; `PackWriter` writes none such."""
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
    as_made: bool = True
    """Whether the list is written as `PackWriter` writes it, and says nothing besides."""

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
        """A file of plain data, of a size that an honest one has."""
        entry = self.archive.NameToInfo.get(self.folder + name)
        if entry is not None and entry.file_size > LARGEST_JSON:
            raise _too_large(self.folder + name)
        try:
            return plain_data(b"".join(self.chunks(name)), name)
        except (ValueError, RecursionError) as error:
            raise BadPack("%(name)s is not plain data.", name=name) from error

    def sha256(self, name: str) -> tuple[str, int]:
        """Hash and size of a file as it is."""
        seen, size = hashlib.sha256(), 0
        for chunk in self.chunks(name):
            seen.update(chunk)
            size += len(chunk)
        return seen.hexdigest(), size


def plain_data(raw: bytes, name: str) -> Any:
    """Read JSON whose parts are not too many to be held."""
    if sum(map(raw.count, (b",", b"[", b"{"))) > MOST_THINGS:
        raise _too_large(name)
    return json.loads(raw)


def _too_large(name: str) -> BadPack:
    return BadPack("%(name)s is larger than any that belongs into a pack.", name=name)


def opened(source: Path | IO[bytes]) -> Pack:
    """Open a pack and read its list, or raise `BadPack`."""
    try:
        archive = zipfile.ZipFile(source)
        _require_nothing_around(archive)
        _require_sizes(archive)
        raw = archive.read(MANIFEST)
    except KeyError as error:
        raise BadPack(
            "The file has no list of contents, manifest.json: it broke off, or is no pack."
        ) from error
    except _UNREADABLE as error:
        raise BadPack("The file is not an evidence pack, or is damaged.") from error
    return _read(archive, raw)


def _require_nothing_around(archive: zipfile.ZipFile) -> None:
    """Go on only where the zip begins with its first file and ends with its own end."""
    file = archive.fp
    if file is None:
        raise BadPack("The file is not an evidence pack, or is damaged.")
    file.seek(-_END_SIZE, 2)
    first = min((entry.header_offset for entry in archive.infolist()), default=0)
    if file.read(4) != _END or first or any(entry.comment for entry in archive.infolist()):
        raise BadPack("There are bytes before or after the pack that do not belong to it.")
    if sum(_room_of(file, entry) for entry in archive.infolist()) != archive.start_dir:
        raise BadPack("There are bytes between the files of the pack that do not belong to it.")
    for entry in archive.infolist():
        if _is_loose(file, entry):
            raise BadPack("%(name)s holds bytes that do not belong to it.", name=entry.filename)


def _room_of(file: IO[bytes], entry: zipfile.ZipInfo) -> int:
    """Bytes that a file takes in the zip with its head, which says how long its name is there."""
    file.seek(entry.header_offset)
    head = file.read(_HEAD_SIZE)
    if len(head) < _HEAD_SIZE or entry.flag_bits & _SIZES_BEHIND:
        raise BadPack("%(name)s is no file that belongs into a pack.", name=entry.filename)
    name, extra = struct.unpack_from("<HH", head, _HEAD_SIZE - 4)
    return _HEAD_SIZE + int(name) + int(extra) + entry.compress_size


def _is_loose(file: IO[bytes], entry: zipfile.ZipInfo) -> bool:
    """Whether something is hidden in the zip's fields of a file, or behind its packed bytes."""
    file.seek(entry.header_offset + _HEAD_SIZE - 4)
    name, extra = struct.unpack("<HH", file.read(4))
    file.seek(name, 1)
    fields = file.read(extra)
    sizes = struct.pack("<2H2Q", 1, 16, entry.file_size, entry.compress_size)
    if fields not in (b"", sizes) or entry.extra:
        return True
    left, packed = entry.compress_size, zlib.decompressobj(-zlib.MAX_WBITS)
    if entry.compress_type == zipfile.ZIP_STORED:
        return left != entry.file_size
    while left and not packed.eof:
        piece = file.read(min(left, _CHUNK))
        left -= len(piece)
        if not piece or _too_long(packed, piece):
            return True
    return bool(left or packed.unused_data)


def _too_long(packed: Any, piece: bytes) -> bool:
    """Unpack a piece without keeping it; whether it comes to more than a whole pack may."""
    made = 0
    while piece:
        made += len(packed.decompress(piece, _CHUNK))
        piece = packed.unconsumed_tail
        if made > LARGEST:
            return True
    return False


def _require_sizes(archive: zipfile.ZipFile) -> None:
    entries, seen = archive.infolist(), set[str]()
    for entry in entries:
        if entry.filename in seen:
            raise BadPack("%(name)s is in the file twice.", name=entry.filename)
        seen.add(entry.filename)
        if not _plain(entry.filename) or entry.compress_type not in _METHODS:
            raise BadPack("%(name)s is no file that belongs into a pack.", name=entry.filename)
        if entry.filename == MANIFEST and entry.file_size > LARGEST_JSON:
            raise _too_large(MANIFEST)
    if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > LARGEST:
        raise BadPack("The pack unpacks to more than any election or decision needs.")


def _read(archive: zipfile.ZipFile, raw: bytes) -> Pack:
    try:
        match plain_data(raw, MANIFEST):
            case {"version": 1, "about": dict(about), "files": list(files)}:
                listed = tuple(
                    Listed(str(f["name"]), str(f["sha256"]), int(f["bytes"])) for f in files
                )
                own = [{"name": f.name, "sha256": f.sha256, "bytes": f.bytes} for f in listed]
                made = canonical({"version": VERSION, "about": about, "files": own})
                return Pack(archive, about, listed, as_made=made.encode() == raw)
            case {"version": int(other)} if other != VERSION:
                raise BadPack(
                    "The pack is of version %(other)s; this verifier knows %(known)s.",
                    other=other,
                    known=VERSION,
                )
    except (ValueError, LookupError, TypeError, ArithmeticError, RecursionError) as error:
        raise BadPack("The list of contents, manifest.json, cannot be read.") from error
    raise BadPack("The list of contents, manifest.json, cannot be read.")


def _plain(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name and bool(name)
