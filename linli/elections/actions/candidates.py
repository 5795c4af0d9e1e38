"""Candidates: nominated, consenting in their own account or on paper, decided with an article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.elections.actions.work import SUBJECT, Work, no_election
from linli.elections.models import Candidate, RollLine
from linli.elections.queries.candidates import (
    ballot_candidates,
    candidates_of,
    field_of,
    officials_of,
)
from linli.elections.rules import CandidateState, ElectionKind, ElectionState, OfficialRole, Verb
from linli.elections.rules.candidates import PERSONS, may_become
from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, Refused
from linli.records import actions as records
from linli.records.actions import Channel, Letter
from linli.records.rules import Prepared, letter_key

KEEPS_OUT = (OfficialRole.COMMITTEE, OfficialRole.TELLER, OfficialRole.WITNESS)
"""Who runs, counts or witnesses an election does not stand in it."""


@dataclass(frozen=True, slots=True)
class Nomination:
    """Who is put forward, by whom; the account or the line on the roll where it is known."""

    name: str
    about: str = ""
    nominated_by: str = ""
    account_id: UUID | None = None
    line_id: UUID | None = None


@transaction.atomic
def nominate(
    *, actor: Actor, election_id: UUID, nomination: Nomination, key: str, at: datetime
) -> Candidate:
    """Put somebody forward; the same key answers with the same candidate."""
    work = Work.on(actor=actor, election_id=election_id, at=at)
    work.require(Verb.KEEP_CANDIDATES)
    work.require_state(ElectionState.PREPARING)
    name = nomination.name.strip()
    body = {"name": name, "by": nomination.nominated_by, "account": str(nomination.account_id)}
    before = records.claim_key(
        sub_district_id=work.tenant, act="elections.nominate", key=key, body=body, at=at
    )
    known = candidates_of(work.election)
    if before is not None:
        return next(one for one in known if one.name == name)
    _require_persons(work)
    _require_open_list(work)
    if not name:
        raise Refused("no_name", _("Write the candidate's name."))
    if any(one.name == name and one.state != CandidateState.WITHDRAWN for one in known):
        raise Refused(
            "nominated_before",
            _("Somebody of this name is nominated already; tell two people apart by their house."),
        )
    _require_no_official(work, nomination)
    _require_line(work, nomination.line_id)
    candidate = Candidate(
        sub_district_id=work.tenant,
        election=work.election,
        number=max((one.number for one in known), default=0) + 1,
        name=name,
        about=nomination.about.strip(),
        account_id=nomination.account_id,
        line_id=nomination.line_id,
        nominated_by=nomination.nominated_by.strip(),
        nominated_at=at,
        state=CandidateState.NOMINATED.value,
    )
    work.batch.add(candidate)
    work.record("elections.nominate", {"candidate": str(candidate.id)})
    _ask_consent(work, candidate)
    work.write()
    return candidate


@transaction.atomic
def consent(*, actor: Actor, candidate_id: UUID, at: datetime) -> Candidate:
    """Consent in one's own account to stand."""
    work, candidate = _own(actor, candidate_id, at)
    _move(candidate, CandidateState.CONSENTED)
    candidate.consented_at = at
    candidate.save(update_fields=["state", "consented_at"])
    work.record("elections.consent", {"candidate": str(candidate.id), "way": "account"})
    work.write()
    return candidate


@transaction.atomic
def consent_on_paper(
    *, actor: Actor, candidate_id: UUID, paper: Prepared, at: datetime
) -> Candidate:
    """Take in the candidate's signed consent as a photo or PDF."""
    work, candidate = _kept(actor, candidate_id, at)
    _move(candidate, CandidateState.CONSENTED)
    kept = records.attach(
        actor=actor,
        subject_kind=SUBJECT,
        subject_id=work.election.id,
        prepared=paper,
        for_staff_only=True,
        at=at,
    )
    candidate.consented_at = at
    candidate.consent_paper_id = kept.id
    candidate.save(update_fields=["state", "consented_at", "consent_paper_id"])
    work.record("elections.consent", {"candidate": str(candidate.id), "way": "paper"})
    work.write()
    return candidate


@transaction.atomic
def decide_eligibility(
    *, actor: Actor, candidate_id: UUID, eligible: bool, article: str, at: datetime
) -> Candidate:
    """Answer whether somebody may be elected: yes or no, and the article that says so."""
    work, candidate = _kept(actor, candidate_id, at)
    if not article.strip():
        raise Refused("no_article", _("Name the article on which the answer stands."))
    _move(candidate, CandidateState.STANDING if eligible else CandidateState.REFUSED)
    candidate.eligible = eligible
    candidate.article = article.strip()
    candidate.decided_by = actor.label
    candidate.save(update_fields=["state", "eligible", "article", "decided_by"])
    if not eligible:
        _unfix(work)
    facts = {"candidate": str(candidate.id), "eligible": eligible}
    work.record("elections.decide_eligibility", facts, text=article)
    work.write()
    return candidate


@transaction.atomic
def withdraw(*, actor: Actor, candidate_id: UUID, at: datetime) -> Candidate:
    """Take one's candidacy back, or note that somebody did so at the counter."""
    work, candidate = _own_or_kept(actor, candidate_id, at)
    work.require_state(ElectionState.PREPARING)
    _move(candidate, CandidateState.WITHDRAWN)
    candidate.withdrawn_at = at
    candidate.save(update_fields=["state", "withdrawn_at"])
    _unfix(work)
    work.record("elections.withdraw", {"candidate": str(candidate.id)})
    work.write()
    return candidate


