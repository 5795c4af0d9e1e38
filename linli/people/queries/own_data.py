"""What this room holds about an account, for the page that shows it to its owner."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.kernel.own_data import PersonalDatum
from linli.people.models import (
    Account,
    BodyAlternate,
    BodySeat,
    Handover,
    Holding,
    Profile,
    SeatDeclaration,
)
from linli.people.queries.accounts import account, profile_of
from linli.people.queries.body_words import body_word, member_title
from linli.people.queries.data_requests import data_requests_of
from linli.people.queries.dwellings import claims_of
from linli.people.queries.titles import post_title


def personal_data_of(sub_district_id: UUID, account_id: UUID, *, on: date) -> list[PersonalDatum]:
    """What this room holds about an account, for the page that shows it to its owner."""
    found = account(account_id)
    if found is None:
        return []
    held = [
        *_sign_in_data(found),
        *_profile_data(profile_of(sub_district_id, account_id)),
        *_dwelling_data(sub_district_id, account_id, on),
        *_post_data(sub_district_id, account_id),
        *_body_data(sub_district_id, account_id),
        *_asked_data(sub_district_id, account_id),
    ]
    return [datum for datum in held if datum.value]


def _sign_in_data(found: Account) -> list[PersonalDatum]:
    purpose, kept = _("to sign in"), _("until you close the account")
    since = timezone.localdate(found.opened_at)
    return [
        PersonalDatum(
            _("User name"), found.username, purpose, kept, record_id=found.pk, since=since
        ),
        PersonalDatum(_("E-mail"), found.email, purpose, kept, reverse("account_email")),
        PersonalDatum(
            _("Telephone for codes"), found.phone, purpose, kept, reverse("account_change_phone")
        ),
    ]


def _profile_data(profile: Profile | None) -> list[PersonalDatum]:
    if profile is None:
        return []
    kept, page = _("until you change it or close the account"), reverse("people:my_profile")
    return [
        PersonalDatum(_("Called"), profile.name, _("to call you by"), kept, page),
        PersonalDatum(_("Telephone"), profile.phone, _("to answer you"), kept, page),
    ]


def _dwelling_data(sub_district_id: UUID, account_id: UUID, on: date) -> list[PersonalDatum]:
    return [
        PersonalDatum(
            _("Dwelling"),
            claim.address,
            _("to send what concerns your home, and for votes"),
            _("until you give it up on moving out"),
            reverse("people:my_dwellings"),
            since=timezone.localdate(claim.asked_at),
        )
        for claim in claims_of(sub_district_id, account_id, on=on)
    ]


def _post_data(sub_district_id: UUID, account_id: UUID) -> list[PersonalDatum]:
    held = Holding.objects.filter(
        sub_district_id=sub_district_id, account_id=account_id
    ).select_related("post", "post__place")
    return [
        PersonalDatum(
            _("Post"),
            f"{row.post.place.name} · {row.post.name or post_title(row.post.kind)}",
            _("to know who is responsible"),
            _("with the records of the post"),
            since=row.valid_from,
            until=row.valid_to,
        )
        for row in held.order_by("id")
    ]


def _body_data(sub_district_id: UUID, account_id: UUID) -> list[PersonalDatum]:
    """Seats, waiting as an alternate, what was declared, lists signed."""
    kept, page = _("with the records of the body"), reverse("people:my_offices")
    mine = {"sub_district_id": sub_district_id, "account_id": account_id}
    seats = BodySeat.objects.filter(**mine).select_related("term__body").order_by("id")
    waiting = BodyAlternate.objects.filter(**mine).select_related("term__body").order_by("id")
    said = SeatDeclaration.objects.filter(
        sub_district_id=sub_district_id, seat__account_id=account_id
    )
    signed = Handover.objects.filter(
        Q(given_account_id=account_id) | Q(taken_account_id=account_id),
        sub_district_id=sub_district_id,
    )
    return [
        *(
            PersonalDatum(
                _("Seat in a body"),
                _seat_words(seat),
                _("who answers"),
                kept,
                page,
                since=seat.valid_from,
                until=seat.valid_to,
            )
            for seat in seats
        ),
        *(
            PersonalDatum(
                _("Alternate of a body"), f"{one.term.body.name} {one.name}", _("who answers"), kept
            )
            for one in waiting
        ),
        *(
            PersonalDatum(
                _("Declared by yourself"),
                _declared_words(one),
                _("sums over all office holders"),
                _("until you take it back, at the latest some months after your office"),
                reverse("people:declare", args=[one.seat_id]),
                since=timezone.localdate(one.declared_at),
            )
            for one in said.order_by("id")
        ),
        *(
            PersonalDatum(
                _("Signed at a handover"),
                row.given_by if row.given_account_id == account_id else row.taken_by,
                _("that both sides signed"),
                kept,
            )
            for row in signed.order_by("id")
        ),
    ]


def _seat_words(seat: BodySeat) -> str:
    body = seat.term.body
    return f"{body.name} · {member_title(body.kind, seat.office)} {seat.name}"


def _declared_words(said: SeatDeclaration) -> str:
    answers = [
        (_("Party member"), said.party_member),
        (_("Sex"), said.sex),
        (_("Age"), said.age_band),
    ]
    return "，".join(
        _("%(what)s: %(value)s") % {"what": what, "value": body_word(value)}
        for what, value in answers
        if value
    )


def _asked_data(sub_district_id: UUID, account_id: UUID) -> list[PersonalDatum]:
    """What was asked about own data."""
    return [
        PersonalDatum(
            _("What you asked about your data"),
            one.number,
            _("to answer you"),
            _("for the time after the answer that the rules set"),
            "/my/data/requests/",
            one.id,
            timezone.localdate(one.made_at),
        )
        for one in data_requests_of(sub_district_id, account_id)
    ]
