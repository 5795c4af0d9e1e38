"""A proposal is made by those who may, to the body that may decide it; its text is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.decisions.actions.turns import begin
from linli.decisions.actions.work import Work, no_decision
from linli.decisions.models import Decision, DecisionStep, DecisionText, Idea
from linli.decisions.queries.decisions import decision, may_do_at, step_now, steps_of
from linli.decisions.queries.matters import body_word, decides_at, deciding_body
from linli.decisions.queries.plans import matter_types, template_in_force
from linli.decisions.rules import (
    TEXT_CHANGES_IN,
    Body,
    DecisionState,
    MatterType,
    StepKind,
    StepState,
    Verb,
    as_data,
    right_body,
)
from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, NotAllowed, Refused
from linli.kernel.numbers import RecordNumber
from linli.money import actions as money
from linli.money.rules import Duty, MatterKind
from linli.places import queries as places
from linli.records import actions as records
from linli.records.queries import in_words
from linli.tenancy.models import new_id

KIND = "JY"
DEFAULT_SHORT = "LL"
LONGEST_TITLE = 80
LONGEST_TEXT = 20_000
MOST_FEN = 10**13


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is to be decided, where, by which body; what it may cost and who pays."""

    matter_type: str
    place_id: UUID
    title: str
    text: str
    body: Body | None = None
    """Which body wants to decide; the one that may is taken where none is named."""
    body_id: UUID | None = None
    limit_fen: int = 0
    fund_id: UUID | None = None
    idea_id: UUID | None = None
    proposer_id: UUID | None = None
    """Who proposes, where it is not the one who enters it."""
    old_rules: bool = False


@transaction.atomic
def propose(*, actor: Actor, draft: Proposal, key: str, at: datetime) -> Decision:
    """Begin a decision with the procedure in force; the same key answers with the same one."""
    on = timezone.localdate(at)
    kind = _kind(draft)
    _require_proposer(actor, kind, draft, on=on)
    _require_right_path(actor, kind, draft)
    _require_words(draft, kind)
    decision_id = new_id()
    before = records.claim_key(
        sub_district_id=actor.sub_district_id,
        act="decisions.propose",
        key=key,
        body={"type": kind.key, "place": str(draft.place_id), "title": draft.title},
        answer={"decision": str(decision_id)},
        at=at,
    )
    if before is not None:
        return _made_before(actor, before["decision"])
    body = deciding_body(actor.sub_district_id, kind.body, draft.place_id, on=on)
    template = template_in_force(actor.sub_district_id, kind.procedure)
    made = Decision.objects.create(
        id=decision_id,
        sub_district_id=actor.sub_district_id,
        number=_number(actor.sub_district_id, draft.place_id, at),
        matter_type=kind.key,
        body_kind=kind.body.value,
        body_id=draft.body_id or (body.body_id if body else None),
        title=draft.title.strip(),
        place_id=draft.place_id,
        state=DecisionState.OPEN.value,
        template_key=template.key,
        template_name=template.name,
        template_number=template.number,
        old_rules=draft.old_rules,
        limit_fen=draft.limit_fen,
        fund_id=draft.fund_id,
        text_number=1,
        made_at=at,
    )
    work = Work(actor=actor, decision=made, at=at, new=True)
    _keep_text(work, 1, draft.text, why="")
    steps = [
        DecisionStep(
            sub_district_id=actor.sub_district_id,
            decision=made,
            key=step.key,
            order=order,
            kind=step.kind.value,
            plan=as_data(step),
            state=StepState.WAITING.value,
        )
        for order, step in enumerate(template.steps, start=1)
    ]
    begin(work, steps[0])
    DecisionStep.objects.bulk_create(steps)
    _open_matter(work, draft)
    _take_up(work, draft)
    work.record(
        "decisions.propose",
        {"type": kind.key, "body": kind.body.value, "template": template.number},
        text=draft.text,
    )
    return work.write()


@transaction.atomic
def rewrite_text(
    *, actor: Actor, decision_id: UUID, text: str, why: str, version: int, at: datetime
) -> Decision:
    """Keep another version of the text, with the reason; the versions before stay to be read."""
    work = Work.on(actor=actor, decision_id=decision_id, version=version, at=at)
    work.require(Verb.SHAPE)
    work.require_open()
    step = step_now(steps_of(work.decision))
    if step is None or StepKind(step.kind) not in TEXT_CHANGES_IN:
        raise Refused(
            "text_stands",
            _(
                "While people are consulted or vote, the text stays as they read it. "
                "Return the decision to an earlier step to change it."
            ),
        )
    if not text.strip() or len(text) > LONGEST_TEXT:
        raise Refused("no_text", _("Write what is proposed, in up to 20,000 characters."))
    if not why.strip():
        raise Refused("no_reason", _("Write why the text is changed; everybody can read it."))
    number = work.decision.text_number + 1
    _keep_text(work, number, text, why=why)
    work.change(text_number=number)
    work.record("decisions.rewrite_text", {"number": number}, text=text)
    return work.write()


def digest_of(text: str) -> str:
    """The fingerprint under which a text is shown, voted on and disclosed."""
    return sha256(text.encode()).hexdigest()


