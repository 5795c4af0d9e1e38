"""What rows call things: a room before every name, for rows are kept and hashed for good.

A kind of record and an act are `room.noun` and `room.verb`, a letter is `room/name`. Two rooms
that use the same word for two things can so never be taken for one another.
"""

from __future__ import annotations

import re

_NAME = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")
_LETTER = re.compile(r"[a-z][a-z0-9_]*/[a-z][a-z0-9_]*")


def room_name(name: str) -> str:
    """Answer a name such as `cases.case` as it is; one without its room is a mistake."""
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} must name its room and the thing, such as cases.case")
    return name


def letter_key(template: str, subject: object, *marks: object) -> str:
    """What makes a letter one of its kind: `room:subject:name`, and marks that tell it apart."""
    room, name = _letter(template)
    return ":".join([room, str(subject), name, *map(str, marks)])


def require_letter(template: str, key: str) -> None:
    """Go on only with a letter of the form `room/name` whose key begins with `room:`."""
    room, _name = _letter(template)
    if not key.startswith(f"{room}:"):
        raise ValueError(f"the key {key!r} of the letter {template!r} must begin with {room}:")


def _letter(template: str) -> tuple[str, str]:
    if not _LETTER.fullmatch(template):
        raise ValueError(f"{template!r} must name its room and the letter, such as cases/answered")
    room, _slash, name = template.partition("/")
    return room, name
