"""The residents' pact from draft to filing, and disclosures that one prepares and another publishes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.decisions.models import Affairs, Pact
from linli.decisions.queries import decisions, papers, steps
from linli.decisions.rules import Verb
from linli.decisions.rules.meetings import text_digest
from linli.decisions.rules.papers import (
    AffairsKind,
    AffairsState,
    PactState,
    missing_items,
)
from linli.decisions.rules.voices import names_a_door
from linli.kernel.actor import Actor
from linli.kernel.errors import Conflict, Missing, NotAllowed, Refused
from linli.kernel.posts import OFFICE, PostKind
from linli.places import queries as places
from linli.places.rules import PlaceKind
from linli.records.actions import Batch
from linli.tenancy.models import new_id
from linli.tenancy.rows import locked

PACT, AFFAIRS = "decisions.pact", "decisions.affairs"
MATTER_TYPE = "residents_pact"


def no_pact() -> Missing:
    """The sentence for a pact that is not there."""
    return Missing("no_pact", _("There is no such pact."))


def no_affairs() -> Missing:
    """The sentence for a disclosure that is not there, or not for this actor."""
    return Missing("no_affairs", _("There is no such disclosure."))


@transaction.atomic
def draft_pact(*, actor: Actor, place_id: UUID, title: str, text: str, at: datetime) -> Pact:
    """Draft the next version of a place's pact."""
    _require(actor, Verb.RUN, place_id, at)
    if not (title.strip() and text.strip()):
        raise Refused("no_text", _("The pact needs a title and a text."))
    known = papers.pacts_of(actor.sub_district_id, place_id)
    if known and known[0].state == PactState.DRAFT:
        raise Refused("draft_there", _("There is a draft already. Change that one."))
    made = Pact(
        id=new_id(),
        sub_district_id=actor.sub_district_id,
        place_id=place_id,
        number=known[0].number + 1 if known else 1,
        title=title.strip(),
        text=text.strip(),
        digest=text_digest(text.strip()),
        state=PactState.DRAFT,
        made_at=at,
        made_by=actor.label,
    )
    made.save(force_insert=True)
    _record(actor, made, "decisions.draft_pact", at, text=made.text)
    return made


@transaction.atomic
def change_pact(
    *, actor: Actor, pact_id: UUID, version: int, title: str, text: str, at: datetime
) -> Pact:
    """Change a draft; what was adopted is never changed, only followed by another version."""
    found = _pact(actor, pact_id, version, at)
    if found.state != PactState.DRAFT:
        raise Refused("not_a_draft", _("This version was adopted. Draft the next one."))
    if not (title.strip() and text.strip()):
        raise Refused("no_text", _("The pact needs a title and a text."))
    found.title, found.text = title.strip(), text.strip()
    found.digest = text_digest(found.text)
    return _write_pact(actor, found, "decisions.change_pact", at, text=found.text)


@transaction.atomic
def adopt_pact(
    *, actor: Actor, pact_id: UUID, version: int, decision_number: str, at: datetime
) -> Pact:
    """Take in that the meeting adopted exactly this text, by the resolution of a decision."""
    found = _pact(actor, pact_id, version, at)
    decision = decisions.decision_by_number(actor.sub_district_id, decision_number.strip())
    if found.state != PactState.DRAFT:
        raise Refused("not_a_draft", _("This version was adopted. Draft the next one."))
    if (
        decision is None
        or decision.matter_type != MATTER_TYPE
        or (decision.place_id != found.place_id)
    ):
        raise Refused(
            "no_pact_decision",
            _("Name the decision on the residents' pact of this place that the meeting took."),
        )
    resolved = steps.resolution_in_force(decision)
    if resolved is None or not resolved.carried:
        raise Refused(
            "not_resolved",
            _("The meeting has not adopted it yet: the decision has no resolution in force."),
        )
    texts = {one.number: one.text.strip() for one in decisions.texts_of(decision)}
    if texts.get(resolved.text_number) != found.text:
        raise Refused(
            "other_text", _("The meeting voted on other words. The pact must be what was adopted.")
        )
    found.state, found.decision_id = PactState.ADOPTED, decision.id
    found.resolution_number, found.adopted_on = resolved.number, resolved.resolved_on
    return _write_pact(actor, found, "decisions.adopt_pact", at)


@transaction.atomic
def file_pact(
    *, actor: Actor, pact_id: UUID, version: int, accepted: bool, words: str, at: datetime
) -> Pact:
    """File a pact at the office, or return it with the article that it contradicts."""
    found = locked(Pact, actor.sub_district_id, pact_id, missing=no_pact())
    if actor.kind not in OFFICE:
        raise NotAllowed("not_office", _("The office files the pact; it adopts none."))
    _require_fresh(found.version, version)
    if found.state != PactState.ADOPTED:
        raise Refused("not_adopted", _("What the meeting has not adopted cannot be filed."))
    if not words.strip():
        raise Refused("no_words", _("Write what the office found, with the article if any."))
    found.state = PactState.FILED if accepted else PactState.RETURNED
    found.filed_on, found.filed_by = timezone.localdate(at), actor.label
    found.filing_words = words.strip()
    return _write_pact(actor, found, "decisions.file_pact", at, text=found.filing_words)


