"""A council's roll call: of all members, or of those who are there, as its body asks (R18, R32)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from linli.elections.rules.arithmetic import FOR
from linli.elections.rules.results import Asked, Outcome

ABSENT, RECUSED, ANSWERED = "absent", "recused", "answered"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a member did when called: an answer by number, recused with a reason, or neither."""

    order: int
    name: str
    number: int | None = None
    recused: bool = False
    reason: str = ""

    @property
    def stand(self) -> str:
        """Whether the member answered, is recused, or was absent."""
        if self.recused:
            return RECUSED
        return ABSENT if self.number is None else ANSWERED


def roll_call_outcome(
    answers: Sequence[Answer],
    numbers: Sequence[int],
    *,
    present: Asked,
    approval: Asked,
    of_present: bool = False,
) -> Outcome:
    """Say whether a council decided for it; a recused member is present and for nothing."""
    members = len(answers)
    said = Counter(one.number for one in answers if one.number is not None)
    here = sum(one.stand != ABSENT for one in answers)
    turnout = present.measured(here, members)
    majority = approval.measured(said[FOR], here if of_present else members)
    valid = bool(turnout["met"])
    return Outcome(
        valid,
        {
            "mode": "open",
            "decision": True,
            "heads": members,
            "seats": 0,
            "took_part": here,
            "recused": sum(one.recused for one in answers),
            "channels": {},
            "votes": {str(number): said[number] for number in numbers},
            "turnout": turnout,
            "majority": majority,
            "of_present": of_present,
            "carried": valid and bool(majority["met"]),
            "candidates": [
                {"number": number, "online": 0, "paper": 0, "votes": said[number], "outcome": ""}
                for number in numbers
            ],
            "minutes": [_minute(one) for one in sorted(answers, key=lambda one: one.order)],
            "tie": None,
            "vacant": 0,
            "flaws": [],
        },
    )


def _minute(answer: Answer) -> dict[str, Any]:
    return {
        "order": answer.order,
        "name": answer.name,
        "number": answer.number,
        "stand": answer.stand,
        "reason": answer.reason,
    }
