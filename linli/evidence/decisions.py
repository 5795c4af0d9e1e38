"""What holds a decision's pack together: its steps, its hands, its books, and the sealed journal."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from linli.evidence.reading import Pack

Answer = tuple[bool, str, dict[str, Any]]
"""Whether it holds, a sentence with named gaps, and what fills them."""
ALWAYS = ("decision.json", "hands.json", "journal.json")
HASHED = ("texts/", "publications/", "minutes/", "papers/")
"""Folders whose files hold a text as it was hashed, and its digest."""
CLOSED = ("ledger.json", "works.json")
"""Parts that are there once a decision is closed, empty where nothing was spent or built."""
APART = frozenset(
    map(
        frozenset,
        (
            ("decides", "holds_money"),
            ("decides", "makes"),
            ("proposes", "checks"),
            ("makes", "checks"),
            ("holds_money", "checks"),
            ("holds_money", "executes"),
            ("holds_money", "accepts"),
            ("executes", "checks"),
            ("executes", "accepts"),
        ),
    )
)
"""Duties that never meet in one person, as this verifier knows them itself; an auditor has no other."""


def decision_answers(pack: Pack) -> Iterator[Answer]:
    """Each check of a decision's pack with its answer."""
    told = pack.json("decision.json")
    acts = _acts(pack)
    yield _whole(pack, told)
    yield _hashed(pack)
    yield _steps(told)
    yield _hands(pack)
    yield from _books(pack)
    yield _resolved(pack)
    yield from _sealed(pack, told, acts)


def _acts(pack: Pack) -> list[Mapping[str, Any]]:
    rows = pack.json("journal.json")["entries"] if "journal.json" in pack.names() else []
    return [row["fields"] for row in rows]


def _facts(acts: Sequence[Mapping[str, Any]], did: str) -> list[Mapping[str, Any]]:
    return [act.get("facts") or {} for act in acts if act.get("did") == did]


def _whole(pack: Pack, told: Mapping[str, Any]) -> Answer:
    names = pack.names()
    asked = [*ALWAYS, *(CLOSED if told["state"] == "closed" else ())]
    lacking = [name for name in asked if name not in names]
    lacking += [] if any(name.startswith("texts/") for name in names) else ["texts/"]
    lacking += [] if lacking else _lacking(pack, told)
    return (
        not lacking,
        "Every part that belongs to such a decision is there. %(lacking)s",
        {"lacking": ", ".join(lacking)},
    )


def _lacking(pack: Pack, told: Mapping[str, Any]) -> list[str]:
    """What the steps that are done rested on, and is not there."""
    done = {need for step in told["steps"] if step["state"] == "done" for need in step["needs"]}
    return [what for need, (what, there) in _NEEDED.items() if need in done and not there(pack)]


def _some(folder: str, **fields: object) -> Callable[[Pack], bool]:
    """Whether a folder has a part with these fields."""

    def there(pack: Pack) -> bool:
        parts = (pack.json(name) for name in pack.names() if name.startswith(folder))
        return any(all(part[key] == value for key, value in fields.items()) for part in parts)

    return there


def _accepted(pack: Pack) -> bool:
    works = pack.json("works.json") if "works.json" in pack.names() else {}
    return bool(works.get("works")) and bool(works.get("acceptances"))


def _asked(pack: Pack) -> bool:
    return "consultation.json" in pack.names() and bool(
        pack.json("consultation.json")["consultations"]
    )


_NEEDED: dict[str, tuple[str, Callable[[Pack], bool]]] = {
    "consultation_closed": ("consultation.json", _asked),
    "meeting_minuted": ("minutes/", _some("minutes/")),
    "resolution_carried": ("resolutions/", _some("resolutions/", carried=True)),
    "decision_disclosed": ("publications/", _some("publications/", kind="decision")),
    "result_disclosed": ("publications/", _some("publications/", kind="result")),
    "work_accepted": ("works.json", _accepted),
}
"""What a step of a procedure asks for, where it lies, and whether it is there."""


def _hashed(pack: Pack) -> Answer:
    names = [name for name in pack.names() if name.startswith(HASHED)]
    wrong = [name for name in names if not _fits(pack.json(name))]
    return (
        not wrong,
        "Each of %(many)s texts, notices and minutes has the hash that it was kept with. %(wrong)s",
        {"many": len(names), "wrong": ", ".join(wrong)},
    )


def _fits(part: Mapping[str, Any]) -> bool:
    return hashlib.sha256(str(part["hashed"]).encode()).hexdigest() == str(part["digest"])


def _steps(told: Mapping[str, Any]) -> Answer:
    """Play the turns again: each is that of the step whose turn it was, and none is skipped."""
    keys, at = [step["key"] for step in told["steps"]], 0
    odd = ""
    for event in told["events"]:
        if odd or at >= len(keys) or event["key"] != keys[at]:
            odd = odd or str(event["key"])
            continue
        match event["outcome"]:
            case "done":
                at += 1
            case "returned" if event["back_to"] in keys[:at]:
                at = keys.index(event["back_to"])
            case "failed":
                at = len(keys) + 1
            case _:
                odd = str(event["key"])
    done = at == len(keys)
    holds = not odd and done == (told["state"] == "closed")
    words = "The steps were taken in their order, none was skipped: %(many)s turns. %(odd)s"
    return holds, words, {"many": len(told["events"]), "odd": odd}


