"""What the library says when a text does not hold: a code for programs, a sentence for people."""

from __future__ import annotations


class Fault(ValueError):
    """A text that the protocol does not accept.

    `code` is stable; `sentence` is one English msgid that says what is wrong, `facts` fill its
    `%(name)s` places. Neither holds a vote or a secret.
    """

    def __init__(self, code: str, sentence: str, **facts: str | int) -> None:
        super().__init__(code, sentence)
        self.code = code
        self.sentence = sentence
        self.facts = facts

    def __str__(self) -> str:
        return self.sentence % self.facts if self.facts else self.sentence


class BadText(Fault):
    """Not the one way in which the protocol writes this thing."""


class BadCredential(Fault):
    """A credential typed wrong; `places` are the wrong characters, counted from 1 without dashes.

    `expected` is what stands on the slip there, where the check characters tell.
    """

    def __init__(
        self,
        code: str,
        sentence: str,
        *,
        places: tuple[int, ...] = (),
        expected: str = "",
        **facts: str | int,
    ) -> None:
        super().__init__(code, sentence, **facts, **({"expected": expected} if expected else {}))
        self.places = places
        self.expected = expected


class BadBallot(Fault):
    """A ballot that the protocol does not accept."""


class BadTrustee(Fault):
    """A trustee's text that does not prove what it claims."""


class BadArchive(Fault):
    """An archive that is not whole, or not exactly as the protocol writes it."""
