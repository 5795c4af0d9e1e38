"""Three trustees make a key together, each on an own device; two of them open the box."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from linli.elections import actions, queries
from linli.elections.models import Election, Trustee
from linli.kernel.errors import Missing, NotAllowed, Refused
from tests.elections.box_builders import BEFORE, CLOSES, BoxGround, Trusted, opened

pytestmark = pytest.mark.django_db
NAMES = ["示例甲", "示例乙", "示例丙"]


@pytest.fixture
def ground() -> BoxGround:
    """An election in preparation."""
    return BoxGround()


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refusal:
        act()
    return refusal.value.code


def test_a_link_is_shown_once_and_its_hash_alone_is_kept(ground: BoxGround) -> None:
    trusted = Trusted(ground, NAMES)
    kept = Trustee.objects.values_list("token_hash", flat=True)
    assert not set(kept) & set(trusted.tokens)
    assert all(len(token) >= 43 for token in trusted.tokens)


def test_three_turns_make_the_key(ground: BoxGround) -> None:
    assert ground.trusted
    stand = queries.trustees_stand(ground.election)
    assert (stand.size, stand.needed, stand.confirmed, stand.ready) == (3, 2, 3, True)


def test_the_same_text_again_changes_nothing(ground: BoxGround) -> None:
    trusted = Trusted(ground, NAMES)
    text = trusted.certificate(1)
    give(ground, trusted, text)
    give(ground, trusted, text)
    assert refused(lambda: give(ground, trusted, trusted.certificate(1))) == "already_given"


def give(ground: BoxGround, trusted: Trusted, text: str, *, index: int = 1) -> None:
    actions.take_certificate(
        actor=ground.visitor, token=trusted.tokens[index - 1], text=text, at=BEFORE
    )


def test_a_certificate_for_another_seat_is_refused(ground: BoxGround) -> None:
    trusted = Trusted(ground, NAMES)
    assert refused(lambda: give(ground, trusted, trusted.certificate(2))) == "bad_trustee_text"


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", "x", '"\ud800"', "\0"])
def test_what_is_no_certificate_is_refused(ground: BoxGround, text: str) -> None:
    trusted = Trusted(ground, NAMES)
    assert refused(lambda: give(ground, trusted, text)) == "bad_trustee_text"


def test_nobody_goes_on_before_all_have_done_the_step(ground: BoxGround) -> None:
    trusted = Trusted(ground, NAMES)
    give(ground, trusted, trusted.certificate(1))
    assert (
        refused(
            lambda: actions.take_polynomial(
                actor=ground.visitor, token=trusted.tokens[0], text="{}", at=BEFORE
            )
        )
        == "others_first"
    )


def test_an_unknown_link_opens_nothing(ground: BoxGround) -> None:
    with pytest.raises(Missing):
        actions.take_certificate(actor=ground.visitor, token="x" * 43, text="{}", at=BEFORE)


def test_a_new_link_takes_the_place_of_the_lost_one(ground: BoxGround) -> None:
    trusted = Trusted(ground, NAMES)
    old = trusted.tokens[0]
    trusted.tokens[0] = actions.new_trustee_link(
        actor=ground.runner, election_id=ground.election.id, index=1, at=BEFORE
    )
    give(ground, trusted, trusted.certificate(1))
    with pytest.raises(Missing):
        actions.report_lost_key(actor=ground.visitor, token=old, at=BEFORE)


def test_named_anew_the_making_of_keys_begins_from_the_start(ground: BoxGround) -> None:
    assert ground.trusted
    Trusted(ground, NAMES)
    assert queries.trustees_stand(ground.election).confirmed == 0


@pytest.mark.parametrize("names", [[], ["  "], ["示例甲", "示例甲"], ["示例"] * 10, ["长" * 41]])
def test_trustees_are_some_different_persons(ground: BoxGround, names: list[str]) -> None:
    assert refused(lambda: Trusted(ground, names)) in {"bad_trustees", "long_name"}


def test_who_made_the_slips_does_not_name_trustees(ground: BoxGround) -> None:
    assert ground.slips
    with pytest.raises(NotAllowed):
        actions.name_trustees(
            actor=ground.office, election_id=ground.election.id, names=NAMES, at=BEFORE
        )


def test_who_made_the_slips_does_not_open_the_vote(ground: BoxGround) -> None:
    assert ground.trusted
    assert ground.slips
    with pytest.raises(NotAllowed):
        opened(ground.office, ground.election)


def test_a_clerk_does_not_name_trustees(ground: BoxGround) -> None:
    with pytest.raises(NotAllowed):
        actions.name_trustees(
            actor=ground.clerk, election_id=ground.election.id, names=NAMES, at=BEFORE
        )


def test_before_all_keys_are_made_the_vote_does_not_open(ground: BoxGround) -> None:
    assert ground.slips
    Trusted(ground, NAMES)
    assert refused(lambda: opened(ground.runner, ground.election)) == "box_not_ready"


def test_the_trustees_of_an_open_vote_stay(ground: BoxGround) -> None:
    ground.opened()
    assert refused(lambda: Trusted(ground, NAMES, at=CLOSES)) == "wrong_state"


def test_a_key_lost_before_the_vote_holds_it_up(ground: BoxGround) -> None:
    assert ground.slips
    assert ground.trusted
    lose(ground, 1, at=BEFORE)
    assert refused(lambda: opened(ground.runner, ground.election)) == "box_not_ready"


def lose(ground: BoxGround, *indices: int, at: datetime = CLOSES) -> None:
    for index in indices:
        actions.report_lost_key(actor=ground.visitor, token=ground.trusted.tokens[index - 1], at=at)


@pytest.mark.parametrize("pair", [(1, 2), (1, 3), (2, 3), (3, 1)])
def test_any_two_of_three_open_the_box(pair: tuple[int, int]) -> None:
    ground = BoxGround().opened()
    ground.vote(0, 2)
    ground.unlocked(*pair)
    online = queries.online_result(ground.election)
    assert online is not None
    assert online.votes == {1: 0, 2: 1, 3: 0}


def test_when_one_key_is_lost_the_other_two_still_open_the_box() -> None:
    ground = BoxGround().opened()
    ground.vote(0, 2)
    lose(ground, 2)
    stand = queries.trustees_stand(ground.election)
    assert (stand.able, stand.hopeless) == (2, False)
    ground.unlocked(1, 3)
    assert queries.online_result(ground.election) is not None


def test_when_two_keys_are_lost_the_page_knows_that_the_box_stays_shut() -> None:
    ground = BoxGround().opened()
    lose(ground, 2, 3)
    ground.closed()
    assert queries.trustees_stand(ground.election).hopeless
    ground.trusted.open(1, CLOSES)
    assert queries.online_result(ground.election) is None


def test_one_alone_opens_nothing() -> None:
    ground = BoxGround().opened()
    ground.vote(0, 1)
    ground.unlocked(2)
    assert not queries.trustees_stand(ground.election).open
    assert queries.online_result(ground.election) is None


def test_the_third_is_not_needed_any_more() -> None:
    ground = BoxGround().opened()
    ground.vote(0, 1)
    ground.unlocked(1, 2)
    assert refused(lambda: ground.trusted.open(3, CLOSES)) == "open"


def test_an_opening_by_the_wrong_key_is_refused() -> None:
    ground = BoxGround().opened()
    ground.vote(0, 1)
    ground.closed()
    wrong = ground.trusted.opening(2)
    assert (
        refused(
            lambda: actions.take_opening(
                actor=ground.visitor, token=ground.trusted.tokens[0], text=wrong, at=CLOSES
            )
        )
        == "bad_trustee_text"
    )


def test_the_same_opening_again_changes_nothing() -> None:
    ground = BoxGround().opened()
    ground.vote(0, 1)
    ground.closed()
    text = ground.trusted.opening(1)
    for _turn in range(2):
        actions.take_opening(
            actor=ground.visitor, token=ground.trusted.tokens[0], text=text, at=CLOSES
        )
    assert [str(event.type) for event in ground.events()].count("PartialDecryption") == 1


def test_before_the_close_no_trustee_opens_anything() -> None:
    ground = BoxGround().opened()
    ground.vote(0, 1)
    assert (
        refused(
            lambda: actions.take_opening(
                actor=ground.visitor, token=ground.trusted.tokens[0], text="{}", at=CLOSES
            )
        )
        == "wrong_state"
    )


def test_a_single_trustee_is_possible() -> None:
    ground = BoxGround()
    trusted = Trusted(ground, ["示例甲"])
    trusted.make_keys()
    ground.__dict__["trusted"] = trusted
    ground.opened()
    ground.vote(0, 3)
    ground.unlocked(1)
    online = queries.online_result(ground.election)
    assert online is not None
    assert online.votes == {1: 0, 2: 0, 3: 1}


def test_a_cancelled_vote_is_never_opened() -> None:
    ground = BoxGround().opened()
    ground.vote(0, 1)
    ground.closed()
    Election.objects.update(state="cancelled", cancel_reason="示例理由")
    assert refused(lambda: ground.trusted.open(1, CLOSES)) == "wrong_state"
