"""Check a whole election from its public file alone: no server, no database, no trust.

The file is read twice: first as a chain, every record and every hash; then the ballots in
portions, on as many processors as are given. What a portion adds to the tally comes back as one
sum, so that memory stays small however many voted.
"""

from __future__ import annotations

import multiprocessing
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from linli.ballots import archive, canonical, tally
from linli.ballots.archive import Event, EventType
from linli.ballots.errors import BadArchive, BadBallot, BadText, Fault
from linli.ballots.groups import GROUPS, Group
from linli.ballots.portions import Place, Portion, checked, window_for
from linli.ballots.questions import Election, election_from
from linli.ballots.trustees import Trustees, trustees_from

Progress = Callable[[int, int], None]
"""Told how many of how many ballots are checked."""
_LARGEST_PORTION = 250
_CREDENTIAL = re.compile(
    rb'\{"election_uuid":"[^"\\]*","election_hash":"[^"\\]*","credential":"([0-9]{1,1000})"'
)


@dataclass(frozen=True)
class Check:
    """One thing that was looked at; `fault` says what is wrong, if anything is.

    `sentence` says in English what holds; with its `facts` it can be said in other languages.
    """

    code: str
    sentence: str
    facts: dict[str, str | int]
    fault: Fault | None = None
    tracker: str = ""
    """Of the ballot that is wrong."""

    @property
    def holds(self) -> bool:
        """Tell whether it is as it should be."""
        return self.fault is None


@dataclass
class Report:
    """What was checked, in order, up to the first thing that does not hold."""

    checks: list[Check] = field(default_factory=list)
    election: Election | None = None
    encrypted_tally: str = ""
    """Checked: what trustees decrypt."""
    counts: tally.Counts | None = None
    head: str = ""
    """The hash of the last event, to compare with what was announced."""
    trackers: dict[str, bool] = field(default_factory=dict)
    """Of those asked for and found: whether it counts, or a later vote took its place."""

    @property
    def holds(self) -> bool:
        """Tell whether the election is as it should be."""
        return bool(self.checks) and all(check.holds for check in self.checks)


def verify(
    path: Path,
    *,
    workers: int = 1,
    unfinished: bool = False,
    trackers: Sequence[str] = (),
    progress: Progress = lambda _done, _all: None,
    groups: dict[str, Group] = GROUPS,
) -> Report:
    """Check an archive; `unfinished` accepts one that has no result yet."""
    verifier = _Verifier(path, workers, progress, groups)
    with suppress(_Stopped):
        verifier.run(frozenset(trackers), unfinished=unfinished)
    return verifier.report


class _Stopped(Exception):
    """A check failed: what comes after it would say nothing."""


class _WrongBallot(Exception):
    """A ballot failed."""

    def __init__(self, fault: Fault, tracker: str) -> None:
        super().__init__(str(fault))
        self.fault, self.tracker = fault, tracker


