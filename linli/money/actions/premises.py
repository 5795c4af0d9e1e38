"""Premises that a developer owes: noted, looked at, asked for, referred, handed over (S64)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from linli.kernel.actor import Actor
from linli.kernel.errors import Refused
from linli.money.actions.tended import Tended, gone, next_number, require_at
from linli.money.models import PremisesDuty, PremisesEvent
from linli.money.rules import Found, PremisesAct, PremisesState, PremisesUse, Verb
from linli.money.rules.premises import LEADS_TO, enough, may_act
from linli.places import queries as places
from linli.records import actions as records
from linli.records.rules import Prepared
from linli.tenancy.models import new_id


@dataclass(frozen=True, slots=True)
class PremisesDraft:
    """Which premises are owed by whom, how large, by which paper, by when."""

    developer: str
    use: PremisesUse
    where: str
    area_cm2: int
    basis: str
    due_on: date


@dataclass(frozen=True, slots=True)
class PremisesActDraft:
    """What happened: an inspection with what it found, a letter, a referral, the handover."""

    act: PremisesAct
    on: date
    words: str
    found: Found | None = None
    area_cm2: int = 0
    to_whom: str = ""


@transaction.atomic
def note_premises_duty(
    *, actor: Actor, place_id: UUID, draft: PremisesDraft, key: str, at: datetime
) -> PremisesDuty:
    """Note premises that a developer owes, with the paper that says so; the key makes it once."""
    if places.place(actor.sub_district_id, place_id) is None:
        raise gone()
    require_at(actor, Verb.SET_UP, place_id, at=at)
    words = (draft.developer, draft.where, draft.basis)
    if not all(word.strip() for word in words) or draft.area_cm2 <= 0:
        raise Refused("no_words", _("Say who owes which premises, how large, and by which paper."))
    duty_id = new_id()
    before = records.claim_key(
        sub_district_id=actor.sub_district_id,
        act="money.note_premises",
        key=key,
        body={"place": str(place_id), "where": draft.where, "basis": draft.basis},
        answer={"duty": str(duty_id)},
        at=at,
    )
    if before is not None:
        return PremisesDuty.objects.get(
            sub_district_id=actor.sub_district_id, id=UUID(before["duty"])
        )
    made = PremisesDuty.objects.create(
        id=duty_id,
        sub_district_id=actor.sub_district_id,
        number=next_number(actor.sub_district_id, place_id, "YF", at=at),
        place_id=place_id,
        developer=draft.developer.strip(),
        use=draft.use.value,
        where=draft.where.strip(),
        area_cm2=draft.area_cm2,
        basis=draft.basis.strip(),
        due_on=draft.due_on,
        state=PremisesState.OWED.value,
        made_by=actor.label,
        made_at=at,
    )
    tended = Tended(actor=actor, row=made, at=at, new=True)
    tended.record("money.note_premises", {"use": draft.use.value, "cm2": draft.area_cm2})
    tended.batch.write()
    return made


@transaction.atomic
def act_on_premises(
    *,
    actor: Actor,
    duty_id: UUID,
    draft: PremisesActDraft,
    photos: Sequence[Prepared] = (),
    version: int,
    at: datetime,
) -> PremisesDuty:
    """Keep what happened on an obligation, with its evidence; some acts lead it on."""
    tended = Tended.on(PremisesDuty, actor=actor, row_id=duty_id, version=version, at=at)
    tended.require(Verb.KEEP)
    if not may_act(PremisesState(tended.row.state), draft.act):
        raise Refused("wrong_state", _("This cannot be done at this point."))
    _require_sound(tended, draft, photos)
    tended.batch.add(
        PremisesEvent(
            sub_district_id=tended.tenant,
            duty_id=tended.row.id,
            act=draft.act.value,
            on=draft.on,
            found=draft.found.value if draft.found else "",
            area_cm2=draft.area_cm2,
            to_whom=draft.to_whom.strip(),
            words=draft.words.strip(),
            photos=tended.attach(photos),
            by=actor.label,
            at=at,
        )
    )
    then = LEADS_TO[draft.act]
    if then is not None:
        tended.change(state=then.value)
    facts = {"act": draft.act.value, "found": draft.found.value if draft.found else ""}
    tended.record("money.act_on_premises", facts, text=draft.words)
    return tended.write()


def _require_sound(
    tended: Tended[PremisesDuty], draft: PremisesActDraft, photos: Sequence[Prepared]
) -> None:
    if not draft.words.strip():
        raise Refused("no_words", _("Say what was done or found."))
    if draft.on > tended.today:
        raise Refused("day_ahead", _("It is entered on the day it happens, or after."))
    if draft.act is PremisesAct.INSPECTED:
        _require_inspection(draft, photos)
    if draft.act is PremisesAct.REFERRED and not draft.to_whom.strip():
        raise Refused("to_whom", _("Name the authority that it is referred to."))
    if draft.act is PremisesAct.HANDED_OVER:
        _require_handover(tended, draft)


def _require_inspection(draft: PremisesActDraft, photos: Sequence[Prepared]) -> None:
    if draft.found is None:
        raise Refused("no_finding", _("Say what the inspection found."))
    if not photos:
        raise Refused("no_photo", _("An inspection leaves at least one photo."))


def _require_handover(tended: Tended[PremisesDuty], draft: PremisesActDraft) -> None:
    if not enough(tended.row.area_cm2, draft.area_cm2):
        raise Refused(
            "too_small",
            _("Less was measured than is owed. Note it as an inspection and refer it."),
        )
    rows = PremisesEvent.objects.filter(
        sub_district_id=tended.tenant,
        duty_id=tended.row.id,
        act=PremisesAct.INSPECTED.value,
        found=Found.FIT.value,
    )
    if not rows.exists():
        raise Refused("not_inspected", _("It is handed over after an inspection found it fit."))
