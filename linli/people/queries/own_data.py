"""What this room holds about an account, for the page that shows it to its owner."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from linli.kernel.own_data import PersonalDatum
from linli.people.models import Account, Holding, Profile
from linli.people.queries.accounts import account, profile_of
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
    ]
    return [datum for datum in held if datum.value]


def _sign_in_data(found: Account) -> list[PersonalDatum]:
    purpose, kept = _("to sign in"), _("until you close the account")
    return [
        PersonalDatum(_("User name"), found.username, purpose, kept, record_id=found.pk),
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
        )
        for row in held.order_by("id")
    ]
