"""Slips are made by the office, apart from who runs the box; only public halves come here."""

from __future__ import annotations

import json
from collections.abc import Sequence
from uuid import UUID, uuid4

import pytest

from linli.ballots.credentials import new_credential, public_of
from linli.elections import actions, queries
from linli.elections.models import Credential, ElectionText
from linli.kernel.actor import Actor
from linli.kernel.errors import Conflict, NotAllowed, Refused
from tests.elections.box_builders import BEFORE, DURING, RANDOM, BoxGround

pytestmark = pytest.mark.django_db
KEY = "00000000-0000-4000-8000-000000000002"


@pytest.fixture
def ground() -> BoxGround:
    """An election in preparation."""
    return BoxGround()


def publics(ground: BoxGround, many: int = 4) -> list[str]:
    return [public_of(ground.election.uuid, new_credential(RANDOM(32))) for _ in range(many)]


def take(
    ground: BoxGround,
    given: Sequence[tuple[UUID | None, str]],
    *,
    actor: Actor | None = None,
    key: str = "",
    replace: bool = False,
) -> int:
    return actions.take_credentials(
        actor=actor or ground.office,
        election_id=ground.election.id,
        credentials=given,
        replace=replace,
        key=key or str(uuid4()),
        at=DURING if ground.election.state == "voting" else BEFORE,
    )


def refused(ground: BoxGround, given: Sequence[tuple[UUID | None, str]], **more: bool) -> str:
    with pytest.raises(Refused) as refusal:
        take(ground, given, **more)
    return refusal.value.code


def for_lines(ground: BoxGround) -> list[tuple[UUID | None, str]]:
    return [(line.id, public) for line, public in zip(ground.lines, publics(ground), strict=True)]


def test_the_office_gives_each_line_a_slip(ground: BoxGround) -> None:
    given = for_lines(ground)
    assert take(ground, given) == 4
    assert set(Credential.objects.values_list("line_id", "public")) == set(given)


def test_the_community_does_not_make_slips(ground: BoxGround) -> None:
    with pytest.raises(NotAllowed):
        take(ground, for_lines(ground), actor=ground.runner)


def test_who_named_the_trustees_does_not_make_slips(ground: BoxGround) -> None:
    actions.name_trustees(
        actor=ground.office, election_id=ground.election.id, names=["示例甲"], at=BEFORE
    )
    with pytest.raises(NotAllowed):
        take(ground, for_lines(ground))
    assert take(ground, for_lines(ground), actor=ground.leader) == 4


def test_the_same_form_again_is_the_same_answer(ground: BoxGround) -> None:
    given = for_lines(ground)
    assert take(ground, given, key=KEY) == take(ground, given, key=KEY) == 4
    assert Credential.objects.count() == 4
    with pytest.raises(Conflict):
        take(ground, for_lines(ground), key=KEY)


def test_the_offline_file_may_leave_lines_out(ground: BoxGround) -> None:
    assert take(ground, [(None, public) for public in publics(ground)]) == 4


def test_a_slip_is_replaced_before_the_vote(ground: BoxGround) -> None:
    take(ground, for_lines(ground))
    line = ground.lines[0].id
    (public,) = publics(ground, 1)
    assert refused(ground, [(line, public)]) == "has_slip"
    take(ground, [(line, public)], replace=True)
    assert Credential.objects.get(line=line).public == public
    assert Credential.objects.count() == 4


def test_in_a_secret_vote_the_list_stays_from_the_opening_on(ground: BoxGround) -> None:
    ground.opened()
    given = [(ground.lines[0].id, publics(ground, 1)[0])]
    assert refused(ground, given, replace=True) == "list_is_public"


@pytest.mark.parametrize("public", ["", "0", "7", "x", "-1", "1" * 700])
def test_what_is_no_public_credential_is_refused(ground: BoxGround, public: str) -> None:
    assert refused(ground, [(None, public)]) == "bad_credential"


def test_nothing_at_all_is_refused(ground: BoxGround) -> None:
    assert refused(ground, []) == "bad_credential"


def test_a_line_has_one_slip(ground: BoxGround) -> None:
    line = ground.lines[0].id
    given = [(line, public) for public in publics(ground, 2)]
    assert refused(ground, given) == "line_twice"


def test_a_slip_serves_one_line(ground: BoxGround) -> None:
    (public,) = publics(ground, 1)
    given = [(line.id, public) for line in ground.lines[:2]]
    assert refused(ground, given) == "credential_twice"


def test_a_line_that_was_struck_gets_no_slip(ground: BoxGround) -> None:
    given = for_lines(ground)
    ground.lines[0].stands = False
    ground.lines[0].save(update_fields=["stands"])
    assert refused(ground, given) == "no_such_line"


def test_the_published_list_is_sorted_and_names_nobody(ground: BoxGround) -> None:
    ground.opened()
    text = ElectionText.objects.get(name="public_creds").text
    listed = json.loads(text)
    assert listed == sorted(listed)
    assert len(listed) == len(ground.lines)
    assert "," not in text.replace('","', "")


def test_what_the_vote_lacks_is_said(ground: BoxGround) -> None:
    assert len(queries.box_lacks(ground.election)) == 2
    assert ground.trusted
    assert ground.slips
    assert queries.box_lacks(ground.election) == []
