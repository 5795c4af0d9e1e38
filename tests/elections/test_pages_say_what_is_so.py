"""Pages offer what is taken in, say what is a demo, and show what was only recorded."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from linli.elections.models import Election
from linli.elections.rules import ElectionKind, ElectionState, Mode
from linli.people.models import Organisation
from linli.people.rules import OrganisationKind
from linli.places.models import SubDistrict
from tests.elections.box_builders import BoxGround
from tests.elections.builders import Ground
from tests.elections.election_builders import an_election
from tests.people.body_builders import a_body, a_term, members
from tests.people.builders import a_signed_in_client

pytestmark = pytest.mark.django_db
CONGRESSES = 27
DEMO_MARK = "示例数据"


def read(address: str, client: Client | None = None) -> str:
    answer = (client or Client()).get(address)
    assert answer.status_code == 200, address
    return answer.content.decode().replace("\u00a0", " ")


def test_every_recorded_result_is_shown_as_recorded_and_leads_to_its_body() -> None:
    ground = Ground()
    for _number in range(CONGRESSES):
        body = a_body(OrganisationKind.COMPOUND_RESIDENTS_CONGRESS, ground.compound)
        a_term(body, members=members(5), alternates=[], election_number="", basis="示例公示")
    page = read(reverse("elections:recorded_results"))
    links = [reverse("people:public_body", args=[body.id]) for body in _bodies(ground)]
    assert len(links) == CONGRESSES
    assert all(link in page for link in links)
    assert "示例公示" in page
    assert "示例甲" not in page
    summed = read(reverse("elections:public_elections"))
    assert f"{CONGRESSES} 届结果" in summed
    assert f"共 {CONGRESSES} 个组织" in summed
    assert reverse("elections:recorded_results") in summed


def _bodies(ground: Ground) -> list[Organisation]:
    return list(
        Organisation.objects.filter(
            sub_district=ground.place, kind=OrganisationKind.COMPOUND_RESIDENTS_CONGRESS
        )
    )


def test_a_result_of_an_election_held_here_is_not_called_recorded() -> None:
    ground = Ground()
    a_term(a_body(OrganisationKind.COMPOUND_RESIDENTS_CONGRESS, ground.compound))
    assert "没有登记的结果" not in read(reverse("elections:public_elections"))
    assert reverse("elections:recorded_results") not in read(reverse("elections:public_elections"))


@pytest.mark.parametrize(
    ("state", "mode", "may"),
    [
        (ElectionState.PREPARING, Mode.SECRET, "make"),
        (ElectionState.PREPARING, Mode.SIGNED, "make"),
        (ElectionState.VOTING, Mode.SECRET, "nothing"),
        (ElectionState.VOTING, Mode.SIGNED, "replace"),
        (ElectionState.CLOSED, Mode.SIGNED, "nothing"),
    ],
)
def test_slips_are_offered_as_they_are_taken_in(state: ElectionState, mode: Mode, may: str) -> None:
    ground = BoxGround()
    kind = ElectionKind.CONGRESS if mode is Mode.SECRET else ElectionKind.OWNERS_COMMITTEE
    Election.objects.filter(id=ground.election.id).update(state=state, mode=mode, kind=kind)
    office = a_signed_in_client(ground.office)
    address = reverse("elections:credential_lines", args=[ground.election.id])
    assert office.get(address).json()["may"] == may


@pytest.mark.parametrize("name", ["booth", "booth_paper", "ballot_list", "verify", "booth_files"])
@pytest.mark.parametrize("demo", [False, True])
def test_pages_beside_the_booth_carry_the_mark_of_a_demo(name: str, *, demo: bool) -> None:
    ground = BoxGround().opened()
    SubDistrict.objects.filter(id=ground.place.id).update(is_demo=demo)
    named = [] if name == "booth_files" else [ground.election.uuid]
    page = read(reverse(f"elections:{name}", args=named))
    hidden = f'id="demo" hidden>{DEMO_MARK}'
    # The booth's own page is one file for all; its script asks and shows the mark.
    assert (hidden in page) is (name == "booth" or not demo)
    assert DEMO_MARK in page


def test_a_result_is_a_card_for_each_candidate_on_a_phone() -> None:
    ground = BoxGround().opened()
    ground.vote(0, 1)
    ground.vote(1, 1)
    ground.vote(2, 1)
    ground.unlocked()
    ground.announced()
    where = reverse("elections:desk_box", args=[ground.election.id])
    page = read(where, a_signed_in_client(ground.runner))
    assert '<table class="l-table is-cards' in page
    assert 'data-label="合计"' in page


def test_the_form_that_gives_a_file_lets_its_button_go() -> None:
    ground = Ground()
    election = an_election(ground)
    where = reverse("elections:paper_ballots", args=[election.id])
    assert "data-file" in read(where, a_signed_in_client(ground.runner))
