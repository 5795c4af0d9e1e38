"""Two elections in which two voters swapped their votes leave the same traces everywhere.

Whatever could tell how one of them voted would differ: pages, journal, letters, keys, logs.
"""

from __future__ import annotations

import logging
import re
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from linli.elections import queries
from linli.elections.models import BoxEvent, Credential
from linli.records.models import AccessEntry, AuditEntry, IdempotencyKey, Message
from tests.elections.box_builders import CLOSES, BoxGround
from tests.elections.signed_builders import Signed
from tests.people.builders import a_signed_in_client

pytestmark = pytest.mark.django_db
DESK = ("desk_election", "desk_box", "desk_keys", "desk_notices")
PUBLIC = ("public_election", "ballot_list", "booth_state")
UNLIKE = re.compile(
    r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9A-Za-z+/]{40,}=*|[0-9a-f]{16,}"
    r"|[0-9A-Fa-f]{4}([ \u00a0][0-9A-Fa-f]{4})+|[0-9A-Za-z]{32,}"
)
"""Ids, hashes, trackers and tokens: drawn anew in each election."""
GROUPED = re.compile(r"(<span>[0-9A-Za-z+/]{4}</span>){4,}(<span>[0-9A-Za-z+/]{1,3}=*</span>)?")
"""A tracker in groups of four; a figure that stands alone is never one."""
SAID = {"height", "index", "trustees", "taken", "replaced", "ballots", "valid"}
HASHED = {"document", "trustees", "credentials", "tally", "digest", "head"}


@pytest.mark.parametrize("close", [False, True])
def test_swapped_votes_leave_the_same_traces(
    caplog: pytest.LogCaptureFixture, *, close: bool
) -> None:
    caplog.set_level(logging.DEBUG, logger="linli")
    first = traces({0: 1, 1: 2, 2: 1}, close=close)
    first["log"] = logged(caplog)
    second = traces({0: 2, 1: 1, 2: 1}, close=close)
    second["log"] = logged(caplog)
    assert first.keys() == second.keys()
    for name, trace in first.items():
        assert trace == second[name], name


def logged(caplog: pytest.LogCaptureFixture) -> list[tuple[str, str, str]]:
    """What our own loggers wrote, down to the finest, without what is drawn anew each time."""
    lines = [
        (one.name, one.levelname, UNLIKE.sub("", one.getMessage()))
        for one in caplog.records
        if one.name.startswith("linli")
    ]
    caplog.clear()
    return [(name, level, re.sub(r"\d+(\.\d+)?", "", said)) for name, level, said in lines]


def traces(votes: dict[int, int], *, close: bool) -> dict[str, Any]:
    """Hold an election, look everywhere, and let it never have been."""
    before = transaction.savepoint()
    try:
        return looked_at(votes, close=close)
    finally:
        transaction.savepoint_rollback(before)


def looked_at(votes: dict[int, int], *, close: bool) -> dict[str, Any]:
    ground = BoxGround().opened()
    for voter, place in votes.items():
        ground.vote(voter, place)
    if close:
        ground.unlocked()
        ground.announced()
    return {
        "journal": journal(ground),
        "readings": AccessEntry.objects.filter(sub_district=ground.place).count(),
        "letters": letters(ground),
        "keys": keys(ground),
        "slips": list(
            Credential.objects.filter(sub_district=ground.place)
            .order_by("line__number")
            .values_list("line__number", "votes", "closed_why")
        ),
        **pages(ground),
    }


def journal(ground: BoxGround) -> list[tuple[str, dict[str, Any]]]:
    entries = AuditEntry.objects.filter(on_id=ground.election.id).order_by("id")
    return [
        (one.did, {name: said for name, said in one.facts.items() if name not in HASHED})
        for one in entries
    ]


def letters(ground: BoxGround) -> list[tuple[str, str]]:
    sent = Message.objects.filter(sub_district=ground.place).order_by("id")
    return [(one.template, plain(str(one.params), ground)) for one in sent]


def keys(ground: BoxGround) -> list[tuple[str, list[str]]]:
    found = IdempotencyKey.objects.filter(sub_district=ground.place).order_by("at", "id")
    return [(one.act, sorted(one.answer)) for one in found]


def pages(ground: BoxGround) -> dict[str, str]:
    found = {}
    clients = {
        who: a_signed_in_client(getattr(ground, who)) for who in ("runner", "office", "clerk")
    }
    for who, client in clients.items():
        for name in DESK:
            answer = client.get(reverse(f"elections:{name}", args=[ground.election.id]))
            found[f"{who} {name}"] = plain(answer.content.decode(), ground)
    for name in PUBLIC:
        answer = Client().get(reverse(f"elections:{name}", args=[ground.election.uuid]))
        found[name] = plain(answer.content.decode(), ground)
    return found


def plain(text: str, ground: BoxGround | Signed) -> str:
    """Leave out what is drawn anew in each election, and the minute of the reading.

    Trackers stand in groups of four, a code to scan holds the address of a page with its id, and
    the builders number their names on and on, which JSON writes with escapes.
    """
    for drawn in (ground.election.uuid, ground.election.number, ground.election.title):
        text = text.replace(drawn, "")
    text = GROUPED.sub("", text)
    text = re.sub(r'(?s)<div class="l-qr".*?</div>', "", text)
    text = re.sub(r"\\u([0-9a-f]{4})", lambda sign: chr(int(sign[1], 16)), text)
    text = UNLIKE.sub("", text)
    text = re.sub(r"(示例|shili|SL)[^\s<\"]*?[\u00a0]?\d+", "示例", text)
    return re.sub(r"\d\d:\d\d(:\d\d)?(\.\d+)?", "", text)


def test_acts_on_a_box_know_heights_counts_and_hashes_alone() -> None:
    ground = BoxGround().opened()
    ground.vote(0, 1)
    ground.unlocked()
    ground.announced()
    entries = AuditEntry.objects.filter(on_id=ground.election.id)
    assert {name for one in entries for name in one.facts} <= SAID | HASHED


def test_a_tracker_of_the_list_leads_to_nobody() -> None:
    ground = BoxGround().opened()
    tracker = ground.vote(0, 1).tracker
    page = queries.ballots_listed(ground.place.id, ground.election.uuid, starting=tracker[:8])
    assert page is not None
    (row,) = page.rows
    assert set(row.__slots__) == {"tracker", "on", "counts"}


def test_no_column_of_the_box_holds_a_line_or_a_choice() -> None:
    ground = BoxGround().opened()
    ground.vote(0, 1)
    row = BoxEvent.objects.get(height=1)
    own = [one.attname for one in BoxEvent._meta.concrete_fields]
    held = " ".join(str(getattr(row, name)) for name in own)
    assert str(ground.lines[0].id) not in held
    assert "示例" not in held


def test_a_draw_of_the_key_is_needed_for_every_sum() -> None:
    ground = BoxGround().opened()
    ground.vote(0, 1)
    ground.closed(CLOSES)
    assert queries.outcome_of(ground.election) is None
    assert queries.online_result(ground.election) is None