@transaction.atomic
def keep_affairs(
    *,
    actor: Actor,
    place_id: UUID,
    kind: AffairsKind,
    period_from: date,
    period_to: date,
    items: Mapping[str, str],
    affairs_id: UUID | None = None,
    version: int = 0,
    at: datetime,
) -> Affairs:
    """Prepare a disclosure by its template; doors and lists of persons have no place in it."""
    if actor.kind != PostKind.SECRETARY or not decisions.may_do_at(
        actor, Verb.RUN, place_id, on=timezone.localdate(at)
    ):
        raise NotAllowed("not_secretary", _("The secretary of the community prepares it."))
    found = _affairs_to_change(actor, affairs_id, version)
    place = places.place(actor.sub_district_id, place_id)
    if place is None or place.kind != PlaceKind.COMMUNITY:
        raise Refused("wrong_place", _("A community lays its affairs open."))
    if period_from > period_to or period_to > timezone.localdate(at):
        raise Refused("bad_period", _("The period ends today at the latest, and begins before."))
    template = papers.paper_template(kind)
    kept = {item.key: items.get(item.key, "").strip() for item in template.items}
    doors = [item.title.zh for item in template.items if names_a_door(kept[item.key])]
    if doors:
        raise Refused(
            "names_a_door",
            _("A door is named under: %(titles)s. Write numbers and grounds, never who.")
            % {"titles": "、".join(doors)},
        )
    row = found or Affairs(
        id=new_id(),
        sub_district_id=actor.sub_district_id,
        place_id=place_id,
        kind=kind,
        state=AffairsState.DRAFT,
        made_at=at,
    )
    row.period_from, row.period_to, row.items = period_from, period_to, kept
    row.made_by, row.maker_id = actor.label, actor.account_id
    row.version += 1 if found else 0
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Refused("period_there", _("This period has a disclosure already.")) from None
    facts = {"kind": str(kind), "to": str(period_to)}
    _record(actor, row, "decisions.keep_affairs", at, facts=facts, text=json.dumps(kept))
    return row


@transaction.atomic
def publish_affairs(*, actor: Actor, affairs_id: UUID, version: int, at: datetime) -> Affairs:
    """Lay it open after a look: the chair of the supervisors, never who prepared it."""
    found = locked(Affairs, actor.sub_district_id, affairs_id, missing=no_affairs())
    on = timezone.localdate(at)
    if actor.kind != PostKind.SUPERVISION_CHAIR or not decisions.may_do_at(
        actor, Verb.SEE, found.place_id, on=on
    ):
        raise NotAllowed(
            "not_supervisor",
            _("The chair of the supervision committee of this community publishes it."),
        )
    _require_fresh(found.version, version)
    if found.state != AffairsState.DRAFT:
        raise Refused("published_already", _("It is published already."))
    if actor.account_id == found.maker_id:
        raise Refused("same_person", _("Who prepared it does not check it as well."))
    template = papers.paper_template(found.kind)
    missing = missing_items(template, found.items)
    if missing:
        raise Refused(
            "items_missing",
            _("Still empty: %(titles)s.") % {"titles": "、".join(one.title.zh for one in missing)},
        )
    found.state, found.published_at = AffairsState.PUBLISHED, at
    found.published_by, found.checker_id = actor.label, actor.account_id
    found.digest = text_digest(json.dumps(found.items, ensure_ascii=False, sort_keys=True))
    found.version += 1
    found.save()
    _record(actor, found, "decisions.publish_affairs", at, facts={"digest": found.digest})
    return found


def _pact(actor: Actor, pact_id: UUID, version: int, at: datetime) -> Pact:
    found = locked(Pact, actor.sub_district_id, pact_id, missing=no_pact())
    _require(actor, Verb.RUN, found.place_id, at)
    _require_fresh(found.version, version)
    return found


def _affairs_to_change(actor: Actor, affairs_id: UUID | None, version: int) -> Affairs | None:
    if affairs_id is None:
        return None
    found = locked(Affairs, actor.sub_district_id, affairs_id, missing=no_affairs())
    _require_fresh(found.version, version)
    if found.state != AffairsState.DRAFT:
        raise Refused("published_already", _("It is published already."))
    return found


def _require(actor: Actor, verb: Verb, place_id: UUID, at: datetime) -> None:
    if not decisions.may_do_at(actor, verb, place_id, on=timezone.localdate(at)):
        raise NotAllowed("not_runner", _("Only who leads decisions of this place does this."))


def _require_fresh(now: int, seen: int) -> None:
    if now != seen:
        raise Conflict("paper_changed", _("Somebody else changed this first. Look at it again."))


def _write_pact(actor: Actor, found: Pact, did: str, at: datetime, *, text: str = "") -> Pact:
    found.version += 1
    found.save()
    _record(actor, found, did, at, text=text)
    return found


def _record(
    actor: Actor,
    row: Pact | Affairs,
    did: str,
    at: datetime,
    *,
    facts: Mapping[str, str] | None = None,
    text: str = "",
) -> None:
    batch = Batch(
        sub_district_id=row.sub_district_id,
        subject_kind=PACT if isinstance(row, Pact) else AFFAIRS,
        subject_id=row.id,
    )
    salt = str(row.id) if text else ""
    batch.record(actor=actor, did=did, facts=facts or {}, text=text, salt=salt, at=at)
    batch.write()
