"""What proves a decision, part by part, as plain data; parties by their posts, not by their names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from linli.decisions.models import Decision, Meeting, Publication
from linli.decisions.queries.consultations import consultations_of, options_of
from linli.decisions.queries.decisions import events_of, resolutions_of, steps_of, texts_of
from linli.decisions.queries.meetings import (
    attendees_of,
    meetings_of,
    minutes_in_force,
    notice_in_force,
    proofs_of,
    signatures_of,
)
from linli.decisions.queries.publications import editions_of, publications_of, text_of
from linli.decisions.queries.voices import voices_shown
from linli.money import queries as money
from linli.records.queries import attachments_of

MAKE_EVIDENCE = "decisions.make_evidence"
"""The act that seals a pack; verifiers know it by this name."""


def about_decision(found: Decision) -> dict[str, Any]:
    """What the pack is the evidence of."""
    return {
        "kind": "decision",
        "number": found.number,
        "title": found.title,
        "matter_type": found.matter_type,
        "body": found.body_kind,
        "place": found.place.name,
        "state": found.state,
    }


def decision_parts(found: Decision) -> Iterator[tuple[str, Any]]:
    """Each file of the pack with its content; the vote and the journal come beside."""
    tenant = found.sub_district_id
    yield "decision.json", _decision(found)
    for text in texts_of(found):
        yield (
            f"texts/{text.number:02d}.json",
            {
                "number": text.number,
                "hashed": text.text,
                "digest": text.digest,
                "why": text.why,
                "made_by": text.made_by,
                "made_at": text.made_at.isoformat(),
            },
        )
    yield "hands.json", money.hands_proof(tenant, found.id)
    yield "consultation.json", _consultations(found)
    for number, meeting in enumerate(meetings_of(found), start=1):
        yield from _meeting(number, meeting)
    for number, resolved in enumerate(resolutions_of(found), start=1):
        yield (
            f"resolutions/{number:02d}.json",
            {
                "number": resolved.number,
                "text": resolved.text_number,
                "body": resolved.body_name,
                "vote": resolved.vote_number,
                "carried": resolved.carried,
                "figures": resolved.figures,
                "digest": resolved.digest,
                "resolved_on": resolved.resolved_on.isoformat(),
            },
        )
    for number, publication in enumerate(publications_of(tenant, found.id), start=1):
        yield from _publication(number, publication)
    yield "ledger.json", money.ledger_proof(tenant, found.id)
    yield "works.json", money.works_proof(tenant, found.id)


def subjects_of_decision(found: Decision) -> list[UUID]:
    """The ids of all that hangs on a decision and has acts of its own in the journal."""
    tenant = found.sub_district_id
    subjects = [
        *money.subjects_of_matter(tenant, found.id),
        *(one.id for one in consultations_of(found)),
        *(one.id for one in meetings_of(found)),
        *(one.id for one in publications_of(tenant, found.id)),
    ]
    return [one for one in dict.fromkeys(subjects) if one != found.id]


def _decision(found: Decision) -> dict[str, Any]:
    return {
        "state": found.state,
        "template": {
            "key": found.template_key,
            "name": found.template_name,
            "number": found.template_number,
        },
        "old_rules": found.old_rules,
        "limit_fen": found.limit_fen,
        "text": found.text_number,
        "made_at": found.made_at.isoformat(),
        "closed_at": found.closed_at.isoformat() if found.closed_at else "",
        "steps": [
            {"key": one.key, "kind": one.kind, "state": one.state, "needs": one.plan["needs"]}
            for one in steps_of(found)
        ],
        "events": [
            {
                "key": one.key,
                "turn": one.turn,
                "outcome": one.outcome,
                "back_to": one.back_to,
                "reason": one.reason,
                "text": one.text_number,
                "by": one.by,
                "at": one.at.isoformat(),
            }
            for one in events_of(found)
        ],
    }


def _consultations(found: Decision) -> dict[str, Any]:
    said = voices_shown(found.sub_district_id, decision_id=found.id)
    return {
        "consultations": [
            {
                "number": one.number,
                "text": one.text_number,
                "question": one.question,
                "options": [option.title for option in options_of(one)],
                "opens_on": one.opens_on.isoformat(),
                "closes_on": one.closes_on.isoformat(),
                "outcome": one.outcome,
            }
            for one in consultations_of(found)
        ],
        "said": [
            {"kind": one.kind, "theme": one.theme, "gist": one.gist, "answer": one.answer}
            for one in said
        ],
    }


def _meeting(number: int, meeting: Meeting) -> Iterator[tuple[str, Any]]:
    minutes, notice = minutes_in_force(meeting), notice_in_force(meeting)
    if minutes is None:
        return
    signed = signatures_of(meeting).values()
    came = Counter((one.part, one.presence) for one in attendees_of(meeting))
    yield (
        f"minutes/{number:02d}.json",
        {
            "meeting": meeting.number,
            "kind": meeting.kind,
            "state": meeting.state,
            "hashed": minutes.text,
            "digest": minutes.digest,
            "notice": notice.digest if notice else "",
            "notices_proved": len(proofs_of(meeting)),
            "came": {f"{part}_{how}": count for (part, how), count in sorted(came.items())},
            "signatures": [
                {"way": one.way, "dissent": one.dissent, "at": one.at.isoformat()} for one in signed
            ],
        },
    )


def _publication(number: int, publication: Publication) -> Iterator[tuple[str, Any]]:
    tenant = publication.sub_district_id
    photos = [one.sha256 for one in attachments_of(tenant, publication.id)]
    for edition in editions_of(publication):
        text = text_of(publication, edition)
        yield (
            f"publications/{number:02d}-{edition.number:02d}.json",
            {
                "number": publication.number,
                "kind": publication.kind,
                "edition": edition.number,
                "hashed": text.plain,
                "digest": edition.digest,
                "posted_on": edition.posted_on.isoformat(),
                "until": edition.until.isoformat(),
                "down_on": publication.down_on.isoformat() if publication.down_on else "",
                "journal_head": edition.journal_head,
                "photos": photos,
            },
        )
