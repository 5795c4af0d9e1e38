"""Check a pack without a server and a database: each check with its answer in plain words."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import IO, Any

from linli.evidence.crossing import crossings
from linli.evidence.decisions import decision_answers
from linli.evidence.journal import Link, digests_in, entry_digest
from linli.evidence.pack import canonical
from linli.evidence.reading import BadPack, Pack, opened


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


ArchiveCheck = Callable[[bytes], tuple[bool, Mapping[str, int]]]
"""Verify a ballot archive: whether it holds, and its figures (ballots, one count a candidate)."""


def checks_of(source: Path | IO[bytes], *, archive_check: ArchiveCheck) -> Iterator[Check]:
    """Check a pack step by step; a pack that cannot be opened is one check that fails."""
    try:
        pack = opened(source)
        yield Check(holds=True, words="The pack opens: %(kind)s %(number)s.", facts=_about(pack))
        yield from _contents(pack)
        if pack.about.get("kind") == "decision":
            yield from _decision(pack, archive_check)
        else:
            yield from _election(pack, archive_check)
    except BadPack as fault:
        yield Check(holds=False, words=fault.words, facts=fault.facts)
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
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
        later.seq == link.seq + 1 and later.prev_hash != link.hash
        for (link, _), (later, _) in pairwise(links)
    )
    yield _is(not gaps, "Links that follow one another name the one before.")
    sealed = {key: digest for link, _ in links for key, digest in digests_in(link.members).items()}
    altered = [
        row["fields"]["id"]
        for row in journal["entries"]
        if sealed.get(row["fields"]["id"]) != entry_digest(row["fields"])
    ]
    yield _is(
        not altered,
        "Each of %(many)s journal entries stands sealed as it is here. %(altered)s",
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
    for name in pack.names():
        if not name.endswith(".bel"):
            continue
        holds, figures = verify(b"".join(pack.chunks(name)))
        yield _is(
            holds,
            "The ballot archive %(name)s verifies: %(ballots)s ballots.",
            name=name,
            ballots=figures.get("ballots", 0),
        )
        told = {row["number"]: row["online"] for row in _told(pack)}
        counted = {int(key): value for key, value in figures.items() if key.isdigit()}
        yield _is(told == counted, "Its counts are the online votes of the result.")


def _told(pack: Pack) -> list[Mapping[str, Any]]:
    rows: list[Mapping[str, Any]] = pack.json("result.json")["figures"]["candidates"]
    return rows


_KNOWN: dict[str, Callable[[Pack], Iterator[Check]]] = {
    "roll.json": _roll,
    "result.json": _result,
    "journal.json": _journal,
}
"""The parts that the verifier understands; others are held by the list alone."""
