"""Our verifier: what holds is accepted, and each altered archive is refused for its reason."""

import json
import tarfile
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from linli.ballots import archive, canonical
from linli.ballots.archive import Chain, read_archive
from linli.ballots.ballots import tracker
from linli.ballots.errors import Fault
from linli.ballots.questions import Question
from linli.ballots.verify import verify
from tests.ballots.builders import (
    FIVE,
    GROUPS,
    STAMP,
    Ground,
    Pieces,
    a_ground,
    counted,
    recast,
    verified,
)
from tests.ballots.tampering import TAMPERED, Tampered, a_stranger_in, an_election


@pytest.fixture(scope="module")
def made() -> tuple[Ground, Pieces]:
    return an_election()


@pytest.fixture(scope="module")
def small() -> tuple[Ground, Pieces]:
    return an_election("TOY-160")


def test_an_election_holds(made: tuple[Ground, Pieces], tmp_path: Path) -> None:
    report = verified(made[1].written(), tmp_path)
    assert [check.code for check in report.checks if not check.holds] == []
    assert report.counts == [[1, 0, 0, 2, 1]]
    assert len(report.checks) == 9


@pytest.mark.parametrize("tampered", TAMPERED.values(), ids=TAMPERED)
def test_an_altered_archive_is_refused(
    tampered: Tampered, made: tuple[Ground, Pieces], tmp_path: Path
) -> None:
    report = verified(tampered.make(*made), tmp_path)
    fault = report.checks[-1].fault
    assert fault is not None
    assert (report.checks[-1].code, fault.code) == (tampered.check, tampered.code)
    assert all(check.holds for check in report.checks[:-1])


def test_it_says_which_ballot_is_wrong(made: tuple[Ground, Pieces], tmp_path: Path) -> None:
    report = verified(TAMPERED["replayed_ballot"].make(*made), tmp_path)
    assert report.checks[-1].tracker == tracker(made[1].ballots[0])


def test_a_voter_finds_the_ballot_that_counts(small: tuple[Ground, Pieces], tmp_path: Path) -> None:
    trackers = [tracker(text) for text in small[1].ballots]
    report = verified(small[1].written(), tmp_path, trackers=[*trackers, "no such thing"])
    assert report.trackers == dict(zip(trackers, [True, False, True, True], strict=True))


def test_two_processes_find_the_same_as_one(small: tuple[Ground, Pieces], tmp_path: Path) -> None:
    one = verified(small[1].written(), tmp_path)
    two = verified(small[1].written(), tmp_path, workers=2)
    assert [(c.code, c.facts) for c in one.checks] == [(c.code, c.facts) for c in two.checks]
    assert (one.counts, one.head) == (two.counts, two.head)


def test_two_processes_find_the_first_wrong_ballot(
    made: tuple[Ground, Pieces], tmp_path: Path
) -> None:
    report = verified(TAMPERED["two_votes_for_one"].make(*made), tmp_path, workers=2)
    assert report.checks[-1].fault is not None
    assert report.checks[-1].fault.code == "bad_proof"


def test_many_ballots_with_one_number_outside_the_group(tmp_path: Path) -> None:
    ground = a_ground(voters=40, seed="many")
    cast = [ground.vote(voter, [1, 0, 0, 0, 0]) for voter in range(40)]
    report = verified(counted(ground, cast).written(), tmp_path)
    assert report.holds
    pieces = recast(counted(ground, cast), 17, a_stranger_in(ground, 17))
    check = verified(pieces.written(), tmp_path).checks[-1]
    assert check.fault is not None
    assert check.fault.code == "not_a_member"
    assert check.tracker == tracker(pieces.ballots[17])


def test_an_unfinished_archive_holds_only_if_asked_for(
    small: tuple[Ground, Pieces], tmp_path: Path
) -> None:
    _ground, pieces = small
    chain = Chain(STAMP)
    parts = [*chain.begin(pieces.election, pieces.trustees, pieces.credentials)]
    for text in pieces.ballots:
        parts += chain.ballot(text)
    data = b"".join(parts)
    fault = verified(data, tmp_path).checks[-1].fault
    assert fault is not None
    assert fault.code == "no_result"
    assert verified(data, tmp_path, unfinished=True).holds


