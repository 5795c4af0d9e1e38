"""Pictures decoded and written again: no position, no comment, no bomb, the right way up."""

from __future__ import annotations

import io
import struct
import threading
from dataclasses import dataclass

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from linli.kernel.errors import Refused
from linli.records import rules

_FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
_UNREADABLE = (OSError, SyntaxError, ValueError, EOFError, IndexError, TypeError, struct.error)
_BOMB = (Image.DecompressionBombError, Image.DecompressionBombWarning)
# A large picture takes 200 MB while it is decoded: one at a time in each process.
_DECODING = threading.Lock()


@dataclass(frozen=True, slots=True)
class Copies:
    """A picture as it is kept, and its small copy, both JPEG."""

    full: bytes
    small: bytes
    width: int
    height: int


def clean_copies(content: bytes) -> Copies:
    """Decode a picture and write it again without anything but what is to be seen."""
    with _DECODING:
        picture = _decoded(content)
        small = picture.copy()
        small.thumbnail((rules.SMALL_SIDE, rules.SMALL_SIDE))
        return Copies(
            full=_jpeg(picture, quality=82),
            small=_jpeg(small, quality=70),
            width=picture.width,
            height=picture.height,
        )


def _decoded(content: bytes) -> Image.Image:
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as source:
            if source.width * source.height > rules.MAX_PIXELS:
                raise _too_large()
            # JPEG can be decoded at a fraction of its size; other formats ignore this.
            source.draft("RGB", (rules.LONG_SIDE, rules.LONG_SIDE))
            source.load()
            return _upright(source)
    except _BOMB as error:
        raise _too_large() from error
    except _UNREADABLE as error:
        raise Refused(
            "picture_unreadable",
            _("This file is not a picture that can be read. Take or choose it again."),
        ) from error


def _upright(source: Image.Image) -> Image.Image:
    """The picture turned as its camera meant it, on white, in a fresh frame."""
    turned = ImageOps.exif_transpose(source)
    solid = turned.convert("RGBA" if turned.has_transparency_data else "RGB")
    solid.thumbnail((rules.LONG_SIDE, rules.LONG_SIDE))
    # A fresh frame carries none of the source's comments, profiles or thumbnails.
    fresh = Image.new("RGB", solid.size, "white")
    fresh.paste(solid, mask=solid.getchannel("A") if solid.mode == "RGBA" else None)
    return fresh


def _jpeg(picture: Image.Image, *, quality: int) -> bytes:
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=quality, optimize=True)
    return target.getvalue()


def _too_large() -> Refused:
    return Refused(
        "picture_too_large",
        _("This picture has more than 50 million points. Send a smaller one."),
    )
