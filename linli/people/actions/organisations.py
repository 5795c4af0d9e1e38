"""Organisations: founded, renamed, closed."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.kernel import codes
from linli.kernel.actor import Actor
from linli.kernel.errors import Missing, Refused
from linli.people.actions.accounts import tidy_phone
from linli.people.actions.rights import require_registrar
from linli.people.models import BodyTerm, Organisation, Post
from linli.people.rules import OrganisationKind
from linli.places import queries as places
from linli.records import actions as records
from linli.tenancy.dated import not_over
from linli.tenancy.rows import locked

_NAME_AT_MOST = 80


def _tidy_title(typed: str) -> str:
    kept = " ".join("".join(c if c.isprintable() else " " for c in typed).split())
    if not kept or len(kept) > _NAME_AT_MOST:
        raise Refused("bad_name", _("Give a name of at most 80 characters."))
    return kept


def _tidy_credit_code(typed: str) -> str:
    """The code as it is kept; one whose last sign does not fit is let in, for some genuine ones."""
    code = codes.credit_code(typed)
    if code and codes.credit_code_fault(code) in {"length", "sign"}:
        raise Refused(
            "bad_credit_code",
            _(
                "A unified social credit code has 18 digits and capital letters, without I, O, S, "
                "V and Z. Compare it with the licence."
            ),
        )
    return code


@transaction.atomic
def found_organisation(
    *,
    actor: Actor,
    kind: OrganisationKind,
    name: str,
    place_id: UUID,
    credit_code: str = "",
    duty_phone: str = "",
    valid_from: date,
    at: datetime,
) -> Organisation:
    """Enter an organisation at a place; its telephone is a duty telephone, never a person's."""
    require_registrar(actor)
    if places.place(actor.sub_district_id, place_id) is None:
        raise Missing("no_place", _("There is no such place."))
    title = _tidy_title(name)
    same = Organisation.objects.filter(
        not_over(valid_from),
        sub_district_id=actor.sub_district_id,
        place_id=place_id,
        kind=kind.value,
        name=title,
    )
    if same.exists():
        raise Refused(
            "organisation_there", _("This organisation is entered at this place already.")
        )
    made = Organisation.objects.create(
        sub_district_id=actor.sub_district_id,
        kind=kind.value,
        name=title,
        place_id=place_id,
        credit_code=_tidy_credit_code(credit_code),
        duty_phone=tidy_phone(duty_phone),
        valid_from=valid_from,
    )
    records.record(
        actor=actor, did="people.found", on_kind="people.organisation", on_id=made.id, at=at
    )
    return made


def _locked(actor: Actor, organisation_id: UUID) -> Organisation:
    return locked(
        Organisation,
        actor.sub_district_id,
        organisation_id,
        missing=Missing("no_organisation", _("There is no such organisation.")),
    )


@transaction.atomic
def change_organisation(
    *,
    actor: Actor,
    organisation_id: UUID,
    name: str,
    duty_phone: str,
    credit_code: str = "",
    at: datetime,
) -> Organisation:
    """Rename an organisation or change its duty telephone; past records keep the old name."""
    require_registrar(actor)
    body = _locked(actor, organisation_id)
    body.name, body.duty_phone = _tidy_title(name), tidy_phone(duty_phone)
    body.credit_code = _tidy_credit_code(credit_code)
    body.save(update_fields=["name", "duty_phone", "credit_code"])
    records.record(
        actor=actor,
        did="people.change_organisation",
        on_kind="people.organisation",
        on_id=body.id,
        at=at,
    )
    return body


@transaction.atomic
def close_organisation(
    *, actor: Actor, organisation_id: UUID, last_day: date, at: datetime
) -> Organisation:
    """End an organisation; posts it still has must be closed first."""
    require_registrar(actor)
    body = _locked(actor, organisation_id)
    if last_day < body.valid_from:
        raise Refused("ends_before_start", _("The last day lies before the first."))
    open_posts = Post.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=last_day),
        sub_district_id=actor.sub_district_id,
        organisation=body,
    )
    if open_posts.exists():
        raise Refused("has_posts", _("Close the posts of this organisation first."))
    running = BodyTerm.objects.filter(
        sub_district_id=actor.sub_district_id, body=body, valid_to__gt=last_day
    )
    if running.exists():
        raise Refused("has_term", _("The term of this body runs longer; its last day is then."))
    body.valid_to = last_day
    body.save(update_fields=["valid_to"])
    records.record(
        actor=actor,
        did="people.close_organisation",
        on_kind="people.organisation",
        on_id=body.id,
        facts={"last_day": last_day.isoformat(), "on": timezone.localdate(at).isoformat()},
        at=at,
    )
    return body