@transaction.atomic
def fix_candidates(
    *, actor: Actor, election_id: UUID, order: list[UUID] | None = None, version: int, at: datetime
) -> list[Candidate]:
    """Number those who stand from 1, in the order given or nominated; the ballot is now fixed."""
    work = Work.on(actor=actor, election_id=election_id, version=version, at=at)
    work.require(Verb.KEEP_CANDIDATES)
    work.require_state(ElectionState.PREPARING)
    _require_persons(work)
    undecided = {CandidateState.NOMINATED, CandidateState.CONSENTED}
    if any(CandidateState(one.state) in undecided for one in candidates_of(work.election)):
        raise Refused("undecided", _("First every candidate needs a consent and a yes or no."))
    _require_enough(work)
    standing = _in_order(ballot_candidates(work.election), order)
    _number(work, standing)
    work.change(candidates_fixed_at=at)
    work.record("elections.fix_candidates", {"candidates": [str(one.id) for one in standing]})
    work.write()
    return standing


def _number(work: Work, standing: list[Candidate]) -> None:
    """Give numbers in two strokes, for no two may bear the same one even for a moment."""
    chosen = {one.id for one in standing}
    others = [one for one in candidates_of(work.election) if one.id not in chosen]
    both = [*standing, *others]
    free = max(one.number for one in both)
    for start in (free, 0):
        for number, one in enumerate(both, start=start + 1):
            one.number = number
        for one in both:
            one.save(update_fields=["number"])


def _in_order(standing: list[Candidate], order: list[UUID] | None) -> list[Candidate]:
    if order is None:
        return standing
    if sorted(order) != sorted(one.id for one in standing):
        raise Refused("other_candidates", _("The order names each standing candidate once."))
    return sorted(standing, key=lambda one: order.index(one.id))


def _require_enough(work: Work) -> None:
    field = field_of(work.election)
    if not field.hinders:
        return
    words = {
        "none": _("Nobody stands for election."),
        "fewer_than_seats": _(
            "Fewer candidates stand than there are seats. Nominate more, or lower the seats within "
            "the rules; the adopted rules ask for more candidates than seats."
        ),
        "too_few": _("The rules ask for more candidates than seats. Nominate at least one more."),
    }
    source = work.rule("self_government.election.principles").source.zh if field.seats else ""
    raise Refused(f"candidates_{field.fault}", words[field.fault], source=source)


def _require_persons(work: Work) -> None:
    if ElectionKind(work.election.kind) not in PERSONS:
        raise Refused("no_persons", _("In a decision nobody stands; one answers the question."))


def _require_open_list(work: Work) -> None:
    if work.election.candidates_fixed_at is not None:
        raise Refused("list_fixed", _("The list of the ballot is fixed; nobody can be added."))


def _require_no_official(work: Work, nomination: Nomination) -> None:
    for one in officials_of(work.election, *KEEPS_OUT):
        same = nomination.account_id is not None and one.account_id == nomination.account_id
        if same or one.name == nomination.name.strip():
            raise Refused(
                "is_official",
                _("This person helps to run the election. Release the person from that first."),
            )


def _require_line(work: Work, line_id: UUID | None) -> None:
    if line_id is None:
        return
    found = RollLine.objects.filter(
        sub_district_id=work.tenant, id=line_id, roll=work.election.roll, stands=True
    )
    if work.election.roll is None or not found.exists():
        raise Missing("no_line", _("There is no such line on the roll of this election."))


def _unfix(work: Work) -> None:
    if work.election.candidates_fixed_at is not None:
        work.change(candidates_fixed_at=None)


def _move(candidate: Candidate, then: CandidateState) -> None:
    if not may_become(CandidateState(candidate.state), then):
        raise Refused("wrong_candidate_state", _("This cannot be done with the candidate now."))
    candidate.state = then.value


def _find(actor: Actor, candidate_id: UUID) -> Candidate:
    found = Candidate.objects.filter(sub_district_id=actor.sub_district_id, id=candidate_id).first()
    if found is None:
        raise Missing("no_candidate", _("There is no such candidate."))
    return found


def _kept(actor: Actor, candidate_id: UUID, at: datetime) -> tuple[Work, Candidate]:
    """A candidate in the hands of those who keep the list."""
    candidate = _find(actor, candidate_id)
    work = Work.on(actor=actor, election_id=candidate.election_id, at=at)
    work.require(Verb.KEEP_CANDIDATES)
    work.require_state(ElectionState.PREPARING)
    return work, _find(actor, candidate_id)


def _own(actor: Actor, candidate_id: UUID, at: datetime) -> tuple[Work, Candidate]:
    """One's own candidacy; those of others are as if they were not there."""
    candidate = _find(actor, candidate_id)
    if actor.account_id is None or candidate.account_id != actor.account_id:
        raise no_election()
    work = Work.on(actor=actor, election_id=candidate.election_id, at=at)
    work.require_state(ElectionState.PREPARING)
    return work, _find(actor, candidate_id)


def _own_or_kept(actor: Actor, candidate_id: UUID, at: datetime) -> tuple[Work, Candidate]:
    candidate = _find(actor, candidate_id)
    mine = actor.account_id is not None and candidate.account_id == actor.account_id
    return (_own if mine else _kept)(actor, candidate_id, at)


def _ask_consent(work: Work, candidate: Candidate) -> None:
    if candidate.account_id is None:
        return
    letter = Letter(
        key=letter_key("elections/nominated", candidate.id, candidate.account_id),
        channel=Channel.INBOX,
        template="elections/nominated",
        params={"title": work.election.title, "number": work.election.number},
        account_id=candidate.account_id,
        link=f"/votes/{work.election.uuid}/mine/",
    )
    work.batch.tell(letter, at=work.at)