def short_number(sub_district_id: UUID, place_id: UUID, kind: str, at: datetime) -> str:
    """The next number of a kind of record of a place."""
    place, root = places.place(sub_district_id, place_id), places.root(sub_district_id)
    shorts = [one.short for one in (place, root) if one is not None and one.short]
    year = timezone.localdate(at).year
    number = RecordNumber(next(iter(shorts), DEFAULT_SHORT), kind, year, 1)
    serial = records.next_number(sub_district_id=sub_district_id, prefix=number.prefix)
    return str(RecordNumber(number.place, kind, year, serial))


def _number(sub_district_id: UUID, place_id: UUID, at: datetime) -> str:
    return short_number(sub_district_id, place_id, KIND, at)


def _kind(draft: Proposal) -> MatterType:
    kind = matter_types().get(draft.matter_type)
    if kind is None:
        raise Missing("no_matter_type", _("There is no such type of matter."))
    return kind


def _require_proposer(actor: Actor, kind: MatterType, draft: Proposal, *, on: date) -> None:
    if not may_do_at(actor, Verb.SEE, draft.place_id, on=on):
        raise Missing("no_place", _("There is no such place."))
    if actor.system:
        return
    if not may_do_at(actor, Verb.PROPOSE, draft.place_id, on=on):
        raise NotAllowed("not_runner", _("Your post may look at decisions, not begin one."))
    if actor.kind not in kind.proposers:
        raise NotAllowed(
            "not_proposer", _("Your post does not propose such a matter; the table says who does.")
        )


def _require_right_path(actor: Actor, kind: MatterType, draft: Proposal) -> None:
    """A body that may not decide is told who may, how, and after which article."""
    if draft.body is not None and not right_body(kind, draft.body):
        words = _(
            "%(wanted)s cannot decide this: “%(matter)s” is decided by %(right)s. "
            "It may discuss it and pass it on."
        )
        facts = {
            "wanted": body_word(draft.body),
            "matter": in_words(kind.name),
            "right": body_word(kind.body),
        }
        raise Refused("wrong_body", words % facts, source=in_words(kind.source))
    place = places.place(actor.sub_district_id, draft.place_id)
    if place is None or not decides_at(kind.body, place.kind):
        raise Refused(
            "wrong_place", _("The body that decides this does not stand at such a place.")
        )


def _require_words(draft: Proposal, kind: MatterType) -> None:
    if not 1 <= len(draft.title.strip()) <= LONGEST_TITLE:
        raise Refused("no_title", _("Write a title of up to 80 characters."))
    if not draft.text.strip() or len(draft.text) > LONGEST_TEXT:
        raise Refused("no_text", _("Write what is proposed, in up to 20,000 characters."))
    if not 0 <= draft.limit_fen <= MOST_FEN:
        raise Refused("no_amount", _("Write the most that it may cost, or nothing."))
    if draft.limit_fen and not kind.spends_money:
        raise Refused(
            "spends_nothing",
            _("A matter of this type spends no money. Choose the type that says who pays."),
            source=in_words(kind.source),
        )


def _keep_text(work: Work, number: int, text: str, *, why: str) -> None:
    kept = DecisionText(
        sub_district_id=work.tenant,
        decision_id=work.decision.id,
        number=number,
        text=text.strip(),
        digest=digest_of(text.strip()),
        why=why.strip()[:200],
        made_by=work.actor.label,
        made_at=work.at,
    )
    work.batch.add(kept)
    work.record("decisions.keep_text", {"number": number, "digest": kept.digest})


def _open_matter(work: Work, draft: Proposal) -> None:
    """The matter on which duties are kept apart begins with who proposes."""
    money.open_matter(
        actor=work.actor,
        matter_id=work.decision.id,
        number=work.decision.number,
        kind=MatterKind.DECISION,
        title=work.decision.title,
        place_id=work.decision.place_id,
        at=work.at,
    )
    proposer_id = draft.proposer_id or work.actor.account_id
    if proposer_id is None:
        return
    mine = proposer_id == work.actor.account_id
    money.take_hand(
        actor=work.actor,
        matter_id=work.decision.id,
        account_id=proposer_id,
        duty=Duty.PROPOSES,
        title=work.actor.label if mine else "",
        at=work.at,
    )


def _take_up(work: Work, draft: Proposal) -> None:
    if draft.idea_id is None:
        return
    rows = Idea.objects.select_for_update().filter(sub_district_id=work.tenant)
    idea = rows.filter(id=draft.idea_id).first()
    if idea is None:
        raise Missing("no_idea", _("There is no such idea."))
    if not idea.taken_up or idea.decision_id is not None:
        raise Refused(
            "idea_not_free", _("An idea is answered first, and becomes one proposal only.")
        )
    idea.decision_id = work.decision.id
    idea.version += 1
    idea.save(update_fields=["decision_id", "version"])


def _made_before(actor: Actor, decision_id: str) -> Decision:
    found = decision(actor.sub_district_id, UUID(decision_id))
    if found is None:
        raise no_decision()
    return found