def _hands(pack: Pack) -> Answer:
    hands = pack.json("hands.json")
    apart = [frozenset(pair) for pair in hands["apart"]]
    joined = [
        str(one["hand"])
        for one in hands["hands"]
        if any(pair <= set(one["duties"]) for pair in (*apart, *APART))
        or ("audits" in one["duties"] and len(set(one["duties"])) > 1)
    ]
    return (
        set(apart) >= APART and not joined,
        "No person joins two duties that are kept apart: %(many)s people. %(joined)s",
        {"many": len(hands["hands"]), "joined": ", ".join(joined)},
    )


def _books(pack: Pack) -> Iterator[Answer]:
    if "ledger.json" not in pack.names():
        return
    ledger = pack.json("ledger.json")
    entries = ledger["entries"]
    wrong = [
        str(entry["number"])
        for entry in entries
        if sum(fen for _debit, _credit, fen in entry["moves"]) != entry["fen"]
        or entry["maker"] == entry["checker"]
        or any(fen <= 0 or debit == credit for debit, credit, fen in entry["moves"])
    ]
    yield (
        not wrong,
        "Each of %(many)s entries adds up and was made by one and checked by another. %(wrong)s",
        {"many": len(entries), "wrong": ", ".join(wrong)},
    )
    spent: Counter[str] = Counter()
    for entry in entries:
        if entry["authority"]:
            spent[entry["authority"]] += -entry["fen"] if entry["reverses"] else entry["fen"]
    over = [
        str(one["id"])
        for one in ledger["authorities"]
        if spent[one["id"]] > one["limit_fen"] or spent[one["id"]] != one["spent_fen"]
    ]
    strange = set(spent) - {one["id"] for one in ledger["authorities"]}
    yield (
        not over and not strange,
        "No more was spent than was allowed: %(fen)s fen. %(over)s",
        {"fen": sum(spent.values()), "over": ", ".join([*over, *sorted(strange)])},
    )


def _resolved(pack: Pack) -> Answer:
    """The resolution rests on the vote that lies beside it."""
    words = "The resolution is the result of the vote that lies beside it."
    names = [name for name in pack.names() if name.startswith("resolutions/")]
    if not names:
        return True, words, {}
    last = pack.json(max(names))
    if "vote/result.json" not in pack.names():
        return False, words, {}
    vote = pack.json("vote/result.json")
    return vote["digest"] == last["digest"] and vote["figures"] == last["figures"], words, {}


def _sealed(
    pack: Pack, told: Mapping[str, Any], acts: Sequence[Mapping[str, Any]]
) -> Iterator[Answer]:
    here = Counter((event["key"], event["outcome"]) for event in told["events"])
    there = Counter(
        (str(facts.get("step")), outcome)
        for did, outcome in _ENDS.items()
        for facts in _facts(acts, did)
    )
    yield here == there, "The turns are those that the sealed journal tells of.", {}
    for folder, names_of_acts, words in _DIGESTS:
        names = [name for name in pack.names() if name.startswith(folder)]
        kept = Counter(str(pack.json(name)["digest"]) for name in names)
        known = Counter(
            str(facts.get("digest")) for did in names_of_acts for facts in _facts(acts, did)
        )
        yield not kept - known, words, {"many": len(names)}
    if "ledger.json" in pack.names():
        entries = pack.json("ledger.json")["entries"]
        posted = {
            (str(facts.get("fund")), facts.get("entry")): facts.get("fen")
            for facts in _facts(acts, "money.check_voucher")
        }
        odd = [
            str(entry["number"])
            for entry in entries
            if posted.get((str(entry["fund"]), entry["number"])) != entry["fen"]
        ]
        yield (
            not odd,
            "The %(many)s entries are those that the sealed journal says were posted. %(odd)s",
            {"many": len(entries), "odd": ", ".join(odd)},
        )
    if "works.json" in pack.names():
        photos = {sha for one in pack.json("works.json")["acceptances"] for sha in one["photos"]}
        known_photos = {
            str(sha)
            for did in ("money.accept_works", "money.accept_stage")
            for facts in _facts(acts, did)
            for sha in facts.get("photos", ())
        }
        yield (
            photos <= known_photos,
            "The %(many)s photos of the acceptance are those that were kept then.",
            {"many": len(photos)},
        )


_ENDS = {
    "decisions.do_step": "done",
    "decisions.return_step": "returned",
    "decisions.fail_step": "failed",
}
_DIGESTS = (
    ("texts/", ("decisions.keep_text",), "The %(many)s texts are those that were proposed."),
    (
        "publications/",
        ("decisions.publish", "decisions.edit_publication"),
        "The %(many)s publications are those that the sealed journal says were posted.",
    ),
    ("minutes/", ("decisions.keep_minutes",), "The %(many)s minutes are those that were kept."),
    (
        "resolutions/",
        ("decisions.take_result",),
        "The %(many)s resolutions are those that the votes came to.",
    ),
)
"""Folder, acts of the journal whose facts name the digest, and the sentence about both."""
