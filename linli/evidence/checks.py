"""Check a pack without a server and a database: each check with its answer in plain words."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import IO, Any

from linli.evidence.crossing import crossings, facts_of
from linli.evidence.decisions import decision_answers
from linli.evidence.journal import Link, digests_in, entry_digest
from linli.evidence.pack import MANIFEST, canonical
from linli.evidence.reading import BadPack, Pack, opened
from linli.evidence.sealing import MAKES, sealings


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. `words` is a sentence with named gaps, `facts` fills them."""

    holds: bool
    words: str
    facts: Mapping[str, Any]

    @property
    def sentence(self) -> str:
        """The sentence in English."""
        return self.words % self.facts


@dataclass(frozen=True, slots=True)
class Archive:
    """What a ballot archive was found to be; `counts` by the place on the ballot, from 1."""

    holds: bool
    uuid: str = ""
    fingerprint: str = ""
    head: str = ""
    ballots: int = 0
    """All that were cast, those replaced by a later vote too."""
    counted: int = 0
    counts: Mapping[int, int] = field(default_factory=dict)


ArchiveCheck = Callable[[Iterable[bytes]], Archive]
"""Verify a ballot archive, given piece by piece."""


def checks_of(
    source: Path | IO[bytes], *, archive_check: ArchiveCheck, head: str = ""
) -> Iterator[Check]:
    """Check a pack step by step; a pack that cannot be opened is one check that fails.

    `head` is the hash of the journal's last link in the pack, as it was announced elsewhere.
    """
    try:
        pack = opened(source)
        yield Check(holds=True, words="The pack opens: %(kind)s %(number)s.", facts=_about(pack))
        yield from _contents(pack)
        if pack.about.get("kind") not in MAKES:
            yield _is(False, "This verifier knows packs of elections and of decisions.")  # noqa: FBT003
            return
        for answer in sealings(pack, head=head):
            yield Check(*answer)
        if pack.about["kind"] == "decision":
            yield from _decision(pack, archive_check)
        else:
            yield from _election(pack, archive_check)
    except BadPack as fault:
        yield Check(holds=False, words=fault.words, facts=fault.facts)
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError) as fault:
        words = "A part of the pack has another form: %(fault)s"
        yield Check(holds=False, words=words, facts={"fault": str(fault)[:200]})


def _decision(pack: Pack, archive_check: ArchiveCheck) -> Iterator[Check]:
    yield from _journal(pack)
    for answer in decision_answers(pack):
        yield Check(*answer)
    if "vote/about.json" in pack.names():
        yield from _election(pack.within("vote"), archive_check)


def _election(pack: Pack, archive_check: ArchiveCheck) -> Iterator[Check]:
    for name, check in _KNOWN.items():
        if name in pack.names():
            yield from check(pack)
    yield from _notices(pack)
    for answer in crossings(pack):
        yield Check(*answer)
    yield from _archives(pack, archive_check)


def _is(holds: bool, words: str, **facts: Any) -> Check:  # noqa: FBT001 - reads as a sentence
    return Check(holds, words, facts)


def _about(pack: Pack) -> dict[str, str]:
    return {key: str(pack.about.get(key, "")) for key in ("kind", "number")}


def _contents(pack: Pack) -> Iterator[Check]:
    listed, there = Counter(f.name for f in pack.listed), Counter(pack.names())
    odd = sorted((listed - there) + (there - listed))
    yield _is(bool(listed), "The pack holds parts.")
    yield _is(
        pack.as_made,
        "The list of contents, %(name)s, is written as it was made and says nothing besides.",
        name=MANIFEST,
    )
    yield _is(
        not odd and len(listed) == len(pack.listed),
        "The list names each file once and nothing else is there. %(odd)s",
        odd=", ".join(odd),
    )
    wrong = [f.name for f in pack.listed if f.name in there and not _fits(pack, f)]
    yield _is(
        not wrong,
        "Each of %(many)s files has the hash and size that the list says. %(wrong)s",
        many=len(pack.listed),
        wrong=", ".join(wrong),
    )


def _fits(pack: Pack, file: Any) -> bool:
    return pack.sha256(file.name) == (file.sha256, file.bytes)