def test_an_election_without_a_single_vote_holds(tmp_path: Path) -> None:
    report = verified(counted(a_ground(), []).written(), tmp_path)
    assert report.holds
    assert report.counts == [[0, 0, 0, 0, 0]]


def test_blank_votes_and_several_questions_hold(tmp_path: Path) -> None:
    blank = Question("可以弃权", ("甲", "乙"), 1, 1, blank=True)
    ground = a_ground(questions=(blank, FIVE))
    cast = [ground.vote(0, [1, 0, 0], [0] * 5), ground.vote(1, [0, 0, 1], [1, 0, 0, 0, 0])]
    report = verified(counted(ground, cast).written(), tmp_path)
    assert report.holds
    assert report.counts == [[1, 0, 1], [1, 0, 0, 0, 0]]


def test_the_head_is_the_last_event_s_hash(small: tuple[Ground, Pieces], tmp_path: Path) -> None:
    data = small[1].written()
    assert verified(data, tmp_path).head == [event.hash for event in read_archive(data)][-1]


def test_progress_is_told(small: tuple[Ground, Pieces], tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    verified(small[1].written(), tmp_path, progress=lambda done, all_: told.append((done, all_)))
    assert told[-1] == (4, 4)


@given(st.data())
def test_no_byte_of_an_archive_may_differ(data: st.DataObject) -> None:
    whole = ARCHIVE
    place = data.draw(st.integers(0, len(whole) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda one: one != whole[place]))
    with pytest.raises(Fault):
        list(read_archive(whole[:place] + bytes([byte]) + whole[place + 1 :]))


@given(st.data())
def test_no_archive_cut_off_within_an_event_is_read(data: st.DataObject) -> None:
    ends = {event.end for event in read_archive(ARCHIVE)}
    size = data.draw(st.integers(0, len(ARCHIVE) - 1).filter(lambda one: one not in ends))
    with pytest.raises(Fault):
        list(read_archive(ARCHIVE[:size]))


ARCHIVE = an_election("TOY-160")[1].written()


json_things = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 2**70)
    | st.floats(allow_nan=False)
    | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=6,
)
HOSTILE = an_election("TOY-160")


def places_in(thing: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield path
    if isinstance(thing, dict | list):
        pairs = thing.items() if isinstance(thing, dict) else enumerate(thing)
        for key, inner in pairs:
            yield from places_in(inner, (*path, key))


def put(thing: Any, path: tuple[str | int, ...], new: object) -> object:
    if not path:
        return new
    thing[path[0]] = put(thing[path[0]], path[1:], new)
    return thing


@given(st.data())
def test_whatever_stands_in_a_text_the_verifier_answers(data: st.DataObject) -> None:
    """Even with all hashes made anew, a strange text is named and never an accident."""
    _ground, pieces = HOSTILE
    name = data.draw(st.sampled_from([field.name for field in fields(Pieces)]))
    text = getattr(pieces, name)
    if name == "ballots":
        text = text[0]
    if name == "decryptions":
        text = text[0][1]
    thing = json.loads(text)
    path = data.draw(st.sampled_from(list(places_in(thing))))
    altered = canonical.written(put(thing, path, data.draw(json_things)))
    assume(altered != text)
    if name == "ballots":
        changed = recast(pieces, 0, altered)
    elif name == "decryptions":
        changed = replace(pieces, decryptions=((1, altered), pieces.decryptions[1]))
    else:
        changed = replace(pieces, **{name: altered})
    with TemporaryDirectory() as folder:
        report = verified(changed.written(), Path(folder))
    # The name and the description are free; all else hangs together.
    assert not report.holds or path[0] in {"name", "description"}


def test_a_file_that_is_no_archive_is_refused(tmp_path: Path) -> None:
    for data in (b"", b"PK\x03\x04 something else", bytes(2048), b"BELENIOS"):
        path = tmp_path / "no.bel"
        path.write_bytes(data)
        assert not verify(path, groups=GROUPS).holds


def test_a_record_is_written_as_tar_writes_it(tmp_path: Path) -> None:
    path = tmp_path / "one.tar"
    path.write_bytes(archive.data_record("{}", STAMP))
    with tarfile.open(path) as read:
        (member,) = read.getmembers()
        assert (member.size, member.mtime, member.mode) == (2, STAMP, 0o644)
        assert member.name.endswith(".data.json")
