"""Every page of the room, read by everybody after two elections in which two voters swapped votes.

What could tell how one of them voted would differ somewhere; nothing does.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from linli.elections.rules import ElectionKind
from linli.kernel.posts import PostKind
from tests.elections.box_builders import BoxGround
from tests.elections.signed_builders import Signed, a_signed_vote
from tests.elections.test_secret_traces import plain
from tests.people.builders import a_signed_in_client

pytestmark = pytest.mark.django_db
TEXT = ("text/html", "application/json", "text/plain")
FEWEST_PAGES = 120
FEWEST_SIGNED = 60
"""So many answers are compared at least; fewer means that the walk lost its way."""


def addresses(patterns: Any, space: str = "") -> Iterator[tuple[str, set[str]]]:
    for entry in patterns:
        if isinstance(entry, URLResolver):
            yield from addresses(entry.url_patterns, f"{space}{entry.namespace or ''}:")
        elif isinstance(entry, URLPattern) and entry.name and "elections:" in space:
            yield f"elections:{entry.name}", set(entry.pattern.converters)


def filled(ground: BoxGround | Signed) -> Iterator[tuple[str, str]]:
    """Every address of the room with what this election has to put in."""
    election = ground.election
    place = ground.ground if isinstance(ground, Signed) else ground
    known: dict[str, Any] = {
        "election_id": election.id,
        "uuid": election.uuid,
        "roll_id": election.roll_id,
        "building_id": place.building.id,
        "candidate_id": election.candidates.order_by("number").first().id,
        "kind": election.kind,
        "key": "voting",
        "name": "ballots",
        "what": "slip",
        "number": 1,
        "index": 1,
    }
    for name, asked in addresses(get_resolver().url_patterns):
        for voter in (0, 1) if "line_id" in asked else (0,):
            given = known | {"line_id": ground.lines[voter].id}
            if asked <= set(given):
                try:
                    address = reverse(name, kwargs={one: given[one] for one in asked})
                except NoReverseMatch:
                    continue
                yield f"{name} {voter}", address


def readers(ground: BoxGround) -> dict[str, Client]:
    own = ground.resident
    line = ground.lines[0]
    line.account = own
    line.save(update_fields=["account"])
    days = ("published_on", "objections_until", "voting_from")
    for day in days:
        setattr(ground.roll, day, ground.roll.as_of)
    ground.roll.save(update_fields=days)
    return {
        "visitor": Client(),
        "voter": a_signed_in_client(own),
        "administrator": a_signed_in_client("administrator", ground.root),
        "auditor": a_signed_in_client(ground.holder(PostKind.AUDITOR, ground.root)),
        **{who: a_signed_in_client(getattr(ground, who)) for who in ("runner", "office", "clerk")},
    }


def read(votes: dict[int, int], *, close: bool) -> dict[str, str]:
    """Hold an election, read every page as everybody, and let it never have been."""
    before = transaction.savepoint()
    try:
        ground = BoxGround().opened()
        for voter, place in votes.items():
            ground.vote(voter, place)
        if close:
            ground.unlocked()
            ground.announced()
        return {
            f"{who} {name}": said
            for who, client in readers(ground).items()
            for name, said in pages(client, ground)
        }
    finally:
        transaction.savepoint_rollback(before)


def pages(client: Client, ground: BoxGround | Signed) -> Iterator[tuple[str, str]]:
    for name, address in filled(ground):
        answer = client.get(address)
        kind = answer.headers.get("Content-Type", "").split(";")[0]
        assert answer.status_code < 500, address
        if answer.status_code != 200:
            continue
        if answer.streaming:
            yield name, streamed(answer.getvalue())
        elif kind in TEXT:
            yield name, shown(answer.content.decode(), ground)


def streamed(content: bytes) -> str:
    """What a record tells in the clear: its events and the result, without the ciphers."""
    text = content.decode(errors="replace")
    return " ".join(re.findall(r'"type":"\w+"|"result":\[[^}]*\]|"\w*(?:tally|choice)\w*"', text))


def shown(text: str, ground: BoxGround | Signed) -> str:
    """What a page says, without what is drawn anew each time."""
    text = re.sub(r'name="(csrfmiddlewaretoken|key)" value="[^"]*"', "", text)
    text = re.sub(r"(?s)<script type=\"application/json\".*?</script>", "", text)
    # The two elections are played one after the other; the clock goes on between them.
    text = re.sub(r"还剩\xa0[^<]*", "", text)
    return plain(text, ground)


@pytest.mark.parametrize("close", [False, True])
def test_no_page_tells_how_somebody_voted(*, close: bool) -> None:
    first = read({0: 1, 1: 2, 2: 1}, close=close)
    second = read({0: 2, 1: 1, 2: 1}, close=close)
    assert first.keys() == second.keys()
    assert len(first) >= FEWEST_PAGES
    assert {
        name: apart(said, second[name]) for name, said in first.items() if said != second[name]
    } == {}


def test_no_page_tells_how_an_owner_voted_before_the_close() -> None:
    first, second = read_signed({0: 1, 1: 2}), read_signed({0: 2, 1: 1})
    assert first.keys() == second.keys()
    assert len(first) >= FEWEST_SIGNED
    assert {
        name: apart(said, second[name]) for name, said in first.items() if said != second[name]
    } == {}


def read_signed(votes: dict[int, int]) -> dict[str, str]:
    """Hold a signed vote, read every page as everybody while it is open, and take it back."""
    before = transaction.savepoint()
    try:
        signed = a_signed_vote(kind=ElectionKind.OWNERS_COMMITTEE, seats=5, candidates=6)
        for voter, place in votes.items():
            signed.vote(voter, place)
        clients = {
            "visitor": Client(),
            "administrator": a_signed_in_client("administrator", signed.ground.root),
            **{
                who: a_signed_in_client(getattr(signed.ground, who))
                for who in ("runner", "office", "clerk")
            },
        }
        return {
            f"{who} {name}": said
            for who, client in clients.items()
            for name, said in pages(client, signed)
        }
    finally:
        transaction.savepoint_rollback(before)


def apart(one: str, other: str) -> list[str]:
    """Where the two differ, with what stands around it, for whoever must mend it."""
    steps = difflib.SequenceMatcher(None, one, other, autojunk=False)
    return [
        f"{one[max(0, a - 60) : b + 60]} <> {other[max(0, c - 60) : d + 60]}"
        for kind, a, b, c, d in steps.get_opcodes()
        if kind != "equal"
    ][:4]
