"""One act of the sealed journal names the hash of all that a pack holds; the head covers the act."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from linli.evidence.journal import digests_in, entry_digest, lines_digest
from linli.evidence.pack import canonical
from linli.evidence.reading import Pack

Answer = tuple[bool, str, dict[str, Any]]
"""Whether it holds, a sentence with named gaps, and what fills them."""
JOURNAL = "journal.json"
MAKES = {"election": "elections.make_evidence", "decision": "decisions.make_evidence"}
"""The act that seals a pack, by the kind of the pack."""


def sealings(pack: Pack, *, head: str = "") -> Iterator[Answer]:
    """Hold every part of a whole pack against the act that seals it, and that against the head."""
    journal = pack.json(JOURNAL)
    yield _plain(pack, journal)
    acts = [row["fields"] for row in journal["entries"]]
    act = acts[-1] if acts else {}
    made = act.get("did") == MAKES.get(str(pack.about.get("kind")))
    yield made, "The last act of the journal on it is the one that sealed this pack.", {}
    if not made:
        return
    facts = act["facts"]
    yield _parts(pack, facts["parts"])
    yield (
        facts["about"] == _sha(canonical(pack.about)),
        "What the pack says of itself is what that act sealed.",
        {},
    )
    yield _before(journal, acts, facts)
    yield _linked(journal, act)
    if head:
        last = str(journal["links"][-1]["hash"]) if journal["links"] else ""
        words = "The last link is the head that was announced: %(last)s."
        yield head == last, words, {"last": last}


def _plain(pack: Pack, journal: Mapping[str, Any]) -> Answer:
    """The journal is written as we write it: nothing twice, nothing beside what is read."""
    raw = b"".join(pack.chunks(JOURNAL))
    rows = [set(row) for row in journal["entries"]]
    held = [digests_in(link["members"]).keys() for link in journal["links"]]
    shown = {row["fields"]["id"] for row in journal["entries"]}
    holds = (
        raw == canonical(journal).encode()
        and set(journal) == {"entries", "links", "untimed"}
        and all(keys == {"fields"} for keys in rows)
        and all(shown & members for members in held)
    )
    return holds, "journal.json holds acts and their links, and nothing beside.", {}


def _parts(pack: Pack, told: Mapping[str, str]) -> Answer:
    here = {name: pack.sha256(name)[0] for name in pack.names() if name != JOURNAL}
    odd = [name for name in sorted({*here, *told}) if here.get(name) != told.get(name)]
    return (
        bool(here) and not odd,
        "Each of %(many)s parts is the one that this act sealed, none lacks or was added. %(odd)s",
        {"many": len(here), "odd": ", ".join(odd)},
    )


def _before(
    journal: Mapping[str, Any], acts: list[Mapping[str, Any]], facts: Mapping[str, Any]
) -> Answer:
    before = lines_digest((one["id"], entry_digest(one)) for one in acts[:-1])
    links = lines_digest((str(one["seq"]), str(one["hash"])) for one in journal["links"][:-1])
    named = {"entries": before, "links": links, "untimed": journal["untimed"]}
    return (
        all(facts[key] == value for key, value in named.items()),
        "The %(many)s acts before it and their links are those that it names, none lacks.",
        {"many": len(acts) - 1},
    )


def _linked(journal: Mapping[str, Any], act: Mapping[str, Any]) -> Answer:
    links = journal["links"]
    held = digests_in(links[-1]["members"]) if links else {}
    return (
        held.get(act["id"]) == entry_digest(act),
        "The last link of the journal here holds that act, so its hash covers the whole pack.",
        {},
    )


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
