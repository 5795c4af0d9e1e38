"""Hold the parts of a pack against one another: who changes one must change what is sealed too."""

from __future__ import annotations

import base64
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from linli.evidence.reading import Pack

Answer = tuple[bool, str, dict[str, Any]]
"""Whether it holds, a sentence with named gaps, and what fills them."""
ALWAYS = ("calendar.json", "election.json", "journal.json", "paper.json", "result.json")
BY_MODE = {"secret": ".bel", "signed": "commitments.json"}
MODES = ("secret", "signed", "open")
_HASH = re.compile(r"[0-9a-f]{64}")


def crossings(pack: Pack) -> Iterator[Answer]:
    """Each comparison with its answer."""
    yield _whole(pack)
    acts = _acts(pack)
    yield _announced(pack, acts)
    yield _set_up(pack, acts)
    yield _hung(pack, acts)
    yield _added(pack)
    yield _cast(pack)
    if pack.about.get("mode") == "signed" and "commitments.json" in pack.names():
        yield from _listed(pack)


def _whole(pack: Pack) -> Answer:
    names = pack.names()
    mode = str(pack.about.get("mode", ""))
    if mode not in MODES:
        return False, "The mode %(mode)s of the vote is none that is known.", {"mode": mode}
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


def facts_of(pack: Pack, did: str) -> list[Mapping[str, Any]]:
    """The facts of all acts of a kind in the pack's journal."""
    return _facts(_acts(pack), did)


def _facts(acts: list[Mapping[str, Any]], did: str) -> list[Mapping[str, Any]]:
    return [act.get("facts", {}) for act in acts if act.get("did") == did]


def _announced(pack: Pack, acts: list[Mapping[str, Any]]) -> Answer:
    told = [facts.get("digest") for facts in _facts(acts, "elections.announce_result")]
    result = pack.json("result.json") if "result.json" in pack.names() else {}
    same = result.get("uuid") == pack.about.get("uuid")
    return (
        same and told[-1:] == [result.get("digest")],
        "The result is the one that the sealed journal announced.",
        {},
    )


def _set_up(pack: Pack, acts: list[Mapping[str, Any]]) -> Answer:
    """The wording that every ballot names is the one with which the box was set up."""
    told = [str(facts.get("document")) for facts in _facts(acts, "elections.set_up_box")]
    words = "The wording of the ballot is the one with which the sealed journal set up the box."
    if pack.about.get("mode") == "open":
        return not told, words, {}
    own = str(pack.json("election.json")["hash"]) if "election.json" in pack.names() else ""
    raw = base64.b64decode(own + "=" * (-len(own) % 4)).hex()
    return told[-1:] == [raw], words, {}


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


def _cast(pack: Pack) -> Answer:
    """No more ballots are counted than were cast, by the sealed number of votes."""
    cast = pack.json("journal.json")["untimed"]["elections.cast"]
    figures = pack.json("result.json")["figures"] if "result.json" in pack.names() else {}
    online = figures.get("channels", {}).get("online", {}).get("ballots", 0)
    return (
        cast >= online,
        "The sealed journal knows of %(cast)s ballots cast online; the result counts %(online)s.",
        {"cast": cast, "online": online},
    )


def _listed(pack: Pack) -> Iterator[Answer]:
    """The public list of a signed vote: well formed, of this vote, as long as the result says."""
    listed, result = pack.json("commitments.json"), pack.json("result.json")
    online, paper = listed["online"], listed["paper"]
    formed = all(
        rows == sorted(set(rows)) and all(_HASH.fullmatch(one) for one in rows)
        for rows in (online, paper)
    )
    yield formed, "The list of commitments is well formed and names each once.", {}
    told = (listed["election"], listed["hash"], listed["result"]["digest"])
    here = (pack.about["uuid"], pack.json("election.json")["hash"], result["digest"])
    same = told == here and listed["result"]["figures"] == result["figures"]
    yield same, "It is the list of this vote, with the result that was announced.", {}
    figures, cast = result["figures"], pack.json("journal.json")["untimed"]["elections.cast"]
    channels = figures["channels"]
    fits = (
        listed["ballots"] == cast
        and len(online) + len(paper) == figures["took_part"]
        and channels["online"]["ballots"] <= len(online) <= cast
        and channels["paper"]["ballots"] <= len(paper)
    )
    yield (
        fits,
        "It holds %(online)s commitments online and %(paper)s on paper, as many as took part.",
        {"online": len(online), "paper": len(paper)},
    )
