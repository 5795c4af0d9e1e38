"""An election open for voting with a ballot ready for every voter, as JSON on standard output.

Run as `python -m linli.config.bench.box KIND VOTERS VOTED` in the environment of a stage. For a
signed vote `VOTED` owners have voted already, and nothing but the page is looked at.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import timedelta
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")
django.setup()

from django.utils import timezone  # noqa: E402

from linli.ballots.ballots import make_ballot  # noqa: E402
from linli.ballots.credentials import secret_of  # noqa: E402
from linli.ballots.questions import election_from  # noqa: E402
from linli.config.rehearsal.calendar import Calendar, Script  # noqa: E402
from linli.config.rehearsal.chance import picked, random_bytes  # noqa: E402
from linli.config.rehearsal.ground import a_ground  # noqa: E402
from linli.config.rehearsal.voting import Slips, vote_online  # noqa: E402
from linli.elections import queries  # noqa: E402
from linli.elections.rules import ElectionKind  # noqa: E402

CANDIDATES, SEATS = 5, 3
KINDS = {"secret": ElectionKind.CONGRESS, "signed": ElectionKind.OWNERS_COMMITTEE}
_SEATS_SIGNED, _CANDIDATES_SIGNED = 5, 7


def prepare(kind: str, voters: int, voted: int) -> dict[str, Any]:
    """Lead an election to its open vote; answer its public name and what can be sent."""
    begins = timezone.now().replace(microsecond=0) - timedelta(days=61)
    signed = kind == "signed"
    calendar = Calendar(
        a_ground(voters, begins),
        KINDS[kind],
        voters=voters,
        seats=_SEATS_SIGNED if signed else SEATS,
        candidates=_CANDIDATES_SIGNED if signed else CANDIDATES,
        script=Script(voting=timedelta(days=30)),
        at=begins,
    )
    calendar.lead_to_voting()
    slips = calendar.slips
    if slips is None:
        raise LookupError("no slips were made")
    lines = list(slips.slips)
    for _chosen in vote_online(
        slips,
        calendar.election,
        lines[:voted],
        candidates=calendar.candidates,
        seats=calendar.seats,
        opens_at=calendar.opens_at,
    ):
        pass
    ballots = [] if signed else _ballots(slips)
    return {"uuid": slips.uuid, "voters": voters, "ballots": ballots}


def _ballots(slips: Slips) -> list[str]:
    form = election_from(queries.election_json(slips.ground.tenant, slips.uuid) or "")
    blank = [0] if form.questions[0].blank else []
    made = []
    for turn, slip in enumerate(slips.slips.values()):
        chosen = picked(turn, of=CANDIDATES, at_most=SEATS)
        marks = [int(number in chosen) for number in range(1, CANDIDATES + 1)]
        secret = secret_of(slips.uuid, slip)
        made.append(make_ballot(form, secret, [[*blank, *marks]], random_bytes))
    return made


if __name__ == "__main__":
    print(json.dumps(prepare(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))))