class _Verifier:
    """The checks, one after another; each needs that those before it hold."""

    election: Election
    trustees: Trustees

    def __init__(
        self, path: Path, workers: int, progress: Progress, groups: dict[str, Group]
    ) -> None:
        self.report = Report()
        self._path, self._workers, self._progress = path, workers, progress
        self._groups = groups
        self._events: dict[EventType, list[Event]] = {type_: [] for type_ in EventType}
        self._ballots: list[tuple[Place, str]] = []
        self._weights: dict[str, int] = {}

    def run(self, trackers: frozenset[str], *, unfinished: bool) -> None:
        """Check everything in turn."""
        self._archive()
        self._begun()
        self._trustees()
        self._credentials()
        places = self._last_votes(trackers)
        sums = self._ballots_hold(places)
        if unfinished and not self._events[EventType.RESULT]:
            if self._events[EventType.ENCRYPTED_TALLY]:
                self._tally(sums, places)
            self._so_far()
            return
        self._finished()
        self._tally(sums, places)
        opened = self._decryptions()
        self._result(opened)

    @contextmanager
    def _check(self, code: str, sentence: str) -> Iterator[dict[str, str | int]]:
        """Note that a sentence holds, or what is wrong instead."""
        facts: dict[str, str | int] = {}
        fault, tracker = None, ""
        try:
            yield facts
        except Fault as found:
            fault = found
        except _WrongBallot as found:
            fault, tracker = found.fault, found.tracker
        self.report.checks.append(Check(code, sentence, facts, fault, tracker))
        if fault:
            raise _Stopped

    def _only(self, type_: EventType) -> Event:
        return self._events[type_][0]

    def _archive(self) -> None:
        sentence = (
            "The file is whole: all %(events)s events follow one another, every record bears the "
            "hash of its contents, and nothing was added, altered or taken out."
        )
        with self._check("archive", sentence) as facts:
            count = 0
            for event in archive.read_archive(self._path):
                count, self.report.head = count + 1, event.hash
                if event.type is EventType.BALLOT:
                    self._ballots.append(_placed(event))
                else:
                    self._events[event.type].append(event)
            facts["events"] = count

    def _begun(self) -> None:
        with self._check(
            "election",
            "The election is “%(name)s”; its fingerprint, which every ballot names, is "
            "%(fingerprint)s.",
        ) as facts:
            setup = archive.setup_of(self._only(EventType.SETUP))
            self.election = self.report.election = election_from(setup.election, self._groups)
            facts |= {"name": self.election.name, "fingerprint": self.election.fingerprint}

    def _trustees(self) -> None:
        with self._check(
            "trustees",
            "The %(count)s trustees prove to know their keys, and together these make the "
            "election's key.",
        ) as facts:
            text = archive.setup_of(self._only(EventType.SETUP)).trustees
            self.trustees = trustees_from(self.election.group, text.decode())
            if self.trustees.public_key(self.election.group) != self.election.public_key:
                raise BadArchive(
                    "other_key", "The election's key is not the one that its trustees made."
                )
            facts["count"] = len(self.trustees.owners)

    def _credentials(self) -> None:
        with self._check(
            "credentials", "%(count)s credentials may vote; no two are the same."
        ) as facts:
            text = archive.setup_of(self._only(EventType.SETUP)).credentials
            self._weights = credentials_from(self.election.group, text.decode())
            facts["count"] = len(self._weights)

    def _last_votes(self, trackers: frozenset[str]) -> list[Place]:
        """Tell of each ballot whether it is its credential's last."""
        last = {credential: number for number, (_, credential) in enumerate(self._ballots)}
        places = [
            replace(place, weight=self._weights.get(credential, 0))
            if last[credential] == number
            else place
            for number, (place, credential) in enumerate(self._ballots)
        ]
        if trackers:
            found = {place.tracker: place.weight > 0 for place in places}
            self.report.trackers = {one: found[one] for one in trackers if one in found}
        return places

    def _ballots_hold(self, places: list[Place]) -> tally.Sum:
        with self._check(
            "ballots",
            "All %(ballots)s ballots hold: each is signed with a credential of the list, proves to "
            "make a lawful choice, and stands here once. %(replaced)s were replaced by a later "
            "vote of the same voter.",
        ) as facts:
            self._require_known_and_new()
            facts["ballots"] = len(places)
            facts["replaced"] = sum(1 for place in places if not place.weight)
            return self._summed(places)

    def _require_known_and_new(self) -> None:
        seen: set[bytes] = set()
        for place, credential in self._ballots:
            if credential not in self._weights:
                fault = BadBallot(
                    "unknown_credential", "The ballot's credential is not on the list."
                )
                raise _WrongBallot(fault, place.tracker)
            if place.digest in seen:
                fault = BadBallot("replayed", "The same ballot stands in the archive twice.")
                raise _WrongBallot(fault, place.tracker)
            seen.add(place.digest)

    def _summed(self, places: list[Place]) -> tally.Sum:
        """Check all ballots and add up those that count."""
        sums, done = tally.nothing(self.election), 0
        for portion in self._portions(places):
            if portion.fault:
                raise _WrongBallot(portion.fault, portion.tracker)
            sums = tally.added(self.election.group, sums, portion.sums)
            done += portion.count
            self._progress(done, len(places))
        return sums

    def _portions(self, places: list[Place]) -> Iterator[Portion]:
        share = -(-len(places) // (3 * self._workers)) if self._workers > 1 else len(places)
        size = max(1, min(share, _LARGEST_PORTION))
        parts = [places[start : start + size] for start in range(0, len(places), size)]
        # Made before the processes part, the tables are shared by all.
        window = window_for(len(places))
        self.election.keys(window)
        if self._workers == 1 or len(parts) == 1:
            yield from (checked(self.election, self._path, part, window) for part in parts)
            return
        ways = multiprocessing.get_all_start_methods()
        context = multiprocessing.get_context("fork" if "fork" in ways else None)
        with ProcessPoolExecutor(self._workers, mp_context=context) as pool:
            futures = [
                pool.submit(checked, self.election, self._path, part, window) for part in parts
            ]
            try:
                yield from (future.result() for future in futures)
            finally:
                pool.shutdown(cancel_futures=True)

    def _so_far(self) -> None:
        with self._check(
            "unfinished", "The box is not opened yet; the archive holds as far as it goes."
        ):
            pass

    def _finished(self) -> None:
        with self._check("finished", "The archive goes on to the result."):
            if not self._events[EventType.RESULT]:
                raise BadArchive("no_result", "The archive ends before the result.")

    def _tally(self, sums: tally.Sum, places: list[Place]) -> None:
        with self._check(
            "tally",
            "The encrypted tally is the sum of the %(count)s ballots that count, each voter's "
            "last, with none left out and none added.",
        ) as facts:
            text, count, weight = archive.sized_of(self._only(EventType.ENCRYPTED_TALLY))
            if text != tally.encrypted_tally_text(sums):
                raise BadArchive(
                    "wrong_tally", "The encrypted tally is not the sum of the ballots that count."
                )
            counted = [place.weight for place in places if place.weight]
            if (count, weight) != (len(counted), sum(counted)):
                raise BadArchive(
                    "wrong_count", "The number of ballots counted is not the one announced."
                )
            facts["count"] = count
            self.report.encrypted_tally = text

    def _decryptions(self) -> list[list[int]]:
        with self._check(
            "decryptions",
            "%(count)s trustees opened the tally together and prove that they did it rightly.",
        ) as facts:
            text = archive.sized_of(self._only(EventType.ENCRYPTED_TALLY))[0]
            factors: dict[int, list[list[int]]] = {}
            for event in self._events[EventType.PARTIAL_DECRYPTION]:
                owner, own = archive.owned_of(event)
                if owner in factors:
                    raise BadArchive(
                        "twice_decrypted", "Trustee %(owner)s decrypted twice.", owner=owner
                    )
                factors[owner] = tally.check_partial_decryption(
                    self.election, self.trustees, owner, own, text
                )
            facts["count"] = len(factors)
            return tally.combine(self.election, self.trustees, text, factors)

    def _result(self, opened: list[list[int]]) -> None:
        with self._check("result", "The result is what the opened tally says."):
            text = canonical.decoded(self._only(EventType.RESULT).data[0], what="The result")
            counts = tally.result_from(self.election, text)
            most = archive.sized_of(self._only(EventType.ENCRYPTED_TALLY))[2]
            # Numbers that differ by the group's order have one power: nobody has more than all.
            if any(number > most for row in counts for number in row):
                raise BadArchive("too_many_votes", "The result counts more votes than ballots.")
            if not tally.is_result(self.election.group, opened, counts):
                raise BadArchive("wrong_result", "The result is not what the opened tally says.")
            self.report.counts = counts


def _placed(event: Event) -> tuple[Place, str]:
    """Tell where a ballot lies and which credential it bears; none, where it is no ballot."""
    body = event.data[0]
    found = _CREDENTIAL.match(body)
    place = Place(event.offset, len(body), bytes.fromhex(event.payload))
    return place, found[1].decode() if found else ""


def credentials_from(group: Group, text: str) -> dict[str, int]:
    """Read the list of public credentials; each weighs one, since heads are counted here."""
    what = "The list of credentials"
    weights: dict[str, int] = {}
    for thing in canonical.items(canonical.read(text, what), what=what):
        public, comma, heavy = canonical.string(thing, what=what).partition(",")
        group.parse(public, what=what)
        if comma and heavy != "1":
            raise BadArchive(
                "weighted_credential",
                "Credential %(public)s… does not weigh one: here each voter has one vote.",
                public=public[:16],
            )
        if public in weights:
            raise BadArchive("same_credential", "A credential stands on the list twice.")
        weights[public] = 1
    if not group.are_elements([group.parse(public, what=what) for public in weights]):
        raise BadText("bad_number", "%(what)s holds a number outside its group.", what=what)
    return weights
