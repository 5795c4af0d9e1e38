"""What a PDF may hold: pages to read, and nothing that runs, calls or hides.

Checked are the head and the foot, encryption, and every name outside of content streams and
inside compressed object streams. This finds what writers of PDF produce; a file made to be read
differently by two readers can still deceive it, so that a PDF is only ever handed out as a
download and never opened by Linli.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from enum import StrEnum

MAX_OBJECT_BYTES = 40_000_000
"""Compressed objects unpacked to look at; more is a bomb."""

ACTIVE_NAMES = frozenset(
    {
        b"EmbeddedFile", b"EmbeddedFiles", b"GoToE", b"GoToR", b"ImportData", b"JS", b"JavaScript",
        b"Launch", b"Movie", b"Rendition", b"RichMedia", b"Sound", b"SubmitForm", b"XFA",
    }
)  # fmt: skip

_HEAD = re.compile(rb"%PDF-[12]\.\d")
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_NAME = re.compile(rb"/([^\x00\t\n\f\r ()<>\[\]{}/%]+)")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_FILTER = re.compile(rb"/Filter\s*(\[[^\]]*\]|/[A-Za-z0-9]+)")
_FLATE_ALONE = re.compile(rb"\[?\s*/(?:FlateDecode|Fl)\s*\]?")


class PdfFault(StrEnum):
    """Why a PDF is refused."""

    NOT_A_PDF = "not_a_pdf"
    ENCRYPTED = "encrypted"
    ACTIVE = "active"
    NOT_CHECKABLE = "not_checkable"


def pdf_fault(content: bytes) -> PdfFault | None:
    """The first reason to refuse a PDF, or None."""
    if not _HEAD.match(content) or b"%%EOF" not in content[-2048:]:
        return PdfFault.NOT_A_PDF
    try:
        names = set(_names(content))
    except (ValueError, zlib.error):
        return PdfFault.NOT_CHECKABLE
    if b"Encrypt" in names:
        return PdfFault.ENCRYPTED
    return PdfFault.ACTIVE if names & ACTIVE_NAMES else None


def _names(content: bytes) -> Iterator[bytes]:
    left = MAX_OBJECT_BYTES
    at = 0
    while found := _STREAM.search(content, at):
        outside = content[at : found.start()]
        yield from _names_in(outside)
        end = content.find(b"endstream", found.end())
        if end < 0:
            raise ValueError("A stream has no end.")
        # The dictionary of this stream is what stands after the last object's number.
        head = outside.rpartition(b" obj")[2]
        if b"ObjStm" in set(_names_in(head)):
            objects = _unpacked(content[found.end() : end], head, left)
            left -= len(objects)
            yield from _names_in(objects)
        at = end + len(b"endstream")
    yield from _names_in(content[at:])


def _unpacked(data: bytes, head: bytes, left: int) -> bytes:
    packing = _FILTER.search(head)
    if packing is None:
        return data
    if not _FLATE_ALONE.fullmatch(packing.group(1)):
        raise ValueError("Objects are packed in a way that is not looked into.")
    unpacking = zlib.decompressobj()
    objects = unpacking.decompress(data, max(left, 1))
    if unpacking.unconsumed_tail:
        raise ValueError("The objects unpack to too much.")
    return objects


def _names_in(text: bytes) -> Iterator[bytes]:
    for found in _NAME.finditer(text):
        yield _ESCAPE.sub(lambda escape: bytes([int(escape.group(1), 16)]), found.group(1))
