"""What is typed about collections and owed premises; forms check shape, actions the rest."""

from __future__ import annotations

from typing import Any, ClassVar, cast
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from linli.money import queries
from linli.money.actions import CampaignDraft, PremisesActDraft, PremisesDraft
from linli.money.rules import (
    Found,
    IfLeft,
    IfMissed,
    PaidBy,
    PremisesAct,
    PremisesUse,
)
from linli.money.web.ledger.forms import YuanField
from linli.money.web.ledger.pages import KeyedForm
from linli.money.web.works.forms import PHOTOS, Choices, PhotosForm
from linli.ui.forms import A_TERM, A_YEAR, DayField, PlainForm
from linli.ui.pages import as_uuid
from linli.ui.screened import ScreenedForm

_LONG = forms.Textarea(attrs={"rows": 3})
CM2_A_M2 = 10_000


class NewCampaignForm(ScreenedForm, KeyedForm):
    """A collection for a matter that was decided."""

    screened: ClassVar[tuple[str, ...]] = ("title", "words")
    matter = forms.ChoiceField(
        label=_("For which matter"),
        help_text=_("Matters whose decision allows to spend from a fund of what residents give."),
    )
    title = forms.CharField(label=_("Title"), max_length=80)
    words = forms.CharField(
        label=_("What it is for"),
        max_length=2000,
        widget=_LONG,
        help_text=_("Say that nobody has to give, and that there is no list."),
    )
    target_fen = YuanField(label=_("Target"))
    target_percent = forms.IntegerField(
        label=_("Share of households asked for, in percent"),
        min_value=0,
        max_value=100,
        initial=0,
        help_text=_("0: only the money counts. 80: four of five households, such as for heating."),
    )
    asked_fen = YuanField(
        label=_("Asked of a household"),
        required=False,
        least=0,
        help_text=_("Leave it empty where everybody gives as much as they like."),
    )
    opens_on = DayField(label=_("From"), back=A_YEAR, ahead=A_YEAR)
    closes_on = DayField(label=_("Open until"), back=A_YEAR, ahead=3 * A_YEAR)
    if_missed = forms.ChoiceField(
        label=_("If the target is missed"),
        widget=forms.RadioSelect,
        choices=lambda: [(one.value, queries.missed_word(one.value)) for one in IfMissed],
    )
    if_left = forms.ChoiceField(
        label=_("If something is left"),
        widget=forms.RadioSelect,
        choices=lambda: [(one.value, queries.left_word(one.value)) for one in IfLeft],
    )

    def __init__(self, *args: Any, matters: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["matter"]).choices = matters

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        typed = self.cleaned_data
        matter, _colon, fund = typed["matter"].partition(":")
        draft = CampaignDraft(
            fund_id=UUID(fund),
            title=typed["title"],
            words=typed["words"],
            target_fen=typed["target_fen"],
            target_percent=typed["target_percent"],
            asked_fen=typed["asked_fen"] or 0,
            opens_on=typed["opens_on"],
            closes_on=typed["closes_on"],
            if_missed=IfMissed(typed["if_missed"]),
            if_left=IfLeft(typed["if_left"]),
        )
        return {"matter_id": as_uuid(matter), "draft": draft, "key": self.sent_key}