def _roll(pack: Pack) -> Iterator[Check]:
    roll = pack.json("roll.json")
    head = "\n".join(str(roll[name]) for name in ("header", "kind", "place", "as_of"))
    lines = "".join(f"{number} {digest}\n" for number, digest in sorted(roll["lines"]))
    yield _is(
        _sha(f"{head}\n{lines}") == roll["digest"],
        "The roll's hash covers its %(heads)s heads.",
        heads=roll["heads"],
    )
    before = roll.get("digest_at_freeze", "")
    broken = 0
    for row in roll.get("corrections", []):
        broken += row["digest_before"] != before
        before = row["digest_after"]
    yield _is(
        not broken and before == roll["digest"],
        "The %(many)s corrections lead from the frozen roll to this one.",
        many=len(roll.get("corrections", [])),
    )


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _result(pack: Pack) -> Iterator[Check]:
    result = pack.json("result.json")
    figures = result["figures"]
    yield _is(
        _sha(f"{result['uuid']}\n{canonical(figures)}") == result["digest"],
        "The result has the hash that it was announced with.",
    )
    if pack.about.get("mode") == "open":
        # A roll call has no channels: its members answered in the meeting.
        return
    sums = all(
        row["online"] + row["paper"] == row["votes"] for row in figures.get("candidates", [])
    )
    yield _is(sums, "Online and paper votes add up to each total of the result.")


def _journal(pack: Pack) -> Iterator[Check]:
    journal = pack.json("journal.json")
    links = [(_link(row), row["hash"]) for row in journal["links"]]
    torn = sum(link.hash != told for link, told in links)
    yield _is(
        not torn,
        "Each of %(many)s links of the journal has its hash.",
        many=len(links),
    )
    gaps = sum(
        later.seq <= link.seq or (later.seq == link.seq + 1 and later.prev_hash != link.hash)
        for (link, _), (later, _) in pairwise(links)
    )
    absent = sum(later.seq - link.seq - 1 for (link, _), (later, _) in pairwise(links))
    yield _is(
        not gaps,
        "Links that follow one another name the one before; %(absent)s between them, with other "
        "acts or with votes cast, are not shown.",
        absent=absent,
    )
    sealed = {key: digest for link, _ in links for key, digest in digests_in(link.members).items()}
    altered = [
        row["fields"]["id"]
        for row in journal["entries"]
        if sealed.get(row["fields"]["id"], entry_digest(row["fields"]))
        != entry_digest(row["fields"])
    ]
    yield _is(
        not altered,
        "None of %(many)s journal entries is sealed otherwise in a link shown. %(altered)s",
        many=len(journal["entries"]),
        altered=", ".join(altered[:5]),
    )


def _link(row: Mapping[str, Any]) -> Link:
    return Link(
        sub_district=row["sub_district"],
        seq=int(row["seq"]),
        sealed_at=datetime.fromisoformat(row["sealed_at"]),
        reaches=row["reaches"],
        prev_hash=row["prev_hash"],
        members=row["members"],
    )


def _notices(pack: Pack) -> Iterator[Check]:
    names = [name for name in pack.names() if name.startswith("notices/")]
    if not names:
        return
    wrong = [name for name in names if not _notice_fits(pack.json(name))]
    yield _is(
        not wrong,
        "Each of %(many)s notices has the hash that it hung with. %(wrong)s",
        many=len(names),
        wrong=", ".join(wrong),
    )


def _notice_fits(notice: Mapping[str, Any]) -> bool:
    return _sha(str(notice["hashed"])) == str(notice["digest"])


def _archives(pack: Pack, verify: ArchiveCheck) -> Iterator[Check]:
    names = [name for name in pack.names() if name.endswith(".bel")]
    expected = [f"{pack.about.get('uuid')}.bel"] if pack.about.get("mode") == "secret" else []
    yield _is(names == expected, "A secret vote has one ballot archive, another vote has none.")
    for name in names[:1]:
        found = verify(pack.chunks(name))
        yield _is(
            found.holds,
            "The ballot archive %(name)s verifies: %(ballots)s ballots.",
            name=name,
            ballots=found.ballots,
        )
        if found.holds:
            yield from _fitting(pack, found)


def _fitting(pack: Pack, found: Archive) -> Iterator[Check]:
    result = pack.json("result.json")
    told = {row["number"]: row["online"] for row in result["figures"]["candidates"]}
    yield _is(told == dict(found.counts), "Its counts are the online votes of the result.")
    document = pack.json("election.json")["hash"]
    yield _is(
        (found.uuid, found.fingerprint) == (pack.about["uuid"], document),
        "It is the archive of this election and of no other.",
    )
    cast = pack.json("journal.json")["untimed"]["elections.cast"]
    online = result["figures"]["channels"]["online"]["ballots"]
    yield _is(
        (found.ballots, found.counted) == (cast, online),
        "It holds the %(cast)s ballots that the journal knows, of which the result counts %(online)s.",
        cast=cast,
        online=online,
    )
    shown = [one.get("head") for one in facts_of(pack, "elections.show_sum")]
    yield _is(
        shown[-1:] == [found.head],
        "Its last event is the one that the journal knows: %(head)s.",
        head=found.head,
    )


_KNOWN: dict[str, Callable[[Pack], Iterator[Check]]] = {
    "roll.json": _roll,
    "result.json": _result,
    "journal.json": _journal,
}
"""The parts that the verifier understands; others are held by the list alone."""
