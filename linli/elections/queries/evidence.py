"""What proves an election, part by part, as plain data; nobody's vote and no voter's name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from linli.elections.models import (
    Delivery,
    Election,
    ElectionStep,
    Notice,
    Official,
    PaperBox,
    PaperCount,
    RollCorrection,
    SpoiledBallot,
)
from linli.elections.queries.candidates import candidates_of
from linli.elections.queries.outcomes import names_on_ballot
from linli.elections.queries.poll_book import ballots_in
from linli.elections.queries.result_words import result_words
from linli.elections.queries.results import result_of
from linli.elections.queries.roll_lines import line_digests
from linli.elections.rules import ElectionState
from linli.elections.rules.notices import NoticeText
from linli.elections.rules.rolls import ROLL_HEADER
from linli.records.queries import evidence_head

MAKE_EVIDENCE = "elections.make_evidence"
FLOOR = 5
"""A building with fewer deliveries, or fewer left, stands in the sum alone."""


def evidence_is_ready(election: Election) -> bool:
    """Whether the evidence is complete: a pack is made once the result is announced."""
    return election.state == ElectionState.COUNTED


def head_of_evidence(election: Election) -> str:
    """The hash of the journal's link that covers the whole pack, once it was made."""
    return evidence_head(election.sub_district_id, election.id, MAKE_EVIDENCE)


def about_election(election: Election) -> dict[str, Any]:
    """What the pack is the evidence of."""
    return {
        "kind": "election",
        "number": election.number,
        "uuid": election.uuid,
        "title": election.title,
        "election_kind": election.kind,
        "mode": election.mode,
        "place": election.place.name,
    }


def evidence_parts(election: Election) -> Iterator[tuple[str, Any]]:
    """Each file of the pack with its content; ballots and journal apart."""
    yield "election.json", _election(election)
    yield "calendar.json", [_step(step) for step in _rows(ElectionStep, election, "order")]
    for notice in _rows(Notice, election, "number"):
        yield f"notices/{notice.number:03d}.json", _notice(election, notice)
    if election.roll is not None:
        yield "roll.json", _roll(election)
    yield "deliveries.json", _deliveries(election)
    yield "paper.json", _paper(election)
    result = result_of(election)
    if result is not None:
        yield (
            "result.json",
            {
                "uuid": election.uuid,
                "figures": result.figures,
                "digest": result.digest,
                "announced_at": result.announced_at.isoformat(),
                "announced_by": result.announced_by,
                "words": result_words(result.figures, names_on_ballot(election)),
            },
        )


def _election(election: Election) -> dict[str, Any]:
    candidates = [
        {
            "number": one.number,
            "name": one.name,
            "state": one.state,
            "eligible": one.eligible,
            "article": one.article,
        }
        for one in candidates_of(election)
    ]
    officials = [
        {"role": one.role, "name": one.name} for one in _rows(Official, election, "named_at")
    ]
    times = {
        name: moment.isoformat() if (moment := getattr(election, name)) else None
        for name in ("opens_at", "closes_at", "opened_at", "closed_at", "counted_at")
    }
    return {
        "question": election.question,
        "matter": election.matter,
        "seats": election.seats,
        "choices": [election.least_choices, election.most_choices],
        "tie_rule": election.tie_rule,
        "rules": election.rules,
        "hash": election.document_hash,
        "candidates": candidates,
        "officials": officials,
        **times,
    }


def _step(step: ElectionStep) -> dict[str, Any]:
    return {
        "key": step.key,
        "state": step.state,
        "not_before": str(step.not_before or ""),
        "due_on": str(step.due_on or ""),
        "done_at": step.done_at.isoformat() if step.done_at else "",
        "done_by": step.done_by,
        "note": step.note,
    }


def _notice(election: Election, notice: Notice) -> dict[str, Any]:
    words = NoticeText(
        number=f"{election.number}/{notice.number}",
        title=notice.title,
        text=notice.text,
        where=notice.where,
        posted_on=notice.posted_on,
        until=notice.until,
    )
    return {
        "step": notice.step_key,
        "hashed": words.plain,
        "digest": notice.digest,
        "taken_down_on": str(notice.taken_down_on or ""),
        "journal_head": notice.journal_head,
        "photos": [notice.first_photo_id is not None, notice.last_photo_id is not None],
    }


def _roll(election: Election) -> dict[str, Any]:
    roll = election.roll
    if roll is None:
        return {}
    rows = RollCorrection.objects.filter(sub_district_id=roll.sub_district_id, roll_id=roll.id)
    corrections = [
        {
            "what": row.what,
            "reason": row.reason,
            "made_at": row.made_at.isoformat(),
            "made_by": row.made_by,
            "digest_before": row.digest_before,
            "digest_after": row.digest_after,
        }
        for row in rows.order_by("id")
        if row.digest_before and row.digest_after
    ]
    first = corrections[0]["digest_before"] if corrections else roll.digest
    return {
        "header": ROLL_HEADER,
        "kind": roll.kind,
        "place": roll.place_id.hex,
        "as_of": roll.as_of.isoformat(),
        "heads": roll.heads,
        "area_cm2": roll.area_cm2,
        "frozen_at": roll.frozen_at.isoformat() if roll.frozen_at else "",
        "digest": roll.digest,
        "digest_at_freeze": first,
        "corrections": corrections,
        "lines": [[one.number, one.digest] for one in line_digests(roll.sub_district_id, roll.id)],
    }


def _deliveries(election: Election) -> dict[str, Any]:
    rows = Delivery.objects.filter(
        sub_district_id=election.sub_district_id, election_id=election.id
    ).values_list("what", "outcome")
    counts = Counter((what, outcome or "open") for what, outcome in rows)
    return {f"{what}_{outcome}": count for (what, outcome), count in sorted(counts.items())}


def _paper(election: Election) -> list[dict[str, Any]]:
    spoiled = Counter(
        SpoiledBallot.objects.filter(
            sub_district_id=election.sub_district_id, election_id=election.id
        ).values_list("box_id", "reason")
    )
    return [
        {
            "box": box.name,
            "kind": box.kind,
            "seal": box.seal_number,
            "sealed_before": box.sealed_before,
            "opened_before": box.opened_before,
            "corrections": box.corrections,
            "ballots": ballots_in(box),
            "counted_with": box.counted_with.name if box.counted_with else "",
            "entries": [
                {"round": one.round, "figures": one.figures}
                for one in PaperCount.objects.filter(
                    sub_district_id=box.sub_district_id, box=box
                ).order_by("round", "entered_at")
            ],
            "spoiled": {why: count for (key, why), count in spoiled.items() if key == box.id},
        }
        for box in _rows(PaperBox, election, "id")
    ]


def _rows(model: Any, election: Election, order: str) -> list[Any]:
    found = model.objects.filter(sub_district_id=election.sub_district_id, election=election)
    return list(found.order_by(order))