class PledgeForm(KeyedForm):
    """An amount and, if one likes, the building."""

    fen = YuanField(label=_("How much"))
    building = forms.ChoiceField(
        label=_("Building"),
        required=False,
        help_text=_("Only the number of households of a building is counted, never yours."),
    )

    def __init__(self, *args: Any, buildings: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        none = [("", _("I would rather not say"))]
        cast("forms.ChoiceField", self.fields["building"]).choices = [*none, *buildings]


class CounterForm(PledgeForm):
    """A contribution paid at the counter at once."""

    paid_by = forms.ChoiceField(
        label=_("How it was paid"),
        widget=forms.RadioSelect,
        choices=lambda: [(one.value, queries.paid_by_word(one.value)) for one in PaidBy],
    )
    field_order = ("fen", "building", "paid_by", "key")


class CodeForm(PlainForm):
    """The word on a receipt."""

    code = forms.CharField(label=_("Word on the slip"), max_length=20)


class TakeInForm(CodeForm):
    """What came in for a pledge."""

    fen = YuanField(label=_("How much came"))
    paid_by = forms.ChoiceField(
        label=_("How it was paid"),
        widget=forms.RadioSelect,
        choices=lambda: [(one.value, queries.paid_by_word(one.value)) for one in PaidBy],
    )
    on = DayField(label=_("On which day"), back=A_TERM, ahead=A_YEAR)


class BackForm(CodeForm):
    """What was given back."""

    on = DayField(label=_("On which day"), back=A_TERM, ahead=A_YEAR)


class BooksForm(KeyedForm):
    """On which day a voucher is dated."""

    on = DayField(label=_("Day of the voucher"), back=2 * A_YEAR, ahead=A_YEAR)


class BasisForm(PlainForm):
    """The decision that it rests on."""

    basis = forms.CharField(
        label=_("Rests on which decision"), max_length=200, help_text=_("With its number.")
    )


class RestForm(BasisForm):
    """How much is left and goes back."""

    fen = YuanField(label=_("How much is left"))
    field_order = ("fen", "basis")


class EmptyForm(PlainForm):
    """Nothing to type: the button alone."""


class NewPremisesForm(ScreenedForm, KeyedForm):
    """Premises that a developer owes."""

    screened: ClassVar[tuple[str, ...]] = ("where", "basis")
    place = forms.ChoiceField(label=_("Place"))
    developer = forms.CharField(label=_("Developer"), max_length=80)
    use = forms.ChoiceField(
        label=_("Use of the premises"),
        choices=lambda: [(one.value, queries.use_word(one.value)) for one in PremisesUse],
    )
    where = forms.CharField(label=_("Where they are"), max_length=120)
    area = forms.DecimalField(
        label=_("Area in square metres"), min_value=1, max_digits=8, decimal_places=2
    )
    basis = forms.CharField(
        label=_("By which paper"),
        max_length=200,
        help_text=_("Planning conditions, land contract or agreement, with its number."),
    )
    due_on = DayField(label=_("To be handed over by"), back=A_TERM, ahead=A_TERM)

    def __init__(self, *args: Any, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["place"]).choices = places

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        typed = self.cleaned_data
        draft = PremisesDraft(
            developer=typed["developer"],
            use=PremisesUse(typed["use"]),
            where=typed["where"],
            area_cm2=int(typed["area"] * CM2_A_M2),
            basis=typed["basis"],
            due_on=typed["due_on"],
        )
        return {"place_id": as_uuid(typed["place"]), "draft": draft, "key": self.sent_key}


class PremisesActForm(ScreenedForm, PhotosForm):
    """What happened on an obligation."""

    screened: ClassVar[tuple[str, ...]] = ("words",)
    act = forms.ChoiceField(
        label=_("What happened"),
        widget=forms.RadioSelect,
        choices=lambda: [(one.value, queries.premises_act_word(one.value)) for one in PremisesAct],
    )
    on = DayField(label=_("On which day"), back=A_TERM, ahead=A_YEAR)
    found = forms.ChoiceField(
        label=_("What the inspection found"),
        required=False,
        choices=lambda: [
            ("", "—"),
            *((one.value, queries.found_word(one.value)) for one in Found),
        ],
    )
    area = forms.DecimalField(
        label=_("Measured, in square metres"),
        required=False,
        min_value=0,
        max_digits=8,
        decimal_places=2,
    )
    to_whom = forms.CharField(label=_("To or from which authority"), max_length=120, required=False)
    words = forms.CharField(label=_("In a sentence for everybody"), max_length=500, widget=_LONG)
    field_order = ("act", "on", "found", "area", "to_whom", "words", *PHOTOS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        typed = self.cleaned_data
        draft = PremisesActDraft(
            act=PremisesAct(typed["act"]),
            on=typed["on"],
            words=typed["words"],
            found=Found(typed["found"]) if typed["found"] else None,
            area_cm2=int((typed["area"] or 0) * CM2_A_M2),
            to_whom=typed["to_whom"],
        )
        return {"draft": draft, "photos": self.photos()}
