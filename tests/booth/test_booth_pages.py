"""The booth's addresses: pinned files, a strict policy, no cookie, refusals in plain words."""

from __future__ import annotations

import json
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.staticfiles.finders import find
from django.test import Client
from django.utils import timezone

from linli.ballots import sealed
from linli.ballots.credentials import public_of, secret_of
from linli.elections.models import Credential, Election
from linli.elections.web.booth.files import pinned
from tests.elections.box_builders import RANDOM, credential_of
from tests.journeys.booth_builders import OpenDecision, OpenVote
from tests.people.builders import a_signed_in_client

pytestmark = pytest.mark.django_db


@pytest.fixture
def ground() -> OpenVote:
    return OpenVote().now_open()


def test_each_file_is_pinned_by_its_own_hash(client: Client, ground: OpenVote) -> None:
    page = client.get(ground.address).content.decode()
    for name in ("booth.js", "booth.css"):
        file = pinned()[name]
        path = find(file.href.removeprefix("/static/"))
        assert path is not None
        digest = sha256(Path(path).read_bytes())
        assert digest.hexdigest() == file.sha256
        assert f'integrity="sha256-{b64encode(digest.digest()).decode()}"' in page


def test_the_page_is_the_same_for_every_reader_and_election(
    client: Client, ground: OpenVote
) -> None:
    mine = client.get(ground.address)
    signed_in = a_signed_in_client(ground.resident)
    assert signed_in.get(ground.address).content == mine.content
    assert client.get(f"/booth/{'2' * 22}/").content == mine.content
    digest = sha256(mine.content).hexdigest()
    assert digest in client.get("/booth/files/").content.decode()


def test_the_booth_sets_no_cookie_and_allows_itself_alone(client: Client, ground: OpenVote) -> None:
    for address in ("", "en/", "paper/", "state.json", "election.json", "list/", "verify/"):
        answer = client.get(ground.address + address)
        assert answer.status_code == 200
        assert not answer.cookies
    policy = client.get(ground.address)["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "form-action 'none'" in policy
    assert "unsafe" not in policy
    assert client.get(ground.address)["Referrer-Policy"] == "no-referrer"


def test_the_election_is_given_byte_for_byte(client: Client, ground: OpenVote) -> None:
    body = client.get(f"{ground.address}election.json").content
    digest = b64encode(sha256(body).digest()).decode().rstrip("=")
    assert digest == ground.election.document_hash


def mine(client: Client, ground: OpenVote, voter: int, **altered: Any) -> Any:
    uuid = ground.election.uuid
    public = public_of(uuid, ground.slips[voter])
    at = timezone.now().isoformat()
    message = f"mine|{uuid}|{public}|{at}"
    signature = json.loads(sealed.sign(secret_of(uuid, ground.slips[voter]), message, RANDOM))
    body = {"credential": public, "at": at, "signature": signature, **altered}
    return client.post(f"{ground.address}mine", body, content_type="application/json")


def test_who_holds_a_code_learns_what_it_may_still_do(client: Client, ground: OpenVote) -> None:
    cast = ground.vote(0, 1, at=timezone.now())
    answer = mine(client, ground, 0).json()
    assert (answer["open"], answer["votes"], answer["tracker"]) == (True, 1, cast.tracker)
    assert answer["door"] == answer["area"] == ""


def test_who_does_not_hold_a_code_learns_nothing(client: Client, ground: OpenVote) -> None:
    other = public_of(ground.election.uuid, ground.slips[1])
    for altered in ({"credential": other}, {"at": "2020-01-01T00:00:00+08:00"}, {"signature": 1}):
        answer = mine(client, ground, 0, **altered)
        assert (answer.status_code, answer.json()["code"]) == (422, "bad_signature")


def test_an_owner_learns_the_area_of_the_own_line(client: Client) -> None:
    ground = OpenDecision().now_open()
    answer = mine(client, ground, 0).json()
    assert (answer["area"], answer["door"]) == ("98.50", "3号楼1单元1")


def test_a_closed_code_is_told_why(client: Client, ground: OpenVote) -> None:
    row = Credential.objects.filter(id=credential_of(ground, 0).id)
    row.update(closed_at=timezone.now(), closed_why="paper")
    answer = mine(client, ground, 0).json()
    assert (answer["open"], answer["code"]) == (False, "closed_paper")
    assert "纸票" in answer["message"]


def cast(client: Client, ground: OpenVote, text: str, **more: Any) -> Any:
    body = {"key": str(uuid4()), "ballot": text, **more}
    return client.post(f"{ground.address}cast", body, content_type="application/json")


def test_a_ballot_is_receipted(client: Client, ground: OpenVote) -> None:
    answer = cast(client, ground, ground.ballot(0, 1), turn=0)
    assert answer.status_code == 200
    assert set(answer.json()) == {"tracker", "at", "turn"}
    assert not answer.cookies


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"key": 1}', b'{"key": "x", "ballot": "y"}'])
def test_what_is_no_ballot_is_refused(client: Client, ground: OpenVote, body: bytes) -> None:
    answer = client.post(f"{ground.address}cast", body, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (422, "bad_ballot")


def test_refusals_come_as_a_code_and_a_sentence(client: Client, ground: OpenVote) -> None:
    text = ground.ballot(0, 1)
    assert cast(client, ground, text).status_code == 200
    again = cast(client, ground, text)
    assert (again.status_code, again.json()["code"]) == (422, "replayed")
    other = cast(client, ground, ground.ballot(0, 2), turn=0)
    assert (other.status_code, other.json()["code"]) == (409, "other_window")
    Election.objects.filter(id=ground.election.id).update(closes_at=timezone.now())
    late = cast(client, ground, ground.ballot(1, 2))
    assert (late.status_code, late.json()["code"]) == (422, "after_close")


def test_an_unknown_election_has_no_booth_to_ask(client: Client, ground: OpenVote) -> None:
    for name in ("state.json", "election.json", "archive.bel", "paper/", "list/", "verify/"):
        assert client.get(f"/booth/{'3' * 22}/{name}").status_code == 404


def test_only_the_office_makes_codes(ground: OpenVote) -> None:
    address = f"/desk/elections/{ground.election.id}/credentials/"
    for who in (ground.secretary, ground.officer, ground.resident):
        assert a_signed_in_client(who).get(address).status_code in {302, 403, 404}
    assert a_signed_in_client(ground.office).get(address).status_code == 200


def test_a_keepers_link_needs_its_secret(
    client: Client, ground: OpenVote, caplog: pytest.LogCaptureFixture
) -> None:
    assert client.get("/trustee/guess/state.json").status_code == 404
    token = ground.trusted.tokens[0]
    state = client.get(f"/trustee/{token}/state.json").json()
    assert (state["index"], state["size"], state["threshold"]) == (1, 3, 2)
    assert state["step"] == "wait_close"
    sent = client.post(f"/trustee/{token}/opening", {"text": "{}"}, content_type="application/json")
    assert sent.status_code == 422
    assert token not in caplog.text
