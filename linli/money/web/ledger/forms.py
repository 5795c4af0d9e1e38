"""The forms of funds, vouchers and the bank."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from linli.kernel.money import Money, NotMoney
from linli.money import queries
from linli.money.rules import AccountKind, Column, Duty, FundKind, Move, VoucherKind
from linli.money.web.ledger.pages import KeyedForm
from linli.ui.forms import A_TERM, A_YEAR, DayField, PlainForm

if TYPE_CHECKING:
    from linli.money.models import LedgerAccount, SpendingAuthority

LINES = 4
_WIDEST = 200
Choices = list[tuple[str, str]]


class YuanField(forms.CharField):
    """An amount in yuan as people write it, read into whole fen."""

    def __init__(self, *, least: int | None = 1, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(**{"widget": widget, "max_length": 24, **kwargs})
        self.least = least

    def to_python(self, value: Any) -> Any:
        """Whole fen, or nothing."""
        typed = super().to_python(value)
        if not typed:
            return None
        try:
            fen = Money.parse(typed).fen
        except NotMoney as error:
            raise ValidationError(gettext("Write the amount as 1,234.50.")) from error
        if self.least is not None and fen < self.least:
            raise ValidationError(gettext("An amount above nought is asked for."))
        return fen

    def validate(self, value: Any) -> None:
        """Nought is an amount; nothing is none."""
        if value is None and self.required:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """The amount was judged when it was read."""


class FundForm(KeyedForm):
    """A new fund."""

    place = forms.ChoiceField(label=_("Place"))
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=lambda: [(one.value, queries.fund_word(one)) for one in FundKind],
    )
    name = forms.CharField(label=_("Name of the fund"), max_length=80)
    bank_label = forms.CharField(
        label=_("Bank"),
        max_length=60,
        required=False,
        help_text=_("The bank's name and the last four digits; the whole number is kept nowhere."),
    )
    on = DayField(label=_("Opened on"), back=A_TERM, ahead=A_YEAR)

    def __init__(self, *args: Any, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["place"]).choices = places


class HandForm(PlainForm):
    """A person with a post here, and a duty on the fund."""

    who = forms.ChoiceField(label=_("Person"))
    duty = forms.ChoiceField(
        label=_("Duty"),
        choices=lambda: [
            (one.value, queries.duty_word(one))
            for one in (Duty.HOLDS_MONEY, Duty.MAKES, Duty.CHECKS, Duty.AUDITS)
        ],
    )

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["who"]).choices = [("", "—"), *people]


class AccountForm(PlainForm):
    """A new account of a fund."""

    kind = forms.ChoiceField(
        label=_("Side of the books"),
        choices=lambda: [(one.value, queries.account_kind_word(one)) for one in AccountKind],
    )
    code = forms.CharField(
        label=_("Code"), max_length=4, help_text=_("Four digits: 1 held, 2 owed, 4 in, 5 out.")
    )
    name = forms.CharField(label=_("Name of the account"), max_length=60)


class VoucherForm(KeyedForm):
    """A voucher with up to four lines against one account of the fund."""

    on = DayField(label=_("Day"), back=2 * A_YEAR, ahead=A_YEAR)
    words = forms.CharField(label=_("Voucher text"), max_length=_WIDEST)
    authority = forms.ChoiceField(label=_("On which resolution"))
    held = forms.ChoiceField(label=_("Ledger account"))
    other_side = forms.CharField(
        label=_("Other side"),
        max_length=80,
        required=False,
        help_text=_("A company or an office. Of a resident write no name: the building is enough."),
    )

    def __init__(
        self,
        *args: Any,
        kind: VoucherKind,
        accounts: Sequence[LedgerAccount],
        authorities: Sequence[SpendingAuthority],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self._name_sides(accounts)
        if kind is VoucherKind.PAY:
            field = cast("forms.ChoiceField", self.fields["authority"])
            field.choices = [("", "—"), *[_allowed(one) for one in authorities]]
        else:
            del self.fields["authority"]
        if kind is VoucherKind.MOVE:
            del self.fields["other_side"]
        self.speak_plainly()

    def _name_sides(self, accounts: Sequence[LedgerAccount]) -> None:
        own, others, label = _sides(self.kind, accounts)
        held = cast("forms.ChoiceField", self.fields["held"])
        held.choices, held.label = own, label
        for at in range(1, LINES + 1):
            self.fields[f"account{at}"] = forms.ChoiceField(
                label=_("Ledger account"), choices=[("", "—"), *others], required=at == 1
            )
            self.fields[f"fen{at}"] = YuanField(label=_("Amount"), required=at == 1)

    @property
    def lines(self) -> list[tuple[Any, Any]]:
        """The fields of each line, for the page."""
        return [(self[f"account{at}"], self[f"fen{at}"]) for at in range(1, LINES + 1)]

    def clean(self) -> dict[str, Any]:
        """A line has both an account and an amount, or neither."""
        typed: dict[str, Any] = super().clean() or {}
        for at in range(2, LINES + 1):
            half = bool(typed.get(f"account{at}")) != bool(typed.get(f"fen{at}"))
            if half and not self.errors.get(f"fen{at}"):
                self.add_error(f"fen{at}", gettext("A line needs an account and an amount."))
        return typed

    def moves(self) -> list[Move]:
        """What the action takes."""
        typed = self.cleaned_data
        found = []
        for at in range(1, LINES + 1):
            if typed.get(f"account{at}"):
                own, other, fen = typed["held"], typed[f"account{at}"], typed[f"fen{at}"]
                into = self.kind is VoucherKind.RECEIVE
                found.append(Move(own, other, fen) if into else Move(other, own, fen))
        return found


class WordsForm(KeyedForm):
    """A reversal: its day and why."""

    on = DayField(label=_("Day"), back=2 * A_YEAR, ahead=A_YEAR)
    words = forms.CharField(label=_("Why it is taken back"), max_length=_WIDEST)


class ReasonForm(PlainForm):
    """Why a voucher goes back."""

    reason = forms.CharField(
        label=_("Why it goes back"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


class BankFileForm(PlainForm):
    """A bank's file and what the paper says."""

    file = forms.FileField(
        label=_("Statement as csv"), help_text=_("The file as the bank's website gives it.")
    )
    account = forms.ChoiceField(label=_("Ledger account"))
    opening = YuanField(label=_("Balance at the beginning"), least=None)
    closing = YuanField(label=_("Balance at the end"), least=None)

    def __init__(self, *args: Any, accounts: Choices, known: dict[Column, str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["account"]).choices = accounts
        for column in Column:
            self.fields[column.value] = forms.CharField(
                label=queries.column_word(column),
                max_length=60,
                required=False,
                initial=known.get(column, ""),
            )

    @property
    def plain_fields(self) -> list[Any]:
        """What is always asked."""
        return [self[name] for name in ("file", "account", "opening", "closing")]

    @property
    def column_fields(self) -> list[Any]:
        """The headings, for those whose bank writes them in its own way."""
        return [self[column.value] for column in Column]

    def columns(self) -> dict[Column, str]:
        """The headings that were typed."""
        typed = self.cleaned_data
        return {one: typed[one.value].strip() for one in Column if typed.get(one.value)}


class LineForm(PlainForm):
    """What answers to a line of the bank."""

    entry = forms.ChoiceField(label=_("Entry that answers to it"), required=False)
    note = forms.CharField(
        label=_("Or why none does"),
        max_length=200,
        required=False,
        help_text=_("Such as an error that the bank set right itself."),
    )

    def __init__(self, *args: Any, entries: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["entry"]).choices = [("", "—"), *entries]


def _sides(kind: VoucherKind, accounts: Sequence[LedgerAccount]) -> tuple[Choices, Choices, str]:
    def of(*kinds: AccountKind) -> Choices:
        wanted = {one.value for one in kinds}
        return [(one.code, f"{one.code} {one.name}") for one in accounts if one.kind in wanted]

    held = of(AccountKind.HELD)[::-1]
    if kind is VoucherKind.RECEIVE:
        return held, of(AccountKind.CAME_IN, AccountKind.OWED_TO), gettext("Came into")
    if kind is VoucherKind.PAY:
        return held, of(AccountKind.WENT_OUT, AccountKind.OWED_TO), gettext("Paid from")
    every = of(*AccountKind)
    return every, every, gettext("From")


def _allowed(one: SpendingAuthority) -> tuple[str, str]:
    left = Money(one.limit_fen - one.spent_fen)
    words = gettext("%(basis)s, %(purpose)s: %(left)s left")
    return str(one.id), words % {"basis": one.basis, "purpose": one.purpose, "left": left}
