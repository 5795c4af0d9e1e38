"""The errors that people see."""

from __future__ import annotations


class Refused(Exception):
    """An act that may not or cannot lawfully be done.

    `code` is stable and for programs; `message` is one clear sentence for people that
    says what is wrong and what to do; `source` names the article it rests on, if any.
    """

    def __init__(self, code: str, message: str, *, source: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.source = source


class NotAllowed(Refused):
    """The actor holds no post that may do this; the message says who may."""


class Conflict(Refused):
    """Somebody else changed the thing first; nothing was written.

    `kept` holds what the actor sent, so that a page can show both versions.
    """

    def __init__(self, code: str, message: str, *, kept: dict[str, str] | None = None) -> None:
        super().__init__(code, message)
        self.kept = kept or {}


class Missing(Refused):
    """No such thing, or none that this actor may know of: the two look alike."""
