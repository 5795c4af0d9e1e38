"""The powers, moves and states of the rules are those written down by hand."""

import pytest

from linli.cases import rules
from linli.cases.rules.states import STATES_FOR
from linli.cases.rules.who import CaseFacts
from linli.cases.rules.words import CaseState, Role, Verb
from tests.cases import powers_table as by_hand

pytestmark = pytest.mark.rules
ACTS = [verb for verb in Verb if verb is not Verb.OPEN]
"""Whatever is done with a request that is there; opening one makes it."""


@pytest.mark.parametrize("verb", ACTS)
def test_an_act_is_for_the_roles_of_the_table_and_for_no_other(verb: Verb) -> None:
    able = {role.value for role in Role if rules.may_do(verb, frozenset({role}))}
    assert able == set(by_hand.POWERS[verb].split())


@pytest.mark.parametrize("verb", ACTS)
def test_an_act_is_lawful_in_the_states_of_the_table_and_in_no_other(verb: Verb) -> None:
    assert {state.value for state in STATES_FOR[verb]} == set(by_hand.STATES[verb].split())
    shut = set(CaseState) - STATES_FOR[verb]
    assert all(rules.why_unlawful(verb, CaseFacts(state=state)) for state in shut)


@pytest.mark.parametrize("state", [state.value for state in CaseState])
def test_a_request_moves_as_the_table_says_and_no_other_way(state: str) -> None:
    moves = {to.value for to in CaseState if rules.may_move(CaseState(state), to)}
    assert moves == set(by_hand.MOVES[state].split())


def test_the_tables_name_nothing_that_is_not_there() -> None:
    assert set(by_hand.POWERS) == set(by_hand.STATES) == set(ACTS) == set(STATES_FOR)
    assert set(by_hand.MOVES) == {state.value for state in CaseState}
