"""Hold the parts of a pack against one another: who changes one must change what is sealed too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from linli.evidence.reading import Pack

Answer = tuple[bool, str, dict[str, Any]]
"""Whether it holds, a sentence with named gaps, and what fills them."""
ALWAYS = ("calendar.json", "election.json", "journal.json", "paper.json", "result.json")
BY_MODE = {"secret": ".bel", "signed": "commitments.json"}


def crossings(pack: Pack) -> Iterator[Answer]:
    """Each comparison with its answer; packs of other kinds have their own."""
    if pack.about.get("kind") != "election" or "election_kind" not in pack.about:
        return
    yield _whole(pack)
    acts = _acts(pack)
    yield _announced(pack, acts)
    yield _hung(pack, acts)
    yield _added(pack)
    yield _cast(pack, acts)


def _whole(pack: Pack) -> Answer:
    names = pack.names()
    asked = BY_MODE.get(str(pack.about.get("mode", "")), "")
    lacking = [name for name in ALWAYS if name not in names]
    lacking += [asked] if asked and not any(name.endswith(asked) for name in names) else []
    lacking += ["roll.json"] if asked and "roll.json" not in names else []
    return (
        not lacking,
        "Every part that belongs to such an election is there. %(lacking)s",
        {"lacking": ", ".join(lacking)},
    )


def _acts(pack: Pack) -> list[Mapping[str, Any]]:
    rows = pack.json("journal.json")["entries"] if "journal.json" in pack.names() else []
    return [row["fields"] for row in rows]


def _facts(acts: list[Mapping[str, Any]], did: str) -> list[Mapping[str, Any]]:
    return [act.get("facts", {}) for act in acts if act.get("did") == did]


def _announced(pack: Pack, acts: list[Mapping[str, Any]]) -> Answer:
    told = [facts.get("digest") for facts in _facts(acts, "elections.announce_result")]
    digest = pack.json("result.json")["digest"] if "result.json" in pack.names() else ""
    return told[-1:] == [digest], "The result is the one that the sealed journal announced.", {}


def _hung(pack: Pack, acts: list[Mapping[str, Any]]) -> Answer:
    names = [name for name in pack.names() if name.startswith("notices/")]
    here = Counter(pack.json(name)["digest"] for name in names)
    told = Counter(str(facts["digest"]) for facts in _facts(acts, "elections.post_notice"))
    return (
        here == told,
        "The %(many)s notices are those that the sealed journal says were posted.",
        {"many": len(names)},
    )


def _added(pack: Pack) -> Answer:
    """Paper of a secret vote: what two people entered alike is what the result added."""
    words = "The paper votes of the result are those that two people entered alike."
    if pack.about.get("mode") != "secret" or "result.json" not in pack.names():
        return True, words, {}
    counted: Counter[str] = Counter()
    for box in pack.json("paper.json"):
        figures = _agreed(box.get("entries", []))
        counted.update(figures.get("votes", {}) if figures else {})
    told = {
        str(row["number"]): row["paper"]
        for row in pack.json("result.json")["figures"]["candidates"]
    }
    return {key: count for key, count in told.items() if count} == +counted, words, {}


def _agreed(entries: list[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    last = [one for one in entries if one["round"] == max(row["round"] for row in entries)]
    if len(last) != 2 or last[0]["figures"] != last[1]["figures"]:  # noqa: PLR2004 - two people
        return None
    figures: Mapping[str, Any] = last[0]["figures"]
    return figures


def _cast(pack: Pack, acts: list[Mapping[str, Any]]) -> Answer:
    """As many ballots were cast, by the sealed journal, as the result counts voters at least."""
    cast = len(_facts(acts, "elections.cast"))
    figures = pack.json("result.json")["figures"] if "result.json" in pack.names() else {}
    online = figures.get("channels", {}).get("online", {}).get("ballots", 0)
    return (
        cast >= online,
        "The sealed journal knows of %(cast)s ballots cast online; the result counts %(online)s.",
        {"cast": cast, "online": online},
    )
