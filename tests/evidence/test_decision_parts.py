"""What the done steps of a decision rested on must lie in its pack."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest

from linli.evidence.decisions import APART, decision_answers
from linli.evidence.reading import Pack
from linli.money.rules import BARRED, Duty

NEEDS = {
    "consult": "consultation_closed",
    "deliberate": "meeting_minuted",
    "resolve": "resolution_carried",
    "decision_disclosure": "decision_disclosed",
    "accept": "work_accepted",
    "result_disclosure": "result_disclosed",
}


def a_pack(**changed: Any) -> Pack:
    """A closed decision's pack with the parts that its steps ask for; None leaves a part out."""
    steps = [
        {"key": key, "kind": key, "state": "done", "needs": [need]} for key, need in NEEDS.items()
    ]
    events = [{"key": key, "outcome": "done", "back_to": ""} for key in NEEDS]
    apart = sorted(sorted(pair) for pair in APART)
    parts: dict[str, Any] = {
        "decision.json": {"state": "closed", "steps": steps, "events": events},
        "texts/01.json": {"hashed": "", "digest": ""},
        "hands.json": {"apart": apart, "hands": []},
        "journal.json": {"entries": []},
        "consultation.json": {"consultations": [{}]},
        "minutes/01.json": {"hashed": "", "digest": ""},
        "resolutions/01.json": {"carried": True, "digest": "", "figures": {}},
        "vote/result.json": {"digest": "", "figures": {}},
        "publications/01-01.json": {"kind": "decision", "hashed": "", "digest": ""},
        "publications/02-01.json": {"kind": "result", "hashed": "", "digest": ""},
        "ledger.json": {"authorities": [], "entries": []},
        "works.json": {"works": [{}], "acceptances": [{"photos": []}]},
    }
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as file:
        for name, part in (parts | changed).items():
            if part is not None:
                file.writestr(name, json.dumps(part))
    return Pack(zipfile.ZipFile(raw), {}, ())


def lacking(pack: Pack) -> str:
    """What the first check says is not there."""
    holds, _words, facts = next(iter(decision_answers(pack)))
    assert holds == (not facts["lacking"])
    return str(facts["lacking"])


def test_a_pack_with_all_its_parts_lacks_nothing() -> None:
    assert lacking(a_pack()) == ""


@pytest.mark.parametrize(
    ("part", "instead", "told"),
    [
        ("minutes/01.json", None, "minutes/"),
        ("resolutions/01.json", None, "resolutions/"),
        ("publications/01-01.json", None, "publications/"),
        ("publications/02-01.json", None, "publications/"),
        ("consultation.json", {"consultations": []}, "consultation.json"),
        ("works.json", {"works": [{}], "acceptances": []}, "works.json"),
        ("works.json", {"works": [], "acceptances": []}, "works.json"),
        ("resolutions/01.json", {"carried": False, "digest": "", "figures": {}}, "resolutions/"),
    ],
)
def test_what_a_done_step_rested_on_is_missed(part: str, instead: Any, told: str) -> None:
    assert lacking(a_pack(**{part: instead})) == told


def test_two_duties_that_bar_each_other_are_seen_even_where_the_pack_says_they_may_meet() -> None:
    hands = {
        "apart": [["makes", "checks"]],
        "hands": [{"hand": 1, "duties": ["executes", "accepts"]}],
    }
    answers = {
        words: holds for holds, words, _facts in decision_answers(a_pack(**{"hands.json": hands}))
    }
    assert not answers[
        "No person joins two duties that are kept apart: %(many)s people. %(joined)s"
    ]


def test_the_verifier_knows_the_same_pairs_as_the_books() -> None:
    pairs = {frozenset((one.value, other.value)) for one, other in BARRED}
    audits = {
        frozenset((duty.value, Duty.AUDITS.value)) for duty in Duty if duty is not Duty.AUDITS
    }
    assert pairs == APART | audits
