"""A rule of the rulebook is read by code, or says that nothing here reads it."""

import re
from pathlib import Path

from linli.cases.rules import CaseType, DutyKind, Urgency
from linli.cases.rules.clocks import escalation_key, limit_keys
from linli.kernel.rulebook import shipped_rulebook
from linli.kernel.rules_used import ALWAYS, BY_PEOPLE, Use, use_of

LINLI = Path(__file__).resolve().parents[2] / "linli"
LISTS = LINLI / "kernel/rules_used.py"


def read_by_code() -> set[str]:
    """Keys that stand in the code and in calendars, and those that requests put together."""
    files = [*LINLI.rglob("*.py"), *LINLI.glob("elections/calendars/*.toml")]
    words = {
        word
        for file in files
        if file != LISTS
        for word in re.findall(r'"([a-z_0-9]+(?:\.[a-z_0-9]+)+)"', file.read_text())
    }
    types: list[CaseType | None] = [None, *CaseType]
    made = {
        key
        for duty in DutyKind
        for kind in types
        for urgency in Urgency
        for key in limit_keys(duty, kind, urgency)
    }
    return words | made | {escalation_key(urgency) for urgency in Urgency}


def test_every_rule_is_read_or_says_that_it_is_not() -> None:
    read = read_by_code()
    keys = set(shipped_rulebook().rules)
    assert {key for key in keys if use_of(key) is Use.READ} - read == set()


def test_no_rule_that_is_read_is_said_to_be_unread() -> None:
    keys = set(shipped_rulebook().rules)
    assert {key for key in keys if use_of(key) is not Use.READ} & read_by_code() == set()


def test_the_lists_name_rules_that_there_are() -> None:
    assert set(shipped_rulebook().rules) >= ALWAYS | BY_PEOPLE
