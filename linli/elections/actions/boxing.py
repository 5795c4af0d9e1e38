"""The box is set up when voting opens: from then on its texts are the election."""

from __future__ import annotations

import json

from linli.ballots import archive, ceremony
from linli.ballots.errors import Fault
from linli.ballots.groups import BELENIOS_2048 as GROUP
from linli.ballots.questions import Question, election_from, election_text
from linli.ballots.trustees import trustees_from
from linli.elections.actions.chain import append, hexed, keep_text, lock_box
from linli.elections.actions.hands import require_box, require_no_hand_in_credentials
from linli.elections.actions.work import Work
from linli.elections.models import Candidate, Election, ElectionBox
from linli.elections.queries.box import box_lacks, credentials_of, standing
from linli.elections.queries.trustees import trustees_of
from linli.elections.rules import Mode
from linli.kernel.errors import Refused


def set_up_box(*, work: Work) -> str:
    """Fix the election's text, keys and list of credentials; answer the hash that ballots name.

    It runs inside the action that opens the vote, before that one writes.
    """
    require_box(work)
    require_no_hand_in_credentials(work)
    if lacking := box_lacks(work.election):
        raise Refused("box_not_ready", lacking[0])
    election, candidates = work.election, standing(work.election)
    trustees = _trustees_text(election)
    text = _election_text(election, candidates, trustees)
    publics = archive.credentials_text(credentials_of(election).values_list("public", flat=True))
    keep_text(election, "election", text)
    keep_text(election, "trustees", trustees)
    keep_text(election, "public_creds", publics)
    keep_text(election, "answers", json.dumps([one.number for one in candidates]))
    ElectionBox.objects.create(
        sub_district_id=work.tenant,
        election=election,
        stamp=int(work.at.timestamp()),
        latest_at=work.at,
    )
    if work.mode is Mode.SECRET:
        box = lock_box(election, work.at)
        setup = archive.setup_text(text, trustees, publics)
        append(box, archive.EventType.SETUP, setup, at=work.at)
    fingerprint = election_from(text).fingerprint
    work.change(document_hash=fingerprint)
    work.record(
        "elections.set_up_box",
        {"document": hexed(text), "trustees": hexed(trustees), "credentials": hexed(publics)},
    )
    return fingerprint


def _trustees_text(election: Election) -> str:
    rows = trustees_of(election)
    try:
        return ceremony.trustees_text(
            GROUP,
            [row.cert for row in rows],
            [row.polynomial for row in rows],
            [row.verification for row in rows],
        )
    except Fault as fault:
        raise Refused("bad_trustees", str(fault)) from None


def _election_text(election: Election, candidates: list[Candidate], trustees: str) -> str:
    question = Question(
        text=election.question or election.title,
        answers=tuple(one.name for one in candidates),
        least=election.least_choices,
        most=min(election.most_choices, len(candidates)),
        blank=election.least_choices > 0,
    )
    return election_text(
        uuid=election.uuid,
        name=election.title,
        description=f"{election.place.name} {election.number}",
        group=GROUP,
        public_key=trustees_from(GROUP, trustees).public_key(GROUP),
        questions=(question,),
    )
