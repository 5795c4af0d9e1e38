"""What this room holds of an account, for the page that shows it to its owner."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from linli.kernel.own_data import Erasable, PersonalDatum
from linli.money.models import Hand, Voucher
from linli.money.queries.words import duty_word


def personal_data_of(sub_district_id: UUID, account_id: UUID, *, on: date) -> list[PersonalDatum]:
    """The duties of an account on matters, and how many vouchers it made and checked."""
    rows = Hand.objects.filter(sub_district_id=sub_district_id, account_id=account_id)
    duties = [
        PersonalDatum(
            _("Your duties on a matter"),
            f"{row.matter.number} {row.title} {'、'.join(map(duty_word, row.duties))}",
            _("to keep duties apart; shown with your name"),
            _("with the books"),
            record_id=row.id,
        )
        for row in rows.select_related("matter").order_by("-id")
    ]
    mine = Voucher.objects.filter(sub_district_id=sub_district_id)
    counts = [
        (_("Vouchers that you made"), mine.filter(maker_id=account_id).count()),
        (_("Vouchers that you checked"), mine.filter(checker_id=account_id).count()),
    ]
    return duties + [
        PersonalDatum(what, f"{count}", _("two people stand for each payment"), _("with the books"))
        for what, count in counts
        if count
    ]


def erasable_of(sub_district_id: UUID, account_id: UUID, *, on: date) -> list[Erasable]:
    """Nothing of the books goes: two people stand for each payment for good."""
    rows = Hand.objects.filter(sub_district_id=sub_district_id, account_id=account_id)
    return [
        Erasable(
            _("Your duties on matters and what you made, checked and accepted"),
            rows.count(),
            _("Books and vouchers are kept as the Accounting Law and the Archives Law say."),
        )
    ]
