"""The election as it is published: its questions, its key, and the fingerprint of it all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from linli.ballots import canonical
from linli.ballots.credentials import ALPHABET
from linli.ballots.errors import BadText
from linli.ballots.groups import GROUPS, WINDOW, Element, Group
from linli.ballots.proofs import Keys

VERSION = 1
_SHORTEST_UUID = 14
_WHAT = "The election"


@dataclass(frozen=True)
class Question:
    """A question: choose from `least` to `most` of the answers, or none of it where `blank`."""

    text: str
    answers: tuple[str, ...]
    least: int
    most: int
    blank: bool = False

    @property
    def length(self) -> int:
        """How many numbers an answer has: a blank vote is a choice of its own, the first."""
        return len(self.answers) + self.blank

    def plain(self) -> dict[str, object]:
        """Spell it as JSON does."""
        blank = {"blank": True} if self.blank else {}
        return {
            "answers": list(self.answers),
            **blank,
            "min": self.least,
            "max": self.most,
            "question": self.text,
        }


@dataclass(frozen=True)
class Election:
    """An election; `data` are its bytes as published, which nobody writes anew."""

    uuid: str
    name: str
    description: str
    group: Group
    public_key: Element
    questions: tuple[Question, ...]
    data: bytes

    @property
    def text(self) -> str:
        """The published text."""
        return self.data.decode()

    @cached_property
    def fingerprint(self) -> str:
        """What every ballot names."""
        return canonical.short_digest(self.data)

    def keys(self, window: int = WINDOW) -> Keys:
        """Prepare the generator and the public key for many powers; wider is faster and larger."""
        group = self.group
        return Keys(group, group.table(group.g, window), group.table(self.public_key, window))


def election_text(
    *,
    uuid: str,
    name: str,
    description: str,
    group: Group,
    public_key: Element,
    questions: tuple[Question, ...],
    administrator: str = "",
    credential_authority: str = "",
) -> str:
    """Write election.json, once; from then on its bytes are the election."""
    extra = {"administrator": administrator, "credential_authority": credential_authority}
    return canonical.written(
        {
            "version": VERSION,
            "description": description,
            "name": name,
            "group": group.name,
            "public_key": str(public_key),
            "questions": [question.plain() for question in questions],
            "uuid": uuid,
            **{name: value for name, value in extra.items() if value},
        }
    )


def election_from(text: str | bytes, groups: Mapping[str, Group] = GROUPS) -> Election:
    """Read election.json."""
    data = text.encode() if isinstance(text, str) else text
    given = canonical.fields(
        canonical.read(canonical.decoded(data, what=_WHAT), _WHAT),
        *("version", "description", "name", "group", "public_key", "questions", "uuid"),
        *("administrator", "credential_authority"),
        what=_WHAT,
        optional=("administrator", "credential_authority"),
    )
    if canonical.whole(given["version"], what=_WHAT) != VERSION:
        raise BadText("other_version", "The election follows another version of the protocol.")
    group = groups.get(canonical.string(given["group"], what=_WHAT))
    if group is None:
        raise BadText("unknown_group", "The election names a group that is not known here.")
    key = group.parse(given["public_key"], what=_WHAT)
    if not group.is_element(key):
        raise BadText("bad_number", "%(what)s holds a number outside its group.", what=_WHAT)
    return Election(
        uuid=uuid_from(given["uuid"]),
        name=canonical.string(given["name"], what=_WHAT),
        description=canonical.string(given["description"], what=_WHAT),
        group=group,
        public_key=key,
        questions=tuple(map(_question, canonical.items(given["questions"], what=_WHAT))),
        data=data,
    )


def uuid_from(thing: Any) -> str:
    """Take an election's identifier: letters and digits that cannot be mistaken, at least 14."""
    uuid = canonical.string(thing, what=_WHAT)
    if len(uuid) < _SHORTEST_UUID or not set(uuid) <= set(ALPHABET):
        raise BadText("bad_uuid", "The election's identifier is not well written.")
    return uuid


def _question(thing: Any) -> Question:
    names = ("answers", "blank", "min", "max", "question")
    given = canonical.fields(thing, *names, what=_WHAT, optional=("blank",))
    answers = [
        canonical.string(one, what=_WHAT) for one in canonical.items(given["answers"], what=_WHAT)
    ]
    least, most = (canonical.whole(given[name], what=_WHAT) for name in ("min", "max"))
    if given.get("blank", True) is not True or not 0 <= least <= most <= len(answers):
        raise BadText("bad_question", "A question of the election asks for an impossible choice.")
    return Question(
        text=canonical.string(given["question"], what=_WHAT),
        answers=tuple(answers),
        least=least,
        most=most,
        blank="blank" in given,
    )
